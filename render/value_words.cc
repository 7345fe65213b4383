#include "render/value_words.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"

#include "common/date_words.h"

namespace paraphe {
namespace {

constexpr char kBlanks[] = " \t\n\r";
constexpr size_t kMostDigits = 40;
constexpr BilingualView kYes = {"oui", "yes"};
constexpr BilingualView kNo = {"non", "no"};
constexpr BilingualView kAt = {" à ", " at "};
constexpr BilingualView kUniversalTime = {", temps universel", ", UTC"};

absl::string_view WithoutBlanks(absl::string_view text) {
  const size_t begin = text.find_first_not_of(kBlanks);
  if (begin == absl::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool IsDigit(char byte) { return absl::ascii_isdigit(static_cast<unsigned char>(byte)); }

// Takes the digits that `text` begins with.
absl::string_view TakeDigits(absl::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), IsDigit);
  const absl::string_view digits = text.substr(0, static_cast<size_t>(end - text.begin()));
  text.remove_prefix(digits.size());
  return digits;
}

// Takes a number of exactly `digits` digits, at most four.
std::optional<int> TakeNumber(size_t digits, absl::string_view& text) {
  const absl::string_view written = text.substr(0, digits);
  int number = 0;
  if (written.size() < digits || !std::all_of(written.begin(), written.end(), IsDigit) ||
      !absl::SimpleAtoi(written, &number)) {
    return std::nullopt;
  }
  text.remove_prefix(digits);
  return number;
}

std::optional<absl::CivilDay> TakeDay(absl::string_view& text) {
  const auto year = TakeNumber(4, text);
  const bool hyphens = absl::ConsumePrefix(&text, "-");
  const auto month = TakeNumber(2, text);
  if (hyphens && !absl::ConsumePrefix(&text, "-")) return std::nullopt;
  const auto day = TakeNumber(2, text);
  if (!year.has_value() || !month.has_value() || !day.has_value() || *year == 0) {
    return std::nullopt;
  }
  // The calendar would make 1 March of 30 February.
  const absl::CivilDay civil(*year, *month, *day);
  if (civil.month() != *month || civil.day() != *day) return std::nullopt;
  return civil;
}

// Takes a zone, where there is one; its words.
std::optional<std::string> TakeZone(absl::string_view& text, Language language) {
  if (text.empty()) return "";
  if (absl::ConsumePrefix(&text, "Z")) return std::string(kUniversalTime.In(language));
  const absl::string_view written = text.substr(0, 6);
  const absl::string_view sign = text.substr(0, 1);
  if (!absl::ConsumePrefix(&text, "+") && !absl::ConsumePrefix(&text, "-")) return std::nullopt;
  const auto hours = TakeNumber(2, text);
  const bool colon = absl::ConsumePrefix(&text, ":");
  const auto minutes = TakeNumber(2, text);
  if (!colon || !hours.has_value() || !minutes.has_value() || *minutes > 59 ||
      *hours * 60 + *minutes > 14 * 60) {
    return std::nullopt;
  }
  return absl::StrCat(", UTC", sign, written.substr(1));
}

struct Clock {
  absl::string_view hours;
  absl::string_view minutes;
  absl::string_view seconds;  // with its fraction; empty where it is zero
};

std::optional<Clock> TakeClock(absl::string_view& text) {
  const absl::string_view written = text;
  const auto hours = TakeNumber(2, text);
  const bool colon = absl::ConsumePrefix(&text, ":");
  const auto minutes = TakeNumber(2, text);
  if (!colon || !hours.has_value() || !minutes.has_value() || *hours > 23 || *minutes > 59) {
    return std::nullopt;
  }
  Clock clock = {written.substr(0, 2), written.substr(3, 2), ""};
  if (!absl::ConsumePrefix(&text, ":")) return clock;
  absl::string_view rest = text;
  const auto seconds = TakeNumber(2, text);
  if (!seconds.has_value() || *seconds > 59) return std::nullopt;
  if (absl::ConsumePrefix(&text, ".") && TakeDigits(text).empty()) return std::nullopt;
  rest.remove_suffix(text.size());
  if (rest.find_first_not_of("0.") != absl::string_view::npos) clock.seconds = rest;
  return clock;
}

std::string ClockInWords(const Clock& clock, Language language) {
  if (language == Language::kEnglish) {
    return absl::StrCat(clock.hours, ":", clock.minutes, clock.seconds.empty() ? "" : ":",
                        clock.seconds);
  }
  std::string words = absl::StrCat(clock.hours, " h ", clock.minutes);
  if (!clock.seconds.empty()) {
    std::string seconds(clock.seconds);
    std::replace(seconds.begin(), seconds.end(), '.', ',');
    absl::StrAppend(&words, " min ", seconds, " s");
  }
  return words;
}

std::string DateOrTimeInWords(absl::string_view text, bool has_date, bool has_time,
                              Language language) {
  std::string words;
  if (has_date) {
    const auto day = TakeDay(text);
    if (!day.has_value()) return "";
    words = std::string(DayOfWeekInWords(*day).In(language));
  }
  if (has_date && has_time) {
    if (!absl::ConsumePrefix(&text, "T")) return "";
    absl::StrAppend(&words, kAt.In(language));
  }
  if (has_time) {
    const auto clock = TakeClock(text);
    if (!clock.has_value()) return "";
    absl::StrAppend(&words, ClockInWords(*clock, language));
  }
  const auto zone = TakeZone(text, language);
  if (!zone.has_value() || !text.empty()) return "";
  return absl::StrCat(words, *zone);
}

std::string Grouped(absl::string_view digits, absl::string_view separator) {
  std::string grouped;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) absl::StrAppend(&grouped, separator);
    grouped += digits[i];
  }
  return grouped;
}

