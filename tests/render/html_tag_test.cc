#include "render/html_tag.h"

#include "gtest/gtest.h"

namespace paraphe {
namespace {

// Proves: PRES-7
TEST(HtmlTagTest, NothingThatRunsOrLoadsIsOnTheLists) {
  for (const char* name : {"script", "style", "img", "a", "link", "iframe", "form", "svg", "object",
                           "base", "", "P", "p ", "head"}) {
    EXPECT_EQ(FindTag(name), std::nullopt) << name;
  }
  for (const char* name : {"", "Label", "x"}) EXPECT_EQ(FindClass(name), std::nullopt) << name;
}

TEST(HtmlTagTest, NamesAreFoundAgain) {
  for (const char* name :
       {"section", "h1", "p", "ul", "li", "dl", "dt", "dd", "table", "tr", "td", "span", "wbr"}) {
    ASSERT_TRUE(FindTag(name).has_value()) << name;
    EXPECT_EQ(NameOf(*FindTag(name)), name);
  }
  EXPECT_EQ(FindTag("caption"), HtmlTag::kCaption);
  EXPECT_EQ(FindClass("mark"), HtmlClass::kMark);
  EXPECT_EQ(ContentOf(HtmlTag::kTr), HtmlContent::kCells);
  EXPECT_EQ(ContentOf(HtmlTag::kBr), HtmlContent::kNothing);
}

}  // namespace
}  // namespace paraphe
