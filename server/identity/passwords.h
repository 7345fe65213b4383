// Passwords as they are kept: scrypt (RFC 7914) of their NFC, in one text with its parameters and its salt. Library:
// OpenSSL; docs/adr/2026-11-26-password-hash.md.
#ifndef PARAPHE_SERVER_IDENTITY_PASSWORDS_H_
#define PARAPHE_SERVER_IDENTITY_PASSWORDS_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe::server {

inline constexpr size_t kMaxPasswordBytes = 1024;

// What a hash costs: N = 2^log2_n, with 1024 * N bytes of memory at r = 8; at most 20 (1 GiB).
struct ScryptCost {
  uint32_t log2_n = 17;
  uint32_t r = 8;
  uint32_t p = 1;
};
inline bool operator==(const ScryptCost& a, const ScryptCost& b) {
  return a.log2_n == b.log2_n && a.r == b.r && a.p == b.p;
}

// `size` bytes of scrypt. INTERNAL where OpenSSL refuses the parameters or has no memory.
// REQ: RFC 7914 §6
absl::StatusOr<std::string> Scrypt(absl::string_view password, absl::string_view salt,
                                   const ScryptCost& cost, size_t size);

// The same password, whatever keyboard and system wrote it: its NFC (Unicode TR 15).
// Errors:
//   MALFORMED_REQUEST  it is empty, beyond kMaxPasswordBytes, or not UTF-8
absl::StatusOr<std::string> NormalizePassword(absl::string_view password);

// "$scrypt$ln=17,r=8,p=1$SALT$HASH" with a new random salt of 16 bytes and a hash of 32, both base64 without padding.
// `password` is normalized. INTERNAL as Scrypt, or where the random generator fails.
absl::StatusOr<std::string> HashPassword(absl::string_view password, const ScryptCost& cost);

struct PasswordVerdict {
  bool matches = false;
  bool outdated = false;  // hashed at another cost than the one that is wanted now
};
// Takes as long for a wrong password as for the right one. INTERNAL where `hash` is none.
absl::StatusOr<PasswordVerdict> VerifyPassword(absl::string_view password, absl::string_view hash,
                                               const ScryptCost& wanted);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_PASSWORDS_H_
