#include "render/html_tag.h"

#include <array>
#include <cstddef>
#include <initializer_list>

namespace paraphe {
namespace {

struct TagRow {
  HtmlTag tag;
  absl::string_view name;
  HtmlContent content;
};

// In the order of the enum.
constexpr TagRow kTags[] = {
    {HtmlTag::kHtml, "html", HtmlContent::kNothing},
    {HtmlTag::kBody, "body", HtmlContent::kFlow},
    {HtmlTag::kSection, "section", HtmlContent::kFlow},
    {HtmlTag::kH1, "h1", HtmlContent::kPhrasing},
    {HtmlTag::kH2, "h2", HtmlContent::kPhrasing},
    {HtmlTag::kH3, "h3", HtmlContent::kPhrasing},
    {HtmlTag::kH4, "h4", HtmlContent::kPhrasing},
    {HtmlTag::kP, "p", HtmlContent::kPhrasing},
    {HtmlTag::kUl, "ul", HtmlContent::kItems},
    {HtmlTag::kOl, "ol", HtmlContent::kItems},
    {HtmlTag::kLi, "li", HtmlContent::kFlow},
    {HtmlTag::kDl, "dl", HtmlContent::kDefinitions},
    {HtmlTag::kDt, "dt", HtmlContent::kPhrasing},
    {HtmlTag::kDd, "dd", HtmlContent::kFlow},
    {HtmlTag::kTable, "table", HtmlContent::kTableParts},
    {HtmlTag::kCaption, "caption", HtmlContent::kPhrasing},
    {HtmlTag::kThead, "thead", HtmlContent::kRows},
    {HtmlTag::kTbody, "tbody", HtmlContent::kRows},
    {HtmlTag::kTr, "tr", HtmlContent::kCells},
    {HtmlTag::kTh, "th", HtmlContent::kPhrasing},
    {HtmlTag::kTd, "td", HtmlContent::kFlow},
    {HtmlTag::kDetails, "details", HtmlContent::kFlow},
    {HtmlTag::kSummary, "summary", HtmlContent::kPhrasing},
    {HtmlTag::kEm, "em", HtmlContent::kPhrasing},
    {HtmlTag::kStrong, "strong", HtmlContent::kPhrasing},
    {HtmlTag::kCode, "code", HtmlContent::kPhrasing},
    {HtmlTag::kB, "b", HtmlContent::kPhrasing},
    {HtmlTag::kSpan, "span", HtmlContent::kPhrasing},
    {HtmlTag::kBdi, "bdi", HtmlContent::kPhrasing},
    {HtmlTag::kBr, "br", HtmlContent::kNothing},
    {HtmlTag::kWbr, "wbr", HtmlContent::kNothing},
};

constexpr bool InOrder() {
  for (size_t i = 0; i < sizeof(kTags) / sizeof(kTags[0]); ++i) {
    if (static_cast<size_t>(kTags[i].tag) != i) return false;
  }
  return true;
}
static_assert(InOrder());

constexpr absl::string_view kClasses[] = {"",     "label", "words",     "gap",
                                          "flag", "mark",  "technical", "amount"};

// A piece that does not fit does not compile.
constexpr Markup Join(std::initializer_list<absl::string_view> pieces) {
  Markup markup;
  for (const absl::string_view piece : pieces) {
    for (const char byte : piece) markup.bytes.at(markup.size++) = byte;
  }
  return markup;
}

}  // namespace

constexpr std::array<HtmlTagRow, kHtmlTags> kHtmlTagRows = [] {
  std::array<HtmlTagRow, kHtmlTags> rows;
  for (size_t i = 0; i < kHtmlTags; ++i) {
    const absl::string_view name = kTags[i].name;
    rows[i].content = kTags[i].content;
    rows[i].openings[0] = Join({"<", name, ">"});
    for (size_t k = 1; k < kHtmlClasses; ++k) {
      rows[i].openings[k] = Join({"<", name, " class=\"", kClasses[k], "\">"});
    }
    rows[i].closing = Join({"</", name, ">"});
    rows[i].only = Join({"<", name, "/>"});
  }
  return rows;
}();

absl::string_view NameOf(HtmlTag tag) { return kTags[static_cast<size_t>(tag)].name; }

absl::string_view NameOf(HtmlClass html_class) { return kClasses[static_cast<size_t>(html_class)]; }

std::optional<HtmlTag> FindTag(absl::string_view name) {
  for (const TagRow& row : kTags) {
    if (row.name == name) return row.tag;
  }
  return std::nullopt;
}

std::optional<HtmlClass> FindClass(absl::string_view name) {
  for (size_t i = 1; i < sizeof(kClasses) / sizeof(kClasses[0]); ++i) {
    if (kClasses[i] == name) return static_cast<HtmlClass>(i);
  }
  return std::nullopt;
}

}  // namespace paraphe
