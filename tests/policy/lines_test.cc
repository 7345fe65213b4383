#include "policy/lines.h"

#include <string>

#include "gtest/gtest.h"

#include "tests/testing/fake_clock.h"

namespace paraphe {
namespace {

// Proves: ATT-5
TEST(LinesTest, TimesInWords) {
  EXPECT_EQ(TimeInWords(test::DefaultNow()).fr, "22 novembre 2026 à 10:00:00 (temps universel)");
  EXPECT_EQ(TimeInWords(test::DefaultNow()).en, "22 November 2026 at 10:00:00 (UTC)");
  const absl::Time first = absl::FromCivil(absl::CivilDay(2026, 8, 1), absl::UTCTimeZone());
  EXPECT_EQ(TimeInWords(first).fr, "1er août 2026 à 00:00:00 (temps universel)");
}

// Proves: ATT-5
TEST(LinesTest, TimesOfAZoneNameItsOffset) {
  const absl::TimeZone zone = absl::FixedTimeZone(-(3 * 3600 + 1800));
  EXPECT_EQ(TimeInWords(test::DefaultNow(), zone).fr,
            "22 novembre 2026 à 06:30:00 (heure de ce poste, UTC-03:30)");
  EXPECT_EQ(TimeInWords(test::DefaultNow(), zone).en,
            "22 November 2026 at 06:30:00 (time of this desk, UTC-03:30)");
}

TEST(LinesTest, EveryMonthHasItsName) {
  std::string names;
  for (int month = 1; month <= 12; ++month) {
    const absl::Time time = absl::FromCivil(absl::CivilDay(2026, month, 2), absl::UTCTimeZone());
    const std::string words = TimeInWords(time).fr;
    names += words.substr(2, words.find(' ', 2) - 2) + " ";
  }
  EXPECT_EQ(
      names,
      "janvier février mars avril mai juin juillet août septembre octobre novembre décembre ");
}

TEST(LinesTest, HexIsGroupedByFour) {
  EXPECT_EQ(GroupedHex(""), "");
  EXPECT_EQ(GroupedHex("\x01\xab"), "01AB");
  EXPECT_EQ(GroupedHex("\x01\xab\xff"), "01AB FF");
}

TEST(LinesTest, EmptyValuesAreLeftOutWhereAsked) {
  Lines lines;
  AddLineUnlessEmpty({"k", {"f", "e"}}, "", {}, lines);
  EXPECT_TRUE(lines.empty());
  AddLine({"k", {"f", "e"}}, "", {"mots", "words"}, lines);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].words_en(), "words");
}

}  // namespace
}  // namespace paraphe
