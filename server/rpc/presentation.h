// What Present works out of a session and the device's certificates.
#ifndef PARAPHE_SERVER_RPC_PRESENTATION_H_
#define PARAPHE_SERVER_RPC_PRESENTATION_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "paraphe/v1/certificate.pb.h"
#include "paraphe/v1/session_record.pb.h"
#include "paraphe/v1/signer_service.pb.h"
#include "pki/certificate.h"
#include "server/rpc/server_context.h"

namespace paraphe::server {

struct Presentation {
  v1::SessionRecord::Presented presented;  // what is stored, but for the page and its language
  std::vector<v1::CertificateJudgement> judgements;
  v1::SignedAttributes attributes;    // certificate and signing time only with a choice
  std::optional<Certificate> chosen;  // the one in the attributes, where there is one
  std::string signed_properties;      // their exact bytes, where one is chosen
};

// Judges the certificates of `request` under the session's policy, now; where one is chosen, fixes
// the signing time and derives the signed properties. Passes on the errors of ResolveAttributes and
// PlanSignature. Thread-safe.
// Errors:
//   UNATTENDED_NOT_ALLOWED       the policy wants a person
//   CERTIFICATE_IMPOSED_MISSING  the imposed certificate is not among those of the device
//   CERTIFICATE_NOT_OFFERED      the chosen certificate is not in the request
//   CERTIFICATE_REFUSED          the policy refuses the chosen certificate
absl::StatusOr<Presentation> MakePresentation(const ServerContext& context,
                                              const v1::SessionRecord& record,
                                              const v1::PresentRequest& request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_PRESENTATION_H_
