#include "xades/verify_any_form.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "common/hash.h"
#include "tests/testing/matchers.h"
#include "tests/xades/signing.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Signed() { return SignOrDie(kDocument, FullAttributes(SignerOf()), SignerOf()); }

absl::StatusOr<VerifiedDocument> VerifyIt(absl::string_view bytes) {
  return VerifyAnyForm(bytes, {});
}

// Proves: EXP-2
TEST(VerifyAnyFormTest, ACanonicalDocumentIsJudgedAsItIs) {
  const auto verified = VerifyIt(Signed());
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->report.valid());
  EXPECT_TRUE(verified->was_canonical);
  EXPECT_EQ(verified->original_bytes, absl::string_view(kDocument).size());
  EXPECT_EQ(verified->original_sha256, Sha256(kDocument));
}

// Proves: EXP-2
TEST(VerifyAnyFormTest, AnotherFormIsJudgedInItsCanonicalForm) {
  const std::string latin =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Signed() + "\n<!-- archived -->\n";
  for (const std::string& form : {latin, "\xEF\xBB\xBF" + Signed(),
                                  Replaced(Signed(), "<vote pour=\"12\"", "<vote  pour='12' ")}) {
    const auto verified = VerifyIt(form);
    ASSERT_THAT(verified, IsOk());
    EXPECT_TRUE(verified->report.valid()) << verified->report.fault();
    EXPECT_FALSE(verified->was_canonical);
    EXPECT_EQ(verified->original_bytes, absl::string_view(kDocument).size());
    EXPECT_EQ(verified->original_sha256, Sha256(kDocument));
  }
  const auto changed = VerifyIt(Replaced(latin, "pour=\"12\"", "pour=\"13\""));
  ASSERT_THAT(changed, IsOk());
  EXPECT_FALSE(changed->report.valid());
}

// Both forms are one to canonicalization; a program that reads up to the comment only is fooled.
// Proves: EXP-2
TEST(VerifyAnyFormTest, ACommentInAValueIsRefused) {
  for (const char* value : {"Maire", "Z</xades:SigningTime>", "</ds:SignatureValue>"}) {
    EXPECT_THAT(VerifyIt(Replaced(Signed(), value, absl::StrCat("<!---->", value))),
                HasReason(v1::SIGNATURE_MALFORMED, HasSubstr("comment inside a value")))
        << value;
  }
  const std::string twice = Replaced(Signed(), ">Maire<", "><!-- a -->Maire<!-- b --><");
  EXPECT_THAT(VerifyIt("<?xml version=\"1.0\"?>\n" + twice),
              HasReason(v1::SIGNATURE_MALFORMED, HasSubstr("xades:ClaimedRole: a comment")));
}

// An element that holds nothing can be read as one that holds the comment.
// Proves: EXP-2
TEST(VerifyAnyFormTest, ACommentInAnEmptyElementIsRefused) {
  EXPECT_THAT(VerifyIt(Replaced(Signed(), "<xades:AllSignedDataObjects>",
                                "<xades:AllSignedDataObjects><!-- x -->")),
              HasReason(v1::SIGNATURE_MALFORMED, HasSubstr("comment inside a value")));
}

// Proves: EXP-2
TEST(VerifyAnyFormTest, ACommentAnywhereElseIsNone) {
  std::string twin = Replaced(Signed(), "<ds:KeyInfo>", "<!-- a --><ds:KeyInfo><!-- b -->");
  twin = Replaced(twin, "<vote pour=\"12\">", "<!-- c --><vote pour=\"12\"><!-- d -->");
  twin = Replaced(twin, "<ds:Signature ", "<!-- e --><ds:Signature ");
  twin = Replaced(twin, "</ds:Signature>", "<!-- f --></ds:Signature><!-- g -->");
  const auto verified = VerifyIt(twin);
  ASSERT_THAT(verified, IsOk());
  EXPECT_TRUE(verified->report.valid()) << verified->report.fault();
}

// Proves: EXP-2
TEST(VerifyAnyFormTest, PlacesAreThoseOfTheBytesOrSaidNotToBe) {
  const absl::Status comment =
      VerifyIt("<?xml version=\"1.0\"?>\n\n" + Replaced(Signed(), "Maire", "<!-- -->Maire"))
          .status();
  ASSERT_TRUE(GetErrorDetail(comment)->has_position());
  EXPECT_EQ(GetErrorDetail(comment)->position().line(), 6U);
  const absl::Status twice = VerifyIt("<?xml version=\"1.0\"?>\n\n" +
                                      Replaced(Signed(), "<vote", "<x ID=\"o1\"></x><vote"))
                                 .status();
  EXPECT_THAT(twice, HasReason(v1::DOCUMENT_DUPLICATE_ID));
  EXPECT_THAT(std::string(twice.message()),
              StartsWith("not canonical; in its canonical form, at: 3:"));
  EXPECT_FALSE(GetErrorDetail(twice)->has_position());
}

// Proves: DOC-6
TEST(VerifyAnyFormTest, IsBoundedInEveryForm) {
  const std::string loose = Replaced(Signed(), "pour=\"12\"", "pour='12'");
  VerifyOptions options;
  options.bounds.document_bytes = std::string(kDocument).size();
  options.signature_bytes = loose.size() - options.bounds.document_bytes;
  EXPECT_THAT(VerifyAnyForm(loose, options), IsOk());
  EXPECT_THAT(VerifyAnyForm(loose + "\n", options), HasReason(v1::DOCUMENT_BEYOND_BOUND));
  options.signature_bytes -= 1;
  EXPECT_THAT(VerifyAnyForm(loose, options), HasReason(v1::DOCUMENT_BEYOND_BOUND));
}

// Proves: EXP-2
TEST(VerifyAnyFormTest, WhatCannotBeJudgedIsAnErrorInEveryForm) {
  const std::string declaration = "<?xml version=\"1.0\"?>";
  EXPECT_THAT(VerifyIt(kDocument), HasReason(v1::SIGNATURE_ABSENT));
  EXPECT_THAT(VerifyIt(declaration + kDocument), HasReason(v1::SIGNATURE_ABSENT));
  const std::string unknown = Replaced(Signed(), "#rsa-sha256", "#rsa-sha224");
  EXPECT_THAT(VerifyIt(unknown), HasReason(v1::SIGNATURE_UNSUPPORTED));
  EXPECT_THAT(VerifyIt(declaration + unknown), HasReason(v1::SIGNATURE_UNSUPPORTED));
  EXPECT_THAT(VerifyIt("<a><b></a>"), HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
}

}  // namespace
}  // namespace paraphe::xades::test
