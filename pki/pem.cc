#include "pki/pem.h"

#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/openssl.h"
#include "common/status_macros.h"

namespace paraphe {
namespace {

constexpr absl::string_view kBegin = "-----BEGIN ";

// One block of a PEM text, freed at its end.
struct PemBlock {
  PemBlock() = default;
  ~PemBlock() {
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(data);
  }
  PemBlock(const PemBlock&) = delete;
  PemBlock& operator=(const PemBlock&) = delete;

  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
};

absl::Status Malformed(absl::string_view words) {
  return MakeError(v1::CERTIFICATE_MALFORMED, absl::StrCat("PEM: ", words));
}

size_t CountBlocks(absl::string_view pem) {
  size_t count = 0;
  for (size_t at = pem.find(kBegin); at != absl::string_view::npos; at = pem.find(kBegin, at + 1)) {
    ++count;
  }
  return count;
}

absl::StatusOr<Certificate> ReadBlock(BIO* pem, size_t number) {
  PemBlock block;
  ClearOpensslErrors();
  if (PEM_read_bio(pem, &block.name, &block.header, &block.data, &block.size) != 1) {
    ClearOpensslErrors();
    return Malformed(absl::StrCat("block ", number, " is cut off or not base64"));
  }
  if (absl::string_view(block.name) != PEM_STRING_X509) {
    return Malformed(absl::StrCat("block ", number, " is not a CERTIFICATE; leave it out"));
  }
  absl::StatusOr<Certificate> certificate = Certificate::Parse(
      {reinterpret_cast<const char*>(block.data), static_cast<size_t>(block.size)});
  if (!certificate.ok()) {
    return Annotate(certificate.status(), absl::StrCat("PEM: block ", number));
  }
  return certificate;
}

}  // namespace

absl::StatusOr<std::vector<Certificate>> ParsePemCertificates(absl::string_view pem) {
  const UniqueBio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (bio == nullptr) return Malformed("cannot be read");
  const size_t blocks = CountBlocks(pem);
  if (blocks == 0) return Malformed("no certificate in it");
  std::vector<Certificate> certificates;
  for (size_t number = 1; number <= blocks; ++number) {
    ASSIGN_OR_RETURN(Certificate certificate, ReadBlock(bio.get(), number));
    certificates.push_back(std::move(certificate));
  }
  return certificates;
}

std::string WritePemCertificates(const std::vector<Certificate>& certificates) {
  const UniqueBio bio(BIO_new(BIO_s_mem()));
  for (const Certificate& certificate : certificates) {
    PEM_write_bio_X509(bio.get(), certificate.x509());
  }
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return size <= 0 ? "" : std::string(data, static_cast<size_t>(size));
}

absl::StatusOr<std::vector<Certificate>> ParseCertificates(absl::string_view file) {
  if (absl::StrContains(file, kBegin)) return ParsePemCertificates(file);
  absl::StatusOr<Certificate> certificate = Certificate::Parse(file);
  if (!certificate.ok()) return Annotate(certificate.status(), "neither PEM nor DER");
  return std::vector<Certificate>{*std::move(certificate)};
}

}  // namespace paraphe
