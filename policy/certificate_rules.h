// Whether a certificate may sign under a policy (CERT-1 to CERT-5, POL-6). All reasons against are
// collected.
#ifndef PARAPHE_POLICY_CERTIFICATE_RULES_H_
#define PARAPHE_POLICY_CERTIFICATE_RULES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "paraphe/v1/certificate.pb.h"
#include "paraphe/v1/policy.pb.h"
#include "pki/trust_anchors.h"

namespace paraphe {

// Judges the certificate `der` at the time `now`.
//
// Always: it parses strictly; version 3; within its validity; RSA of 2048 to 4096 bits; keyUsage,
// where there is one, allows digitalSignature or nonRepudiation; not a CA; no critical extension
// that nobody here understands; a path, with signatures that verify, to a CA of
// `policy.trusted_ca_pem`, or where that is empty to one of `server_anchors` (POL-5). As the policy
// asks: nonRepudiation, QcCompliance, QcSSCD. Where `imposed_sha256` is not empty: it is that
// certificate (CERT-4).
//
// A certificate that does not parse has the one fault FAULT_MALFORMED (and FAULT_NOT_IMPOSED).
// Revocation is not looked at. Thread-safe.
v1::CertificateJudgement JudgeCertificate(absl::string_view der, const v1::Policy& policy,
                                          const TrustAnchors& server_anchors, absl::Time now,
                                          absl::string_view imposed_sha256 = "");

// The same for all certificates of a device, in their order; the policy's CAs are parsed once.
std::vector<v1::CertificateJudgement> JudgeCertificates(const std::vector<std::string>& ders,
                                                        const v1::Policy& policy,
                                                        const TrustAnchors& server_anchors,
                                                        absl::Time now,
                                                        absl::string_view imposed_sha256 = "");

// Adds one more reason to a judgement (the device knows FAULT_NO_PRIVATE_KEY, for example), with
// its words; nothing where it is there already.
void AddRefusal(v1::CertificateFault fault, v1::CertificateJudgement& judgement);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_CERTIFICATE_RULES_H_
