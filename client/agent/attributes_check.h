// What will be signed beside the document: proved, and derived, by the agent itself.
#ifndef PARAPHE_CLIENT_AGENT_ATTRIBUTES_CHECK_H_
#define PARAPHE_CLIENT_AGENT_ATTRIBUTES_CHECK_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "client/agent/desk_rules.h"
#include "client/agent/material.h"
#include "paraphe/v1/signer_service.pb.h"
#include "xades/signature_builder.h"

namespace paraphe::agent {

// Attributes before a certificate is chosen: what is already fixed, in words. The words are ours;
// the server's must hold the same values. PRESENTATION_MISMATCH; ALGORITHM_NOT_ALLOWED for SHA-1
// where the rules do not allow it, and unknown algorithms.
//
// REQ: ATT-1, ATT-2, ATT-5, PRES-8
absl::StatusOr<std::vector<v1::AttributeLine>> CheckDraft(const v1::PresentResponse& response,
                                                          const Material& material,
                                                          const DeskRules& rules);

// What exactly will be signed with one certificate.
struct SigningTerms {
  v1::SignedAttributes attributes;
  std::vector<v1::AttributeLine> lines;
  xades::SignaturePlan plan;  // made of the material and the attributes above, of nothing else
};

// The same once `certificate` is chosen, and in addition: the attributes hold that certificate, and
// the digest of the signed properties that we derive is the server's. Errors as above, and those of
// SignaturePlan::Create.
//
// REQ: ATT-1, ATT-2, ATT-5, PRES-8
absl::StatusOr<SigningTerms> CheckTerms(const v1::PresentResponse& response,
                                        const Material& material, const Certificate& certificate,
                                        const DeskRules& rules);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_ATTRIBUTES_CHECK_H_
