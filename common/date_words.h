// Days in words, in both languages, as an administration writes them.
#ifndef PARAPHE_COMMON_DATE_WORDS_H_
#define PARAPHE_COMMON_DATE_WORDS_H_

#include "absl/time/civil_time.h"

#include "common/bilingual.h"

namespace paraphe {

// "1er décembre 2026", "1 December 2026". Thread-safe.
Bilingual DayInWords(absl::CivilDay day);

// "mardi 1er décembre 2026", "Tuesday 1 December 2026". Thread-safe.
Bilingual DayOfWeekInWords(absl::CivilDay day);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_DATE_WORDS_H_
