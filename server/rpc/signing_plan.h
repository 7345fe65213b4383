// The signature of a session, derived from what its record holds: the same on every replica, at
// every call, without the document.
#ifndef PARAPHE_SERVER_RPC_SIGNING_PLAN_H_
#define PARAPHE_SERVER_RPC_SIGNING_PLAN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "document/document_facts.h"
#include "document/scanner.h"
#include "paraphe/v1/attributes.pb.h"
#include "paraphe/v1/session_record.pb.h"
#include "pki/certificate.h"
#include "pki/trust_anchors.h"
#include "xades/signature_builder.h"

namespace paraphe::server {

// The plan of a signature with these attributes over a prepared session's document; `certificate` is
// the one in the attributes. Passes on the errors of SignaturePlan.
// Errors:
//   INTERNAL  the digest that the session keeps is not of the attributes' algorithm
absl::StatusOr<xades::SignaturePlan> PlanSignature(const v1::SessionRecord::Prepared& prepared,
                                                   const v1::SignedAttributes& attributes,
                                                   const Certificate& certificate);

// The plan that was consented to; `certificate` is the one that was chosen.
// Errors:
//   INTERNAL  the record does not lead to the signed properties of the consent: nothing may be
//             released then (CONS-3)
absl::StatusOr<xades::SignaturePlan> PlanConsented(const v1::SessionRecord& record,
                                                   const Certificate& certificate);

// What a signed document is verified against before it leaves, beside its session's record.
struct ExportChecks {
  xml::Bounds bounds;  // of the original document
  // The CAs that the certificate's path must lead to at `time`; must outlive the check. Null: the path
  // is not asked for.
  const TrustAnchors* trust_anchors = nullptr;
  absl::Time time = absl::InfinitePast();
};

// Whether our own verification accepts a signed document as signed with `certificate` over a
// document of which intake learned `facts` (EXP-2): what was read then is hashed, not read again.
// Passes on the errors of xades::FindInsertedSignature and xades::VerifyFound.
// Errors:
//   INTERNAL  it does not
absl::Status VerifyExport(v1::HashAlgorithm algorithm, const Certificate& certificate,
                          const xml::DocumentFacts& facts, absl::string_view signed_document,
                          const ExportChecks& checks);

// The signed document of a session in SIGNED or FINALIZED, verified; `certificate` is the one that was
// chosen.
// Errors:
//   INTERNAL  the record does not lead to what was released, the document is not the one planned, or
//             VerifyExport refuses the result
absl::StatusOr<std::string> BuildSignedDocument(const v1::SessionRecord& record,
                                                const Certificate& certificate,
                                                std::string document, const ExportChecks& checks);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_SIGNING_PLAN_H_
