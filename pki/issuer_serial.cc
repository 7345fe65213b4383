#include "pki/issuer_serial.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe {
namespace {

constexpr char kSequence = '\x30';
constexpr char kDirectoryName = '\xA4';  // [4] EXPLICIT Name. REQ: RFC 5280 §4.2.1.6

// REQ: X.690 §8.1.3, §10.1 (the shortest length)
std::string EncodeLength(size_t size) {
  if (size < 0x80) return std::string(1, static_cast<char>(size));
  std::string octets;
  for (; size > 0; size >>= 8) octets.insert(octets.begin(), static_cast<char>(size & 0xFF));
  octets.insert(octets.begin(), static_cast<char>(0x80 | octets.size()));
  return octets;
}

std::string Tlv(char tag, absl::string_view content) {
  return absl::StrCat(absl::string_view(&tag, 1), EncodeLength(content.size()), content);
}

// The octets that i2d_`kind` writes for `object`.
template <typename T>
absl::StatusOr<std::string> Der(int (*encode)(const T*, unsigned char**), const T* object) {
  ClearOpensslErrors();
  unsigned char* octets = nullptr;
  const int size = encode(object, &octets);
  if (size <= 0) {
    return MakeError(v1::CERTIFICATE_MALFORMED,
                     "the issuer of the certificate cannot be encoded: " + DrainOpensslErrors());
  }
  std::string der(reinterpret_cast<const char*>(octets), static_cast<size_t>(size));
  OPENSSL_free(octets);
  return der;
}

}  // namespace

absl::StatusOr<std::string> EncodeIssuerSerial(const X509* certificate) {
  ASSIGN_OR_RETURN(const std::string issuer, Der(i2d_X509_NAME, X509_get_issuer_name(certificate)));
  ASSIGN_OR_RETURN(const std::string serial,
                   Der(i2d_ASN1_INTEGER, X509_get0_serialNumber(certificate)));
  const std::string general_names = Tlv(kSequence, Tlv(kDirectoryName, issuer));
  return Tlv(kSequence, absl::StrCat(general_names, serial));
}

}  // namespace paraphe
