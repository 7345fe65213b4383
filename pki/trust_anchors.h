// The CAs that a policy, or the server, trusts.
#ifndef PARAPHE_PKI_TRUST_ANCHORS_H_
#define PARAPHE_PKI_TRUST_ANCHORS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "pki/certificate.h"

namespace paraphe {

// Every certificate of a PEM text, in its order. CERTIFICATE_MALFORMED where there is none, one
// does not parse, a block is cut off, or something other than certificates (a private key, say)
// stands in it.
absl::StatusOr<std::vector<Certificate>> ParsePemCertificates(absl::string_view pem);

// PEM of certificates, with nothing between the blocks.
std::string WritePemCertificates(const std::vector<Certificate>& certificates);

// Whether the certificate is a CA's: basicConstraints says so, and keyUsage, where there is one,
// has keyCertSign.
bool MayIssue(const Certificate& certificate);

// CA certificates, parsed once. All CAs of a path must be among them; a path may end at an
// intermediate CA whose issuer is not listed (path_faults.h). Immutable, cheap to copy;
// thread-safe.
class TrustAnchors {
 public:
  // No CA: nothing is trusted.
  TrustAnchors() = default;

  // `pem_texts` hold one certificate or more each. CERTIFICATE_MALFORMED as ParsePemCertificates
  // says. A certificate that is not a CA's, or not valid now, is kept: whoever relies on it is
  // refused by that name (FAULT_ISSUER_NOT_CA, FAULT_ISSUER_EXPIRED).
  static absl::StatusOr<TrustAnchors> Create(const std::vector<std::string>& pem_texts);

  const std::vector<Certificate>& certificates() const { return certificates_; }

 private:
  explicit TrustAnchors(std::vector<Certificate> certificates)
      : certificates_(std::move(certificates)) {}

  std::vector<Certificate> certificates_;
};

}  // namespace paraphe

#endif  // PARAPHE_PKI_TRUST_ANCHORS_H_
