// What other people's programs say of every form, hash and key size.
#include <string>
#include <tuple>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/xades/judges.h"
#include "tests/xades/signing.h"
#include "xades/verifier.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::TestName;
using ::testing::Combine;
using ::testing::IsEmpty;
using ::testing::Values;

class SignatureBuilderInteropTest
    : public ::testing::TestWithParam<std::tuple<v1::SignatureForm, v1::HashAlgorithm, int>> {
 protected:
  v1::SignatureForm form() const { return std::get<0>(GetParam()); }
  const TestCert& signer() const { return SignerOf(std::get<2>(GetParam())); }
  std::string Signed(v1::SignedAttributes (*attributes)(const TestCert&, v1::SignatureForm,
                                                        v1::HashAlgorithm)) const {
    return SignOrDie(kDocument, attributes(signer(), form(), std::get<1>(GetParam())), signer());
  }
};

// Proves: SIG-1, SIG-3, SIG-4, SIG-5
TEST_P(SignatureBuilderInteropTest, XmlsecVerifies) {
  EXPECT_THAT(XmlsecFault(Signed(FullAttributes), form(), Ca()), IsEmpty());
}

// Proves: SIG-2, SIG-5
TEST_P(SignatureBuilderInteropTest, OfficialSchemaAccepts) {
  if (!HasSchemas()) GTEST_SKIP() << "PARAPHE_CORPUS is not set: no official schemas here";
  EXPECT_THAT(SchemaFault(SignatureOf(Signed(FullAttributes)), form()), IsEmpty());
  EXPECT_THAT(SchemaFault(SignatureOf(Signed(LeastAttributes)), form()), IsEmpty());
}

// Proves: SIG-6
TEST_P(SignatureBuilderInteropTest, SignedDocumentIsCanonicalAndReversible) {
  const std::string signed_document = Signed(FullAttributes);
  EXPECT_EQ(LibxmlCanonical(signed_document), signed_document);
  EXPECT_THAT(RemoveSignature(signed_document), IsOkAndHolds(std::string(kDocument)));
}

// Proves: EXP-2
TEST_P(SignatureBuilderInteropTest, OurVerifierAccepts) {
  VerifyOptions options;
  options.allow_sha1 = true;
  const TrustAnchors anchors({ParsedOrDie(Ca())});
  options.trust_anchors = &anchors;
  const Certificate expected = ParsedOrDie(signer());
  options.expected_certificate = &expected;
  options.expected_original = kDocument;
  const auto report = Verify(Signed(FullAttributes), options);
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->valid()) << report->fault();
  EXPECT_EQ(report->form, form());
  for (const NamedFinding& named : FindingsOf(*report)) {
    EXPECT_NE(named.finding->valid(), named.finding == &report->key_info_reference) << named.name;
  }
}

INSTANTIATE_TEST_SUITE_P(All, SignatureBuilderInteropTest,
                         Combine(Values(v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2),
                                 Values(v1::SHA1, v1::SHA256, v1::SHA384, v1::SHA512),
                                 Values(2048, 3072, 4096)));

// Names of issuers that want care, written as text in the forms of TS 101 903.
class SignatureBuilderIssuerTest : public ::testing::TestWithParam<TestName> {};

// Proves: SIG-5
TEST_P(SignatureBuilderIssuerTest, OthersReadTheIssuer) {
  const TestCert ca = CertBuilder::Ca("x").Subject(GetParam()).Build();
  const TestCert signer =
      CertBuilder::Signer("x").Key(SignerOf().key).IssuedBy(ca).SerialHex("00FF00").Build();
  for (const auto form : {v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2}) {
    const std::string signed_document = SignOrDie(kDocument, FullAttributes(signer, form), signer);
    EXPECT_EQ(LibxmlCanonical(signed_document), signed_document);
    EXPECT_THAT(XmlsecFault(signed_document, form, ca), IsEmpty());
    if (HasSchemas()) {
      EXPECT_THAT(SchemaFault(SignatureOf(signed_document), form), IsEmpty());
    }
    VerifyOptions options;
    const TrustAnchors anchors({ParsedOrDie(ca)});
    options.trust_anchors = &anchors;
    const auto report = Verify(signed_document, options);
    ASSERT_THAT(report, IsOk());
    EXPECT_TRUE(report->valid()) << report->fault();
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, SignatureBuilderIssuerTest,
    Values(TestName{{"CN", "Mairie, \"Ville\" + <Métropole>; a=b \\ #"}}, TestName{{"CN", " #x "}},
           TestName{{"CN", "a\nb\rc\td\x7F"}}, TestName{{"CN", std::string("a\0b", 3)}},
           TestName{{"CN", "a\uFFFFb\u202E\u0085]]>"}}, TestName{{"O", ""}, {"CN", "x"}},
           TestName{{"1.2.3.4.5", "inconnu"}},
           TestName{{"emailAddress", "a@b", V_ASN1_IA5STRING}, {"2.5.4.97", "NTRFR-1"}},
           TestName{{"CN", std::string("\0\xC9\0\xE9", 4), V_ASN1_BMPSTRING}},
           TestName{{"CN", "\xC9t", V_ASN1_T61STRING}},
           TestName{{"CN", std::string("\0\1\xD1\x1E", 4), V_ASN1_UNIVERSALSTRING}},
           TestName{{"C", "FR"}, {"CN", "A"}, {"OU", "B", V_ASN1_UTF8STRING, true}}));

}  // namespace
}  // namespace paraphe::xades::test
