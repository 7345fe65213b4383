// The CAs that a policy, a server or whoever verifies a signature trusts.
#ifndef PARAPHE_PKI_TRUST_ANCHORS_H_
#define PARAPHE_PKI_TRUST_ANCHORS_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "pki/certificate.h"
#include "pki/path_memory.h"

namespace paraphe {

// The CAs of a PEM text that an administrator lists as trusted. Thread-safe.
// Errors:
//   CERTIFICATE_MALFORMED  as ParsePemCertificates (pem.h); a certificate that is not a CA's:
//                          basicConstraints does not say so, or there is a keyUsage without
//                          keyCertSign
absl::StatusOr<std::vector<Certificate>> ParseCas(absl::string_view pem);

// CA certificates, parsed once. All CAs of a path must be among them; a path may end at an
// intermediate CA whose issuer is not listed (path_faults.h). A certificate that is not a CA's, or
// not valid now, may be in the list: whoever relies on it is refused by that name
// (FAULT_ISSUER_NOT_CA, FAULT_ISSUER_EXPIRED). Immutable, but for the paths that it remembers; cheap
// to copy, copies share both; thread-safe.
class TrustAnchors {
 public:
  // No CA: nothing is trusted.
  TrustAnchors() : TrustAnchors(std::vector<Certificate>()) {}
  explicit TrustAnchors(std::vector<Certificate> certificates)
      : list_(std::make_shared<List>(std::move(certificates))) {}

  // `pem_texts` hold one certificate or more each.
  // Errors:
  //   CERTIFICATE_MALFORMED  as ParsePemCertificates (pem.h)
  static absl::StatusOr<TrustAnchors> Create(const std::vector<std::string>& pem_texts);

  const std::vector<Certificate>& certificates() const { return list_->certificates; }

  // Of JudgePath (path_faults.h), under this list.
  PathMemory& paths() const { return list_->paths; }

 private:
  struct List {
    explicit List(std::vector<Certificate> all) : certificates(std::move(all)) {}

    const std::vector<Certificate> certificates;
    PathMemory paths;
  };

  std::shared_ptr<List> list_;
};

}  // namespace paraphe

#endif  // PARAPHE_PKI_TRUST_ANCHORS_H_
