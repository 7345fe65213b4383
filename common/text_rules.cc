#include "common/text_rules.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "common/utf8.h"

namespace paraphe {
namespace {

bool IsControl(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

bool IsOneOf(char c, absl::string_view set) { return set.find(c) != absl::string_view::npos; }

bool AllOf(absl::string_view text, absl::string_view others) {
  for (const char c : text) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && !IsOneOf(c, others)) return false;
  }
  return true;
}

constexpr absl::string_view kUnreservedMarks = "-._~";
constexpr absl::string_view kSubDelims = "!$&'()*+,;=";

// Characters that stand for themselves in paths, queries and fragments; '%' is checked apart.
// REQ: RFC 3986 §3.3, §3.4, §3.5
constexpr absl::string_view kPathMarks = "-._~!$&'()*+,;=:@/%";
constexpr absl::string_view kQueryMarks = "-._~!$&'()*+,;=:@/%?";

bool HasWholeEscapes(absl::string_view text) {
  for (size_t i = text.find('%'); i != absl::string_view::npos; i = text.find('%', i + 1)) {
    const absl::string_view digits = text.substr(i + 1, 2);
    if (digits.size() != 2 || !absl::ascii_isxdigit(static_cast<unsigned char>(digits[0])) ||
        !absl::ascii_isxdigit(static_cast<unsigned char>(digits[1]))) {
      return false;
    }
  }
  return true;
}

bool IsScheme(absl::string_view text) {
  return !text.empty() && absl::ascii_isalpha(static_cast<unsigned char>(text[0])) &&
         AllOf(text, "+-.");
}

// A name and an optional port. User information and IP literals have no place in what names a
// policy. REQ: RFC 3986 §3.2
bool IsAuthority(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ':');
  const std::string marks = std::string(kUnreservedMarks) + std::string(kSubDelims) + "%";
  uint32_t port = 0;
  return !parts[0].empty() && AllOf(parts[0], marks) &&
         (parts.size() == 1 || (parts.size() == 2 && AllOf(parts[1], "") &&
                                absl::SimpleAtoi(parts[1], &port) && port <= 0xFFFF));
}

// What follows the scheme and its colon. REQ: RFC 3986 §3
bool IsSchemeSpecificPart(absl::string_view text) {
  const std::vector<absl::string_view> at_hash = absl::StrSplit(text, '#');
  const std::vector<absl::string_view> at_question =
      absl::StrSplit(at_hash[0], absl::MaxSplits('?', 1));
  absl::string_view path = at_question[0];
  if (absl::ConsumePrefix(&path, "//")) {
    const size_t end = std::min(path.find('/'), path.size());
    if (!IsAuthority(path.substr(0, end))) return false;
    path.remove_prefix(end);
  }
  return at_hash.size() <= 2 && AllOf(path, kPathMarks) &&
         (at_question.size() == 1 || AllOf(at_question[1], kQueryMarks)) &&
         (at_hash.size() == 1 || AllOf(at_hash[1], kQueryMarks));
}

// REQ: RFC 3061 §2; X.660 §7.6 (first arc 0 to 2; second below 40 under the first two)
bool IsOid(absl::string_view text) {
  const std::vector<absl::string_view> arcs = absl::StrSplit(text, '.');
  if (arcs.size() < 2 || arcs[0].size() != 1 || !IsOneOf(arcs[0][0], "012")) return false;
  for (const absl::string_view arc : arcs) {
    if (arc.empty() || (arc[0] == '0' && arc.size() > 1)) return false;
    for (const char c : arc) {
      if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
    }
  }
  uint32_t second = 0;
  return arcs[0] == "2" || (absl::SimpleAtoi(arcs[1], &second) && second < 40);
}

}  // namespace

std::optional<size_t> CountPlainCharacters(absl::string_view text) {
  size_t count = 0;
  for (; !text.empty(); ++count) {
    const CodePoint c = CodePointAt(text, 0);
    if (!c.valid || IsControl(c.value) || !IsXmlCharacter(c.value)) return std::nullopt;
    text.remove_prefix(c.size);
  }
  return count;
}

bool IsUri(absl::string_view text) {
  absl::string_view oid = text;
  if (absl::ConsumePrefix(&oid, "urn:oid:")) return IsOid(oid);
  const size_t colon = text.find(':');
  if (colon == absl::string_view::npos || colon + 1 == text.size()) return false;
  return IsScheme(text.substr(0, colon)) && IsSchemeSpecificPart(text.substr(colon + 1)) &&
         HasWholeEscapes(text);
}

bool IsMimeType(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  return parts.size() == 2 && !parts[0].empty() && !parts[1].empty() &&
         AllOf(parts[0], "!#$&-^_.+") && AllOf(parts[1], "!#$&-^_.+");
}

}  // namespace paraphe
