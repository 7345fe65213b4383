// Whether a certificate may sign under a policy (CERT-1 to CERT-5, CERT-7, POL-6). All reasons against are
// collected.
#ifndef PARAPHE_POLICY_CERTIFICATE_RULES_H_
#define PARAPHE_POLICY_CERTIFICATE_RULES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "paraphe/v1/certificate.pb.h"
#include "paraphe/v1/policy.pb.h"
#include "pki/certificate.h"
#include "pki/issuer_search.h"
#include "pki/trust_anchors.h"

namespace paraphe {

// What a caller asks of the certificate beside the policy. It only refuses.
struct CallersWish {
  std::string imposed_sha256;    // CERT-4: it is this certificate; empty: any
  v1::CertificateFilter filter;  // CERT-7
};

// Judges a certificate at the time `now`; `anchors` are the CAs that the policy trusts.
//
// Always: the rules of every policy (pki/signer_faults.h). As the policy asks: nonRepudiation,
// QcCompliance, QcSSCD. As the caller asks: `wish`. `work` bounds what several
// judgements cost together (pki/issuer_search.h). Revocation is not looked at. Thread-safe.
v1::CertificateJudgement JudgeCertificate(const Certificate& certificate, const v1::Policy& policy,
                                          const TrustAnchors& anchors, absl::Time now,
                                          const CallersWish& wish = {}, SearchWork* work = nullptr);

// The same for the bytes that a device offers as a certificate. Where they are none, the one fault is
// FAULT_MALFORMED (and FAULT_NOT_IMPOSED).
v1::CertificateJudgement JudgeCertificate(absl::string_view der, const v1::Policy& policy,
                                          const TrustAnchors& anchors, absl::Time now,
                                          const CallersWish& wish = {}, SearchWork* work = nullptr);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_CERTIFICATE_RULES_H_
