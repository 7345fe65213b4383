#include "xades/signature_algorithms.h"

#include <string>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/openssl.h"
#include "common/status_macros.h"
#include "pki/der.h"
#include "pki/rsa_key.h"
#include "xades/pkcs1.h"

namespace paraphe::xades {
namespace {

struct AlgorithmRow {
  absl::string_view uri;
  SignatureScheme scheme;
  v1::HashAlgorithm hash;
};

// Those of RSA PKCS#1 v1.5 are in the table of hashes.
constexpr AlgorithmRow kAlgorithms[] = {
    {"http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1", SignatureScheme::kRsaPss, v1::SHA1},
    {"http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", SignatureScheme::kRsaPss,
     v1::SHA256},
    {"http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", SignatureScheme::kRsaPss,
     v1::SHA384},
    {"http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1", SignatureScheme::kRsaPss,
     v1::SHA512},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", SignatureScheme::kEcdsa, v1::SHA1},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", SignatureScheme::kEcdsa, v1::SHA256},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", SignatureScheme::kEcdsa, v1::SHA384},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", SignatureScheme::kEcdsa, v1::SHA512},
};

absl::Status Invalid(absl::string_view words) { return MakeError(v1::SIGNATURE_INVALID, words); }

// INTEGER of a positive number.
std::string EncodeInteger(absl::string_view octets) {
  while (octets.size() > 1 && octets[0] == '\0') octets.remove_prefix(1);
  const bool looks_negative = (static_cast<unsigned char>(octets[0]) & 0x80U) != 0;
  return EncodeDer('\x02', absl::StrCat(looks_negative ? std::string(1, '\0') : "", octets));
}

// Ecdsa-Sig-Value (RFC 3279 §2.2.3), which OpenSSL reads, of r and s as XMLDSig writes them.
std::string EncodeEcdsa(absl::string_view signature) {
  const size_t half = signature.size() / 2;
  return EncodeDer('\x30', absl::StrCat(EncodeInteger(signature.substr(0, half)),
                                        EncodeInteger(signature.substr(half))));
}

// RFC 8017 §9.1 with the parameters of RFC 9231 §2.3.10.
bool SetPss(EVP_PKEY_CTX* context, const EVP_MD* hash) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

absl::Status VerifyByOpenssl(const SignatureAlgorithm& algorithm, const Certificate& certificate,
                             absl::string_view digest, absl::string_view signature) {
  ClearOpensslErrors();
  const EVP_MD* hash = EVP_get_digestbyname(std::string(algorithm.hash->name).c_str());
  const UniqueEvpPkeyCtx context(EVP_PKEY_CTX_new(certificate.key(), nullptr));
  const bool ready = context != nullptr && EVP_PKEY_verify_init(context.get()) == 1 &&
                     EVP_PKEY_CTX_set_signature_md(context.get(), hash) == 1 &&
                     (algorithm.scheme != SignatureScheme::kRsaPss || SetPss(context.get(), hash));
  if (!ready) return MakeError(v1::INTERNAL, "OpenSSL: " + DrainOpensslErrors());
  const int verified = EVP_PKEY_verify(
      context.get(), reinterpret_cast<const unsigned char*>(signature.data()), signature.size(),
      reinterpret_cast<const unsigned char*>(digest.data()), digest.size());
  ClearOpensslErrors();
  if (verified == 1) return absl::OkStatus();
  return Invalid("the signature is not that of the digest by the certificate's key");
}

absl::Status CheckPss(const SignatureAlgorithm& algorithm, const Certificate& certificate,
                      absl::string_view digest, absl::string_view signature) {
  RETURN_IF_ERROR(CheckSignerKey(certificate));
  return VerifyByOpenssl(algorithm, certificate, digest, signature);
}

absl::Status CheckEcdsa(const SignatureAlgorithm& algorithm, const Certificate& certificate,
                        absl::string_view digest, absl::string_view signature) {
  if (certificate.key_kind() != KeyKind::kEc) {
    return Invalid("the signature is one of ECDSA, and the certificate's key is not");
  }
  if (certificate.key() == nullptr) {
    return MakeError(v1::CERTIFICATE_REFUSED,
                     "the certificate's EC key is on a curve that is not known here");
  }
  const auto octets = static_cast<size_t>(certificate.key_bits() + 7) / 8;
  if (signature.size() != 2 * octets) {
    return Invalid(absl::StrCat("the signature has ", signature.size(), " bytes, the key's curve ",
                                "asks for ", 2 * octets));
  }
  return VerifyByOpenssl(algorithm, certificate, digest, EncodeEcdsa(signature));
}

}  // namespace

std::optional<SignatureAlgorithm> FindSignatureAlgorithm(absl::string_view uri) {
  if (const HashInfo* hash = FindHashBySignatureUri(uri)) {
    return SignatureAlgorithm{SignatureScheme::kRsaPkcs1, hash};
  }
  for (const AlgorithmRow& row : kAlgorithms) {
    if (row.uri == uri) return SignatureAlgorithm{row.scheme, FindHash(row.hash)};
  }
  return std::nullopt;
}

absl::Status CheckSignatureValue(const SignatureAlgorithm& algorithm,
                                 const Certificate& certificate, absl::string_view digest,
                                 absl::string_view signature) {
  switch (algorithm.scheme) {
    case SignatureScheme::kRsaPkcs1:
      return CheckSignature(certificate, algorithm.hash->algorithm, digest, signature,
                            v1::SIGNATURE_INVALID);
    case SignatureScheme::kRsaPss:
      return CheckPss(algorithm, certificate, digest, signature);
    case SignatureScheme::kEcdsa:
      return CheckEcdsa(algorithm, certificate, digest, signature);
  }
  return MakeError(v1::INTERNAL, "a signature scheme that is none");
}

}  // namespace paraphe::xades
