// `paraphe verify`: what it says of good signatures, and of their negative twins.
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
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

class VerifyCommandTest : public testing::Test {
 protected:
  VerifyCommandTest() : ca_(dir_.WriteFileOrDie("ca.pem", Ca().Pem())) {}
  static std::string Signed() {
    return SignOrDie(kDocument, FullAttributes(SignerOf()), SignerOf());
  }

  TempDir dir_;
  const std::string ca_;
};

// Proves: EXP-2
TEST_F(VerifyCommandTest, AGoodSignatureIsValidAndToldWhole) {
  const CommandResult result = Paraphe({"verify", "--ca", ca_}, Signed());
  EXPECT_EQ(result.exit_code, 0) << result.err;
  for (const char* said :
       {"signed by", "when (claimed)", "where (claimed)", "role (claimed)", "commitment", "policy",
        "signature value      holds", "certificate path     holds", "document             holds",
        "signing certificate  holds", "\nVALID\n"}) {
    EXPECT_THAT(result.out, HasSubstr(said));
  }
  EXPECT_THAT(result.out, Not(HasSubstr("DOES NOT HOLD")));
  EXPECT_EQ(result.err, "");
}

// Proves: EXP-2, CERT-2
TEST_F(VerifyCommandTest, WithoutCaItIsIndeterminate) {
  const CommandResult result = Paraphe({"verify"}, Signed());
  EXPECT_EQ(result.exit_code, 7);
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("certificate path     not checked"),
                    HasSubstr("\nINDETERMINATE: the certificate path was not checked")));
  EXPECT_THAT(result.err, AllOf(StartsWith("paraphe: -: the certificate path"), HasSubstr("--ca")));
  const nlohmann::json json = JsonOf(Paraphe({"verify", "--json"}, Signed()));
  EXPECT_EQ(json["verdict"], "INDETERMINATE");
  EXPECT_EQ(json["reason"], "NO_CERTIFICATE_CHAIN_FOUND");
  EXPECT_EQ(json["valid"], false);
  EXPECT_EQ(json["certificate_path_checked"], false);
  EXPECT_EQ(json["checks"]["certificate_path"]["verdict"], "not_checked");
}

// Proves: EXP-2
TEST_F(VerifyCommandTest, WithoutPathIntegrityAloneIsAsked) {
  const CommandResult result = Paraphe({"verify", "--without-path"}, Signed());
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("\nVALID; the certificate path was left out"));
  const nlohmann::json json = JsonOf(Paraphe({"verify", "--without-path", "--json"}, Signed()));
  EXPECT_EQ(json["verdict"], "VALID");
  EXPECT_EQ(json["reason"], nullptr);
  EXPECT_EQ(json["valid"], true);
  EXPECT_EQ(json["certificate_path_checked"], false);
  const std::string changed = Replaced(Signed(), "pour=\"12\"", "pour=\"13\"");
  EXPECT_EQ(Paraphe({"verify", "--without-path"}, changed).exit_code, 3);
  EXPECT_EQ(Paraphe({"verify", "--without-path", "--ca", ca_}, Signed()).exit_code, 2);
}

// Proves: EXP-2, CERT-2
TEST_F(VerifyCommandTest, AMissingIssuerIsNamed) {
  const std::string other =
      dir_.WriteFileOrDie("other.pem", CertBuilder::Ca("Other").Build().Pem());
  const CommandResult result = Paraphe({"verify", "--ca", other}, Signed());
  EXPECT_EQ(result.exit_code, 7);
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("certificate path     not certain: No path to a trusted CA"),
                    HasSubstr("\nINDETERMINATE: "), HasSubstr("signature value      holds")));
  EXPECT_THAT(result.err, AllOf(StartsWith("paraphe: -: No path"),
                                HasSubstr("\"CN=CA d'essai,O=Paraphe Test,C=FR\" is missing")));
}

