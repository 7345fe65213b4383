#include "pki/public_key.h"

#include <vector>

#include "common/errors.h"
#include "common/hash.h"
#include "common/openssl.h"
#include "pki/der.h"
#include "pki/pem.h"

namespace paraphe {
namespace {

// Of the key's own octets, which no second encoding could change.
absl::StatusOr<std::string> OfDer(absl::string_view der) {
  const auto* in = reinterpret_cast<const unsigned char*>(der.data());
  ClearOpensslErrors();
  const UniqueEvpPkey key(d2i_PUBKEY(nullptr, &in, static_cast<long>(der.size())));
  ClearOpensslErrors();
  if (key != nullptr && IsDer(der)) return Sha256(der);
  return MakeError(v1::CERTIFICATE_MALFORMED,
                   "neither a public key nor a certificate, in PEM or DER");
}

// The octets of the first block "PUBLIC KEY"; empty where there is none.
std::string PublicKeyBlock(absl::string_view pem) {
  const UniqueBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  unsigned char* octets = nullptr;
  long size = 0;
  const int found =
      PEM_bytes_read_bio(&octets, &size, nullptr, PEM_STRING_PUBLIC, bio.get(), nullptr, nullptr);
  ClearOpensslErrors();
  return found == 1 ? *TakeOctets(octets, static_cast<int>(size)) : "";
}

}  // namespace

std::string PublicKeySha256(const Certificate& certificate) {
  const auto der = ToDer<X509_PUBKEY>(i2d_X509_PUBKEY, X509_get_X509_PUBKEY(certificate.x509()));
  return Sha256(der.value_or(""));
}

absl::StatusOr<std::string> ReadPublicKeySha256(absl::string_view file) {
  if (const std::string block = PublicKeyBlock(file); !block.empty()) return OfDer(block);
  const absl::StatusOr<std::vector<Certificate>> certificates = ParseCertificates(file);
  if (!certificates.ok()) return OfDer(file);
  if (certificates->size() == 1) return PublicKeySha256(certificates->front());
  return MakeError(v1::CERTIFICATE_MALFORMED,
                   "holds several certificates; keep the one whose key is meant");
}

}  // namespace paraphe
