#include "policy/text_bounds.h"

#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/text_rules.h"
#include "common/utf8.h"

namespace paraphe {
namespace {

constexpr size_t kMaxNameCharacters = 64;

// Blanks of any script: what is not seen at the end of a value could make two values look alike.
bool IsBlank(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

bool HasBlankEnds(absl::string_view text) {
  return IsBlank(CodePointAt(text, 0).value) || IsBlank(CodePointBefore(text, text.size()).value);
}

std::string FaultOfName(absl::string_view text, bool (*allowed)(char), absl::string_view rule) {
  if (text.empty()) return "";
  bool fine = text.size() <= kMaxNameCharacters;
  for (const char c : text) fine = fine && allowed(c);
  return fine ? "" : absl::StrCat("must be 1 to ", kMaxNameCharacters, " of the characters ", rule);
}

bool IsAlnum(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); }

}  // namespace

std::string FaultOfText(absl::string_view text, size_t limit) {
  const std::optional<size_t> size = CountPlainCharacters(text);
  if (!size.has_value()) {
    return "holds a control character, a character that XML forbids, or is not UTF-8";
  }
  if (*size > limit) return absl::StrCat("has ", *size, " characters; at most ", limit);
  if (HasBlankEnds(text)) return "begins or ends with a blank";
  return "";
}

std::string FaultOfIdentifier(absl::string_view text) {
  if (text.empty()) return "";
  if (text.size() > kMaxUriCharacters) {
    return absl::StrCat("has ", text.size(), " characters; at most ", kMaxUriCharacters);
  }
  return IsUri(text) ? "" : "is neither an absolute URI nor an OID as \"urn:oid:1.2.3\"";
}

std::string FaultOfHttpUrl(absl::string_view text) {
  if (text.empty()) return "";
  if (std::string fault = FaultOfIdentifier(text); !fault.empty()) {
    return text.size() > kMaxUriCharacters ? fault : "is not an absolute http or https URL";
  }
  const bool http =
      absl::StartsWithIgnoreCase(text, "http://") || absl::StartsWithIgnoreCase(text, "https://");
  return http ? "" : "is not an absolute http or https URL";
}

std::string FaultOfPolicyName(absl::string_view text) {
  const auto allowed = [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) ||
           absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-';
  };
  return FaultOfName(text, allowed, "a-z, 0-9 and \"-\"");
}

std::string FaultOfApplicationName(absl::string_view text) {
  const auto allowed = [](char c) { return IsAlnum(c) || c == '.' || c == '_' || c == '-'; };
  return FaultOfName(text, allowed, "A-Z, a-z, 0-9, \".\", \"_\" and \"-\"");
}

}  // namespace paraphe
