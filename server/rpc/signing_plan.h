// The signature of a session, derived again from what is stored: the same on every replica, at
// every call.
#ifndef PARAPHE_SERVER_RPC_SIGNING_PLAN_H_
#define PARAPHE_SERVER_RPC_SIGNING_PLAN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/scanner.h"
#include "paraphe/v1/attributes.pb.h"
#include "paraphe/v1/session_record.pb.h"
#include "xades/signature_builder.h"

namespace paraphe::server {

// The plan of a signature with these attributes over the document. Errors of CheckDocument and
// SignaturePlan.
absl::StatusOr<xades::SignaturePlan> PlanSignature(const std::string& document,
                                                   const v1::SignedAttributes& attributes,
                                                   const xml::Bounds& bounds);

// The plan that was consented to. INTERNAL, loudly, where what is stored does not lead to the
// signed properties of the consent: nothing may be released then (CONS-3).
absl::StatusOr<xades::SignaturePlan> PlanConsented(const v1::SessionRecord& record,
                                                   const std::string& document,
                                                   const xml::Bounds& bounds);

// The signed document of a session whose digest was released, with `signature` in it, verified once
// more as a stranger would, against the certificate consented to and the document that came in
// (EXP-2). INTERNAL where it does not hold: `signature` must have passed
// xades::CheckDeviceSignature.
absl::StatusOr<std::string> BuildSignedDocument(const v1::SessionRecord& record,
                                                const std::string& document,
                                                absl::string_view signature,
                                                const xml::Bounds& bounds);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_SIGNING_PLAN_H_
