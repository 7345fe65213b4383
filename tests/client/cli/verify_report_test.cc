// What `paraphe verify` tells people and programs of a signature.
#include "client/cli/verify_report.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/testing/pki.h"
#include "tests/xades/signing.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using xades::test::Ca;
using xades::test::FullAttributes;
using xades::test::kDocument;
using xades::test::LeastAttributes;
using xades::test::Replaced;
using xades::test::SignerOf;
using xades::test::SignOrDie;

std::string Signed() { return SignOrDie(kDocument, FullAttributes(SignerOf()), SignerOf()); }

// Proves: ATT-1
TEST(VerifyReportTest, PeopleReadNamesAndProgramsGetTheExactString) {
  const TestCert signer = CertBuilder::Signer("x")
                              .Key(SignerOf().key)
                              .Subject({{"2.5.4.5", "PNOFR-1"}, {"2.5.4.42", "Élise"}, {"CN", "É"}})
                              .IssuedBy(Ca())
                              .Build();
  const std::string signed_document = SignOrDie(kDocument, FullAttributes(signer), signer);
  EXPECT_THAT(Paraphe({"verify"}, signed_document).out,
              HasSubstr("subject              CN=É,givenName=Élise,serialNumber=PNOFR-1\n"));
  EXPECT_EQ(JsonOf(Paraphe({"verify", "--json"}, signed_document))["signer"]["subject"],
            "CN=É,2.5.4.42=#0c06c3896c697365,2.5.4.5=#0c07504e4f46522d31");
}

TEST(VerifyReportTest, EverythingSignedIsTold) {
  EXPECT_THAT(Paraphe({"verify"}, Signed()).out, HasSubstr("application/xml"));
  const nlohmann::json json = JsonOf(Paraphe({"verify", "--json"}, Signed()));
  EXPECT_EQ(json["mime_type"], "application/xml");
  EXPECT_EQ(json["commitments"][0], FullAttributes(SignerOf()).commitment_type());
  EXPECT_EQ(json["commitment_descriptions"][0], "");
}

// Proves: EXP-2
TEST(VerifyReportTest, NobodyIsSaidToHaveSignedWhatDoesNotHold) {
  const std::string changed = Replaced(Signed(), "pour=\"12\"", "pour=\"13\"");
  EXPECT_THAT(Paraphe({"verify"}, changed).out,
              AllOf(HasSubstr("signer (not proven)    Élise Martin"), Not(HasSubstr("signed by"))));
}

TEST(VerifyReportTest, WhatTheSignerDidNotSayIsSaidSo) {
  const std::string least = SignOrDie(kDocument, LeastAttributes(SignerOf()), SignerOf());
  const CommandResult result = Paraphe({"verify", "--without-path"}, least);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("role (claimed)         (not said)"));
  EXPECT_EQ(JsonOf(Paraphe({"verify", "--json"}, least))["policy"], nullptr);
}

// Proves: PRES-6
TEST(VerifyReportTest, NothingInADocumentReachesTheTerminalUnmarked) {
  v1::SignedAttributes attributes = FullAttributes(SignerOf());
  attributes.set_claimed_role("Maire\u202Eeriaf");
  const CommandResult result = Paraphe({"verify"}, SignOrDie(kDocument, attributes, SignerOf()));
  EXPECT_THAT(result.out, AllOf(HasSubstr("Maire⟦U+202E⟧"), Not(HasSubstr("\u202E"))));
  const CommandResult nowhere = Paraphe({"verify", "a\x1B[2J\xC2\x9B\xFF.xml"});
  EXPECT_THAT(nowhere.err, StartsWith("paraphe: a⟦U+001B⟧[2J⟦U+009B⟧⟦U+00FF⟧.xml: "));
}

// Proves: PRES-6
TEST(VerifyReportTest, JsonHoldsControlCharactersByTheirNumbers) {
  v1::SignedAttributes attributes = FullAttributes(SignerOf());
  attributes.set_claimed_role("Maire\u202Eeriaf");
  const CommandResult result =
      Paraphe({"verify", "--json"}, SignOrDie(kDocument, attributes, SignerOf()));
  EXPECT_THAT(result.out, AllOf(HasSubstr("Maire\\u202eeriaf"), Not(HasSubstr("\u202E"))));
  EXPECT_EQ(JsonOf(result)["roles"][0], "Maire\u202Eeriaf");
}

TEST(VerifyReportTest, AChangedDocumentFailsByItself) {
  std::string changed = Signed();
  const size_t text = changed.find('>') + 1;
  changed.insert(text, "x");
  const CommandResult result = Paraphe({"verify", "--json"}, changed);
  EXPECT_EQ(result.exit_code, 3);
  const nlohmann::json json = JsonOf(result);
  EXPECT_EQ(json["valid"], false);
  EXPECT_EQ(json["checks"]["document_reference"]["verdict"], "invalid");
  EXPECT_EQ(json["checks"]["signature_value"]["verdict"], "valid");
  EXPECT_EQ(json["checks"]["signed_properties_reference"]["verdict"], "valid");
  EXPECT_EQ(json["reason"], "HASH_FAILURE");
}

}  // namespace
}  // namespace paraphe::test
