// `paraphe verify`: what it says of good signatures, and of their negative twins.
#include "absl/strings/str_cat.h"
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

TEST_F(VerifyCommandTest, WithoutCaThePathIsSaidNotToBeChecked) {
  const CommandResult result = Paraphe({"verify"}, Signed());
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, AllOf(HasSubstr("certificate path     not checked"),
                                HasSubstr("VALID; the certificate path was not checked")));
  const nlohmann::json json = JsonOf(Paraphe({"verify", "--json"}, Signed()));
  EXPECT_EQ(json["valid"], true);
  EXPECT_EQ(json["certificate_path_checked"], false);
  EXPECT_EQ(json["checks"]["certificate_path"]["verdict"], "not_checked");
}

TEST_F(VerifyCommandTest, AnotherCaIsNotTrusted) {
  const std::string other =
      dir_.WriteFileOrDie("other.pem", CertBuilder::Ca("Other").Build().Pem());
  const CommandResult result = Paraphe({"verify", "--ca", other}, Signed());
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, AllOf(HasSubstr("certificate path     DOES NOT HOLD"),
                                HasSubstr("INVALID: "), HasSubstr("signature value      holds")));
  EXPECT_THAT(result.err, StartsWith("paraphe: -: "));
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
              HasSubstr("certificate path     DOES NOT HOLD: The certificate of an "
                        "authority in the certification path is outside its validity."));
}

TEST_F(VerifyCommandTest, OneOfSeveralCasIsEnough) {
  const std::string other =
      dir_.WriteFileOrDie("other.pem", CertBuilder::Ca("Other").Build().Pem());
  EXPECT_EQ(Paraphe({"verify", "--ca", other, "--ca", ca_}, Signed()).exit_code, 0);
}

TEST_F(VerifyCommandTest, AFileThatIsNotCanonicalIsJudgedInItsCanonicalForm) {
  const std::string declared = "<?xml version=\"1.0\"?>\n" + Signed() + "\n<!-- archived -->\n";
  const CommandResult result = Paraphe({"verify"}, declared);
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
  EXPECT_EQ(Paraphe({"verify", "--allow-sha1"}, weak).exit_code, 0);
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
