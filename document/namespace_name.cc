#include "document/namespace_name.h"

#include <climits>
#include <cstddef>

#include "absl/strings/ascii.h"

namespace paraphe::xml {
namespace {

using Text = absl::string_view;

bool Begins(Text text, char c) { return !text.empty() && text[0] == c; }

bool IsOneOf(char c, Text set) { return set.find(c) != Text::npos; }

bool IsUnreservedOrSubDelim(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || IsOneOf(c, "-._~!$&'()*+,;=");
}

bool IsHex(char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); }

bool BeginsWithPercentEncoded(Text text) {
  return text.size() >= 3 && text[0] == '%' && IsHex(text[1]) && IsHex(text[2]);
}

// Removes the longest prefix made of unreserved characters, sub-delims, percent-encoded bytes, and
// `more`.
void SkipCharacters(Text more, Text& text) {
  while (!text.empty()) {
    if (IsUnreservedOrSubDelim(text[0]) || IsOneOf(text[0], more)) {
      text.remove_prefix(1);
    } else if (BeginsWithPercentEncoded(text)) {
      text.remove_prefix(3);
    } else {
      return;
    }
  }
}

bool SkipScheme(Text& text) {
  if (text.empty() || !absl::ascii_isalpha(static_cast<unsigned char>(text[0]))) return false;
  size_t length = 1;
  while (length < text.size() && (absl::ascii_isalnum(static_cast<unsigned char>(text[length])) ||
                                  IsOneOf(text[length], "+-."))) {
    ++length;
  }
  text.remove_prefix(length);
  return true;
}

void SkipUserInfo(Text& text) {
  Text rest = text;
  SkipCharacters(":", rest);
  if (!Begins(rest, '@')) return;
  text = rest.substr(1);
}

bool SkipHost(Text& text) {
  if (!Begins(text, '[')) {
    SkipCharacters("", text);
    return true;
  }
  const size_t close = text.find(']');
  if (close == Text::npos) return false;
  text.remove_prefix(close + 1);
  return true;
}

// At least one digit, and at most what an int holds.
bool SkipPort(Text& text) {
  int64_t port = 0;
  size_t length = 0;
  while (length < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[length]))) {
    port = port * 10 + (text[length] - '0');
    if (port > INT_MAX) return false;
    ++length;
  }
  text.remove_prefix(length);
  return length > 0;
}

bool SkipAuthority(Text& text) {
  SkipUserInfo(text);
  if (!SkipHost(text)) return false;
  if (!Begins(text, ':')) return true;
  text.remove_prefix(1);
  return SkipPort(text);
}

// hier-part of RFC 3986 §3: after an authority, only a path that begins with a slash.
bool SkipHierarchicalPart(Text& text) {
  if (text.substr(0, 2) == "//") {
    text.remove_prefix(2);
    if (!SkipAuthority(text)) return false;
    if (!text.empty() && text[0] != '/') return true;
  }
  SkipCharacters(":@/", text);
  return true;
}

}  // namespace

bool IsAbsoluteUri(absl::string_view name) {
  if (!SkipScheme(name) || !Begins(name, ':')) return false;
  name.remove_prefix(1);
  if (!SkipHierarchicalPart(name)) return false;
  if (Begins(name, '?')) SkipCharacters(":@/?", name);
  if (Begins(name, '#')) {
    name.remove_prefix(1);
    SkipCharacters(":@/?[]", name);
  }
  return name.empty();
}

bool HasEscapedCharacter(absl::string_view name) {
  return name.find_first_of("&<\"\t\n\r") != absl::string_view::npos;
}

}  // namespace paraphe::xml
