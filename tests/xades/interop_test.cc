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

using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::testing::Combine;
using ::testing::IsEmpty;
using ::testing::Values;

class InteropTest
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
TEST_P(InteropTest, XmlsecVerifies) {
  EXPECT_THAT(XmlsecFault(Signed(FullAttributes), form(), Ca()), IsEmpty());
}

// Proves: SIG-2, SIG-5
TEST_P(InteropTest, OfficialSchemaAccepts) {
  if (!HasSchemas()) GTEST_SKIP() << "PARAPHE_CORPUS is not set: no official schemas here";
  EXPECT_THAT(SchemaFault(SignatureOf(Signed(FullAttributes)), form()), IsEmpty());
  EXPECT_THAT(SchemaFault(SignatureOf(Signed(LeastAttributes)), form()), IsEmpty());
}

// Proves: SIG-6
TEST_P(InteropTest, SignedDocumentIsCanonicalAndReversible) {
  const std::string signed_document = Signed(FullAttributes);
  EXPECT_EQ(LibxmlCanonical(signed_document), signed_document);
  EXPECT_THAT(RemoveSignature(signed_document), IsOkAndHolds(std::string(kDocument)));
}

// Proves: EXP-2
TEST_P(InteropTest, OurVerifierAccepts) {
  VerifyOptions options;
  options.allow_sha1 = true;
  options.trusted_cas = {Ca().der};
  options.expected_certificate = signer().der;
  options.expected_original = kDocument;
  const auto report = Verify(Signed(FullAttributes), options);
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->valid()) << report->fault();
  EXPECT_EQ(report->form, form());
  for (const NamedFinding& named : FindingsOf(*report)) {
    EXPECT_TRUE(named.finding->valid()) << named.name;
  }
}

INSTANTIATE_TEST_SUITE_P(All, InteropTest,
                         Combine(Values(v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2),
                                 Values(v1::SHA1, v1::SHA256, v1::SHA384, v1::SHA512),
                                 Values(2048, 3072, 4096)));

}  // namespace
}  // namespace paraphe::xades::test
