#include "document/tag_rules.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/status_macros.h"
#include "common/value_rules.h"
#include "document/escape.h"
#include "document/names.h"
#include "document/position.h"

namespace paraphe::xml {
namespace {

bool AttributeOrder(const TagItem* a, const TagItem* b) {
  if (a->namespace_uri != b->namespace_uri) return a->namespace_uri < b->namespace_uri;
  return a->name.local < b->name.local;
}

absl::Status CheckReserved(absl::string_view document, const TagItem& item, size_t offset) {
  const absl::string_view prefix = item.declared_prefix;
  const absl::string_view uri = item.value;
  if (prefix == "xmlns" || (prefix == "xml") != (uri == kXmlNamespace) || uri == kXmlnsNamespace) {
    return NotWellFormed(
        document, offset,
        absl::StrCat(Describe(item),
                     ": the prefixes xml and xmlns and their namespaces are reserved"));
  }
  if (uri.empty() && !prefix.empty()) {
    return NotWellFormed(document, offset,
                         absl::StrCat(Describe(item), ": a prefix cannot stand for no namespace"));
  }
  return absl::OkStatus();
}

}  // namespace

void SortAttributes(Tag* tag) {
  std::vector<TagItem*>& attributes = tag->attributes;
  if (std::is_sorted(attributes.begin(), attributes.end(), AttributeOrder)) return;
  std::sort(attributes.begin(), attributes.end(), AttributeOrder);
}

// In canonical order, attributes of one name are neighbours.
absl::Status CheckAttributesDiffer(absl::string_view document, const Tag& tag) {
  const auto same = [](const TagItem* a, const TagItem* b) {
    return a->name.local == b->name.local && a->namespace_uri == b->namespace_uri;
  };
  const auto twin = std::adjacent_find(tag.attributes.begin(), tag.attributes.end(), same);
  if (twin == tag.attributes.end()) return absl::OkStatus();
  const TagItem& second = **std::next(twin);
  return NotWellFormed(
      document, second.name_begin,
      absl::StrCat("attribute ", CutForMessage(second.name.whole), " is there twice"));
}

absl::Status UndeclaredPrefix(absl::string_view document, size_t offset, absl::string_view prefix) {
  return NotWellFormed(document, offset,
                       absl::StrCat("prefix ", CutForMessage(prefix), " is not declared"));
}

absl::Status CheckNamespaceName(absl::string_view document, const TagItem& item, size_t offset) {
  RETURN_IF_ERROR(CheckReserved(document, item, offset));
  // libxml2's parser leaves &#38; for &.
  const std::string kept = absl::StrReplaceAll(item.value, {{"&", "&#38;"}});
  if (kept.empty() || IsAbsoluteUri(kept)) return absl::OkStatus();
  return ErrorAtOffset(v1::DOCUMENT_RELATIVE_NAMESPACE, document, offset,
                       absl::StrCat(Describe(item),
                                    ": its name is not an absolute URI, so that it has no "
                                    "canonical form; use another name"));
}

absl::Status CheckDeclaration(absl::string_view document, const TagItem& item, size_t offset) {
  RETURN_IF_ERROR(CheckReserved(document, item, offset));
  if (NeedsEscapeInAttribute(item.value)) {
    return ErrorAtOffset(v1::DOCUMENT_RELATIVE_NAMESPACE, document, offset,
                         absl::StrCat(Describe(item),
                                      ": a namespace name with & < \" or a blank, which verifiers "
                                      "write differently; use another name"));
  }
  return CheckNamespaceName(document, item, offset);
}

void AppendQuotedNamespaceName(absl::string_view name, std::string* out) {
  if (!NeedsEscapeInAttribute(name)) {
    out->push_back('"');
    out->append(name.data(), name.size());
    out->push_back('"');
    return;
  }
  const bool has_double = absl::StrContains(name, '"');
  const bool has_both = has_double && absl::StrContains(name, '\'');
  const absl::string_view quote = has_double && !has_both ? "'" : "\"";
  const absl::string_view double_quote = has_both ? "&quot;" : "\"";
  absl::StrAppend(out, quote, absl::StrReplaceAll(name, {{"&", "&#38;"}, {"\"", double_quote}}),
                  quote);
}

std::string QuoteNamespaceName(absl::string_view name) {
  std::string quoted;
  AppendQuotedNamespaceName(name, &quoted);
  return quoted;
}

std::string Describe(const TagItem& item) {
  if (!item.is_declaration) return absl::StrCat("attribute ", CutForMessage(item.name.whole));
  if (item.declared_prefix.empty()) return "default namespace declaration";
  return absl::StrCat("namespace declaration of prefix ", CutForMessage(item.declared_prefix));
}

}  // namespace paraphe::xml