// Proves: EXP-2, CERT-2
TEST_F(VerifyCommandTest, ACertificateExpiredSinceIsAVerdictOfItsOwn) {
  const absl::Time end = absl::FromUnixSeconds(1795339800) + absl::Seconds(7);
  const TestCert signer = CertBuilder::Signer("x")
                              .Key(SignerOf().key)
                              .IssuedBy(Ca())
                              .Validity(end - absl::Hours(24), end)
                              .Build();
  const std::string signed_document = SignOrDie(kDocument, FullAttributes(signer), signer);
  const auto judged = [&](const std::string& at) {
    return Paraphe({"verify", "--json", "--ca", ca_, "--at", at}, signed_document);
  };
  const CommandResult late = judged("2030-01-01");
  EXPECT_EQ(late.exit_code, 7);
  EXPECT_EQ(JsonOf(late)["reason"], "OUT_OF_BOUNDS_NO_POE");
  EXPECT_EQ(JsonOf(late)["verdict"], "INDETERMINATE");
  EXPECT_THAT(late.err, HasSubstr("expired on 2026-11-22T09:30:07Z, after the claimed signing "
                                  "time (2026-11-22T09:30:00Z)"));
  for (const char* then : {"2026-11-22", "2026-11-22T10:30:00+01:00", "2026-11-22T09:30:07Z"}) {
    EXPECT_EQ(judged(then).exit_code, 0) << then;
  }
  EXPECT_EQ(judged("2026-11-22T09:30:08Z").exit_code, 7);
  EXPECT_EQ(judged("yesterday").exit_code, 2);
  EXPECT_THAT(Paraphe({"verify", "--ca", ca_, "--at", "2026-11-22"}, signed_document).out,
              HasSubstr("\nVALID at 2026-11-22T00:00:00Z, as --at says\n"));
}

// The signer's own claim speaks against the signature.
// Proves: EXP-2, CERT-2
TEST_F(VerifyCommandTest, ACertificateExpiredBeforeIsInvalid) {
  const absl::Time end = absl::FromUnixSeconds(1795339800) - absl::Seconds(1);
  const TestCert signer = CertBuilder::Signer("x")
                              .Key(SignerOf().key)
                              .IssuedBy(Ca())
                              .Validity(end - absl::Hours(24), end)
                              .Build();
  const CommandResult result = Paraphe({"verify", "--json", "--ca", ca_, "--at", "2030-01-01"},
                                       SignOrDie(kDocument, FullAttributes(signer), signer));
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(JsonOf(result)["verdict"], "INVALID");
  EXPECT_THAT(result.err, HasSubstr("before the claimed signing time"));
}

// Proves: EXP-2
TEST_F(VerifyCommandTest, WhatIsNotSupportedIsNeverInvalid) {
  const std::string unknown = Replaced(Signed(), "#rsa-sha256", "#rsa-sha224");
  const std::string cosigned = Replaced(
      Signed(), "</acte>",
      "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:Signature></acte>");
  for (const std::string& document :
       {unknown, cosigned, "<!DOCTYPE acte>\n" + Signed(),
        Replaced(Signed(), "<ds:SignedInfo>", "<ds:SignedInfo><?x?>")}) {
    const CommandResult result = Paraphe({"verify", "--json", "--ca", ca_}, document);
    EXPECT_EQ(result.exit_code, 7);
    EXPECT_EQ(JsonOf(result)["verdict"], "INDETERMINATE");
    EXPECT_EQ(JsonOf(result)["reason"], "NOT_SUPPORTED");
    EXPECT_EQ(JsonOf(result)["valid"], false);
    EXPECT_THAT(result.out + result.err, Not(HasSubstr("take it out")));
  }
  const CommandResult result = Paraphe({"verify", "--ca", ca_}, unknown);
  EXPECT_THAT(result.out, StartsWith("INDETERMINATE: not judged: SignatureMethod"));
  EXPECT_THAT(result.err, StartsWith("paraphe: -: not judged: "));
}

// Proves: EXP-2
TEST_F(VerifyCommandTest, AnInstructionIsPartOfWhatIsSigned) {
  const std::string added = "<?xml-stylesheet href=\"view.xsl\"?>\n" + Signed();
  const CommandResult result = Paraphe({"verify", "--ca", ca_}, added);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, AllOf(HasSubstr("the document was changed after it was signed"),
                                Not(HasSubstr("take it out"))));
}

