#include "render/html_reader.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;

// Writes down what it is told.
class Recorder final : public HtmlHandler {
 public:
  void OnLanguage(Language language) override { absl::StrAppend(&events, LanguageTag(language)); }
  void OnOpen(HtmlTag tag, HtmlClass html_class) override {
    absl::StrAppend(&events, "(", NameOf(tag), ".", NameOf(html_class), ")");
  }
  void OnClose(HtmlTag tag) override { absl::StrAppend(&events, "(/", NameOf(tag), ")"); }
  void OnBreak(HtmlTag tag) override { absl::StrAppend(&events, "(", NameOf(tag), "/)"); }
  void OnText(absl::string_view text) override { absl::StrAppend(&events, text); }

  std::string events;
};

std::string PageOf(absl::string_view body) {
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta "
      "charset=\"utf-8\"/><title>t</title></head><body>",
      body, "</body></html>");
}

// Proves: PRES-8
TEST(HtmlReaderTest, ReportsWhatThePageHolds) {
  Recorder recorder;
  EXPECT_THAT(
      ReadHtml(PageOf("<p>a &lt;b&gt; &amp;<br/><span class=\"mark\">x</span></p>"), recorder),
      IsOk());
  EXPECT_EQ(recorder.events, "fr(p.)a <b> &(br/)(span.mark)x(/span)(/p)");
}

// Proves: PRES-8
TEST(HtmlReaderTest, RefusesOtherHtml) {
  for (const char* body :
       {"<script></script>", "<p onclick=\"x\"></p>", "<p class=\"x\"></p>", "<p>", "</p>",
        "<p></b>", "<br>", "<p/>", "&nbsp;", "&#60;", "<!-- -->", "<body></body>", "<p >", "<"}) {
    Recorder recorder;
    EXPECT_THAT(ReadHtml(PageOf(body), recorder), HasReason(v1::PRESENTATION_MISMATCH)) << body;
  }
  Recorder recorder;
  EXPECT_THAT(ReadHtml(PageOf("") + " ", recorder), HasReason(v1::PRESENTATION_MISMATCH));
  EXPECT_THAT(ReadHtml("", recorder), HasReason(v1::PRESENTATION_MISMATCH));
}

}  // namespace
}  // namespace paraphe
