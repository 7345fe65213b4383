#include "document/markup.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/document/refusal.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::ExpectRefused;
using test::HasReason;
using test::IsOk;
using test::IsOkAndHolds;
using test::kDiffers;
using test::kIllFormed;
using test::Refusal;

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

// Proves: DOC-2
TEST(MarkupTest, RefusesContentThatDiffersAtTheFirstByte) {
  const Refusal refusals[] = {
      {"<a>&#xE9;</a>", kDiffers, 3,
       "character reference &#xE9;; canonical form has the character itself, U+00E9"},
      {"<a>&#13;</a>", kDiffers, 5, "character reference &#13;; canonical form writes &#xD;"},
      {"<a>&#xd;</a>", kDiffers, 6, "canonical form writes &#xD;"},
      {"<a>x&quot;</a>", kDiffers, 4,
       "reference &quot;; canonical form has the character itself, '\"'"},
      {"<a>&#60;</a>", kDiffers, 4, "canonical form writes &lt;"},
      {"<a>x>y</a>", kDiffers, 4, "'>' in text; canonical form writes &gt;"},
      {"<a>x\r\ny</a>", kDiffers, 4, "carriage return; canonical form has a line feed here (&#xD;"},
      {"<a>x\ry</a>", kDiffers, 4, "carriage return"},
      {"<a><!-- c --><b></b></a>", kDiffers, 4, "comment; canonical form has none"},
      {"<a><!-- c --></a>", kDiffers, 4, "comment"},
      {"<a><!-- c -->x</a>", kDiffers, 3, "comment"},
      {"<a><!-- c --><!-- d --><![CDATA[]]>&amp;</a>", kDiffers, 3, "comment"},
      {"<a><![CDATA[x]]></a>", kDiffers, 3, "CDATA section; canonical form has its text"},
      {"<a><![CDATA[]]></a>", kDiffers, 4, "CDATA section"},
      {"<a>]]><b></b></a>", kIllFormed, 5, "]]>"},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal);
}

// Proves: DOC-2
TEST(MarkupTest, RefusesWhatStandsAroundTheDocumentElement) {
  const Refusal refusals[] = {
      {"", v1::DOCUMENT_EMPTY, 0, "empty"},
      {"\xEF\xBB\xBF<a></a>", kDiffers, 0, "byte order mark"},
      {"<?xml version=\"1.0\"?><a></a>", kDiffers, 1, "XML declaration"},
      {"<?xml version=\"1.1\"?><a></a>", kDiffers, 1, "XML declaration"},
      {"<?xml version=\"1.0\"?>\n<a/>", kDiffers, 1, "`paraphe canonicalize`"},
      {"\n<?xml version=\"1.0\"?><a></a>", kIllFormed, 1,
       "XML declaration is not at the start of the file"},
      {" \r\n\t<?xml version='1.0'?><a/>", kIllFormed, 4, "not at the start of the file"},
      {"\n<?xmlns?><a></a>", kDiffers, 0, "blank before the document element"},
      {"\n<a></a>", kDiffers, 0, "blank before the document element"},
      {"<!-- c --><a></a>", kDiffers, 1, "comment"},
      {"x<a></a>", kIllFormed, 0, "'x' in front of the document element"},
      {"<", kIllFormed, 1, "the document ends"},
      {"</a>", kIllFormed, 1, "'/'"},
      {"<a></a>\n", kDiffers, 7, "blank after the document element"},
      {"<a></a><!-- c -->", kDiffers, 7, "comment"},
      {"<a></a>x", kIllFormed, 7, "'x' in what follows the document element"},
      {"<a></a><b></b>", kIllFormed, 7, "'<' in what follows the document element"},
      {"<a></a>\xEF\xBB\xBF", kIllFormed, 7, "U+FEFF"},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal);
}

// Proves: DOC-4
TEST(MarkupTest, RefusesDoctypesInstructionsAndEntities) {
  const Refusal refusals[] = {
      {"<!DOCTYPE a><a></a>", v1::DOCUMENT_HAS_DTD, 0, "document type declaration"},
      {"<!DOCTYPE a [<!ENTITY b \"c\">]><a></a>", v1::DOCUMENT_HAS_DTD, 0,
       "document type declaration"},
      {"<a><!DOCTYPE b></a>", v1::DOCUMENT_HAS_DTD, 3, "document type declaration"},
      {"<?pi?><a></a>", v1::DOCUMENT_HAS_INSTRUCTION, 0, "processing instruction"},
      {"<a><?pi data?></a>", v1::DOCUMENT_HAS_INSTRUCTION, 3, "processing instruction"},
      {"<a><?pi data?></a>", v1::DOCUMENT_HAS_INSTRUCTION, 3, "--drop-instructions"},
      {"<a></a><?pi?>", v1::DOCUMENT_HAS_INSTRUCTION, 7, "--drop-instructions"},
      {"<a><?xml version=\"1.0\"?></a>", v1::DOCUMENT_NOT_WELL_FORMED, 3, "XML declaration"},
      {"<a></a>\n<?xml version=\"1.0\"?>", v1::DOCUMENT_NOT_WELL_FORMED, 8, "XML declaration"},
      {"<a></a><?pi?>", v1::DOCUMENT_HAS_INSTRUCTION, 7, "processing instruction"},
      {"<a></a>\n<?pi?>", v1::DOCUMENT_HAS_INSTRUCTION, 8, "processing instruction"},
      {"<a>&nbsp;</a>", kIllFormed, 3, "entity nbsp is not one of the five"},
      {"<a b=\"&x;\"></a>", kIllFormed, 6, "entity x is not one of the five"},
      {"<a><!ELEMENT b></a>", kIllFormed, 5, "'E' in markup"},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal);
}

}  // namespace
}  // namespace paraphe::xml
