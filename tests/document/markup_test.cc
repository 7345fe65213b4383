#include "document/markup.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::HasReason;
using test::IsOk;
using test::IsOkAndHolds;

// Proves: DOC-5
TEST(MarkupTest, ReadsEachConstructToItsEnd) {
  Cursor declaration{"<?xml version='1.0' standalone = \"yes\" ?>x"};
  ASSERT_TRUE(AtXmlDeclaration(declaration));
  EXPECT_THAT(SkipXmlDeclaration(declaration), IsOk());
  EXPECT_EQ(declaration.Rest(), "x");
  EXPECT_FALSE(AtXmlDeclaration({"<?xml-stylesheet ?>"}));

  Cursor comment{"<!-- - < & -->x"};
  EXPECT_THAT(SkipComment(comment), IsOk());
  EXPECT_EQ(comment.Rest(), "x");

  Cursor section{"<![CDATA[a]]b]]>x"};
  EXPECT_THAT(ReadCdata(section), IsOkAndHolds("a]]b"));
  EXPECT_EQ(section.Rest(), "x");

  Cursor instruction{"<?p  a\r\nb ?>x"};
  std::string out;
  EXPECT_THAT(ReadInstruction(instruction, Bounds(), &out), IsOk());
  EXPECT_EQ(out, "<?p a\nb ?>");
  EXPECT_EQ(instruction.Rest(), "x");
}

// Proves: DOC-5
TEST(MarkupTest, RefusesConstructsThatAreNotWellFormed) {
  for (const char* text : {"<?xml version='2'?>", "<?xml encoding='x'?>", "<?xml version='1.0'"}) {
    Cursor cursor{text};
    EXPECT_THAT(SkipXmlDeclaration(cursor), HasReason(v1::DOCUMENT_NOT_WELL_FORMED)) << text;
  }
  for (const char* text : {"<!-- -- -->", "<!-- "}) {
    Cursor cursor{text};
    EXPECT_THAT(SkipComment(cursor), HasReason(v1::DOCUMENT_NOT_WELL_FORMED)) << text;
  }
  Cursor section{"<![CDATA[\xFF]]>"};
  EXPECT_THAT(ReadCdata(section), HasReason(v1::DOCUMENT_BAD_ENCODING));
  std::string out;
  Cursor instruction{"<?XML a?>"};
  EXPECT_THAT(ReadInstruction(instruction, Bounds(), &out),
              HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
}

TEST(MarkupTest, LineEndsBecomeLineFeeds) {
  std::string out = "x";
  AppendNormalized("a\r\nb\rc\n\r\r", &out);
  EXPECT_EQ(out, "xa\nb\nc\n\n\n");
}

// Proves: DOC-2, DOC-4
TEST(MarkupTest, NamesTheRefusalOfWhatTheScannerMeets) {
  EXPECT_THAT(RefuseProlog("\n<a/>"), HasReason(v1::DOCUMENT_NOT_CANONICAL));
  EXPECT_THAT(RefuseProlog("x<a/>"), HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
  EXPECT_THAT(RefuseMarkup("<!DOCTYPE a>", 0), HasReason(v1::DOCUMENT_HAS_DTD));
  EXPECT_THAT(RefuseMarkup("<?p?>", 0), HasReason(v1::DOCUMENT_HAS_INSTRUCTION));
  EXPECT_THAT(RefuseMarkup("<!-- -->", 0), HasReason(v1::DOCUMENT_NOT_CANONICAL));
  EXPECT_THAT(RefuseEpilog("<a></a>\n<?p?>", 7), HasReason(v1::DOCUMENT_HAS_INSTRUCTION));
  EXPECT_THAT(RefuseEpilog("<a></a>x", 7), HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
}

}  // namespace
}  // namespace paraphe::xml
