// Every refusal of the scanner: its reason, its offset, its words.

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "document/scanner.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;

class Ignore final : public Handler {
 public:
  absl::Status OnStart(const StartTag&) override { return absl::OkStatus(); }
  absl::Status OnEnd(const EndTag&) override { return absl::OkStatus(); }
  absl::Status OnText(absl::string_view, size_t) override { return absl::OkStatus(); }
};

absl::Status ScanAll(absl::string_view document) {
  Ignore ignore;
  return Scan(document, Bounds(), ignore);
}

// A document, and where and how it is refused.
struct Refusal {
  absl::string_view document;
  v1::ErrorReason reason;
  size_t offset;
  const char* words;
};

void ExpectRefused(const Refusal& refusal) {
  const absl::Status status = ScanAll(refusal.document);
  SCOPED_TRACE(std::string(refusal.document));
  EXPECT_THAT(status, HasReason(refusal.reason, HasSubstr(refusal.words)));
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  ASSERT_TRUE(detail.has_value() && detail->has_position());
  EXPECT_EQ(detail->position().byte_offset(), refusal.offset);
}

constexpr v1::ErrorReason kDiffers = v1::DOCUMENT_NOT_CANONICAL;
constexpr v1::ErrorReason kIllFormed = v1::DOCUMENT_NOT_WELL_FORMED;

// Proves: DOC-2
TEST(ScannerRefusalTest, RefusesTagsThatDifferAtTheFirstByte) {
  const Refusal refusals[] = {
      {"<a b='1'></a>", kDiffers, 5,
       "attribute value in single quotes; canonical form uses double quotes"},
      {"<a c=\"1\" b=\"2\"></a>", kDiffers, 3, "attribute b must stand before attribute c: "},
      {"<a ab=\"1\" aa=\"2\"></a>", kDiffers, 4, "attribute aa must stand before attribute ab: "},
      {"<a xml:a=\"\" b=\"\"></a>", kDiffers, 3, "attribute b must stand before attribute xml:a"},
      {"<p:a b=\"1\" xmlns:p=\"u:p\"></p:a>", kDiffers, 5,
       "namespace declarations stand before attributes"},
      {"<p:a xmlns:q=\"u:q\" xmlns:p=\"u:p\" q:b=\"\"></p:a>", kDiffers, 11, "ordered by prefix"},
      {"<a xmlns:p=\"u:p\"></a>", kDiffers, 2,
       "namespace declaration of prefix p that this element does not use"},
      {"<a xmlns=\"\"></a>", kDiffers, 2, "default namespace declaration that is in force already"},
      {"<a xmlns=\"u:a\"><b xmlns=\"u:a\"></b></a>", kDiffers, 17, "in force already"},
      {"<a xmlns:xml=\"http://www.w3.org/XML/1998/namespace\"></a>", kDiffers, 2, "never has it"},
      {"<a/>", kDiffers, 2, "empty-element tag; canonical form has a start tag and an end tag"},
      {"<a />", kDiffers, 2, "space before the end of a start tag"},
      {"<a ></a>", kDiffers, 2, "space before the end of a start tag"},
      {"<a  b=\"1\"></a>", kDiffers, 3, "space before attribute b; canonical form has one space"},
      {"<a\nb=\"1\"></a>", kDiffers, 2,
       "line break before attribute b; canonical form has one space"},
      {"<a\tb=\"1\"></a>", kDiffers, 2, "tab before attribute b"},
      {"<a b =\"1\"></a>", kDiffers, 4, "space beside '='"},
      {"<a b= \"1\"></a>", kDiffers, 5, "space beside '='"},
      {"<a></a >", kDiffers, 6, "blank in an end tag"},
      {"<a b=\"\t\"></a>", kDiffers, 6,
       "tab in an attribute value; canonical form has a space here (&#x9;"},
      {"<a b=\"\n\"></a>", kDiffers, 6, "line break in an attribute value"},
      {"<a b=\"\r\n\"></a>", kDiffers, 6, "carriage return in an attribute value"},
      {"<a b=\"&#xE9;\"></a>", kDiffers, 6,
       "character reference &#xE9;; canonical form has the character itself"},
      {"<a b=\"&gt;\"></a>", kDiffers, 6,
       "reference &gt;; canonical form has the character itself, '>'"},
      {"<a b=\"&apos;\"></a>", kDiffers, 6, "&apos;"},
      {"<a b=\"&#9;\"></a>", kDiffers, 8, "character reference &#9;; canonical form writes &#x9;"},
      {"<a b=\"x&#34;\"></a>", kDiffers, 8, "canonical form writes &quot;"},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal);
}

