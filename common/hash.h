// Hash algorithms: one table with everything that a signature needs to know of each, and digests.
#ifndef PARAPHE_COMMON_HASH_H_
#define PARAPHE_COMMON_HASH_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "common/openssl.h"
#include "paraphe/v1/attributes.pb.h"

namespace paraphe {

// One row of the table.
struct HashInfo {
  v1::HashAlgorithm algorithm;
  absl::string_view name;           // as OpenSSL and people write it: "SHA256"
  size_t size;                      // bytes of a digest
  absl::string_view digest_uri;     // DigestMethod (XMLDSig §6.2, RFC 6931 §2.1)
  absl::string_view signature_uri;  // SignatureMethod for RSA PKCS#1 v1.5 (RFC 6931 §2.3)
  absl::string_view oid;            // dotted
  absl::Span<const uint8_t>
      digest_info_prefix;  // DER of DigestInfo up to the digest (RFC 8017 §9.2 note 1)
};

// The row of an algorithm; nullptr for HASH_ALGORITHM_UNSPECIFIED and unknown values.
const HashInfo* FindHash(v1::HashAlgorithm algorithm);

// The row whose digest_uri or signature_uri is `uri`; nullptr where none is.
const HashInfo* FindHashByDigestUri(absl::string_view uri);
const HashInfo* FindHashBySignatureUri(absl::string_view uri);

// The raw digest of `data`. INTERNAL for an algorithm that the table does not list.
absl::StatusOr<std::string> ComputeHash(v1::HashAlgorithm algorithm, absl::string_view data);

// SHA-256, raw 32 bytes: for identifiers, pins and stored hashes, independent of the policy's
// algorithm.
std::string Sha256(absl::string_view data);

// A digest over data that arrives in pieces. Not thread-safe.
class Hasher {
 public:
  static absl::StatusOr<Hasher> Create(v1::HashAlgorithm algorithm);

  void Update(absl::string_view data);
  // The raw digest. Call once, last.
  std::string Finish();

 private:
  Hasher(UniqueEvpMdCtx context, size_t size) : context_(std::move(context)), size_(size) {}

  UniqueEvpMdCtx context_;
  size_t size_;
};

// Raw digest → message with the field of its algorithm. INTERNAL where the length does not fit.
absl::StatusOr<v1::Digest> ToDigest(v1::HashAlgorithm algorithm, absl::string_view raw);

// Message → algorithm and raw bytes. MALFORMED_REQUEST where unset or of the wrong length.
struct RawDigest {
  v1::HashAlgorithm algorithm;
  std::string bytes;
};
absl::StatusOr<RawDigest> FromDigest(const v1::Digest& digest);

// Whether two digests are of one algorithm and equal; false where one is unset or malformed.
bool SameDigest(const v1::Digest& a, const v1::Digest& b);

// Whether two byte strings are equal, in time that depends on their lengths only. For digests,
// tickets, tokens: the only comparison of secret values in the project.
bool SecretEquals(absl::string_view a, absl::string_view b);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_HASH_H_
