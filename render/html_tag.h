// The elements and classes that a page may hold, and what may stand inside each (PRES-3, PRES-7).
#ifndef PARAPHE_RENDER_HTML_TAG_H_
#define PARAPHE_RENDER_HTML_TAG_H_

#include <array>
#include <cstddef>
#include <cstdint>
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

inline constexpr size_t kHtmlTags = static_cast<size_t>(HtmlTag::kWbr) + 1;
inline constexpr size_t kHtmlClasses = static_cast<size_t>(HtmlClass::kAmount) + 1;

absl::string_view NameOf(HtmlTag tag);
absl::string_view NameOf(HtmlClass html_class);  // empty for kNone

// A tag as a page holds it. The bytes behind its end are zero: who writes a tag may copy all of them
// in one step.
inline constexpr size_t kMarkupBytes = 32;
struct Markup {
  std::array<char, kMarkupBytes> bytes{};
  uint8_t size = 0;
};

// What is asked of an element for each that is written. In the order of the enum.
struct HtmlTagRow {
  HtmlContent content = HtmlContent::kNothing;
  std::array<Markup, kHtmlClasses> openings;
  Markup closing;
  Markup only;  // of a void element
};
extern const std::array<HtmlTagRow, kHtmlTags> kHtmlTagRows;

inline const HtmlTagRow& RowOf(HtmlTag tag) { return kHtmlTagRows[static_cast<size_t>(tag)]; }
inline HtmlContent ContentOf(HtmlTag tag) { return RowOf(tag).content; }
// "<p>", "<p class=\"label\">"
inline const Markup& OpeningOf(HtmlTag tag, HtmlClass html_class) {
  return RowOf(tag).openings[static_cast<size_t>(html_class)];
}
inline const Markup& ClosingOf(HtmlTag tag) { return RowOf(tag).closing; }  // "</p>"
inline const Markup& BreakOf(HtmlTag tag) { return RowOf(tag).only; }       // "<br/>"

std::optional<HtmlTag> FindTag(absl::string_view name);
std::optional<HtmlClass> FindClass(absl::string_view name);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_TAG_H_