// French groups and keeps together with no-break spaces.
constexpr absl::string_view kNoBreakSpace = "\u00a0";

std::string AmountInCurrency(absl::string_view sign, absl::string_view number,
                             absl::string_view currency, Language language) {
  const absl::string_view symbol = currency == "EUR" ? "€" : currency;
  if (currency.empty()) return absl::StrCat(sign, number);
  if (language == Language::kFrench) return absl::StrCat(sign, number, kNoBreakSpace, symbol);
  return absl::StrCat(sign, symbol, currency == "EUR" ? "" : " ", number);
}

std::string AmountInWords(absl::string_view text, absl::string_view currency, Language language) {
  if (!currency.empty() && !IsCurrencyCode(currency)) return "";
  const bool negative = absl::ConsumePrefix(&text, "-");
  if (!negative) absl::ConsumePrefix(&text, "+");
  absl::string_view whole = TakeDigits(text);
  const bool point = absl::ConsumePrefix(&text, ".");
  const absl::string_view decimals = point ? TakeDigits(text) : "";
  if (whole.empty() || !text.empty() || whole.size() + decimals.size() > kMostDigits) return "";
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size() - 1));
  const bool french = language == Language::kFrench;
  std::string number = Grouped(whole, french ? kNoBreakSpace : ",");
  if (!decimals.empty()) {
    absl::StrAppend(&number, french ? "," : ".", decimals, decimals.size() == 1 ? "0" : "");
  }
  return AmountInCurrency(negative ? "-" : "", number, currency, language);
}

std::string BooleanInWords(absl::string_view text, Language language) {
  if (text == "true" || text == "1") return std::string(kYes.In(language));
  if (text == "false" || text == "0") return std::string(kNo.In(language));
  return "";
}

}  // namespace

bool IsCurrencyCode(absl::string_view code) {
  return code.size() == 3 && std::all_of(code.begin(), code.end(), [](char byte) {
           return absl::ascii_isupper(static_cast<unsigned char>(byte));
         });
}

std::string ValueInWords(v1::ValueKind kind, absl::string_view value, absl::string_view currency,
                         Language language) {
  const absl::string_view text = WithoutBlanks(value);
  switch (kind) {
    case v1::DATE:
      return DateOrTimeInWords(text, true, false, language);
    case v1::TIME:
      return DateOrTimeInWords(text, false, true, language);
    case v1::DATE_TIME:
      return DateOrTimeInWords(text, true, true, language);
    case v1::AMOUNT:
      return AmountInWords(text, currency, language);
    case v1::BOOLEAN:
      return BooleanInWords(text, language);
    default:
      return "";
  }
}

}  // namespace paraphe
