#include "render/html_writer.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace paraphe {
namespace {

constexpr char kHead[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><title>a&lt;b</title></head>"
    "<body>";
constexpr char kTail[] = "</body></html>";

// Proves: PRES-7
TEST(HtmlWriterTest, EscapesTextAndClosesWhatIsOpen) {
  HtmlText text(0);
  HtmlWriter writer("a<b", Language::kEnglish, 1000, text);
  writer.Open(HtmlTag::kP);
  writer.Text("x & <y> \"z\"");
  writer.Break(HtmlTag::kBr);
  writer.Element(HtmlTag::kSpan, HtmlClass::kMark, "<");
  writer.Open(HtmlTag::kEm, HtmlClass::kLabel);
  EXPECT_EQ(writer.innermost(), HtmlTag::kEm);
  EXPECT_EQ(writer.depth(), 4u);
  writer.Finish();
  EXPECT_EQ(std::move(text).Take(),
            std::string(kHead) +
                "<p>x &amp; &lt;y&gt; \"z\"<br/><span class=\"mark\">&lt;</span>"
                "<em class=\"label\"></em></p>" +
                kTail);
}

TEST(HtmlWriterTest, BodyStaysOpenUntilTheEnd) {
  HtmlText text(0);
  HtmlWriter writer("a<b", Language::kEnglish, 1000, text);
  writer.Close();
  writer.Text("x");
  writer.Finish();
  EXPECT_EQ(std::move(text).Take(), std::string(kHead) + "x" + kTail);
}

// Proves: PRES-4
TEST(HtmlWriterTest, TellsThatAPageIsTooLong) {
  const size_t whole = sizeof(kHead) - 1 + 1 + sizeof(kTail) - 1;
  for (const size_t limit : {whole, whole - 1}) {
    HtmlText text(0);
    HtmlWriter writer("a<b", Language::kEnglish, limit, text);
    writer.Text("x");
    EXPECT_FALSE(writer.overflown());
    writer.Finish();
    EXPECT_EQ(writer.overflown(), limit < whole);
    EXPECT_LE(std::move(text).Take().size(), limit);
  }
}

// Of what does not fit in the buffer of the writer nothing is lost, moved or written twice.
TEST(HtmlWriterTest, TextsOfAnyLengthStandInOrder) {
  std::string expected = kHead;
  HtmlText text(0);
  HtmlWriter writer("a<b", Language::kEnglish, size_t{1} << 20, text);
  for (const size_t size : {1U, 16300U, 20U, 40U, 16384U, 16385U, 70000U, 3U}) {
    const std::string bytes(size, static_cast<char>('a' + size % 26));
    writer.Text(bytes + "<");
    writer.Break(HtmlTag::kBr);
    expected += bytes + "&lt;<br/>";
  }
  writer.Finish();
  EXPECT_EQ(std::move(text).Take(), expected + kTail);
  EXPECT_FALSE(writer.overflown());
}

// What is kept is whole: where the buffer was given away meanwhile, nothing is.
TEST(HtmlWriterTest, WhatIsKeptIsWrittenAgainAsItWas) {
  const std::string label = "<b class=\"label\">a &amp; b</b>";
  std::string expected = kHead;
  HtmlText text(0);
  HtmlWriter writer("a<b", Language::kEnglish, size_t{1} << 23, text);
  int kept = 0;
  for (size_t before = 16200; before < 16384; ++before) {
    writer.Text(std::string(before, 'x'));
    const HtmlFragment fragment =
        writer.Keep([&] { writer.Element(HtmlTag::kB, HtmlClass::kLabel, "a & b"); });
    if (!fragment.empty()) writer.Write(fragment);
    if (!fragment.empty()) ++kept;
    expected += std::string(before, 'x') + label + (fragment.empty() ? "" : label);
  }
  writer.Finish();
  EXPECT_EQ(std::move(text).Take(), expected + kTail);
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, 184);
}

}  // namespace
}  // namespace paraphe
