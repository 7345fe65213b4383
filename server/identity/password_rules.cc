#include "server/identity/password_rules.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/errors.h"
#include "common/file.h"
#include "common/normal_form.h"
#include "common/status_macros.h"
#include "common/utf8.h"

namespace paraphe::server {
namespace {

constexpr size_t kMaxListBytes = size_t{16} << 20;
constexpr size_t kLeastDifferent = 5;
constexpr size_t kLeastNameCharacters = 4;  // a shorter name is in many good passwords by chance

// What people choose who must choose something long, on French and on English keyboards. A word of these alone, repeated,
// or with digits and signs at its end is refused.
constexpr absl::string_view kUsual[] = {
    "password",     "passwort",      "motdepasse",     "mot-de-passe", "passe",
    "azerty",       "azertyuiop",    "azertyuiopqs",   "qwerty",       "qwertyuiop",
    "qwertz",       "qsdfghjklm",    "wxcvbn",         "asdfghjkl",    "zxcvbnm",
    "admin",        "administrator", "administrateur", "bienvenue",    "welcome",
    "bonjour",      "bonjour-monde", "letmein",        "iloveyou",     "jetaime",
    "secret",       "soleil",        "loulou",         "doudou",       "chouchou",
    "marseille",    "football",      "baseball",       "dragon",       "monkey",
    "sunshine",     "princess",      "princesse",      "superman",     "batman",
    "trustno",      "changeme",      "changez-moi",    "changezmoi",   "ordinateur",
    "computer",     "internet",      "signature",      "paraphe",      "mairie",
    "commune",      "republique",    "france",         "paris",        "printemps",
    "automne",      "janvier",       "septembre",      "abcdefghijkl", "abcdefgh",
    "abc",          "test",          "testtest",       "default",      "default-password",
    "p@ssw0rd",     "passw0rd",      "p@ssword",       "motdep@sse",   "m0tdepasse",
    "azerty123456", "1q2w3e4r5t6y",  "1qaz2wsx3edc",   "123456789012", "012345678901",
    "987654321098", "1234567890",    "0123456789",     "123123123123", "azeqsdwxc",
    "aqwzsxedc",    "guest",         "invite",         "root",
};

size_t CountCharacters(absl::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size(); at += CodePointAt(text, at).size) ++count;
  return count;
}

size_t CountDifferent(absl::string_view text) {
  std::set<char32_t> different;
  for (size_t at = 0; at < text.size(); at += CodePointAt(text, at).size) {
    different.insert(CodePointAt(text, at).value);
  }
  return different.size();
}

// Each character follows the one before: "abcdefghijkl", "210987654321".
bool IsSequence(absl::string_view text) {
  for (const int step : {1, -1}) {
    size_t steps = 0;
    for (size_t i = 1; i < text.size(); ++i) steps += text[i] == text[i - 1] + step ? 1 : 0;
    if (steps + 3 > text.size()) return true;
  }
  return false;
}

// Without the digits and signs at its end: what the word is.
absl::string_view WordOf(absl::string_view text) {
  while (!text.empty() && !absl::ascii_isalpha(static_cast<unsigned char>(text.back())) &&
         static_cast<unsigned char>(text.back()) < 0x80) {
    text.remove_suffix(1);
  }
  return text;
}

bool IsRepeated(absl::string_view text, absl::string_view word) {
  while (absl::StartsWith(text, word)) text.remove_prefix(word.size());
  return text.empty();
}

bool IsUsual(absl::string_view text) {
  const absl::string_view word = WordOf(text);
  return std::any_of(std::begin(kUsual), std::end(kUsual), [&](absl::string_view usual) {
    return text == usual || word == usual || IsRepeated(text, usual) ||
           (!word.empty() && IsRepeated(word, usual));
  });
}

absl::Status TooWeak(absl::string_view words) {
  return MakeError(v1::PASSWORD_TOO_WEAK,
                   absl::StrCat("the new password ", words, "; choose another"));
}

}  // namespace

PasswordRules::PasswordRules(uint32_t least_characters) : least_characters_(least_characters) {}

absl::StatusOr<PasswordRules> PasswordRules::Load(uint32_t least_characters,
                                                  const std::string& path) {
  PasswordRules rules(least_characters);
  if (path.empty()) return rules;
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxListBytes));
  if (!IsUtf8(text)) return MakeError(v1::MALFORMED_FILE, absl::StrCat(path, ": it is not UTF-8"));
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    line = absl::StripSuffix(line, "\r");
    if (line.empty()) continue;
    std::optional<std::string> normal = NormalForm(line);
    if (normal.has_value()) rules.refused_.insert(absl::AsciiStrToLower(*normal));
  }
  return rules;
}

absl::Status PasswordRules::Check(absl::string_view password, absl::string_view user_name) const {
  if (CountCharacters(password) < least_characters_) {
    return TooWeak(absl::StrCat("is shorter than ", least_characters_, " characters"));
  }
  if (CountDifferent(password) < kLeastDifferent) {
    return TooWeak(absl::StrCat("has fewer than ", kLeastDifferent, " different characters"));
  }
  const std::string lower = absl::AsciiStrToLower(password);
  if (user_name.size() >= kLeastNameCharacters && absl::StrContains(lower, user_name)) {
    return TooWeak("holds the user name");
  }
  if (refused_.contains(lower) || IsUsual(lower) || IsSequence(lower)) {
    return TooWeak("is among those that are tried first");
  }
  return absl::OkStatus();
}

}  // namespace paraphe::server
