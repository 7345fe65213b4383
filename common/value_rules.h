// What is wrong with a value that a person or a program gave. Configurations, policies, calls and
// signatures ask here, so that what one accepts no other refuses.
//
// Each FaultOf function returns an empty string where the value is fine; else words that complete
// "X: …". Empty values are fine for all of them: whether one is required is asked elsewhere.
// Thread-safe.
#ifndef PARAPHE_COMMON_VALUE_RULES_H_
#define PARAPHE_COMMON_VALUE_RULES_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

#include "common/bounds.h"

namespace paraphe {

// Number of characters where all of `text` is UTF-8 and none is a control character (C0, DEL, C1)
// or one that XML 1.0 forbids; nullopt otherwise.
std::optional<size_t> CountPlainCharacters(absl::string_view text);

// Whether `text` is an absolute URI as libxml2 reads RFC 3986 (xmlParseURI): libxml2, and whatever
// is built on it, refuses a document with another namespace name.
bool IsAbsoluteUri(absl::string_view text);

// Whether `text` may name or locate something in a signature or a configuration: an absolute URI
// with something behind the scheme, with a host where it has the form of one ("scheme://"), and
// without user information, which would hide the host ("https://known.example@other.example"). For
// "urn:oid:" also whether the rest is an object identifier.
//
// REQ: RFC 3986 §3; RFC 3061 §2
bool IsUri(absl::string_view text);

// Plain characters, at most `limit` of them, no blank at either end.
std::string FaultOfText(absl::string_view text, size_t limit);

// A URI (IsUri), or an OID as "urn:oid:1.2.3".
std::string FaultOfIdentifier(absl::string_view text);

// An absolute http or https URL.
std::string FaultOfHttpUrl(absl::string_view text);

// The name of a policy or a table: "[a-z0-9-]", 1 to 64 of them.
std::string FaultOfName(absl::string_view text);

// "[A-Za-z0-9._-]", 1 to 64 of them.
std::string FaultOfApplicationName(absl::string_view text);

// At most 64 bytes.
std::string FaultOfIdempotencyKey(absl::string_view text);

// "HOST:PORT". HOST is a name, an IPv4 address, or an IPv6 address in brackets. PORT is a decimal
// number without leading zeros, from 1 on; 0, which stands for any free port, where the caller
// allows it.
enum class PortZero { kRefused, kAllowed };
std::string FaultOfHostPort(absl::string_view text, PortZero zero = PortZero::kRefused);

// A language in which Paraphe speaks to signers, by its tag (common/bilingual.h).
std::string FaultOfLanguage(absl::string_view text);

// A SHA-256 digest that ReadSha256Hex reads.
std::string FaultOfSha256Hex(absl::string_view text);

// The same of a key (common/key_pin.h): not what openssl labels as a certificate's fingerprint, which
// no key has.
std::string FaultOfKeyPin(absl::string_view text);

// HOST of what FaultOfHostPort finds fine, an IPv6 address without its brackets.
std::string HostOf(absl::string_view host_port);

// The 64 hexadecimal digits, in lower case, of a SHA-256 digest in a form that people paste: in any
// case, in groups with colons, hyphens or blanks of any script between them, after
// "sha256 Fingerprint=" as openssl writes it. nullopt for anything else.
std::optional<std::string> ReadSha256Hex(absl::string_view text);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_VALUE_RULES_H_
