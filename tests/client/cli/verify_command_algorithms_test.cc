// `paraphe verify` on signatures of other producers, by the algorithm: what it knows it judges, and
// what it does not know it names, and never calls invalid.
#include <functional>
#include <ostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/xades/foreign.h"
#include "tests/xades/signing.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using xades::test::Ca;
using xades::test::Foreign;
using xades::test::kPssMethod;
using xades::test::Replaced;
using xades::test::SignByOthers;
using xades::test::SignerOf;

constexpr char kExclusive[] = "http://www.w3.org/2001/10/xml-exc-c14n#";
constexpr char kMore2001[] = "http://www.w3.org/2001/04/xmldsig-more#";
constexpr char kMore2007[] = "http://www.w3.org/2007/05/xmldsig-more#";

Foreign Rsa(const std::string& method) {
  Foreign foreign(SignerOf());
  foreign.method = method;
  return foreign;
}

Foreign Ec(const std::string& method) {
  Foreign foreign(
      CertBuilder::Signer("Élise Martin").Key(TestKey::NewEcP256()).IssuedBy(Ca()).Build());
  foreign.method = method;
  return foreign;
}

Foreign Pss(const std::string& method) {
  Foreign foreign(SignerOf());
  foreign.canonicalization = kExclusive;
  foreign.pss_method = method;
  return foreign;
}

// RFC 9231 §2.3.9.
std::string PssWithParameters() {
  return absl::StrCat(
      "<ds:SignatureMethod Algorithm=\"", kMore2007, "rsa-pss\"><pss:RSAPSSParams xmlns:pss=\"",
      kMore2007,
      "\"><ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>"
      "<pss:SaltLength>32</pss:SaltLength></pss:RSAPSSParams></ds:SignatureMethod>");
}

Foreign WithDigest(const std::string& method) {
  Foreign foreign(SignerOf());
  foreign.digest_method = method;
  return foreign;
}

struct Case {
  const char* name;
  std::function<Foreign()> make;
  const char* unknown;  // what is not known of it; empty where it is VALID
};
void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

const Case kCases[] = {
    {"RSA-PSS", [] { return Pss(kPssMethod); }, ""},
    {"ECDSA with SHA-256", [] { return Ec(absl::StrCat(kMore2001, "ecdsa-sha256")); }, ""},
    {"RSA-PSS with parameters", [] { return Pss(PssWithParameters()); },
     "SignatureMethod: the algorithm \"http://www.w3.org/2007/05/xmldsig-more#rsa-pss\""},
    {"RSA with SHA-224", [] { return Rsa(absl::StrCat(kMore2001, "rsa-sha224")); },
     "SignatureMethod: the algorithm \"http://www.w3.org/2001/04/xmldsig-more#rsa-sha224\""},
    {"ECDSA with SHA-224", [] { return Ec(absl::StrCat(kMore2001, "ecdsa-sha224")); },
     "SignatureMethod: the algorithm \"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224\""},
    {"a digest of SHA-224", [] { return WithDigest(absl::StrCat(kMore2001, "sha224")); },
     "DigestMethod: the algorithm \"http://www.w3.org/2001/04/xmldsig-more#sha224\""},
};

class VerifyAlgorithmsTest : public ::testing::TestWithParam<Case> {
 protected:
  CommandResult Verify(const std::string& document) const {
    return Paraphe({"verify", "--ca", ca_}, document);
  }

  TempDir dir_;
  const std::string ca_ = dir_.WriteFileOrDie("ca.pem", Ca().Pem());
};

// Proves: EXP-2
TEST_P(VerifyAlgorithmsTest, IsJudgedOrNamedAndNeverInvalid) {
  const std::string document = SignByOthers(GetParam().make());
  const CommandResult result = Verify(document);
  const std::string unknown = GetParam().unknown;
  if (unknown.empty()) {
    EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    EXPECT_THAT(result.out, HasSubstr("\nVALID\n"));
    EXPECT_EQ(Verify(Replaced(document, " payer<", " recevoir<")).exit_code, 3);
    return;
  }
  EXPECT_EQ(result.exit_code, 7) << result.out << result.err;
  EXPECT_THAT(result.out, StartsWith(absl::StrCat("INDETERMINATE: not judged: ", unknown, " is")));
  EXPECT_THAT(result.err, HasSubstr(unknown));
  const nlohmann::json json = JsonOf(Paraphe({"verify", "--json", "--ca", ca_}, document));
  EXPECT_EQ(json["verdict"], "INDETERMINATE");
  EXPECT_EQ(json["reason"], "NOT_SUPPORTED");
}

INSTANTIATE_TEST_SUITE_P(All, VerifyAlgorithmsTest, ::testing::ValuesIn(kCases));

// Proves: EXP-2
TEST(VerifyUnknownAlgorithmTest, ANameThatIsNoUriIsNotRepeated) {
  const std::string document = SignByOthers(Rsa(absl::StrCat(kMore2001, "rsa-sha256")));
  const CommandResult result =
      Paraphe({"verify"}, Replaced(document, "xmldsig-more#rsa-sha256", "x&#10;INVALID: forged"));
  EXPECT_EQ(result.exit_code, 7);
  EXPECT_THAT(result.out, StartsWith("INDETERMINATE: not judged: SignatureMethod: an algorithm "
                                     "whose name is no URI is not"));
}

}  // namespace
}  // namespace paraphe::test
