// DER: the check that OpenSSL's decoders do not make, and the few encodings that Paraphe writes.
#ifndef PARAPHE_PKI_DER_H_
#define PARAPHE_PKI_DER_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "common/openssl.h"

namespace paraphe {

// Why `bytes` is not exactly one DER value, as far as its tags and lengths tell; nullopt where it
// is: definite, minimal lengths; minimal tags; primitive strings; booleans 00 or FF; minimal
// integers; no unused bits set or more than 7 in bit strings; NULL empty; at most 32 levels. Octet
// strings and bit strings are not looked into. The words complete a sentence: "a boolean is neither
// 00 nor FF". Thread-safe.
//
// REQ: X.690 §8.1, §8.3, §10.1, §10.2, §11.1, §11.2
std::optional<BilingualView> FindDerFault(absl::string_view bytes);

// Whether it finds none.
bool IsDer(absl::string_view bytes);

// The value that `bytes` begins with, without what follows it; all of `bytes` where its tag and
// length, which may be BER, do not tell the end. Thread-safe.
absl::string_view FirstDerValue(absl::string_view bytes);

// One value: the tag's octet, the length in the fewest octets, the content. Thread-safe.
std::string EncodeDer(char tag, absl::string_view content);

// The bytes that OpenSSL allocated, in a string; nullopt where `size` is negative: OpenSSL failed.
std::optional<std::string> TakeOctets(unsigned char* octets, int size);

// The DER of an object by its i2d function; nullopt where OpenSSL cannot encode it.
template <typename T>
std::optional<std::string> ToDer(int (*i2d)(const T*, unsigned char**), const T* object) {
  unsigned char* octets = nullptr;
  const int size = i2d(object, &octets);
  return TakeOctets(octets, size);
}

// The dotted form of an OID, such as "2.5.4.3"; empty where it has none.
std::string DottedOid(const ASN1_OBJECT* object);

}  // namespace paraphe

#endif  // PARAPHE_PKI_DER_H_
