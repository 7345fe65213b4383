#include "tests/testing/test_key.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/memory/memory.h"

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

std::string Contents(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<size_t>(size));
}

UniqueBio NewMemoryBio() { return UniqueBio(NotNullOrDie(BIO_new(BIO_s_mem()), "BIO_new")); }

}  // namespace

TestKeyPtr TestKey::NewRsa(int bits) {
  UniqueEvpPkey key(NotNullOrDie(
      EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<size_t>(bits)), "RSA key"));
  return absl::WrapUnique(new TestKey(std::move(key)));
}

TestKeyPtr TestKey::NewEcP256() { return NewEc("P-256"); }

TestKeyPtr TestKey::NewEc(const char* curve) {
  UniqueEvpPkey key(NotNullOrDie(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve), "EC key"));
  return absl::WrapUnique(new TestKey(std::move(key)));
}

TestKeyPtr TestKey::SharedRsa(int bits) {
  static std::mutex mutex;
  static std::map<int, TestKeyPtr> keys;
  const std::lock_guard<std::mutex> lock(mutex);
  TestKeyPtr& key = keys[bits];
  if (key == nullptr) key = NewRsa(bits);
  return key;
}

TestKeyPtr TestKey::OtherRsa() {
  static const TestKeyPtr key = NewRsa(2048);
  return key;
}

TestKeyPtr TestKey::FromPem(const std::string& pem) {
  const UniqueBio bio(
      NotNullOrDie(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), "memory"));
  UniqueEvpPkey key(NotNullOrDie(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr),
                                 "reading a private key (PEM)"));
  return absl::WrapUnique(new TestKey(std::move(key)));
}

std::string TestKey::Pkcs8Der() const {
  const UniqueBio bio = NewMemoryBio();
  CheckOrDie(i2d_PKCS8PrivateKey_bio(bio.get(), get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
             "PKCS#8 DER");
  return Contents(bio.get());
}

std::string TestKey::Pkcs8Pem() const {
  const UniqueBio bio = NewMemoryBio();
  CheckOrDie(
      PEM_write_bio_PKCS8PrivateKey(bio.get(), get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
      "PKCS#8 PEM");
  return Contents(bio.get());
}

std::string TestKey::PublicKeyDer() const {
  const UniqueBio bio = NewMemoryBio();
  CheckOrDie(i2d_PUBKEY_bio(bio.get(), get()) == 1, "public key DER");
  return Contents(bio.get());
}

std::string TestKey::SignDigestInfo(absl::string_view digest_info) const {
  const UniqueEvpPkeyCtx context(EVP_PKEY_CTX_new(get(), nullptr));
  CheckOrDie(context != nullptr && EVP_PKEY_sign_init(context.get()) == 1 &&
                 EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1,
             "RSA sign init");
  std::string signature(static_cast<size_t>(EVP_PKEY_get_size(get())), '\0');
  size_t size = signature.size();
  CheckOrDie(EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                           reinterpret_cast<const unsigned char*>(digest_info.data()),
                           digest_info.size()) == 1,
             "RSA sign");
  signature.resize(size);
  return signature;
}

}  // namespace paraphe::test
