#include "common/hash.h"

#include <array>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe {
namespace {

// REQ: RFC 8017 §9.2 note 1
constexpr uint8_t kSha1Prefix[] = {0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e,
                                   0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14};
constexpr uint8_t kSha256Prefix[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                     0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
constexpr uint8_t kSha384Prefix[] = {0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                     0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30};
constexpr uint8_t kSha512Prefix[] = {0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                     0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40};

const HashInfo kHashes[] = {
    {v1::SHA1, "SHA1", 20, "http://www.w3.org/2000/09/xmldsig#sha1",
     "http://www.w3.org/2000/09/xmldsig#rsa-sha1", "1.3.14.3.2.26", kSha1Prefix},
    {v1::SHA256, "SHA256", 32, "http://www.w3.org/2001/04/xmlenc#sha256",
     "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "2.16.840.1.101.3.4.2.1", kSha256Prefix},
    {v1::SHA384, "SHA384", 48, "http://www.w3.org/2001/04/xmldsig-more#sha384",
     "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "2.16.840.1.101.3.4.2.2", kSha384Prefix},
    {v1::SHA512, "SHA512", 64, "http://www.w3.org/2001/04/xmlenc#sha512",
     "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "2.16.840.1.101.3.4.2.3", kSha512Prefix},
};

using FetchedHashes = std::array<const EVP_MD*, std::size(kHashes)>;

FetchedHashes FetchAll() {
  FetchedHashes all{};
  for (size_t i = 0; i < all.size(); ++i) {
    all[i] = EVP_MD_fetch(nullptr, kHashes[i].name.data(), nullptr);
  }
  ClearOpensslErrors();
  return all;
}

// Fetched once: OpenSSL looks an algorithm that is named anew up again for each digest. Kept to the end of the
// process. Null where this OpenSSL does not have it.
const EVP_MD* EvpOf(const HashInfo& info) {
  static const FetchedHashes all = FetchAll();
  return all[static_cast<size_t>(&info - kHashes)];
}

}  // namespace

const HashInfo* FindHash(v1::HashAlgorithm algorithm) {
  for (const HashInfo& info : kHashes) {
    if (info.algorithm == algorithm) return &info;
  }
  return nullptr;
}

const HashInfo* FindHashByDigestUri(absl::string_view uri) {
  for (const HashInfo& info : kHashes) {
    if (info.digest_uri == uri) return &info;
  }
  return nullptr;
}

const HashInfo* FindHashBySignatureUri(absl::string_view uri) {
  for (const HashInfo& info : kHashes) {
    if (info.signature_uri == uri) return &info;
  }
  return nullptr;
}

absl::StatusOr<std::string> ComputeHash(v1::HashAlgorithm algorithm, absl::string_view data) {
  ASSIGN_OR_RETURN(Hasher hasher, Hasher::Create(algorithm));
  hasher.Update(data);
  return hasher.Finish();
}

std::string Sha256(absl::string_view data) { return ComputeHash(v1::SHA256, data).value(); }

absl::StatusOr<Hasher> Hasher::Create(v1::HashAlgorithm algorithm) {
  ClearOpensslErrors();
  const HashInfo* info = FindHash(algorithm);
  const EVP_MD* md = info == nullptr ? nullptr : EvpOf(*info);
  UniqueEvpMdCtx context(EVP_MD_CTX_new());
  if (md == nullptr || context == nullptr || EVP_DigestInit_ex(context.get(), md, nullptr) != 1) {
    return MakeError(v1::INTERNAL, "hash algorithm not available: " + DrainOpensslErrors());
  }
  return Hasher(std::move(context), info->size);
}

void Hasher::Update(absl::string_view data) {
  EVP_DigestUpdate(context_.get(), data.data(), data.size());
}

std::string Hasher::Finish() {
  std::string digest(size_, '\0');
  EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr);
  return digest;
}

absl::StatusOr<v1::Digest> ToDigest(v1::HashAlgorithm algorithm, absl::string_view raw) {
  const HashInfo* info = FindHash(algorithm);
  if (info == nullptr || raw.size() != info->size) {
    return MakeError(v1::INTERNAL, "digest does not have the length of its algorithm");
  }
  v1::Digest digest;
  const std::string value(raw);
  switch (algorithm) {
    case v1::SHA1:
      digest.set_sha1(value);
      break;
    case v1::SHA256:
      digest.set_sha256(value);
      break;
    case v1::SHA384:
      digest.set_sha384(value);
      break;
    default:
      digest.set_sha512(value);
      break;
  }
  return digest;
}

absl::StatusOr<RawDigest> FromDigest(const v1::Digest& digest) {
  RawDigest raw{};
  switch (digest.value_case()) {
    case v1::Digest::kSha1:
      raw = {v1::SHA1, digest.sha1()};
      break;
    case v1::Digest::kSha256:
      raw = {v1::SHA256, digest.sha256()};
      break;
    case v1::Digest::kSha384:
      raw = {v1::SHA384, digest.sha384()};
      break;
    case v1::Digest::kSha512:
      raw = {v1::SHA512, digest.sha512()};
      break;
    case v1::Digest::VALUE_NOT_SET:
      return MakeError(v1::MALFORMED_REQUEST, "a digest is required and missing");
  }
  if (raw.bytes.size() != FindHash(raw.algorithm)->size) {
    return MakeError(v1::MALFORMED_REQUEST, "a digest does not have the length of its algorithm");
  }
  return raw;
}

bool SecretEquals(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool SameDigest(const v1::Digest& a, const v1::Digest& b) {
  const auto raw_a = FromDigest(a);
  const auto raw_b = FromDigest(b);
  return raw_a.ok() && raw_b.ok() && raw_a->algorithm == raw_b->algorithm &&
         SecretEquals(raw_a->bytes, raw_b->bytes);
}

}  // namespace paraphe
