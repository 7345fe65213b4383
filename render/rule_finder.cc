#include "render/rule_finder.h"

#include <algorithm>

namespace paraphe {

const AttributeView* RuleFinder::FindAttribute(const ElementView* element, const NameView& name) {
  if (element != nullptr && !element->attributes.empty()) {
    const auto own = element->attributes.find(name);
    if (own != element->attributes.end()) return &own->second;
  }
  if (attribute_ != name) {
    attribute_ = name;
    general_ = table_.FindGeneral(name);
  }
  return general_;
}

bool RuleFinder::Matches(const ElementView& rule, absl::Span<const NameView> ancestors) {
  return rule.parents.size() <= ancestors.size() &&
         std::equal(rule.parents.begin(), rule.parents.end(), ancestors.rbegin(), NameEqual());
}

}  // namespace paraphe
