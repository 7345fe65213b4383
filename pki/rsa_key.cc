#include "pki/rsa_key.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/openssl.h"

namespace paraphe {
namespace {

constexpr int kMinModulusBits = 2048;
constexpr int kMaxModulusBits = 4096;
constexpr int kMaxExponentBits = 64;

// Null where the key is not RSA.
UniqueBignum KeyNumber(const Certificate& certificate, const char* name) {
  BIGNUM* number = nullptr;
  if (certificate.key_kind() == KeyKind::kRsa) {
    EVP_PKEY_get_bn_param(certificate.key(), name, &number);
    ClearOpensslErrors();
  }
  return UniqueBignum(number);
}

std::string OctetsOf(const BIGNUM* number) {
  if (number == nullptr) return "";
  std::string octets(static_cast<size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(octets.data()));
  return octets;
}

absl::Status Refused(absl::string_view words) {
  return MakeError(v1::CERTIFICATE_REFUSED, absl::StrCat("the certificate's key ", words));
}

}  // namespace

bool HasUsableRsaKey(const Certificate& certificate) {
  const UniqueBignum modulus = KeyNumber(certificate, "n");
  const UniqueBignum exponent = KeyNumber(certificate, "e");
  return modulus != nullptr && exponent != nullptr && BN_is_odd(modulus.get()) &&
         BN_is_odd(exponent.get()) && !BN_is_one(exponent.get()) &&
         BN_num_bits(exponent.get()) <= kMaxExponentBits;
}

bool HasKeyOfAcceptedSize(const Certificate& certificate) {
  return certificate.key_bits() >= kMinModulusBits && certificate.key_bits() <= kMaxModulusBits;
}

absl::Status CheckSignerKey(const Certificate& certificate) {
  if (certificate.key_kind() != KeyKind::kRsa) {
    return Refused(absl::StrCat("is not RSA but ", certificate.key_name()));
  }
  if (!HasKeyOfAcceptedSize(certificate)) {
    return Refused(absl::StrCat("has ", certificate.key_bits(), " bits; ", kMinModulusBits, " to ",
                                kMaxModulusBits, " are accepted"));
  }
  if (HasUsableRsaKey(certificate)) return absl::OkStatus();
  return Refused(
      "is unusable: its modulus must be odd, its public exponent odd, above 1 and at most 64 bits "
      "long");
}

std::string RsaModulus(const Certificate& certificate) {
  return OctetsOf(KeyNumber(certificate, "n").get());
}

std::string RsaModulusOfKeyInfo(absl::string_view der) {
  ClearOpensslErrors();
  const auto* in = reinterpret_cast<const unsigned char*>(der.data());
  const UniqueEvpPkey key(d2i_PUBKEY(nullptr, &in, static_cast<long>(der.size())));
  BIGNUM* modulus = nullptr;
  if (key != nullptr) EVP_PKEY_get_bn_param(key.get(), "n", &modulus);
  ClearOpensslErrors();
  return OctetsOf(UniqueBignum(modulus).get());
}

}  // namespace paraphe
