// The floor of a signature's check: one RSA-2048 verification, with everything made ready before.
#ifndef PARAPHE_TESTS_BENCH_RSA_FLOOR_H_
#define PARAPHE_TESTS_BENCH_RSA_FLOOR_H_

#include <string>

#include "common/openssl.h"
#include "tests/testing/test_key.h"

namespace paraphe::bench {

// Not thread-safe.
class RsaFloor {
 public:
  // With the key that all tests of this process share. Dies where OpenSSL fails.
  RsaFloor();

  // PKCS#1 v1.5 over a SHA-256 digest, which is given. Dies where it does not verify.
  void VerifyOrDie() const;

 private:
  const test::TestKeyPtr key_;
  const std::string digest_;
  const std::string signature_;
  const UniqueEvpPkeyCtx context_;
};

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_RSA_FLOOR_H_
