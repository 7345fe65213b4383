#include "document/reference.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;

struct Written {
  absl::string_view text;
  char32_t code;
};

// Proves: DOC-4
TEST(ReferenceTest, ReadsTheFiveEntitiesAndCharacterReferences) {
  for (const Written& written :
       {Written{"&amp;", '&'}, Written{"&lt;", '<'}, Written{"&gt;", '>'}, Written{"&quot;", '"'},
        Written{"&apos;", '\''}, Written{"&#65;", 'A'}, Written{"&#x1f600;", 0x1F600},
        Written{"&#x00000041;", 'A'}}) {
    const std::string document = absl::StrCat("x", written.text, ";y");
    const auto reference = ReadReference(document, 1);
    ASSERT_THAT(reference, IsOk()) << document;
    EXPECT_EQ(reference->code, written.code);
    EXPECT_EQ(reference->begin, 1u);
    EXPECT_EQ(reference->end, 1 + written.text.size());
  }
}

// Proves: DOC-4
TEST(ReferenceTest, RefusesOthers) {
  for (const char* written : {"&nbsp;", "&amp", "&Amp;", "&", "&;", "&#;", "&#x;", "&#65", "&#X41;",
                              "&#0;", "&#xD800;", "&#x110000;", "&#4294967361;", "&# 65;"}) {
    EXPECT_THAT(ReadReference(written, 0), HasReason(v1::DOCUMENT_NOT_WELL_FORMED)) << written;
  }
  EXPECT_THAT(ReadReference("&\xFF", 0), HasReason(v1::DOCUMENT_BAD_ENCODING));
}

// Proves: DOC-2
TEST(ReferenceTest, TheDifferenceFromCanonicalFormIsInWords) {
  const absl::string_view document = "&#xd;&#233;&amp;";
  const auto first = CompareReference(document, {'\r', 0, 5}, "&#xD;");
  EXPECT_EQ(first.offset, 3u);
  EXPECT_THAT(first.words, HasSubstr("canonical form writes &#xD;"));
  const auto second = CompareReference(document, {0xE9, 5, 11}, "\xC3\xA9");
  EXPECT_EQ(second.offset, 5u);
  EXPECT_THAT(second.words, HasSubstr("canonical form has the character itself, U+00E9"));
  EXPECT_EQ(CompareReference(document, {'&', 11, 16}, "&amp;").words, "");
}

}  // namespace
}  // namespace paraphe::xml
