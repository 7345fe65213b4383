// What will be signed beside the document, derived by the agent itself and compared with what the
// server says.
#ifndef PARAPHE_CLIENT_AGENT_SIGNING_CHECKS_H_
#define PARAPHE_CLIENT_AGENT_SIGNING_CHECKS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "client/agent/desk_rules.h"
#include "client/agent/presented_document.h"
#include "paraphe/v1/signer_service.pb.h"
#include "pki/certificate.h"
#include "xades/signature_builder.h"

namespace paraphe::agent {

// The attributes of `response` in the agent's own words, before a certificate is chosen.
//
// Errors:
//   PRESENTATION_MISMATCH  the server's words hold other values, the session code is not that of
//                          `document` and the attributes, or they name a certificate or a time
//   ALGORITHM_NOT_ALLOWED  a hash algorithm that this agent does not know, or SHA-1 where the rules
//                          do not allow it
//
// REQ: ATT-1, ATT-2, ATT-5, PRES-8
absl::StatusOr<std::vector<v1::AttributeLine>> CheckAttributesBeforeChoice(
    const v1::PresentResponse& response, const PresentedDocument& document, const DeskRules& rules);

// Everything that will be signed with one certificate.
struct AttributesToSign {
  v1::SignedAttributes attributes;
  std::vector<v1::AttributeLine> lines;  // the attributes in words
  xades::SignaturePlan plan;  // made of the document, the attributes and the certificate alone
};

// The attributes of `response` once `certificate` is chosen, and the signature that follows from
// them.
//
// Errors:
//   PRESENTATION_MISMATCH  as above, or the attributes hold another certificate, or the digest of
//                          the signed properties is not that of the agent's own
//   ALGORITHM_NOT_ALLOWED  as above
//   SIGNING_TIME_OFF       the signing time is further from `now` than the rules tolerate
//   ATTRIBUTE_INVALID      an attribute cannot be written into a signature
//
// REQ: ATT-1, ATT-2, ATT-5, PRES-8, PRES-9
absl::StatusOr<AttributesToSign> CheckAttributesToSign(const v1::PresentResponse& response,
                                                       const PresentedDocument& document,
                                                       const Certificate& certificate,
                                                       const DeskRules& rules, absl::Time now);

// Whether the server released, byte for byte, the SignedInfo and the DigestInfo of `plan`, and
// names `certificate`. The last check before the device.
//
// Errors:
//   SERVER_ANSWER_MISMATCH  the first part that differs, by name
//
// REQ: PRES-8, CONS-3
absl::Status CheckRelease(const v1::SignResponse& response, const xades::SignaturePlan& plan,
                          const Certificate& certificate);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNING_CHECKS_H_
