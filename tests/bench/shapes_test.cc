#include "tests/bench/shapes.h"

#include "gtest/gtest.h"

#include "common/bilingual.h"
#include "document/intake.h"
#include "render/html.h"
#include "render/table.h"

namespace paraphe::bench {
namespace {

constexpr size_t kMostBeyond = 3200;  // what is repeated, at most

TEST(ShapesTest, EachMayBeSignedAndIsAboutAsLongAsAsked) {
  for (const Shape shape : kAllShapes) {
    for (const size_t bytes : {kSmallBytes, kMediumBytes}) {
      const std::string document = MakeDocument(shape, bytes);
      EXPECT_TRUE(xml::CheckDocument(document, {}).ok()) << NameOf(shape);
      EXPECT_GE(document.size(), bytes) << NameOf(shape);
      EXPECT_LE(document.size(), bytes + kMostBeyond) << NameOf(shape);
    }
  }
}

TEST(ShapesTest, EachIsShownByItsTable) {
  for (const Shape shape : kAllShapes) {
    const auto table = Table::Create(TableText(shape), TableOf(shape));
    ASSERT_TRUE(table.ok()) << table.status();
    EXPECT_EQ((*table)->name(), TableOf(shape));
    EXPECT_TRUE(RenderHtml(MakeDocument(shape, kMediumBytes), **table, Language::kFrench, {}).ok());
  }
}

TEST(ShapesTest, NamesLeadBackToTheirShapes) {
  for (const Shape shape : kAllShapes) EXPECT_EQ(ShapeNamed(NameOf(shape)), shape);
  EXPECT_FALSE(ShapeNamed("docx").has_value());
  EXPECT_FALSE(ShapeNamed("").has_value());
}

}  // namespace
}  // namespace paraphe::bench
