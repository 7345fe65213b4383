#include "policy/lines.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "common/date_words.h"
#include "pki/distinguished_name.h"

namespace paraphe {

void AddLine(const LineLabel& label, absl::string_view value, const Bilingual& words,
             Lines& lines) {
  v1::AttributeLine line;
  line.set_key(std::string(label.key));
  line.set_label_fr(std::string(label.text.fr));
  line.set_label_en(std::string(label.text.en));
  line.set_value(std::string(value));
  line.set_words_fr(words.fr);
  line.set_words_en(words.en);
  lines.push_back(std::move(line));
}

void AddLineUnlessEmpty(const LineLabel& label, absl::string_view value, const Bilingual& words,
                        Lines& lines) {
  if (!value.empty()) AddLine(label, value, words, lines);
}

Bilingual NameInWords(const X509_NAME* name, absl::string_view written) {
  const std::string shown = ShowDistinguishedName(name);
  if (shown == written) return {};
  return {shown, shown};
}

Bilingual TimeInWords(absl::Time time, absl::TimeZone zone) {
  const Bilingual day = DayInWords(absl::ToCivilDay(time, zone));
  const std::string clock = absl::FormatTime("%H:%M:%S", time, zone);
  const std::string offset = absl::FormatTime("UTC%Ez", time, zone);
  const bool utc = zone.At(time).offset == 0;
  const std::string zone_fr = utc ? "temps universel" : absl::StrCat("heure de ce poste, ", offset);
  const std::string zone_en = utc ? "UTC" : absl::StrCat("time of this desk, ", offset);
  return {absl::StrCat(day.fr, " à ", clock, " (", zone_fr, ")"),
          absl::StrCat(day.en, " at ", clock, " (", zone_en, ")")};
}

std::string GroupedHex(absl::string_view bytes) {
  const std::string hex = absl::AsciiStrToUpper(absl::BytesToHexString(bytes));
  std::string grouped;
  for (size_t at = 0; at < hex.size(); at += 4) {
    absl::StrAppend(&grouped, at == 0 ? "" : " ", hex.substr(at, 4));
  }
  return grouped;
}

}  // namespace paraphe
