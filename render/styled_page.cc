#include "render/styled_page.h"

#include <cstddef>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/errors.h"
#include "common/hash.h"

namespace paraphe {
namespace {

// Contrasts are 7:1 at least (WCAG 2.1, 1.4.6). Edges are "start" and "end", and values are isolated,
// so that right-to-left text is set as such and moves nothing around it. No "<" and no "&": the page
// stays XML.
constexpr char kStyle[] = R"css(
html { background: #fff; color: #111; font: 17px/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; }
body { max-width: 48rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; overflow-wrap: anywhere; }
body, section { display: flex; flex-direction: column; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.6rem 0 0.5rem; break-after: avoid; }
h1 { font-size: 1.75rem; margin-top: 0; padding-bottom: 0.4rem; border-bottom: 3px solid #1f3a6e; }
h2 { font-size: 1.3rem; color: #1f3a6e; padding-bottom: 0.2rem; border-bottom: 1px solid #767676; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; margin-top: 0.8rem; }
p { margin: 0.4rem 0; max-width: 42rem; }
ul, ol { margin: 0.4rem 0; padding-inline-start: 1.6rem; max-width: 42rem; }
section section { margin-inline-start: 1rem; }
dl { display: grid; grid-template-columns: minmax(7rem, 15rem) minmax(0, 1fr); margin: 0.4rem 0; }
dt, dd { margin: 0; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid #d0d0d0; }
dt { grid-column: 1; color: #3d3d3d; }
dd { grid-column: 2; unicode-bidi: isolate; }
dt b { font-weight: 400; }
dd dl, td dl { grid-template-columns: minmax(5rem, 11rem) minmax(0, 1fr); margin: 0; }
dd dl dt, dd dl dd, td dl dt, td dl dd { border-bottom: 0; padding: 0.1rem 0.75rem 0.1rem 0; }
dd dd dl, td dl { display: block; }
dd dd dl dt, td dl dt { float: inline-start; clear: both; padding: 0; }
dd dd dl dt::after, td dl dt::after { content: ":"; padding-inline-end: 0.4em; }
:lang(fr) dd dd dl dt::after, :lang(fr) td dl dt::after { content: "\a0:"; }
dd dd dl dd, td dl dd { padding: 0; }
dd dd dl dd dl, td dl dd dl { clear: both; padding-inline-start: 1rem; }
dl.technical { order: 1; margin-top: 1.5rem; font-size: 0.8rem; color: #3d3d3d; }
dl.technical dt, dl.technical dd { border-bottom: 0; padding: 0.1rem 0.75rem 0.1rem 0; }
table { width: 100%; border-collapse: collapse; margin: 1rem 0; }
caption { text-align: start; font-weight: 700; padding: 0.3rem 0; }
th, td { border: 1px solid #767676; padding: 0.3rem 0.6rem; text-align: start; vertical-align: top; }
th { background: #e9edf5; overflow-wrap: normal; }
td { unicode-bidi: isolate; }
td.amount { text-align: end; font-variant-numeric: tabular-nums; }
td.amount dl { text-align: start; }
code { font-family: "Liberation Mono", monospace; font-size: 0.95em; }
details { margin: 0.3rem 0; padding: 0.4rem 0.6rem; border: 1px solid #767676; font: 0.8rem/1.4 "Liberation Mono", monospace; }
summary { font: 1rem/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; cursor: pointer; }
.words { color: #1f3a6e; }
.mark { font-family: "Liberation Mono", monospace; font-size: 0.85em; background: #ffe9b3; color: #5c3100; padding: 0 0.15em; }
.flag { font-weight: 700; background: #8f1010; color: #fff; padding: 0 0.3em; }
@media (max-width: 36rem) {
  dl, dd dl { display: block; }
  dt { border-bottom: 0; padding-bottom: 0; }
}
@media (prefers-contrast: more) {
  html, dt, h2, .words, dl.technical { color: #000; }
  dt, dd, th, td, h2, details { border-color: #000; }
}
@page { margin: 18mm 16mm 20mm; }
@media print {
  html { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  p, ul, ol { max-width: none; orphans: 3; widows: 3; }
  dt, dd, tr, li { break-inside: avoid; }
  thead { display: table-header-group; }
}
)css";

// What a page begins with; its language, of two letters, stands between the two.
constexpr absl::string_view kBeforeLanguage = "<!DOCTYPE html>\n<html lang=\"";
constexpr absl::string_view kAfterLanguage = "\"><head><meta charset=\"utf-8\"/>";
constexpr size_t kLanguageBytes = 2;

// Takes the begin of a page from `rest`; whether there was one.
bool TakeBegin(absl::string_view& rest) {
  if (!absl::ConsumePrefix(&rest, kBeforeLanguage) || rest.size() < kLanguageBytes) return false;
  rest.remove_prefix(kLanguageBytes);
  return absl::ConsumePrefix(&rest, kAfterLanguage);
}

std::string HeadOfStyle() {
  // Of the style element's text, as CSP Level 3 §6.6.3.4 hashes it.
  const std::string digest = absl::Base64Escape(Sha256(kStyle));
  return absl::StrCat(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'sha256-",
      digest, "'; base-uri 'none'; form-action 'none'\"/><style>", kStyle, "</style>");
}

}  // namespace

absl::StatusOr<std::string> StyledPage(absl::string_view page) {
  absl::string_view rest = page;
  if (!TakeBegin(rest)) {
    return MakeError(v1::PRESENTATION_MISMATCH,
                     "the HTML does not begin as Paraphe writes it; report this");
  }
  return absl::StrCat(page.substr(0, page.size() - rest.size()), HeadOfStyle(), rest);
}

}  // namespace paraphe
