// The bags of a PKCS#12 file (RFC 7292 §4.2): what is in them, once their safe is open.
#ifndef PARAPHE_CLIENT_DEVICE_PKCS12_SAFE_BAGS_H_
#define PARAPHE_CLIENT_DEVICE_PKCS12_SAFE_BAGS_H_

#include "client/device/pkcs12/pkcs12_file.h"

namespace paraphe::pkcs12 {

using SafeBags = STACK_OF(PKCS12_SAFEBAG);

// How deep bags may lie in bags.
inline constexpr int kMaxBagDepth = 8;

// Adds what `bags` hold to `content`: X.509 certificates and private keys; other bags are passed
// over. `password` (`size` bytes, may be null) opens encrypted keys; where `clear_only` is set, keys
// are passed over.
//
// Errors:
//   DEVICE_PIN_WRONG  a key is encrypted with another password
//   MALFORMED_FILE    a certificate or key cannot be read, or bags lie deeper than kMaxBagDepth
//
// They are without words where OpenSSL's error queue has them.
absl::Status ReadBags(const SafeBags& bags, const char* password, int size, bool clear_only,
                      FileContent& content, int depth = 0);

}  // namespace paraphe::pkcs12

#endif  // PARAPHE_CLIENT_DEVICE_PKCS12_SAFE_BAGS_H_
