#include "document/exclusive_namespaces.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"

#include "common/status_macros.h"
#include "document/names.h"
#include "document/position.h"
#include "document/tag_rules.h"

namespace paraphe::xml {
namespace {

// The namespace that `prefix` has in `scope`; empty where it has none.
absl::string_view NameIn(const NamespaceScope& scope, absl::string_view prefix) {
  const size_t index = scope.Find(prefix);
  return index == NamespaceScope::kNone ? absl::string_view() : scope[index].uri;
}

absl::Status CheckDeclarationsDiffer(absl::string_view document, const Tag& tag) {
  std::vector<const TagItem*> declarations;
  for (const TagItem& item : tag.items) {
    if (item.is_declaration) declarations.push_back(&item);
  }
  if (declarations.size() < 2) return absl::OkStatus();
  std::stable_sort(
      declarations.begin(), declarations.end(),
      [](const TagItem* a, const TagItem* b) { return a->name.whole < b->name.whole; });
  const auto twin = std::adjacent_find(
      declarations.begin(), declarations.end(),
      [](const TagItem* a, const TagItem* b) { return a->name.whole == b->name.whole; });
  if (twin == declarations.end()) return absl::OkStatus();
  const TagItem& second = **std::next(twin);
  return NotWellFormed(document, second.name_begin,
                       absl::StrCat(CutForMessage(second.name.whole), " is declared twice"));
}

}  // namespace

void ExclusiveNamespaces::PopTo(const NamespaceMark& mark) {
  declared_.PopTo(mark.declared);
  rendered_.PopTo(mark.rendered);
  kept_.resize(mark.kept);
}

// A copy of the value, unless it is part of the document: the next tag reuses the tag's own memory.
absl::string_view ExclusiveNamespaces::Keep(const TagItem& item) {
  if (item.value.data() == item.raw.data()) return item.value;
  return kept_.emplace_back(item.value);
}

// What a name is accepted for, it is accepted for again, but for the prefixes that are reserved.
absl::Status ExclusiveNamespaces::CheckName(absl::string_view document, const TagItem& item) {
  const bool is_reserved = item.declared_prefix == "xml" || item.declared_prefix == "xmlns";
  if (!is_reserved && accepted_.Has(item.value)) return absl::OkStatus();
  RETURN_IF_ERROR(CheckNamespaceName(document, item, item.value_begin + 1));
  if (!is_reserved && item.value.data() == item.raw.data()) accepted_.Add(item.value);
  return absl::OkStatus();
}

absl::Status ExclusiveNamespaces::Declare(absl::string_view document, const Tag& tag) {
  RETURN_IF_ERROR(CheckDeclarationsDiffer(document, tag));
  for (const TagItem& item : tag.items) {
    if (!item.is_declaration) continue;
    RETURN_IF_ERROR(CheckName(document, item));
    if (item.declared_prefix == "xml") continue;
    declared_.Push(item.declared_prefix, Keep(item));
    own_.push_back(&item);
  }
  return absl::OkStatus();
}

// A declaration that is used is visibly utilized: it is rendered unless the ancestors have rendered
// the same.
absl::Status ExclusiveNamespaces::Use(absl::string_view document, absl::string_view prefix,
                                      size_t offset, absl::string_view* uri) {
  *uri = kXmlNamespace;
  if (prefix == "xml") return absl::OkStatus();
  const size_t index = declared_.Find(prefix);
  const bool is_declared = index != NamespaceScope::kNone;
  if (!is_declared && !prefix.empty()) return UndeclaredPrefix(document, offset, prefix);
  *uri = is_declared ? declared_[index].uri : absl::string_view();
  if (*uri == NameIn(rendered_, prefix)) return absl::OkStatus();
  const size_t inherited = declared_.size() - own_.size();
  const TagItem* const item = is_declared && index >= inherited ? own_[index - inherited] : nullptr;
  rendered_.Push(prefix, *uri);
  here_.push_back({prefix, *uri, item});
  return absl::OkStatus();
}

absl::Status ExclusiveNamespaces::Enter(absl::string_view document, Tag* tag) {
  own_.clear();
  here_.clear();
  tag->attributes.clear();
  RETURN_IF_ERROR(Declare(document, *tag));
  RETURN_IF_ERROR(Use(document, tag->name.prefix, tag->begin + 1, &tag->namespace_uri));
  for (TagItem& item : tag->items) {
    if (item.is_declaration) continue;
    tag->attributes.push_back(&item);
    if (item.name.prefix.empty()) continue;
    RETURN_IF_ERROR(Use(document, item.name.prefix, item.name_begin, &item.namespace_uri));
  }
  SortAttributes(tag);
  RETURN_IF_ERROR(CheckAttributesDiffer(document, *tag));
  if (here_.size() < 2) return absl::OkStatus();
  std::sort(here_.begin(), here_.end(),
            [](const Rendered& a, const Rendered& b) { return a.prefix < b.prefix; });
  return absl::OkStatus();
}

absl::string_view ExclusiveNamespaces::LostHere(absl::string_view prefix) const {
  const absl::string_view uri = NameIn(declared_, prefix);
  return uri == NameIn(rendered_, prefix) ? absl::string_view() : uri;
}

void ExclusiveNamespaces::WriteRendered(absl::string_view document, CanonicalOutput* out) const {
  for (const Rendered& one : here_) {
    if (one.item != nullptr && IsSpelledCanonically(document, *one.item)) {
      out->Keep(one.item->blanks_begin, one.item->end);
      continue;
    }
    out->Write(one.prefix.empty() ? " xmlns" : " xmlns:");
    out->Write(one.prefix);
    out->Write("=");
    AppendQuotedNamespaceName(one.uri, out->Text());
  }
}

}  // namespace paraphe::xml
