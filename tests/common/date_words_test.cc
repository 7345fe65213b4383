#include "common/date_words.h"

#include "gtest/gtest.h"

namespace paraphe {
namespace {

// Proves: ATT-5
TEST(DateWordsTest, SaysTheDayInBothLanguages) {
  const Bilingual words = DayInWords(absl::CivilDay(2026, 11, 20));
  EXPECT_EQ(words.fr, "20 novembre 2026");
  EXPECT_EQ(words.en, "20 November 2026");
  EXPECT_EQ(DayInWords(absl::CivilDay(2026, 12, 1)).fr, "1er décembre 2026");
  EXPECT_EQ(DayInWords(absl::CivilDay(2026, 12, 1)).en, "1 December 2026");
}

// Proves: ATT-5
TEST(DateWordsTest, SaysTheDayOfTheWeek) {
  EXPECT_EQ(DayOfWeekInWords(absl::CivilDay(2026, 11, 20)).fr, "vendredi 20 novembre 2026");
  EXPECT_EQ(DayOfWeekInWords(absl::CivilDay(2026, 11, 22)).en, "Sunday 22 November 2026");
  EXPECT_EQ(DayOfWeekInWords(absl::CivilDay(2024, 2, 29)).fr, "jeudi 29 février 2024");
  EXPECT_EQ(DayOfWeekInWords(absl::CivilDay(1900, 1, 1)).en, "Monday 1 January 1900");
}

}  // namespace
}  // namespace paraphe
