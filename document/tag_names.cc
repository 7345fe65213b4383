#include "document/tag_names.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "document/names.h"
#include "document/reader.h"

namespace paraphe::xml {
namespace {

bool AttributeOrder(const TagItem* a, const TagItem* b) {
  if (a->namespace_uri != b->namespace_uri) return a->namespace_uri < b->namespace_uri;
  return a->name.local < b->name.local;
}

}  // namespace

void SortAttributes(Tag* tag) {
  std::vector<TagItem*>& attributes = tag->attributes;
  if (std::is_sorted(attributes.begin(), attributes.end(), AttributeOrder)) return;
  std::sort(attributes.begin(), attributes.end(), AttributeOrder);
}

// In canonical order they are neighbours.
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

std::string NamespaceNameByLibxml2(absl::string_view name) {
  const bool has_double = absl::StrContains(name, '"');
  const bool has_both = has_double && absl::StrContains(name, '\'');
  const absl::string_view quote = has_double && !has_both ? "'" : "\"";
  const absl::string_view double_quote = has_both ? "&quot;" : "\"";
  return absl::StrCat(quote, absl::StrReplaceAll(name, {{"&", "&#38;"}, {"\"", double_quote}}),
                      quote);
}

}  // namespace paraphe::xml
