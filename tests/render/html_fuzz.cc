// Fuzz target: a table and a document become a page. Whatever both hold, the page is inert, shows
// what libxml2 reads in the document and no more, and HTML and XML parsers see one tree in it.
//
// Input: the text of a table; a line "%%"; XML, which is made canonical where it is not, or "!" and
// a program (tests/fuzz/document_program.h). The size chooses the language.
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "document/intake.h"
#include "render/html.h"
#include "render/text_view.h"
#include "render/visible.h"
#include "tests/document/c14n_oracle.h"
#include "tests/fuzz/document_program.h"
#include "tests/fuzz/property.h"
#include "tests/render/html_oracle.h"

namespace paraphe::test {
namespace {

constexpr size_t kColumns = 60;

void RequireNoControls(absl::string_view text) {
  for (const char each : text) {
    const auto byte = static_cast<unsigned char>(each);
    Require((byte >= 0x20 && byte != 0x7F) || byte == '\n' || byte == '\t',
            "no control character reaches a terminal", text);
  }
}

void JudgePage(absl::string_view document, const std::string& page) {
  const UniqueXmlDoc html = ParseHtmlOrDie(page);
  const UniqueXmlDoc xml = ParseXmlOrDie(page);
  const std::string foreign = FirstForeign(*html);
  Require(foreign.empty(), "the page holds nothing but what is on the closed lists", foreign);
  Require(Outline(*html) == Outline(*xml), "HTML and XML parsers see one tree", page);
  Require(ShownBy(*html) == SaidBy(*ParseXmlOrDie(document)),
          "the page shows what the document says", page);
  const auto text = HtmlToText(page, kColumns);
  Require(text.ok(), "the page can be shown in a terminal", text.status().ToString());
  RequireNoControls(*text);
}

void Render(absl::string_view document, const Table& table, Language language) {
  const absl::StatusOr<std::string> page = RenderHtml(document, table, language, {});
  RequireReason(page.status(), {v1::TABLE_UNMAPPED, v1::DOCUMENT_BEYOND_BOUND});
  if (page.ok()) JudgePage(document, *page);
}

std::string DocumentOf(absl::string_view text) {
  if (absl::ConsumePrefix(&text, absl::string_view(&kProgramMark, 1))) return DocumentFrom(text);
  return std::string(text);
}

void RunOne(absl::string_view input) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(input, absl::MaxSplits("\n%%\n", 1));
  RequireNoControls(VisibleText(parts.second, Language::kFrench));
  const auto table = Table::Create(parts.first, "table");
  RequireReason(table.status(), {v1::TABLE_INVALID});
  if (!table.ok()) return;
  const std::optional<std::string> document = CanonicalFormByLibxml2(DocumentOf(parts.second));
  if (!document.has_value() || !xml::CheckDocument(*document, {}).ok()) return;
  Render(*document, **table, input.size() % 2 == 0 ? Language::kFrench : Language::kEnglish);
}

}  // namespace
}  // namespace paraphe::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  paraphe::test::RunOne(paraphe::test::InputText(data, size));
  return 0;
}
