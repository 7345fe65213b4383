// Certificates as files hold them: PEM text (RFC 7468), or the DER of one.
#ifndef PARAPHE_PKI_PEM_H_
#define PARAPHE_PKI_PEM_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "pki/certificate.h"

namespace paraphe {

// Every certificate of a PEM text, in its order; what stands between the blocks is left alone.
// Thread-safe.
// Errors:
//   CERTIFICATE_MALFORMED  no block; a block that is cut off, or holds something else than a
//                          certificate that parses (a private key, say)
absl::StatusOr<std::vector<Certificate>> ParsePemCertificates(absl::string_view pem);

// The same of a file that may hold the DER of one certificate instead. Thread-safe.
// Errors:
//   CERTIFICATE_MALFORMED  neither PEM, as above, nor the DER of one certificate
absl::StatusOr<std::vector<Certificate>> ParseCertificates(absl::string_view file);

// PEM of certificates, with nothing between the blocks. Thread-safe.
std::string WritePemCertificates(const std::vector<Certificate>& certificates);

}  // namespace paraphe

#endif  // PARAPHE_PKI_PEM_H_
