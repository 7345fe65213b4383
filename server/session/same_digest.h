// Whether two digests are of the same algorithm and equal.
#ifndef PARAPHE_SERVER_SESSION_SAME_DIGEST_H_
#define PARAPHE_SERVER_SESSION_SAME_DIGEST_H_

#include "common/hash.h"
#include "paraphe/v1/attributes.pb.h"

namespace paraphe::server {

// False where either is unset or malformed.
inline bool SameDigest(const v1::Digest& a, const v1::Digest& b) {
  const auto raw_a = FromDigest(a);
  const auto raw_b = FromDigest(b);
  return raw_a.ok() && raw_b.ok() && raw_a->algorithm == raw_b->algorithm &&
         SecretEquals(raw_a->bytes, raw_b->bytes);
}

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_SAME_DIGEST_H_
