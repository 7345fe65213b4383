#include "policy/fault_words.h"

#include <set>

#include "gtest/gtest.h"

namespace paraphe {
namespace {

// Proves: CERT-3
TEST(FaultWordsTest, EveryFaultHasASentenceInBothLanguages) {
  std::set<absl::string_view> sentences;
  for (int number = 1; number < v1::CertificateFault_ARRAYSIZE; ++number) {
    const FaultWords& words = WordsOf(static_cast<v1::CertificateFault>(number));
    EXPECT_EQ(words.fault, number);
    EXPECT_EQ(words.words_fr.back(), '.');
    EXPECT_EQ(words.words_en.back(), '.');
    sentences.insert({words.words_fr, words.words_en});
  }
  EXPECT_EQ(sentences.size(), 2 * AllFaultWords().size());
  EXPECT_EQ(AllFaultWords().size(), v1::CertificateFault_ARRAYSIZE - 1U);
}

TEST(FaultWordsDeathTest, NoFaultHasNoWords) {
  EXPECT_DEATH(WordsOf(v1::CERTIFICATE_FAULT_UNSPECIFIED), "");
}

}  // namespace
}  // namespace paraphe
