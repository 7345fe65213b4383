#include "document/tag_reader.h"

#include "common/status_macros.h"
#include "document/names.h"
#include "document/value_reader.h"

namespace paraphe::xml {
namespace {

constexpr char kWhere[] = "a start tag";

// Advances over one NCName of the qualified name that began at `name_begin`.
absl::Status SkipNcName(Reader& reader, const Bounds& bounds, absl::string_view where,
                        size_t name_begin) {
  const size_t length = NcNameLength(reader.Rest(), bounds.name_bytes);
  if (length == 0) return Unexpected(reader.document, reader.at, where, "a name");
  reader.at += length;
  if (reader.at - name_begin > bounds.name_bytes) {
    return BeyondBound(reader.document, name_begin, "name too long, in bytes", bounds.name_bytes);
  }
  return absl::OkStatus();
}

// Namespaces in XML 1.0 §3: xmlns="..." and xmlns:prefix="...".
void ClassifyItem(TagItem* item) {
  item->is_declaration = item->name.prefix == "xmlns" || item->name.whole == "xmlns";
  if (item->name.prefix == "xmlns") item->declared_prefix = item->name.local;
}

absl::Status SkipEquals(Reader& reader) {
  reader.SkipBlanks();
  if (reader.Current() != '=') return Unexpected(reader.document, reader.at, kWhere, "'='");
  ++reader.at;
  reader.SkipBlanks();
  return absl::OkStatus();
}

absl::Status ReadItem(Reader& reader, const Bounds& bounds, size_t blanks_begin, Tag* tag) {
  TagItem& item = tag->items.emplace_back();
  item.blanks_begin = blanks_begin;
  item.name_begin = reader.at;
  RETURN_IF_ERROR(ReadQName(reader, bounds, kWhere, &item.name));
  ClassifyItem(&item);
  RETURN_IF_ERROR(SkipEquals(reader));
  return ReadValue(reader, tag, &item);
}

absl::Status CheckNamespaceName(const Reader& reader, const Bounds& bounds, const TagItem& item) {
  if (item.value.size() <= bounds.namespace_name_bytes) return absl::OkStatus();
  return BeyondBound(reader.document, item.value_begin + 1, "namespace name too long, in bytes",
                     bounds.namespace_name_bytes);
}

struct ItemCounts {
  size_t attributes = 0;
  size_t declarations = 0;
};

// REQ: DOC-6; before the next item is read, so that nothing is kept beyond the bounds.
absl::Status Count(const Reader& reader, const Bounds& bounds, const TagItem& item,
                   ItemCounts* counts) {
  if (item.is_declaration) {
    if (++counts->declarations <= bounds.namespace_declarations) {
      return CheckNamespaceName(reader, bounds, item);
    }
    return BeyondBound(reader.document, item.name_begin,
                       "too many namespace declarations on one element",
                       bounds.namespace_declarations);
  }
  if (++counts->attributes <= bounds.attributes) return absl::OkStatus();
  return BeyondBound(reader.document, item.name_begin, "too many attributes on one element",
                     bounds.attributes);
}

// True where the tag ends at hand, behind any blanks.
bool TakeTagEnd(Reader& reader, Tag* tag) {
  tag->is_empty_element = reader.LooksAt("/>");
  if (!tag->is_empty_element && reader.Current() != '>') return false;
  reader.at += tag->is_empty_element ? 2 : 1;
  tag->end = reader.at;
  return true;
}

absl::Status ReadItems(Reader& reader, const Bounds& bounds, Tag* tag) {
  ItemCounts counts;
  while (true) {
    tag->items_end = reader.at;
    reader.SkipBlanks();
    if (TakeTagEnd(reader, tag)) return absl::OkStatus();
    if (reader.at == tag->items_end) {
      return Unexpected(reader.document, reader.at, kWhere, "a blank, '>' or '/>'");
    }
    RETURN_IF_ERROR(ReadItem(reader, bounds, tag->items_end, tag));
    RETURN_IF_ERROR(Count(reader, bounds, tag->items.back(), &counts));
  }
}

}  // namespace

absl::Status ReadQName(Reader& reader, const Bounds& bounds, absl::string_view where, QName* name) {
  const size_t begin = reader.at;
  RETURN_IF_ERROR(SkipNcName(reader, bounds, where, begin));
  const size_t first_end = reader.at;
  const absl::string_view first = reader.document.substr(begin, first_end - begin);
  if (reader.Current() != ':') {
    *name = {first, {}, first};
    return absl::OkStatus();
  }
  const size_t local_begin = ++reader.at;
  RETURN_IF_ERROR(SkipNcName(reader, bounds, where, begin));
  if (reader.Current() == ':') {
    return NotWellFormed(reader.document, reader.at, "second ':' in a name");
  }
  *name = {reader.document.substr(begin, reader.at - begin), first,
           reader.document.substr(local_begin, reader.at - local_begin)};
  return absl::OkStatus();
}

absl::Status ReadTag(Reader& reader, const Bounds& bounds, Tag* tag) {
  tag->begin = reader.at++;
  tag->items.clear();
  tag->values_used = 0;
  RETURN_IF_ERROR(ReadQName(reader, bounds, kWhere, &tag->name));
  return ReadItems(reader, bounds, tag);
}

}  // namespace paraphe::xml
