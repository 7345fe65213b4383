#include "render/html_writer.h"

#include <string>

#include "gtest/gtest.h"

namespace paraphe {
namespace {

constexpr char kHead[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><title>a&lt;b</title></head>"
    "<body>";
constexpr char kTail[] = "</body></html>";

// Proves: PRES-7
TEST(HtmlWriterTest, EscapesTextAndClosesWhatIsOpen) {
  HtmlWriter writer("a<b", Language::kEnglish, 1000);
  writer.Open(HtmlTag::kP);
  writer.Text("x & <y> \"z\"");
  writer.Break(HtmlTag::kBr);
  writer.Element(HtmlTag::kSpan, HtmlClass::kMark, "<");
  writer.Open(HtmlTag::kEm, HtmlClass::kLabel);
  EXPECT_EQ(writer.innermost(), HtmlTag::kEm);
  EXPECT_EQ(writer.depth(), 4u);
  EXPECT_EQ(writer.Finish(), std::string(kHead) +
                                 "<p>x &amp; &lt;y&gt; \"z\"<br/><span class=\"mark\">&lt;</span>"
                                 "<em class=\"label\"></em></p>" +
                                 kTail);
}

TEST(HtmlWriterTest, BodyStaysOpenUntilTheEnd) {
  HtmlWriter writer("a<b", Language::kEnglish, 1000);
  writer.Close();
  writer.Text("x");
  EXPECT_EQ(writer.Finish(), std::string(kHead) + "x" + kTail);
}

// Proves: PRES-4
TEST(HtmlWriterTest, TellsThatAPageIsTooLong) {
  const size_t whole = sizeof(kHead) - 1 + 1 + sizeof(kTail) - 1;
  for (const size_t limit : {whole, whole - 1}) {
    HtmlWriter writer("a<b", Language::kEnglish, limit);
    writer.Text("x");
    EXPECT_FALSE(writer.overflown());
    EXPECT_LE(writer.Finish().size(), limit);
    EXPECT_EQ(writer.overflown(), limit < whole);
  }
}

}  // namespace
}  // namespace paraphe
