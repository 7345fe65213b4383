#include "xades/xml_time.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace paraphe::xades {
namespace {

// Takes `pattern` off the beginning of `text`: 0 stands for any digit, all else for itself.
bool ConsumePattern(absl::string_view pattern, absl::string_view* text) {
  if (text->size() < pattern.size()) return false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = (*text)[i];
    const bool fits =
        pattern[i] == '0' ? absl::ascii_isdigit(static_cast<unsigned char>(c)) : c == pattern[i];
    if (!fits) return false;
  }
  text->remove_prefix(pattern.size());
  return true;
}

// Abseil's parser takes blanks, single digits, words like "infinite-future" and a second 60 as
// well.
bool HasShape(absl::string_view text) {
  if (absl::StartsWith(text, "0000") || !ConsumePattern("0000-00-00T00:00:", &text)) return false;
  if (absl::StartsWith(text, "6") || !ConsumePattern("00", &text)) return false;  // no leap seconds
  if (ConsumePattern(".0", &text)) {
    while (ConsumePattern("0", &text)) {
    }
  }
  if (ConsumePattern("+00:00", &text) || ConsumePattern("-00:00", &text)) return text.empty();
  return ConsumePattern("Z", &text) && text.empty();
}

}  // namespace

std::string FormatXmlDateTime(absl::Time time) {
  return absl::FormatTime("%E4Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

std::optional<absl::Time> ParseXmlDateTime(absl::string_view text) {
  absl::Time time;
  std::string error;
  if (!HasShape(text) || !absl::ParseTime(absl::RFC3339_full, text, &time, &error)) {
    return std::nullopt;
  }
  return time;
}

}  // namespace paraphe::xades
