// What can be wrong with a signer's certificate: the faults that count under every policy, and a
// sentence for each fault there is.
#ifndef PARAPHE_PKI_SIGNER_FAULTS_H_
#define PARAPHE_PKI_SIGNER_FAULTS_H_

#include <optional>
#include <set>
#include <vector>

#include "absl/time/time.h"

#include "common/bilingual.h"
#include "paraphe/v1/certificate.pb.h"
#include "pki/certificate.h"
#include "pki/path_faults.h"
#include "pki/trust_anchors.h"

namespace paraphe {

// Which keys are accepted: to sign here, those that CheckSignerKey (rsa_key.h) accepts; to verify
// what was signed elsewhere, any usable RSA key from 2048 bits and any EC key from 224 bits.
enum class KeyUse { kSign, kVerify };

// The one judgement of a signer's certificate at `now`, for policies before it signs and for
// whoever verifies a signature: version 3; within its validity; a key for `use`; keyUsage, where
// there is one, allows digitalSignature or nonRepudiation; not a CA; no critical extension that
// Paraphe does not process; and the faults of its path. `others` and `work` are as JudgePath takes them
// (path_faults.h). Thread-safe.
//
// REQ: CERT-1, CERT-2, POL-6
PathJudgement JudgeSigner(const Certificate& certificate, const TrustAnchors& anchors,
                          absl::Time now, KeyUse use, const std::vector<Certificate>& others = {},
                          SearchWork* work = nullptr);

// The faults that JudgeSigner finds in the certificate of somebody who is to sign. Thread-safe.
std::set<v1::CertificateFault> FindSignerFaults(const Certificate& certificate,
                                                const TrustAnchors& anchors, absl::Time now,
                                                SearchWork* work = nullptr);

// A sentence for people; nullopt for CERTIFICATE_FAULT_UNSPECIFIED and for a fault that this program
// does not know. Thread-safe. REQ: CERT-3
std::optional<BilingualView> SentenceOf(v1::CertificateFault fault);

}  // namespace paraphe

#endif  // PARAPHE_PKI_SIGNER_FAULTS_H_
