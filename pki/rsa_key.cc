#include "pki/rsa_key.h"

#include <cstddef>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/openssl.h"

namespace paraphe {
namespace {

constexpr int kMinModulusBits = 2048;
constexpr int kMaxModulusBits = 4096;
constexpr size_t kMaxExponentBytes = 8;

// Empty where the key has no such number.
std::string NumberOf(const EVP_PKEY* key, const char* name) {
  BIGNUM* read = nullptr;
  EVP_PKEY_get_bn_param(key, name, &read);
  ClearOpensslErrors();
  const UniqueBignum number(read);
  if (number == nullptr) return "";
  std::string octets(static_cast<size_t>(BN_num_bytes(number.get())), '\0');
  BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(octets.data()));
  return octets;
}

bool IsOdd(absl::string_view octets) {
  return !octets.empty() && (static_cast<unsigned char>(octets.back()) & 1U) != 0;
}

bool IsOne(absl::string_view octets) { return octets == absl::string_view("\x01", 1); }

absl::Status Refused(absl::string_view words) {
  return MakeError(v1::CERTIFICATE_REFUSED, absl::StrCat("the certificate's key ", words));
}

}  // namespace

RsaNumbers ReadRsaNumbers(const EVP_PKEY* key) { return {NumberOf(key, "n"), NumberOf(key, "e")}; }

bool HasUsableRsaKey(const Certificate& certificate) {
  if (!certificate.rsa().has_value()) return false;
  const auto& [modulus, exponent] = *certificate.rsa();
  return IsOdd(modulus) && IsOdd(exponent) && !IsOne(exponent) &&
         exponent.size() <= kMaxExponentBytes;
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
  return certificate.rsa().has_value() ? certificate.rsa()->modulus : "";
}

std::string RsaModulusOfKeyInfo(absl::string_view der) {
  ClearOpensslErrors();
  const auto* in = reinterpret_cast<const unsigned char*>(der.data());
  const UniqueEvpPkey key(d2i_PUBKEY(nullptr, &in, static_cast<long>(der.size())));
  ClearOpensslErrors();
  return key == nullptr ? "" : NumberOf(key.get(), "n");
}

}  // namespace paraphe
