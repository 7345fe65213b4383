#include "common/value_rules.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "common/bilingual.h"
#include "common/libxml2.h"
#include "common/utf8.h"

namespace paraphe {
namespace {

constexpr size_t kMaxHostCharacters = 253;  // RFC 1035 §2.3.4, without the root's dot
constexpr uint32_t kMaxPort = 65535;
constexpr size_t kSha256HexDigits = 64;

using Allowed = bool (*)(unsigned char);

bool AllOf(absl::string_view text, Allowed allowed) {
  return std::all_of(text.begin(), text.end(), allowed);
}

bool IsControl(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

// Blanks of any script: what is not seen at the end of a value could make two values look alike.
bool IsBlank(char32_t c) {
  return c == ' ' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

// The mark is one that a certificate viewer copies along, before the first digit.
bool MayStandBetweenDigits(char32_t c) {
  constexpr char32_t kLeftToRightMark = 0x200E;
  return IsBlank(c) || c == '\t' || c == '\n' || c == '\r' || c == ':' || c == '-' ||
         c == kLeftToRightMark;
}

bool HasBlankEnds(absl::string_view text) {
  return IsBlank(CodePointAt(text, 0).value) || IsBlank(CodePointBefore(text, text.size()).value);
}

std::string FaultOfNameOf(absl::string_view text, Allowed allowed, absl::string_view characters) {
  if (text.size() <= kMaxNameCharacters && AllOf(text, allowed)) return "";
  return absl::StrCat("must be 1 to ", kMaxNameCharacters, " of the characters ", characters);
}

// A name, an IPv4 address, or an IPv6 address in brackets.
bool IsHost(absl::string_view host) {
  if (host.empty() || host.size() > kMaxHostCharacters) return false;
  if (!absl::ConsumePrefix(&host, "[")) {
    return AllOf(host,
                 [](unsigned char c) { return absl::ascii_isalnum(c) || c == '-' || c == '.'; });
  }
  return absl::ConsumeSuffix(&host, "]") && !host.empty() && AllOf(host, [](unsigned char c) {
           return absl::ascii_isxdigit(c) || c == ':' || c == '.';
         });
}

bool IsPort(absl::string_view port, PortZero zero) {
  if (port == "0") return zero == PortZero::kAllowed;
  uint32_t number = 0;
  return !port.empty() && port.front() != '0' && AllOf(port, absl::ascii_isdigit) &&
         absl::SimpleAtoi(port, &number) && number <= kMaxPort;
}

// nullptr where `text` is not an absolute URI.
UniqueXmlUri ParseUri(absl::string_view text) {
  if (text.find('\0') != absl::string_view::npos) return nullptr;
  UniqueXmlUri uri(xmlParseURI(std::string(text).c_str()));
  if (uri != nullptr && uri->scheme == nullptr) return nullptr;
  return uri;
}

// REQ: RFC 3061 §2; X.660 §7.6 (first arc 0 to 2; second below 40 under the first two)
bool IsOid(absl::string_view text) {
  const std::vector<absl::string_view> arcs = absl::StrSplit(text, '.');
  if (arcs.size() < 2 || arcs[0].size() != 1 || arcs[0][0] > '2') return false;
  for (const absl::string_view arc : arcs) {
    if (arc.empty() || (arc[0] == '0' && arc.size() > 1)) return false;
    if (!std::all_of(arc.begin(), arc.end(), absl::ascii_isdigit)) return false;
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

bool IsAbsoluteUri(absl::string_view text) { return ParseUri(text) != nullptr; }

bool IsUri(absl::string_view text) {
  absl::string_view oid = text;
  if (absl::ConsumePrefix(&oid, "urn:oid:")) return IsOid(oid);
  const UniqueXmlUri uri = ParseUri(text);
  if (uri == nullptr || uri->user != nullptr) return false;
  const absl::string_view rest = text.substr(text.find(':') + 1);
  return !rest.empty() && (rest.substr(0, 2) != "//" || uri->server != nullptr);
}

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

std::string FaultOfName(absl::string_view text) {
  const auto allowed = [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  };
  return FaultOfNameOf(text, allowed, "a-z, 0-9 and \"-\"");
}

std::string FaultOfApplicationName(absl::string_view text) {
  const auto allowed = [](unsigned char c) {
    return absl::ascii_isalnum(c) || c == '.' || c == '_' || c == '-';
  };
  return FaultOfNameOf(text, allowed, "A-Z, a-z, 0-9, \".\", \"_\" and \"-\"");
}

std::string FaultOfIdempotencyKey(absl::string_view text) {
  if (text.size() <= kMaxIdempotencyKeyBytes) return "";
  return absl::StrCat("has ", text.size(), " bytes; at most ", kMaxIdempotencyKeyBytes);
}

std::string FaultOfHostPort(absl::string_view text, PortZero zero) {
  if (text.empty()) return "";
  const size_t colon = text.rfind(':');
  if (colon != absl::string_view::npos && IsHost(text.substr(0, colon)) &&
      IsPort(text.substr(colon + 1), zero)) {
    return "";
  }
  return "must be HOST:PORT, as in \"sign.example.org:7443\"";
}

std::string FaultOfLanguage(absl::string_view text) {
  return text.empty() || IsLanguageTag(text) ? "" : R"("fr" or "en" is needed)";
}

std::string FaultOfSha256Hex(absl::string_view text) {
  if (text.empty() || ReadSha256Hex(text).has_value()) return "";
  return absl::StrCat("must be a SHA-256 digest, ", kSha256HexDigits, " hexadecimal digits");
}

std::string FaultOfKeyPin(absl::string_view text) {
  if (!absl::StrContains(text, '=')) return FaultOfSha256Hex(text);
  return "must be the SHA-256 digest of the key, not of the certificate; `paraphe pin FILE` tells "
         "it";
}

std::string HostOf(absl::string_view host_port) {
  absl::string_view host = host_port.substr(0, host_port.rfind(':'));
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  return std::string(host);
}

std::optional<std::string> ReadSha256Hex(absl::string_view text) {
  if (const size_t label = text.find('='); label != absl::string_view::npos) {
    if (!absl::StartsWithIgnoreCase(text, "sha256 fingerprint")) return std::nullopt;
    text.remove_prefix(label + 1);
  }
  std::string digits;
  while (!text.empty()) {
    const CodePoint c = CodePointAt(text, 0);
    const auto byte = static_cast<unsigned char>(text.front());
    if (c.value < 0x80 && absl::ascii_isxdigit(byte)) {
      digits += absl::ascii_tolower(byte);
    } else if (!c.valid || !MayStandBetweenDigits(c.value)) {
      return std::nullopt;
    }
    text.remove_prefix(c.size);
  }
  if (digits.size() != kSha256HexDigits) return std::nullopt;
  return digits;
}

}  // namespace paraphe
