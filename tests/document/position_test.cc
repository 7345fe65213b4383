#include "document/position.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::HasReason;
using ::testing::StrEq;

void ExpectAt(absl::string_view document, size_t offset, uint32_t line, uint32_t column) {
  const v1::SourcePosition position = PositionOf(document, offset);
  EXPECT_EQ(position.byte_offset(), offset);
  EXPECT_EQ(position.line(), line) << offset;
  EXPECT_EQ(position.column(), column) << offset;
}

// Proves: DOC-2
TEST(PositionTest, LinesAndColumnsCountFromOne) {
  const absl::string_view document = "ab\ncd\n";
  ExpectAt(document, 0, 1, 1);
  ExpectAt(document, 2, 1, 3);
  ExpectAt(document, 3, 2, 1);
  ExpectAt(document, 6, 3, 1);
}

// Proves: DOC-2
TEST(PositionTest, ColumnsCountCharactersOrBytesWhereTheLineIsNotUtf8) {
  ExpectAt("\xC3\xA9\xF0\x9F\x98\x80x", 6, 1, 3);
  ExpectAt("\xFF\n\xC3\xA9x", 4, 2, 2);
  ExpectAt("\xFF\xC3\xA9x", 3, 1, 4);
}

// Proves: DOC-2
TEST(PositionTest, ErrorsSayWhere) {
  EXPECT_THAT(ErrorAtOffset(v1::DOCUMENT_EMPTY, "a\nb", 2, "words"),
              HasReason(v1::DOCUMENT_EMPTY, StrEq("2:1 (byte 2): words")));
  EXPECT_THAT(
      BeyondBound("a", 1, "too deep", 7),
      HasReason(v1::DOCUMENT_BEYOND_BOUND, StrEq("1:2 (byte 1): too deep; the bound is 7")));
}

// Proves: DOC-2
TEST(PositionTest, WhatIsUnexpectedIsShown) {
  EXPECT_THAT(Unexpected("<1", 1, "a tag", "a name"),
              HasReason(v1::DOCUMENT_NOT_WELL_FORMED,
                        StrEq("1:2 (byte 1): '1' in a tag; a name is expected here")));
  EXPECT_THAT(
      Unexpected("<", 1, "a tag", "a name"),
      HasReason(v1::DOCUMENT_NOT_WELL_FORMED, StrEq("1:2 (byte 1): the document ends in a tag")));
  EXPECT_THAT(Unexpected("\x01", 0, "a tag", "a name"),
              HasReason(v1::DOCUMENT_BAD_ENCODING,
                        StrEq("1:1 (byte 0): character U+0001, which XML forbids")));
  EXPECT_THAT(
      Unexpected("\xE9", 0, "a tag", "a name"),
      HasReason(v1::DOCUMENT_BAD_ENCODING, StrEq("1:1 (byte 0): byte 0xE9 is not UTF-8 here")));
}

}  // namespace
}  // namespace paraphe::xml
