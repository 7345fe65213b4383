// Whether a certificate was issued, directly or through CAs that are trusted themselves, by a
// trusted CA.
#ifndef PARAPHE_XADES_CERTIFICATE_PATH_H_
#define PARAPHE_XADES_CERTIFICATE_PATH_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/openssl.h"
#include "xades/verification_report.h"

namespace paraphe::xades {

// Builds and validates a path from `certificate` to one of `trusted_cas` (DER; at least one) at
// `time`, for any purpose. A trusted CA need not be a root; the certificate itself is never its own
// anchor. Revocation is not looked at. A CA that does not parse: CERTIFICATE_MALFORMED.
// Thread-safe.
//
// REQ: RFC 5280 §6.1
absl::StatusOr<Finding> CheckCertificatePath(X509* certificate,
                                             const std::vector<std::string>& trusted_cas,
                                             absl::Time time);

// The certificates of a PEM file, DER each, in its order; a file that holds one bare DER
// certificate is taken as such. CERTIFICATE_MALFORMED where there is none, or one does not parse.
// Thread-safe.
absl::StatusOr<std::vector<std::string>> ReadCertificates(absl::string_view file);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_CERTIFICATE_PATH_H_
