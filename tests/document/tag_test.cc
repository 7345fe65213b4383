#include "document/tag.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::HasReason;
using test::IsOk;

TEST(TagTest, ReadsATagAsItIsWritten) {
  const absl::string_view document = "<p:a\n xmlns:p = 'u:p'  b=\"&lt;\t\" />x";
  Cursor cursor{document};
  Tag tag;
  ASSERT_THAT(ReadTag(cursor, Bounds(), &tag), IsOk());
  EXPECT_EQ(cursor.Rest(), "x");
  EXPECT_TRUE(tag.is_empty_element);
  EXPECT_EQ(tag.name.prefix, "p");
  EXPECT_EQ(tag.name.local, "a");
  ASSERT_EQ(tag.items.size(), 2u);
  EXPECT_TRUE(tag.items[0].is_declaration);
  EXPECT_EQ(tag.items[0].declared_prefix, "p");
  EXPECT_EQ(tag.items[0].value, "u:p");
  EXPECT_FALSE(tag.items[1].is_declaration);
  EXPECT_EQ(tag.items[1].raw, "&lt;\t");
  EXPECT_EQ(tag.items[1].value, "< ");
  EXPECT_EQ(document.substr(tag.items[1].blanks_begin, 4), "  b=");
  EXPECT_EQ(document[tag.items[1].value_begin], '"');
  EXPECT_EQ(document.substr(tag.items_end), " />x");
}

TEST(TagTest, IsReusedForTheNext) {
  Tag tag;
  for (const char* document : {"<a b='&amp;' c='d'>", "<b c='&lt;'>"}) {
    Cursor cursor{document};
    ASSERT_THAT(ReadTag(cursor, Bounds(), &tag), IsOk());
  }
  ASSERT_EQ(tag.items.size(), 1u);
  EXPECT_EQ(tag.items[0].value, "<");
}

// Proves: DOC-6
TEST(TagTest, StopsAtTheFirstItemBeyondABound) {
  Bounds bounds;
  bounds.attributes = 1;
  bounds.namespace_declarations = 1;
  bounds.namespace_name_bytes = 3;
  Tag tag;
  for (const char* document :
       {"<a b='' c='' \x01", "<a xmlns='u' xmlns:p='u' \x01", "<a xmlns='u:ab' \x01"}) {
    Cursor cursor{document};
    EXPECT_THAT(ReadTag(cursor, bounds, &tag), HasReason(v1::DOCUMENT_BEYOND_BOUND)) << document;
  }
  Cursor within{"<a b='' xmlns='u:a'>"};
  EXPECT_THAT(ReadTag(within, bounds, &tag), IsOk());
}

}  // namespace
}  // namespace paraphe::xml
