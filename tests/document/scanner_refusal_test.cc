// What the scanner refuses beside tags (tag_difference_test.cc, canonical_tag_test.cc) and markup
// (markup_test.cc): the reason, the offset, the words.

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/document/refusal.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::ExpectRefused;
using test::IsOk;
using test::kDiffers;
using test::kIllFormed;
using test::Refusal;
using test::ScanAll;

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
