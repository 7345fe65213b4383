#include "client/desk/desk_words.h"

#include <string>

#include "gtest/gtest.h"

#include "client/desk/desk_text.h"

namespace paraphe::desk {
namespace {

constexpr DeskWord kLast = DeskWord::kGoOnWaiting;

// Proves: ATT-5
TEST(DeskWordsTest, EveryWordIsThereInBothLanguages) {
  for (int i = 0; i <= static_cast<int>(kLast); ++i) {
    for (const Language language : {Language::kFrench, Language::kEnglish}) {
      EXPECT_FALSE(TextOf(static_cast<DeskWord>(i), language).empty()) << i;
    }
  }
}

TEST(DeskWordsTest, FrenchIsSetAsPrintSetsIt) {
  for (int i = 0; i <= static_cast<int>(kLast); ++i) {
    const QString text = Text(static_cast<DeskWord>(i), Language::kFrench);
    EXPECT_FALSE(text.contains('\'')) << text.toStdString();
    for (const char* mark : {" :", " ?", " !", " ;", "« ", " »"}) {
      EXPECT_FALSE(text.contains(QString::fromUtf8(mark))) << text.toStdString();
    }
  }
}

TEST(DeskWordsTest, ValueStandsWhereItBelongs) {
  EXPECT_EQ(Text(DeskWord::kTriesLeft, Language::kEnglish, "%1"),
            "Tries left before the PIN is locked: %1.");
  const QString sentence = Text(DeskWord::kConsentSentence, Language::kFrench).arg("a%2", "b", "c");
  EXPECT_TRUE(sentence.contains("a%2")) << "text of others is no place for another value";
}

}  // namespace
}  // namespace paraphe::desk
