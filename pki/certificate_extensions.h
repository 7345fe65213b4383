// The extensions of a certificate, read strictly.
#ifndef PARAPHE_PKI_CERTIFICATE_EXTENSIONS_H_
#define PARAPHE_PKI_CERTIFICATE_EXTENSIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "common/openssl.h"
#include "pki/qc_statements.h"

namespace paraphe {

struct CertificateExtensions {
  std::optional<uint32_t> key_usage;  // OpenSSL's KU_* bits; nullopt where there is no keyUsage
  bool is_ca = false;                 // basicConstraints says so
  std::optional<QcStatements> qc_statements;
  std::vector<std::string> unknown_critical;  // dotted OIDs
};

// Reads the extensions. What neither OpenSSL nor Paraphe interprets is not looked into. Thread-safe.
// Errors:
//   CERTIFICATE_MALFORMED  an extension is there twice, or one that is interpreted is not DER of its
//                          structure
//
// REQ: RFC 5280 §4.2
absl::StatusOr<CertificateExtensions> ReadExtensions(X509* certificate);

}  // namespace paraphe

#endif  // PARAPHE_PKI_CERTIFICATE_EXTENSIONS_H_
