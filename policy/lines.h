// Makes the lines that a signer reads (v1::AttributeLine): shared by attribute_text and
// certificate_text.
#ifndef PARAPHE_POLICY_LINES_H_
#define PARAPHE_POLICY_LINES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/bilingual.h"
#include "common/openssl.h"
#include "paraphe/v1/attributes.pb.h"

namespace paraphe {

using Lines = std::vector<v1::AttributeLine>;

// What names a line.
struct LineLabel {
  absl::string_view key;  // stable
  BilingualView text;
};

// `words` say what the value means; both texts empty: nothing to say.
void AddLine(const LineLabel& label, absl::string_view value, const Bilingual& words, Lines& lines);

// The same, and nothing where `value` is empty.
void AddLineUnlessEmpty(const LineLabel& label, absl::string_view value, const Bilingual& words,
                        Lines& lines);

// The form of a name for people, where it says more than `written`, its RFC 4514 string; else
// nothing.
Bilingual NameInWords(const X509_NAME* name, absl::string_view written);

// "22 novembre 2026 à 10:00:00 (temps universel)" and "22 November 2026 at 10:00:00 (UTC)"; in a
// zone with an offset "22 novembre 2026 à 11:00:00 (heure de ce poste, UTC+01:00)".
Bilingual TimeInWords(absl::Time time, absl::TimeZone zone = absl::UTCTimeZone());

// Upper-case hexadecimal in groups of four digits, as people compare it.
std::string GroupedHex(absl::string_view bytes);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_LINES_H_
