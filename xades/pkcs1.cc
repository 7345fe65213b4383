#include "xades/pkcs1.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/hash.h"
#include "common/openssl.h"
#include "common/status_macros.h"
#include "pki/rsa_key.h"

namespace paraphe::xades {
namespace {

constexpr size_t kMinPadding = 8;
constexpr size_t kOtherBytes = 3;  // 00 01 before the padding, 00 after it

constexpr v1::HashAlgorithm kAlgorithms[] = {v1::SHA1, v1::SHA256, v1::SHA384, v1::SHA512};

absl::string_view PrefixOf(const HashInfo& info) {
  return {reinterpret_cast<const char*>(info.digest_info_prefix.data()),
          info.digest_info_prefix.size()};
}

// RFC 8017 §5.2.2: s^e mod n, as long as the modulus.
absl::StatusOr<std::string> PublicOperation(EVP_PKEY* key, absl::string_view signature) {
  ClearOpensslErrors();
  const UniqueEvpPkeyCtx context(EVP_PKEY_CTX_new(key, nullptr));
  std::string block(signature.size(), '\0');
  size_t size = block.size();
  if (context == nullptr || EVP_PKEY_verify_recover_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1 ||
      EVP_PKEY_verify_recover(context.get(), reinterpret_cast<unsigned char*>(block.data()), &size,
                              reinterpret_cast<const unsigned char*>(signature.data()),
                              signature.size()) != 1 ||
      size != signature.size()) {
    return MakeError(v1::INTERNAL, "RSA public operation failed: " + DrainOpensslErrors());
  }
  return block;
}

// Why `found` is not the DigestInfo `expected` of `info`'s algorithm. Words only: the verdict is
// already known.
std::string ExplainDigestInfo(absl::string_view found, absl::string_view expected,
                              const HashInfo& info) {
  if (absl::StartsWith(found, expected)) return "bytes follow the DigestInfo";
  for (const v1::HashAlgorithm algorithm : kAlgorithms) {
    const HashInfo& other = *FindHash(algorithm);
    absl::string_view digest = found;
    if (!absl::ConsumePrefix(&digest, PrefixOf(other))) continue;
    if (algorithm != info.algorithm) {
      return absl::StrCat("the DigestInfo has the OID of ", other.name, ", not of ", info.name);
    }
    return digest.size() == info.size ? "the DigestInfo holds another digest"
                                      : "the digest in the DigestInfo has a wrong length";
  }
  return "what follows the padding is not the DER DigestInfo of RFC 8017 (wrong OID, absent NULL "
         "or BER)";
}

// Why `block` is not the expected one: words only.
std::string ExplainBlock(absl::string_view block, absl::string_view digest_info,
                         const HashInfo& info) {
  if (!absl::ConsumePrefix(&block, absl::string_view("\0\x01", 2))) {
    return "no PKCS#1 block type 1 (not a PKCS#1 v1.5 signature, or made by another key)";
  }
  const size_t padding = block.find_first_not_of('\xFF');
  if (padding == absl::string_view::npos || block[padding] != '\0') {
    return "the padding is not all FF up to a zero byte";
  }
  if (padding < kMinPadding) return "the padding is shorter than eight bytes";
  return ExplainDigestInfo(block.substr(padding + 1), digest_info, info);
}

}  // namespace

absl::StatusOr<std::string> EncodeDigestInfo(v1::HashAlgorithm algorithm,
                                             absl::string_view digest) {
  const HashInfo* info = FindHash(algorithm);
  if (info == nullptr || digest.size() != info->size) {
    return MakeError(v1::INTERNAL, "a digest does not have the length of its algorithm");
  }
  return absl::StrCat(PrefixOf(*info), digest);
}

absl::StatusOr<std::string> EncodeBlock(absl::string_view digest_info, size_t size) {
  if (size < digest_info.size() + kMinPadding + kOtherBytes) {
    return MakeError(v1::INTERNAL, "the RSA key is too short for the digest");
  }
  const std::string padding(size - digest_info.size() - kOtherBytes, '\xFF');
  return absl::StrCat(absl::string_view("\0\x01", 2), padding, absl::string_view("\0", 1),
                      digest_info);
}

absl::Status CheckSignature(const Certificate& certificate, v1::HashAlgorithm algorithm,
                            absl::string_view digest, absl::string_view signature,
                            v1::ErrorReason reason) {
  RETURN_IF_ERROR(CheckSignerKey(certificate));
  const std::string modulus = RsaModulus(certificate);
  ASSIGN_OR_RETURN(const std::string digest_info, EncodeDigestInfo(algorithm, digest));
  ASSIGN_OR_RETURN(const std::string expected, EncodeBlock(digest_info, modulus.size()));
  if (signature.size() != modulus.size()) {
    return MakeError(reason, absl::StrCat("the signature has ", signature.size(),
                                          " bytes, the modulus of the key ", modulus.size()));
  }
  // Both are big-endian and of one length: their order as bytes is that of the numbers.
  if (signature >= modulus) {
    return MakeError(reason, "the signature is not below the modulus of the key");
  }
  ASSIGN_OR_RETURN(const std::string block, PublicOperation(certificate.key(), signature));
  if (block == expected) return absl::OkStatus();
  return MakeError(reason, absl::StrCat("the signature is not that of the digest: ",
                                        ExplainBlock(block, digest_info, *FindHash(algorithm))));
}

absl::Status CheckDeviceSignature(const Certificate& certificate, v1::HashAlgorithm algorithm,
                                  absl::string_view digest, absl::string_view signature) {
  return CheckSignature(certificate, algorithm, digest, signature, v1::DEVICE_SIGNATURE_INVALID);
}

}  // namespace paraphe::xades
