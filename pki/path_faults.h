// Building and validating the certification path, with every fault found.
#ifndef PARAPHE_PKI_PATH_FAULTS_H_
#define PARAPHE_PKI_PATH_FAULTS_H_

#include <set>

#include "absl/time/time.h"

#include "paraphe/v1/certificate.pb.h"
#include "pki/certificate.h"
#include "pki/trust_anchors.h"

namespace paraphe {

// What is wrong with the path from `certificate` to one of `anchors` at `now`; empty where nothing
// is. Faults of the certificate itself (its validity, its key, its own extensions) are not among
// them.
//
// Every CA on the path is listed in `anchors`. The path goes up as far as the list does: it may end
// at an intermediate CA whose issuer is not listed, but where the issuer is, it counts too. The
// certificate is never its own anchor. Every CA is within its validity, every key and signature has
// at least 112 bits of security. Thread-safe.
//
// REQ: RFC 5280 §6.1
std::set<v1::CertificateFault> FindPathFaults(const Certificate& certificate,
                                              const TrustAnchors& anchors, absl::Time now);

}  // namespace paraphe

#endif  // PARAPHE_PKI_PATH_FAULTS_H_
