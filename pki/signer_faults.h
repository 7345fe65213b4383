// What can be wrong with a signer's certificate: the faults that count under every policy, and a
// sentence for each fault there is.
#ifndef PARAPHE_PKI_SIGNER_FAULTS_H_
#define PARAPHE_PKI_SIGNER_FAULTS_H_

#include <optional>
#include <set>

#include "absl/time/time.h"

#include "common/bilingual.h"
#include "paraphe/v1/certificate.pb.h"
#include "pki/certificate.h"
#include "pki/trust_anchors.h"

namespace paraphe {

// The faults of `certificate` at `now` that count under every policy, and for whoever verifies a
// signature; empty where there is none: version 3; within its validity; a key that CheckSignerKey
// (rsa_key.h) accepts; keyUsage, where there is one, allows digitalSignature or nonRepudiation; not
// a CA; no critical extension that Paraphe does not process; and those of its path
// (path_faults.h). Thread-safe.
//
// REQ: CERT-1, CERT-2, POL-6
std::set<v1::CertificateFault> FindSignerFaults(const Certificate& certificate,
                                                const TrustAnchors& anchors, absl::Time now);

// A sentence for people; nullopt for CERTIFICATE_FAULT_UNSPECIFIED and for a fault that this program
// does not know. Thread-safe. REQ: CERT-3
std::optional<BilingualView> SentenceOf(v1::CertificateFault fault);

}  // namespace paraphe

#endif  // PARAPHE_PKI_SIGNER_FAULTS_H_
