#include "render/html_nesting.h"

namespace paraphe {
namespace {

// The element to open in flow content, as the first step towards what is needed.
HtmlTag ContainerFor(HtmlNeed need) {
  switch (need) {
    case HtmlNeed::kItem:
      return HtmlTag::kUl;
    case HtmlNeed::kField:
    case HtmlNeed::kTechnicalField:
      return HtmlTag::kDl;
    default:
      return HtmlTag::kTable;
  }
}

// The element to open in `content`, which does not allow what is needed.
HtmlTag Wrapper(HtmlContent content, HtmlNeed need) {
  switch (content) {
    case HtmlContent::kItems:
      return HtmlTag::kLi;
    case HtmlContent::kDefinitions:
      return HtmlTag::kDd;
    case HtmlContent::kTableParts:
      return HtmlTag::kTbody;
    case HtmlContent::kRows:
      return HtmlTag::kTr;
    case HtmlContent::kCells:
      return HtmlTag::kTd;
    default:
      return ContainerFor(need);
  }
}

HtmlClass ClassOfWrapper(HtmlTag wrapper, HtmlNeed need) {
  const bool technical = wrapper == HtmlTag::kDl && need == HtmlNeed::kTechnicalField;
  return technical ? HtmlClass::kTechnical : HtmlClass::kNone;
}

}  // namespace

void HtmlNesting::Rearrange(HtmlNeed need) {
  const size_t home = HomeOf(need);
  CloseDownTo(home != 0 ? home : CountWithoutImplied());
  while (!Holds(open_.back(), need)) {
    const HtmlTag wrapper = Wrapper(open_.back().content, need);
    Push(wrapper, ClassOfWrapper(wrapper, need), true);
  }
}

size_t HtmlNesting::HomeOf(HtmlNeed need) const {
  for (size_t i = open_.size(); i > 0; --i) {
    if (Holds(open_[i - 1], need)) return i;
    if (!open_[i - 1].implied) return 0;
  }
  return 0;
}

size_t HtmlNesting::CountWithoutImplied() const {
  size_t count = open_.size();
  while (open_[count - 1].implied) --count;
  return count;
}

}  // namespace paraphe
