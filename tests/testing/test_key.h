// Key pairs of the test PKI.
#ifndef PARAPHE_TESTS_TESTING_TEST_KEY_H_
#define PARAPHE_TESTS_TESTING_TEST_KEY_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

#include "common/openssl.h"

namespace paraphe::test {

// Immutable after construction; thread-safe. Every function dies where OpenSSL fails.
class TestKey {
 public:
  // New keys. RSA takes a while: prefer the shared ones.
  static std::shared_ptr<const TestKey> NewRsa(int bits);
  static std::shared_ptr<const TestKey> NewEcP256();
  static std::shared_ptr<const TestKey> NewEc(const char* curve);  // "P-384" ...

  // One key per process and size, made at first use.
  static std::shared_ptr<const TestKey> SharedRsa(int bits = 2048);
  // Another one of 2048 bits, for keys that do not belong.
  static std::shared_ptr<const TestKey> OtherRsa();

  // Of a private key in PEM, unencrypted.
  static std::shared_ptr<const TestKey> FromPem(const std::string& pem);

  EVP_PKEY* get() const { return key_.get(); }
  // The private key as PKCS#8 (RFC 5208), unencrypted.
  std::string Pkcs8Der() const;
  std::string Pkcs8Pem() const;
  // SubjectPublicKeyInfo.
  std::string PublicKeyDer() const;

  // RSA keys only: the PKCS#1 v1.5 signature over `digest_info` (EMSA padding of exactly these
  // bytes; what a device does with CKM_RSA_PKCS). RFC 8017 §8.2.1 step 2.
  std::string SignDigestInfo(absl::string_view digest_info) const;

 private:
  explicit TestKey(UniqueEvpPkey key) : key_(std::move(key)) {}

  UniqueEvpPkey key_;
};

using TestKeyPtr = std::shared_ptr<const TestKey>;

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_TEST_KEY_H_
