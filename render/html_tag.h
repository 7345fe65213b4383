// The elements and classes that a page may hold, and what may stand inside each (PRES-3, PRES-7).
#ifndef PARAPHE_RENDER_HTML_TAG_H_
#define PARAPHE_RENDER_HTML_TAG_H_

#include <optional>

#include "absl/strings/string_view.h"

namespace paraphe {

enum class HtmlTag {
  kHtml,
  kBody,
  kSection,
  kH1,
  kH2,
  kH3,
  kH4,
  kP,
  kUl,
  kOl,
  kLi,
  kDl,
  kDt,
  kDd,
  kTable,
  kCaption,
  kThead,
  kTbody,
  kTr,
  kTh,
  kTd,
  kDetails,
  kSummary,
  kEm,
  kStrong,
  kCode,
  kB,
  kSpan,
  kBdi,
  kBr,   // void
  kWbr,  // void
};

enum class HtmlClass { kNone, kLabel, kWords, kGap, kFlag, kMark, kTechnical, kAmount };

// What may stand inside an element.
enum class HtmlContent {
  kFlow,         // blocks, inline elements, text
  kPhrasing,     // inline elements, text
  kItems,        // li
  kDefinitions,  // dt, dd
  kTableParts,   // caption, thead, tbody
  kRows,         // tr
  kCells,        // th, td
  kNothing,
};

absl::string_view NameOf(HtmlTag tag);
absl::string_view NameOf(HtmlClass html_class);  // empty for kNone
HtmlContent ContentOf(HtmlTag tag);

std::optional<HtmlTag> FindTag(absl::string_view name);
std::optional<HtmlClass> FindClass(absl::string_view name);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_TAG_H_
