// Values of a document in words of the signer's language, where the table says what they are: dates,
// times, amounts, booleans. Words stand beside the value, so that they may leave nothing open: a
// value that is not exactly of its kind has none.
#ifndef PARAPHE_RENDER_VALUE_WORDS_H_
#define PARAPHE_RENDER_VALUE_WORDS_H_

#include <string>

#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "paraphe/v1/table.pb.h"

namespace paraphe {

// Whether it is written as ISO 4217 writes a currency: three capitals of ASCII.
bool IsCurrencyCode(absl::string_view code);

// The words of `value` as a `kind`, blanks of XML at its ends left out; empty where it is none:
//   DATE       "2026-12-01", "20261201", with a zone or without; years 1 to 9999
//   TIME       "14:30", "14:30:05", "14:30:05.25", with a zone or without
//   DATE_TIME  a date, "T", a time
//   AMOUNT     up to 40 digits, of which one at least before the point; all of them are kept, and
//              grouped; one decimal becomes two. In `currency`, where it is not empty; no words
//              where it is no currency code.
//   BOOLEAN    "true", "1", "false", "0"
// Other kinds have no words. Thread-safe.
// REQ: PRES-5; XML Schema Part 2 §3.2.2, §3.2.3, §3.2.7, §3.2.8, §3.2.9
std::string ValueInWords(v1::ValueKind kind, absl::string_view value, absl::string_view currency,
                         Language language);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_VALUE_WORDS_H_
