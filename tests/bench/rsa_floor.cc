#include "tests/bench/rsa_floor.h"

#include "absl/strings/str_cat.h"

#include "common/hash.h"
#include "tests/testing/or_die.h"

namespace paraphe::bench {
namespace {

using ::paraphe::test::CheckOrDie;

const unsigned char* Bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string DigestInfoOf(const std::string& digest) {
  std::string info;
  for (const uint8_t byte : FindHash(v1::SHA256)->digest_info_prefix) {
    info.push_back(static_cast<char>(byte));
  }
  return info + digest;
}

}  // namespace

RsaFloor::RsaFloor()
    : key_(test::TestKey::SharedRsa()),
      digest_(Sha256("paraphe-bench")),
      signature_(key_->SignDigestInfo(DigestInfoOf(digest_))),
      context_(EVP_PKEY_CTX_new(key_->get(), nullptr)) {
  CheckOrDie(EVP_PKEY_verify_init(context_.get()) == 1 &&
                 EVP_PKEY_CTX_set_rsa_padding(context_.get(), RSA_PKCS1_PADDING) == 1 &&
                 EVP_PKEY_CTX_set_signature_md(context_.get(), EVP_sha256()) == 1,
             "making a verification ready");
}

void RsaFloor::VerifyOrDie() const {
  CheckOrDie(EVP_PKEY_verify(context_.get(), Bytes(signature_), signature_.size(), Bytes(digest_),
                             digest_.size()) == 1,
             "an RSA verification");
}

}  // namespace paraphe::bench
