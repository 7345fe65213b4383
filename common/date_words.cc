#include "common/date_words.h"

#include <cstddef>

#include "absl/strings/str_cat.h"

namespace paraphe {
namespace {

constexpr BilingualView kMonths[] = {
    {"janvier", "January"}, {"février", "February"},  {"mars", "March"},
    {"avril", "April"},     {"mai", "May"},           {"juin", "June"},
    {"juillet", "July"},    {"août", "August"},       {"septembre", "September"},
    {"octobre", "October"}, {"novembre", "November"}, {"décembre", "December"}};

// In the order of absl::Weekday.
constexpr BilingualView kWeekdays[] = {{"lundi", "Monday"},       {"mardi", "Tuesday"},
                                       {"mercredi", "Wednesday"}, {"jeudi", "Thursday"},
                                       {"vendredi", "Friday"},    {"samedi", "Saturday"},
                                       {"dimanche", "Sunday"}};

}  // namespace

Bilingual DayInWords(absl::CivilDay day) {
  const BilingualView month = kMonths[static_cast<size_t>(day.month() - 1)];
  const std::string day_fr = day.day() == 1 ? "1er" : absl::StrCat(day.day());
  return {absl::StrCat(day_fr, " ", month.fr, " ", day.year()),
          absl::StrCat(day.day(), " ", month.en, " ", day.year())};
}

Bilingual DayOfWeekInWords(absl::CivilDay day) {
  const BilingualView weekday = kWeekdays[static_cast<size_t>(absl::GetWeekday(day))];
  const Bilingual words = DayInWords(day);
  return {absl::StrCat(weekday.fr, " ", words.fr), absl::StrCat(weekday.en, " ", words.en)};
}

}  // namespace paraphe
