#include "render/value_words.h"

#include <string>

#include "gtest/gtest.h"

#include "render/visible.h"

namespace paraphe {
namespace {

struct Case {
  v1::ValueKind kind;
  const char* value;
  const char* currency;
  const char* fr;
  const char* en;
};

class ValueWordsTest : public ::testing::TestWithParam<Case> {};

// Proves: PRES-5
TEST_P(ValueWordsTest, SaysWhatTheValueMeansInBothLanguages) {
  const Case& c = GetParam();
  const std::string fr = ValueInWords(c.kind, c.value, c.currency, Language::kFrench);
  EXPECT_EQ(fr, c.fr) << c.value;
  EXPECT_EQ(ValueInWords(c.kind, c.value, c.currency, Language::kEnglish), c.en) << c.value;
  EXPECT_TRUE(IsPlainText(fr)) << fr;
}

INSTANTIATE_TEST_SUITE_P(
    Dates, ValueWordsTest,
    ::testing::Values(
        Case{v1::DATE, "2026-11-20", "", "vendredi 20 novembre 2026", "Friday 20 November 2026"},
        Case{v1::DATE, "\n 20261201 ", "", "mardi 1er décembre 2026", "Tuesday 1 December 2026"},
        Case{v1::DATE, "2024-02-29Z", "", "jeudi 29 février 2024, temps universel",
             "Thursday 29 February 2024, UTC"},
        Case{v1::DATE, "0001-01-01", "", "lundi 1er janvier 1", "Monday 1 January 1"},
        Case{v1::TIME, "14:30", "", "14 h 30", "14:30"},
        Case{v1::TIME, "00:00:00.000", "", "00 h 00", "00:00"},
        Case{v1::TIME, "23:59:59.50-05:30", "", "23 h 59 min 59,50 s, UTC-05:30",
             "23:59:59.50, UTC-05:30"},
        Case{v1::DATE_TIME, "2026-11-20T14:30:05+01:00", "",
             "vendredi 20 novembre 2026 à 14 h 30 min 05 s, UTC+01:00",
             "Friday 20 November 2026 at 14:30:05, UTC+01:00"}));

INSTANTIATE_TEST_SUITE_P(
    AmountsAndBooleans, ValueWordsTest,
    ::testing::Values(Case{v1::AMOUNT, "1250.00", "EUR", "1\u00a0250,00\u00a0€", "€1,250.00"},
                      Case{v1::AMOUNT, "-1234567.5", "USD", "-1\u00a0234\u00a0567,50\u00a0USD",
                           "-USD 1,234,567.50"},
                      Case{v1::AMOUNT, "+000840", "", "840", "840"},
                      Case{v1::AMOUNT, "0", "EUR", "0\u00a0€", "€0"},
                      Case{v1::AMOUNT, "0.1250", "EUR", "0,1250\u00a0€", "€0.1250"},
                      Case{v1::AMOUNT, " 999 ", "", "999", "999"},
                      Case{v1::BOOLEAN, "true", "", "oui", "yes"},
                      Case{v1::BOOLEAN, "1", "", "oui", "yes"},
                      Case{v1::BOOLEAN, "false", "", "non", "no"},
                      Case{v1::BOOLEAN, "0", "", "non", "no"}));

// Words beside a value that is none would say what the document does not.
// Proves: PRES-5
TEST(ValueWordsTest, WhatIsNotOfTheKindHasNoWords) {
  const auto none = [](v1::ValueKind kind, absl::string_view value,
                       absl::string_view currency = "") {
    EXPECT_EQ(ValueInWords(kind, value, currency, Language::kFrench), "") << value << currency;
  };
  for (const char* value : {"", "2026-11-31", "2025-02-29", "2026-13-01", "2026-00-10", "2026-1-1",
                            "0000-01-01", "20-11-2026", "2026-1120", "202611-20", "2026-11-20x",
                            "2026-11-20+1:00", "2026-11-20+15:00", "2026-11-20T10:00", "٢٠٢٦-١١-٢٠",
                            "-2026-11-20", "12026-11-20", "2026-11-20 Z"}) {
    none(v1::DATE, value);
  }
  for (const char* value : {"", "24:00:00", "12:60", "12:00:60", "12", "1:00", "12:00:", "12:00:0",
                            "12:00:00.", "12h30",
                            "12:00 "
                            "x"}) {
    none(v1::TIME, value);
  }
  for (const char* value : {"2026-11-20", "2026-11-20 10:00:00", "T10:00", "2026-11-20T"}) {
    none(v1::DATE_TIME, value);
  }
  for (const char* value : {"", "-", ".", ".5", "1.2.3", "1,50", "1 250.00", "1e3", "NaN", "--1",
                            "12345678901234567890123456789012345678901"}) {
    none(v1::AMOUNT, value);
  }
  for (const char* currency : {"eur", "EU", "EURO", "€", "<b>"}) none(v1::AMOUNT, "1", currency);
  for (const char* value : {"", "TRUE", "oui", "2", "01"}) none(v1::BOOLEAN, value);
  none(v1::ATTACHMENT, "SGVsbG8=");
  none(v1::VALUE_KIND_UNSPECIFIED, "1");
}

}  // namespace
}  // namespace paraphe
