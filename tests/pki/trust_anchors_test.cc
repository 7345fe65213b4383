#include "pki/trust_anchors.h"

#include <string>

#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::TestPki;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(TrustAnchorsTest, AllCertificatesOfAllTextsAreTaken) {
  const auto anchors = TrustAnchors::Create({TestPki::Get().CaPem(), TestPki::Get().root().Pem()});
  ASSERT_THAT(anchors, test::IsOk());
  EXPECT_THAT(anchors->certificates(), SizeIs(3));
  EXPECT_EQ(anchors->certificates()[0].der(), TestPki::Get().intermediate().der);
}

TEST(TrustAnchorsTest, EveryTextMustHoldOne) {
  EXPECT_THAT(TrustAnchors::Create({TestPki::Get().CaPem(), ""}),
              HasReason(v1::CERTIFICATE_MALFORMED));
}

TEST(TrustAnchorsTest, NoTextsAreNoAnchors) {
  EXPECT_THAT(TrustAnchors::Create({})->certificates(), SizeIs(0));
}

// Proves: POL-4
TEST(TrustAnchorsTest, AListOfCasHoldsNothingElse) {
  const TestPki& pki = TestPki::Get();
  EXPECT_THAT(*ParseCas(pki.CaPem()), SizeIs(2));
  EXPECT_THAT(
      ParseCas(pki.CaPem() + pki.signer().Pem()),
      HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("block 3 is not the certificate of a")));
  EXPECT_THAT(ParseCas(pki.Intermediate("x").KeyUsage({test::kCrlSign}).Build().Pem()),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("block 1")));
  EXPECT_THAT(ParseCas(""), HasReason(v1::CERTIFICATE_MALFORMED));
}

}  // namespace
}  // namespace paraphe
