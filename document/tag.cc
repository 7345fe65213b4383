#include "document/tag.h"

#include <algorithm>

#include "common/status_macros.h"
#include "common/utf8.h"
#include "document/cursor.h"
#include "document/names.h"
#include "document/position.h"
#include "document/reference.h"

namespace paraphe::xml {
namespace {

constexpr char kInTag[] = "a start tag";
constexpr char kInValue[] = "an attribute value";

// Moves the cursor behind one NCName of the qualified name that began at `name_begin`.
absl::Status SkipNcName(Cursor& cursor, const Bounds& bounds, absl::string_view where,
                        size_t name_begin) {
  const size_t length = NcNameLength(cursor.Rest(), bounds.name_bytes);
  if (length == 0) return Unexpected(cursor.document, cursor.at, where, "a name");
  cursor.at += length;
  if (cursor.at - name_begin > bounds.name_bytes) {
    return BeyondBound(cursor.document, name_begin, "name too long, in bytes", bounds.name_bytes);
  }
  return absl::OkStatus();
}

// Namespaces in XML 1.0 §3: xmlns="..." and xmlns:prefix="...".
void ClassifyItem(TagItem* item) {
  item->is_declaration = item->name.prefix == "xmlns" || item->name.whole == "xmlns";
  if (item->name.prefix == "xmlns") item->declared_prefix = item->name.local;
}

absl::Status SkipEquals(Cursor& cursor) {
  cursor.SkipBlanks();
  if (cursor.Current() != '=') return Unexpected(cursor.document, cursor.at, kInTag, "'='");
  ++cursor.at;
  cursor.SkipBlanks();
  return absl::OkStatus();
}

// An empty string of the tag, with room for a value whose text begins at `rest`. The value is no
// longer than its text, so that memory stays within the document's size (DOC-6).
std::string* NewValue(absl::string_view rest, char quote, Tag* tag) {
  if (tag->values_used == tag->values.size()) tag->values.emplace_back();
  std::string* value = &tag->values[tag->values_used++];
  value->clear();
  value->reserve(std::min(rest.find(quote), rest.size()));
  return value;
}

// Takes the one character at the cursor that is not its own value.
absl::Status TakeSpecial(Cursor& cursor, std::string* value) {
  if (cursor.Current() == '&') {
    ASSIGN_OR_RETURN(const Reference reference, ReadReference(cursor.document, cursor.at));
    AppendUtf8(reference.code, value);
    cursor.at = reference.end;
    return absl::OkStatus();
  }
  if (!IsBlank(cursor.Current())) {
    return Unexpected(cursor.document, cursor.at, kInValue,
                      "another character or the closing quote");
  }
  cursor.at += cursor.LooksAt("\r\n") ? 2 : 1;
  value->push_back(' ');
  return absl::OkStatus();
}

absl::Status ReadSpecialValue(Cursor& cursor, char quote, std::string* value) {
  while (true) {
    const size_t run = cursor.at;
    cursor.at = SkipPlainValue(cursor.document, run, quote);
    value->append(cursor.document.data() + run, cursor.at - run);
    if (cursor.Current() == quote) return absl::OkStatus();
    RETURN_IF_ERROR(TakeSpecial(cursor, value));
  }
}

// Reads the quoted value at the cursor into `item`, whose value becomes a view of the document
// where it is as written, else of a string of `tag`. REQ: XML 1.0 §3.3.3 (attribute-value
// normalization)
absl::Status ReadValue(Cursor& cursor, Tag* tag, TagItem* item) {
  const char quote = cursor.Current();
  if (quote != '"' && quote != '\'') {
    return Unexpected(cursor.document, cursor.at, "a start tag", "a quoted attribute value");
  }
  item->value_begin = cursor.at;
  const size_t begin = ++cursor.at;
  cursor.at = SkipPlainValue(cursor.document, begin, quote);
  const bool as_written = cursor.Current() == quote;
  if (as_written) {
    item->value = cursor.document.substr(begin, cursor.at - begin);
  } else {
    cursor.at = begin;
    std::string* value = NewValue(cursor.Rest(), quote, tag);
    RETURN_IF_ERROR(ReadSpecialValue(cursor, quote, value));
    item->value = *value;
  }
  item->raw = cursor.document.substr(begin, cursor.at - begin);
  item->end = ++cursor.at;
  return absl::OkStatus();
}

absl::Status ReadItem(Cursor& cursor, const Bounds& bounds, size_t blanks_begin, Tag* tag) {
  TagItem& item = tag->items.emplace_back();
  item.blanks_begin = blanks_begin;
  item.name_begin = cursor.at;
  RETURN_IF_ERROR(ReadQName(cursor, bounds, kInTag, &item.name));
  ClassifyItem(&item);
  RETURN_IF_ERROR(SkipEquals(cursor));
  return ReadValue(cursor, tag, &item);
}

absl::Status CheckNamespaceNameSize(const Cursor& cursor, const Bounds& bounds,
                                    const TagItem& item) {
  if (item.value.size() <= bounds.namespace_name_bytes) return absl::OkStatus();
  return BeyondBound(cursor.document, item.value_begin + 1, "namespace name too long, in bytes",
                     bounds.namespace_name_bytes);
}

struct ItemCounts {
  size_t attributes = 0;
  size_t declarations = 0;
};

// Called before the next item is read, so that nothing is kept beyond the bounds. REQ: DOC-6
absl::Status Count(const Cursor& cursor, const Bounds& bounds, const TagItem& item,
                   ItemCounts* counts) {
  if (item.is_declaration) {
    if (++counts->declarations <= bounds.namespace_declarations) {
      return CheckNamespaceNameSize(cursor, bounds, item);
    }
    return BeyondBound(cursor.document, item.name_begin,
                       "too many namespace declarations on one element",
                       bounds.namespace_declarations);
  }
  if (++counts->attributes <= bounds.attributes) return absl::OkStatus();
  return BeyondBound(cursor.document, item.name_begin, "too many attributes on one element",
                     bounds.attributes);
}

// Takes the end of the tag, if it is at the cursor.
bool TakeTagEnd(Cursor& cursor, Tag* tag) {
  tag->is_empty_element = cursor.LooksAt("/>");
  if (!tag->is_empty_element && cursor.Current() != '>') return false;
  cursor.at += tag->is_empty_element ? 2 : 1;
  tag->end = cursor.at;
  return true;
}

absl::Status ReadItems(Cursor& cursor, const Bounds& bounds, Tag* tag) {
  ItemCounts counts;
  while (true) {
    tag->items_end = cursor.at;
    cursor.SkipBlanks();
    if (TakeTagEnd(cursor, tag)) return absl::OkStatus();
    if (cursor.at == tag->items_end) {
      return Unexpected(cursor.document, cursor.at, kInTag, "a blank, '>' or '/>'");
    }
    RETURN_IF_ERROR(ReadItem(cursor, bounds, tag->items_end, tag));
    RETURN_IF_ERROR(Count(cursor, bounds, tag->items.back(), &counts));
  }
}

}  // namespace

// A value in double quotes that is as written holds nothing that would be escaped.
bool IsSpelledCanonically(absl::string_view document, const TagItem& item) {
  const char* const bytes = document.data();
  return item.name_begin == item.blanks_begin + 1 && bytes[item.blanks_begin] == ' ' &&
         item.value_begin == item.name_begin + item.name.whole.size() + 1 &&
         bytes[item.value_begin] == '"' && item.value.data() == item.raw.data();
}

absl::Status ReadQName(Cursor& cursor, const Bounds& bounds, absl::string_view where, QName* name) {
  const size_t begin = cursor.at;
  RETURN_IF_ERROR(SkipNcName(cursor, bounds, where, begin));
  const size_t first_end = cursor.at;
  const absl::string_view first = cursor.document.substr(begin, first_end - begin);
  if (cursor.Current() != ':') {
    *name = {first, {}, first};
    return absl::OkStatus();
  }
  const size_t local_begin = ++cursor.at;
  RETURN_IF_ERROR(SkipNcName(cursor, bounds, where, begin));
  if (cursor.Current() == ':') {
    return NotWellFormed(cursor.document, cursor.at, "second ':' in a name");
  }
  *name = {cursor.document.substr(begin, cursor.at - begin), first,
           cursor.document.substr(local_begin, cursor.at - local_begin)};
  return absl::OkStatus();
}

absl::Status ReadTag(Cursor& cursor, const Bounds& bounds, Tag* tag) {
  tag->begin = cursor.at++;
  tag->items.clear();
  tag->values_used = 0;
  RETURN_IF_ERROR(ReadQName(cursor, bounds, kInTag, &tag->name));
  return ReadItems(cursor, bounds, tag);
}

}  // namespace paraphe::xml
