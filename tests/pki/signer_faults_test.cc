#include "pki/signer_faults.h"

#include <set>

#include "gtest/gtest.h"

namespace paraphe {
namespace {

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

}  // namespace
}  // namespace paraphe
