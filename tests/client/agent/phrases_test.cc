#include "client/agent/phrases.h"

#include <set>

#include "gtest/gtest.h"

namespace paraphe::agent {
namespace {

// Proves: ATT-5
TEST(PhrasesTest, EveryPhraseHasBothLanguages) {
  std::set<absl::string_view> french;
  for (int i = 0; i <= static_cast<int>(Phrase::kUnattended); ++i) {
    const auto phrase = static_cast<Phrase>(i);
    EXPECT_FALSE(TextOf(phrase, Language::kFrench).empty()) << i;
    EXPECT_FALSE(TextOf(phrase, Language::kEnglish).empty()) << i;
    EXPECT_TRUE(french.insert(TextOf(phrase, Language::kFrench)).second) << i << " twice";
  }
}

}  // namespace
}  // namespace paraphe::agent
