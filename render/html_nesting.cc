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

bool HtmlNesting::Holds(const Opened& opened, HtmlNeed need) {
  const HtmlContent content = ContentOf(opened.tag);
  switch (need) {
    case HtmlNeed::kBlock:
      return content == HtmlContent::kFlow;
    case HtmlNeed::kInline:
      return content == HtmlContent::kFlow || content == HtmlContent::kPhrasing;
    case HtmlNeed::kItem:
      return content == HtmlContent::kItems;
    case HtmlNeed::kField:
      return content == HtmlContent::kDefinitions && !opened.technical;
    case HtmlNeed::kTechnicalField:
      return content == HtmlContent::kDefinitions && (opened.technical || !opened.implied);
    case HtmlNeed::kRow:
      return content == HtmlContent::kRows;
    case HtmlNeed::kCell:
      return content == HtmlContent::kCells;
  }
  return false;
}

bool HtmlNesting::MakeRoom(HtmlNeed need) {
  const size_t home = HomeOf(need);
  const size_t before = count();
  CloseDownTo(home != 0 ? home : CountWithoutImplied());
  const bool closed = count() != before;
  const size_t after = count();
  while (!Holds(open_.back(), need)) {
    const HtmlTag wrapper = Wrapper(ContentOf(open_.back().tag), need);
    Push(wrapper, ClassOfWrapper(wrapper, need), true);
  }
  return closed || count() != after;
}

void HtmlNesting::CloseDownTo(size_t count) {
  for (; open_.size() > count; open_.pop_back()) writer_.Close();
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

void HtmlNesting::Push(HtmlTag tag, HtmlClass html_class, bool implied) {
  writer_.Open(tag, html_class);
  open_.push_back({tag, implied, html_class == HtmlClass::kTechnical});
}

}  // namespace paraphe
