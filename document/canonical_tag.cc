#include "document/canonical_tag.h"

#include <algorithm>
#include <vector>

#include "common/status_macros.h"
#include "document/names.h"
#include "document/tag_difference.h"
#include "document/tag_rules.h"

namespace paraphe::xml {
namespace {

// Prefixes whose meaning is fixed; a declaration of one has no effect.
bool IsReservedPrefix(absl::string_view prefix) { return prefix == "xml" || prefix == "xmlns"; }

void EnterDeclarations(NamespaceScope* scope, Tag* tag) {
  tag->declarations.clear();
  for (TagItem& item : tag->items) {
    if (!item.is_declaration || IsReservedPrefix(item.declared_prefix)) continue;
    scope->Push(item.declared_prefix, item.value);
    tag->declarations.push_back(&item);
  }
}

// Resolves the prefixes of one tag, whose own declarations are the scope's bindings from `first`
// on. A declaration that is used is visibly utilized: it is rendered unless the ancestors render
// the same already.
class PrefixResolver {
 public:
  PrefixResolver(const NamespaceScope& scope, size_t first, Tag* tag)
      : scope_(scope), first_(first), tag_(tag) {}

  // Returns false if the prefix is not declared.
  bool Resolve(absl::string_view prefix, absl::string_view* uri) {
    *uri = {};
    if (prefix == "xml") {
      *uri = kXmlNamespace;
      return true;
    }
    const size_t index = scope_.Find(prefix);
    if (index == NamespaceScope::kNone) return prefix.empty();
    *uri = scope_[index].uri;
    if (index >= first_) {
      tag_->declarations[index - first_]->is_rendered = *uri != scope_.HiddenBy(index);
    }
    return true;
  }

 private:
  const NamespaceScope& scope_;
  size_t first_;
  Tag* tag_;
};

// REQ: Namespaces in XML 1.0 §6.2: the default namespace applies to elements, not to attributes.
absl::Status ResolvePrefixes(absl::string_view document, PrefixResolver resolver, Tag* tag) {
  if (!resolver.Resolve(tag->name.prefix, &tag->namespace_uri)) {
    return UndeclaredPrefix(document, tag->begin + 1, tag->name.prefix);
  }
  tag->attributes.clear();
  for (TagItem& item : tag->items) {
    if (item.is_declaration) continue;
    tag->attributes.push_back(&item);
    if (item.name.prefix.empty()) continue;
    if (!resolver.Resolve(item.name.prefix, &item.namespace_uri)) {
      return UndeclaredPrefix(document, item.name_begin, item.name.prefix);
    }
  }
  return absl::OkStatus();
}

bool DeclarationOrder(const TagItem* a, const TagItem* b) {
  return a->declared_prefix < b->declared_prefix;
}

void PutIntoCanonicalOrder(Tag* tag) {
  std::vector<TagItem*>& declarations = tag->declarations;
  declarations.erase(std::remove_if(declarations.begin(), declarations.end(),
                                    [](const TagItem* item) { return !item->is_rendered; }),
                     declarations.end());
  if (!std::is_sorted(declarations.begin(), declarations.end(), DeclarationOrder)) {
    std::sort(declarations.begin(), declarations.end(), DeclarationOrder);
  }
  SortAttributes(tag);
}

}  // namespace

absl::Status CheckCanonicalTag(absl::string_view document, NamespaceScope* scope, Tag* tag) {
  const size_t first = scope->size();
  EnterDeclarations(scope, tag);
  RETURN_IF_ERROR(ResolvePrefixes(document, PrefixResolver(*scope, first, tag), tag));
  PutIntoCanonicalOrder(tag);
  RETURN_IF_ERROR(CompareTag(document, *tag));
  for (const TagItem* item : tag->declarations) {
    RETURN_IF_ERROR(CheckDeclaration(document, *item, item->value_begin + 1));
  }
  return CheckAttributesDiffer(document, *tag);
}

void TakeCanonicalTag(const Tag& tag, CheckedTag* checked) {
  checked->name = {tag.name.prefix, tag.name.local, tag.namespace_uri};
  checked->qname = tag.name.whole;
  checked->begin = tag.begin;
  checked->end = tag.end;
  checked->declarations.clear();
  for (const TagItem* item : tag.declarations) {
    checked->declarations.push_back({item->declared_prefix, item->value});
  }
  checked->attributes.clear();
  for (const TagItem* item : tag.attributes) {
    checked->attributes.push_back({{item->name.prefix, item->name.local, item->namespace_uri},
                                   item->value,
                                   item->name_begin});
  }
}

}  // namespace paraphe::xml
