#include "render/html_nesting.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"

#include "tests/render/samples.h"

namespace paraphe {
namespace {

using test::BodyWith;

TEST(HtmlNestingTest, WhatAListOrTableCannotHoldGetsItsItemOrCell) {
  EXPECT_EQ(BodyWith("elements { name: \"a\" show_as: UNORDERED_LIST } elements { name: \"b\" "
                     "show_as: LIST_ITEM }",
                     "<a>0<b>1</b></a>"),
            "<ul><li>0</li><li>1</li></ul>");
  EXPECT_EQ(
      BodyWith("elements { name: \"a\" show_as: TABLE } elements { name: \"b\" show_as: TABLE_ROW }"
               "elements { name: \"c\" show_as: TABLE_CELL }",
               "<a><b>0<c>1</c></b><c>2</c></a>"),
      "<table><tbody><tr><td>0</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>");
}

TEST(HtmlNestingTest, ImpliedElementsAreSharedUntilSomethingElseFollows) {
  HtmlText text(0);
  HtmlWriter writer("t", Language::kEnglish, 1000, text);
  HtmlNesting nesting(writer);
  EXPECT_TRUE(nesting.MakeRoom(HtmlNeed::kItem));
  EXPECT_EQ(writer.innermost(), HtmlTag::kUl);
  nesting.Open(HtmlTag::kLi);
  nesting.CloseDownTo(2);
  EXPECT_FALSE(nesting.MakeRoom(HtmlNeed::kItem));
  EXPECT_TRUE(nesting.MakeRoom(HtmlNeed::kCell));
  EXPECT_EQ(writer.innermost(), HtmlTag::kTr);
  EXPECT_TRUE(nesting.MakeRoom(HtmlNeed::kBlock));
  EXPECT_EQ(writer.innermost(), HtmlTag::kBody);
  writer.Finish();
  const std::string page = std::move(text).Take();
  EXPECT_EQ(page.substr(page.find("<body>")),
            "<body><ul><li></li></ul><table><tbody><tr></tr></tbody></table></body></html>");
}

}  // namespace
}  // namespace paraphe