// As a policy that lists them would: the path ends at the highest CA that is listed.
// Proves: CERT-2
TEST_F(VerifyCommandTest, AnExpiredRootCountsWhereItIsListed) {
  const TestCert root = CertBuilder::Ca("Old Root")
                            .Validity(absl::FromUnixSeconds(0), absl::FromUnixSeconds(9))
                            .Build();
  const TestCert middle = CertBuilder::Ca("Middle").IssuedBy(root).Build();
  const TestCert signer = CertBuilder::Signer("x").Key(SignerOf().key).IssuedBy(middle).Build();
  const std::string signed_document = SignOrDie(kDocument, FullAttributes(signer), signer);
  const std::string middle_file = dir_.WriteFileOrDie("middle.der", middle.der);
  const std::string root_file = dir_.WriteFileOrDie("root.pem", root.Pem());
  EXPECT_EQ(Paraphe({"verify", "--ca", middle_file}, signed_document).exit_code, 0);
  const CommandResult result =
      Paraphe({"verify", "--ca", middle_file, "--ca", root_file}, signed_document);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out,
              HasSubstr("certificate path     DOES NOT HOLD: "
                        "The certificate of the CA \"CN=Old Root,O=Paraphe Test,C=FR\" expired on "
                        "1970-01-01T00:00:09Z, before the claimed signing time"));
}

TEST_F(VerifyCommandTest, OneOfSeveralCasIsEnough) {
  const std::string other =
      dir_.WriteFileOrDie("other.pem", CertBuilder::Ca("Other").Build().Pem());
  EXPECT_EQ(Paraphe({"verify", "--ca", other, "--ca", ca_}, Signed()).exit_code, 0);
}

TEST_F(VerifyCommandTest, AFileThatIsNotCanonicalIsJudgedInItsCanonicalForm) {
  const std::string declared = "<?xml version=\"1.0\"?>\n" + Signed() + "\n<!-- archived -->\n";
  const CommandResult result = Paraphe({"verify", "--ca", ca_}, declared);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, StartsWith("The file is not canonical"));
  EXPECT_EQ(JsonOf(Paraphe({"verify", "--json"}, declared))["canonical"], false);
  EXPECT_EQ(JsonOf(Paraphe({"verify", "--json"}, Signed()))["canonical"], true);
}

// Proves: EXP-2
TEST_F(VerifyCommandTest, ACommentInAValueIsRefused) {
  const CommandResult result =
      Paraphe({"verify", "--json"}, Replaced(Signed(), "Maire", "<!---->Maire"));
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "SIGNATURE_MALFORMED");
  EXPECT_EQ(JsonOf(result)["verdict"], "INVALID");
  EXPECT_THAT(result.err, HasSubstr("comment inside a value"));
}

TEST_F(VerifyCommandTest, APlaceInTheCanonicalFormIsNotSaidToBeOneOfTheFile) {
  const std::string twice =
      "<?xml version=\"1.0\"?>\n\n" + Replaced(Signed(), "<vote", "<x ID=\"o1\"></x><vote");
  const CommandResult result = Paraphe({"verify", "--json"}, twice);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, StartsWith("paraphe: -: not canonical; in its canonical form, at: 3:"));
  EXPECT_FALSE(JsonOf(result)["error"].contains("position"));
}

// Proves: SIG-3
TEST_F(VerifyCommandTest, Sha1IsInvalidUnlessTakenAsItComes) {
  const std::string weak =
      SignOrDie(kDocument, FullAttributes(SignerOf(), v1::XADES_BASELINE_B, v1::SHA1), SignerOf());
  const CommandResult refused = Paraphe({"verify", "--json"}, weak);
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_EQ(JsonOf(refused)["checks"]["algorithms"]["verdict"], "invalid");
  EXPECT_EQ(Paraphe({"verify", "--allow-sha1", "--ca", ca_}, weak).exit_code, 0);
}

TEST_F(VerifyCommandTest, ACaFileWithoutCertificatesIsNamed) {
  const std::string bad = dir_.WriteFileOrDie("bad.pem", "no certificate\n");
  const CommandResult result = Paraphe({"verify", "--ca", bad}, Signed());
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("bad.pem"));
}

TEST_F(VerifyCommandTest, VerifyOfAnUnsignedDocumentIsRefusedByName) {
  const CommandResult result = Paraphe({"verify", "--json"}, kDocument);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "SIGNATURE_ABSENT");
}

}  // namespace
}  // namespace paraphe::test
