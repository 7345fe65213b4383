#include "pki/signer_faults.h"

#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/fake_clock.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Proves: CERT-3
TEST(SignerFaultsTest, EveryFaultHasASentenceInBothLanguages) {
  std::set<absl::string_view> sentences;
  for (int number = 1; number < v1::CertificateFault_ARRAYSIZE; ++number) {
    const auto sentence = SentenceOf(static_cast<v1::CertificateFault>(number));
    ASSERT_TRUE(sentence.has_value()) << number;
    EXPECT_EQ(sentence->fr.back(), '.');
    EXPECT_EQ(sentence->en.back(), '.');
    sentences.insert({sentence->fr, sentence->en});
  }
  EXPECT_EQ(sentences.size(), 2U * (v1::CertificateFault_ARRAYSIZE - 1U));
}

TEST(SignerFaultsTest, NoFaultAndAnUnknownFaultHaveNoSentence) {
  EXPECT_FALSE(SentenceOf(v1::CERTIFICATE_FAULT_UNSPECIFIED).has_value());
  EXPECT_FALSE(SentenceOf(static_cast<v1::CertificateFault>(9999)).has_value());
}

// Many more chains are judged in tests/policy/certificate_rules_chains_test.cc.
// Proves: CERT-2, POL-6
TEST(SignerFaultsTest, TheCertificateAndItsPathAreBothJudged) {
  const test::TestPki& pki = test::TestPki::Get();
  const Certificate good = Certificate::Parse(pki.signer().der).value();
  const TrustAnchors anchors = TrustAnchors::Create({pki.CaPem()}).value();
  EXPECT_THAT(FindSignerFaults(good, anchors, test::DefaultNow()), IsEmpty());
  const absl::Time too_late = good.not_after() + absl::Seconds(1);
  EXPECT_THAT(FindSignerFaults(good, TrustAnchors(), too_late),
              ElementsAre(v1::FAULT_EXPIRED, v1::FAULT_UNTRUSTED_ISSUER));
}

}  // namespace
}  // namespace paraphe