// Proves: DOC-2
TEST(ScannerRefusalTest, RefusesContentThatDiffersAtTheFirstByte) {
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
TEST(ScannerRefusalTest, RefusesWhatStandsAroundTheDocumentElement) {
  const Refusal refusals[] = {
      {"", v1::DOCUMENT_EMPTY, 0, "empty"},
      {"\xEF\xBB\xBF<a></a>", kDiffers, 0, "byte order mark"},
      {"<?xml version=\"1.0\"?><a></a>", kDiffers, 1, "XML declaration"},
      {"<?xml version=\"1.1\"?><a></a>", kDiffers, 1, "XML declaration"},
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
TEST(ScannerRefusalTest, RefusesDoctypesInstructionsAndEntities) {
  const Refusal refusals[] = {
      {"<!DOCTYPE a><a></a>", v1::DOCUMENT_HAS_DTD, 0, "document type declaration"},
      {"<!DOCTYPE a [<!ENTITY b \"c\">]><a></a>", v1::DOCUMENT_HAS_DTD, 0,
       "document type declaration"},
      {"<a><!DOCTYPE b></a>", v1::DOCUMENT_HAS_DTD, 3, "document type declaration"},
      {"<?pi?><a></a>", v1::DOCUMENT_HAS_INSTRUCTION, 0, "processing instruction"},
      {"<a><?pi data?></a>", v1::DOCUMENT_HAS_INSTRUCTION, 3, "processing instruction"},
      {"<a></a><?pi?>", v1::DOCUMENT_HAS_INSTRUCTION, 7, "processing instruction"},
      {"<a></a>\n<?pi?>", v1::DOCUMENT_HAS_INSTRUCTION, 8, "processing instruction"},
      {"<a>&nbsp;</a>", kIllFormed, 3, "entity nbsp is not one of the five"},
      {"<a b=\"&x;\"></a>", kIllFormed, 6, "entity x is not one of the five"},
      {"<a><!ELEMENT b></a>", kIllFormed, 5, "'E' in markup"},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal);
}

// Proves: DOC-2
TEST(ScannerRefusalTest, RefusesWhatIsNotWellFormed) {
  const Refusal refusals[] = {
      {"<a>", kIllFormed, 3, "the document ends in element a"},
      {"<a>x", kIllFormed, 4, "the document ends in element a"},
      {"<a", kIllFormed, 2, "the document ends in a start tag"},
      {"<a b", kIllFormed, 4, "the document ends in a start tag"},
      {"<a b=\"", kIllFormed, 6, "the document ends in an attribute value"},
      {"<a></b>", kIllFormed, 5, "end tag of b; element a is to be closed here"},
      {"<a></ab>", kIllFormed, 5, "end tag of ab"},
      {"<ab></a>", kIllFormed, 6, "end tag of a;"},
      {"<a></a", kIllFormed, 6, "the document ends in an end tag"},
      {"<a></a b>", kDiffers, 6, "blank in an end tag"},
      {"<a b=1></a>", kIllFormed, 5, "a quoted attribute value is expected here"},
      {"<a b></a>", kIllFormed, 4, "'='"},
      {"<a b=\"1\"c=\"2\"></a>", kIllFormed, 8, "a blank"},
      {"<a b=\"<\"></a>", kIllFormed, 6, "'<' in an attribute value"},
      {"<a b=\"1\" b=\"1\"></a>", kIllFormed, 9, "attribute b is there twice"},
      {"<a xmlns:p=\"u:x\" xmlns:q=\"u:x\" p:b=\"\" q:b=\"\"></a>", kIllFormed, 38,
       "attribute q:b is there twice"},
      {"<p:a xmlns:p=\"u:x\" xmlns:p=\"u:y\"></p:a>", kIllFormed, 16, "is there twice"},
      {"<p:a></p:a>", kIllFormed, 1, "prefix p is not declared"},
      {"<a p:b=\"\"></a>", kIllFormed, 3, "prefix p is not declared"},
      {"<xmlns:a></xmlns:a>", kIllFormed, 1, "prefix xmlns is not declared"},
      {"<p:a xmlns:p=\"\"></p:a>", kIllFormed, 4, "a prefix cannot stand for no namespace"},
      {"<p:a xmlns:p=\"http://www.w3.org/2000/xmlns/\"></p:a>", kIllFormed, 14, "reserved"},
      {"<p:a xmlns:p=\"http://www.w3.org/XML/1998/namespace\"></p:a>", kIllFormed, 14, "reserved"},
      {"<a xmlns:xmlns=\"u:x\"></a>", kIllFormed, 2, "reserved"},
      {"<a xmlns=\"http://www.w3.org/XML/1998/namespace\"></a>", kIllFormed, 10, "reserved"},
      {"<a:b:c></a:b:c>", kIllFormed, 4, "second ':'"},
      {"<:a></:a>", kIllFormed, 1, "a name is expected here"},
      {"<1></1>", kIllFormed, 1, "'1' in a start tag; a name is expected here"},
      {"<a>&</a>", kIllFormed, 4, "'<' in a reference"},
      {"<a>&amp</a>", kIllFormed, 7, "'<' in a reference; ';', or &amp;"},
      {"<a>R&D</a>", kIllFormed, 6, "or &amp; in place of the '&' before"},
      {"<a>&e;</a>", kIllFormed, 3, "entity e is not one of the five"},
      {"<a>&#x;</a>", kIllFormed, 6, "a character reference"},
      {"<a>&#65</a>", kIllFormed, 7, "a character reference"},
      {"<a>&#0;</a>", kIllFormed, 3, "a character that XML forbids"},
      {"<a>&#xD800;</a>", kIllFormed, 3, "a character that XML forbids"},
      {"<a>&#x110000;</a>", kIllFormed, 3, "a character that XML forbids"},
      {"<a>&#4294967361;</a>", kIllFormed, 3, "a character that XML forbids"},
      {"<a><!-- c </a>", kIllFormed, 3, "comment that does not end"},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal);
}

// Proves: DOC-7
TEST(ScannerRefusalTest, RefusesNamespaceNamesThatCannotBeVerifiedEverywhere) {
  constexpr v1::ErrorReason kNamespace = v1::DOCUMENT_RELATIVE_NAMESPACE;
  const Refusal refusals[] = {
      {"<a xmlns=\"rel\"></a>", kNamespace, 10, "not an absolute URI"},
      {"<p:a xmlns:p=\"../rel\"></p:a>", kNamespace, 14, "not an absolute URI"},
      {"<p:a xmlns:p=\"u:\xC3\xA9\"></p:a>", kNamespace, 14, "not an absolute URI"},
      {"<p:a xmlns:p=\"u:a b\"></p:a>", kNamespace, 14, "not an absolute URI"},
      {"<p:a xmlns:p=\"u:?a&amp;b\"></p:a>", kNamespace, 19, "verifiers write differently"},
      {"<p:a xmlns:p='http://[\"]/'></p:a>", kNamespace, 14, "verifiers write differently"},
  };
  for (const Refusal& refusal : refusals) ExpectRefused(refusal);
  EXPECT_THAT(ScanAll("<p:a xmlns:p=\"u:?a=b\"></p:a>"), IsOk());
}

// Proves: DOC-2
TEST(ScannerRefusalTest, RefusesBytesThatAreNotUtf8WhereverTheyStand) {
  const absl::string_view bytes[] = {
      "\x80",              // a continuation byte
      "\xBF",              //
      "\xC0\x80",          // overlong NUL
      "\xC1\xBF",          // overlong
      "\xE0\x80\x80",      // overlong
      "\xE0\x9F\xBF",      // overlong
      "\xF0\x80\x80\x80",  // overlong
      "\xF0\x8F\xBF\xBF",  // overlong
      "\xED\xA0\x80",      // U+D800
      "\xED\xBF\xBF",      // U+DFFF
      "\xF4\x90\x80\x80",  // U+110000
      "\xF5\x80\x80\x80",  // beyond
      "\xF8\x88\x80\x80\x80",
      "\xFC\x84\x80\x80\x80\x80",
      "\xFE",
      "\xFF",
      "\xC3",  // truncated
      "\xE2\x82",
      "\xF0\x9F\x98",
      "\xE9",  // ISO-8859-1
      "\xC3(",
  };
  for (const absl::string_view each : bytes) {
    ExpectRefused(
        {absl::StrCat("<a>", each, "</a>"), v1::DOCUMENT_BAD_ENCODING, 3, "is not UTF-8 here"});
    ExpectRefused(
        {absl::StrCat("<a b=\"", each, "\"></a>"), v1::DOCUMENT_BAD_ENCODING, 6, "is not UTF-8"});
    ExpectRefused(
        {absl::StrCat("<a", each, "></a>"), v1::DOCUMENT_BAD_ENCODING, 2, "is not UTF-8 here"});
    ExpectRefused(
        {absl::StrCat("<a></a", each, ">"), v1::DOCUMENT_BAD_ENCODING, 6, "is not UTF-8 here"});
    ExpectRefused(
        {absl::StrCat("<a></a>", each), v1::DOCUMENT_BAD_ENCODING, 7, "is not UTF-8 here"});
    ExpectRefused(
        {absl::StrCat(each, "<a></a>"), v1::DOCUMENT_BAD_ENCODING, 0, "is not UTF-8 here"});
    // At the very end, where a decoder could read on.
    ExpectRefused({absl::StrCat("<a>", each), v1::DOCUMENT_BAD_ENCODING, 3, "is not UTF-8 here"});
  }
}

// Proves: DOC-2
TEST(ScannerRefusalTest, RefusesCharactersThatXmlForbids) {
  const absl::string_view characters[] = {absl::string_view("\0", 1),
                                          "\x01",
                                          "\x08",
                                          "\x0B",
                                          "\x0C",
                                          "\x0E",
                                          "\x1F",
                                          "\xEF\xBF\xBE",
                                          "\xEF\xBF\xBF"};
  for (const absl::string_view each : characters) {
    ExpectRefused(
        {absl::StrCat("<a>x", each, "</a>"), v1::DOCUMENT_BAD_ENCODING, 4, "which XML forbids"});
    ExpectRefused({absl::StrCat("<a b=\"", each, "\"></a>"), v1::DOCUMENT_BAD_ENCODING, 6,
                   "which XML forbids"});
    ExpectRefused(
        {absl::StrCat("<a></a>", each), v1::DOCUMENT_BAD_ENCODING, 7, "which XML forbids"});
  }
}

// Proves: DOC-2
TEST(ScannerRefusalTest, AcceptsTheCharactersAtTheEdgesOfWhatXmlAllows) {
  const absl::string_view characters[] = {"\t",
                                          "\n",
                                          "\x7F",
                                          "\xC2\x80",
                                          "\xDF\xBF",
                                          "\xE0\xA0\x80",
                                          "\xED\x9F\xBF",
                                          "\xEE\x80\x80",
                                          "\xEF\xBF\xBD",
                                          "\xEF\xBB\xBF",
                                          "\xF0\x90\x80\x80",
                                          "\xF4\x8F\xBF\xBF"};
  for (const absl::string_view each : characters) {
    EXPECT_THAT(ScanAll(absl::StrCat("<a>", each, "</a>")), IsOk());
  }
}

// Proves: DOC-2
TEST(ScannerRefusalTest, RefusesOtherEncodingsAtTheFirstByteThatDiffers) {
  constexpr v1::ErrorReason kEncoding = v1::DOCUMENT_BAD_ENCODING;
  ExpectRefused(
      {absl::string_view("\xFF\xFE<\0a\0>\0", 8), kEncoding, 0, "byte 0xFF is not UTF-8"});
  ExpectRefused({absl::string_view("<\0a\0>\0", 6), kEncoding, 1, "U+0000, which XML forbids"});
  ExpectRefused({absl::string_view("\0<\0a\0>", 6), kEncoding, 0, "U+0000, which XML forbids"});
  ExpectRefused({"<a>\xE9t\xE9</a>", kEncoding, 3, "byte 0xE9 is not UTF-8"});
  ExpectRefused({"\x4C\x81\x6E", kIllFormed, 0, "'L'"});
}

}  // namespace
}  // namespace paraphe::xml
