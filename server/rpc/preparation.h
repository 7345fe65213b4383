// The judgement of what Prepare brings: everything that can be known before a signer looks at it.
#ifndef PARAPHE_SERVER_RPC_PREPARATION_H_
#define PARAPHE_SERVER_RPC_PREPARATION_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/document_facts.h"
#include "document/scanner.h"
#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/policy.pb.h"
#include "server/catalogue.h"
#include "server/config.h"
#include "server/session/session_machine.h"

namespace paraphe::server {

// The request's fields against their bounds (caller_service.proto), before anything costs anything.
// Attributes, policy, document and certificate are judged below.
// Errors:
//   DOCUMENT_EMPTY     a new session has no document
//   MALFORMED_REQUEST  a field is missing or out of its bounds; names the first
//   TOO_LARGE          an inline policy or table is
absl::Status CheckPrepareRequest(const v1::PrepareRequest& request);

// What a repeated request is recognised by: raw SHA-256 of every field, with `document_sha256`
// standing for the document, and without the caller's token.
std::string FingerprintOf(const v1::PrepareRequest& request, absl::string_view document_sha256);

// The policy of a request for a new session, independent of any file, with its defaults filled in
// (POL-2, POL-3, POL-5, POL-7). Where it names no CA, those of the server hold, as they are at each
// judgement (judgement.h).
// Errors:
//   NOT_ALLOWED                the application is not listed, or may not name this policy
//   POLICY_UNKNOWN             no policy is for the application and role, or has the name
//   POLICY_INLINE_NOT_GRANTED  the application may not send one
//   POLICY_INVALID             the one sent is not a policy
absl::StatusOr<v1::Policy> ChoosePolicy(const Catalogue& catalogue,
                                        const v1::PrepareRequest& request);

// The request for a session under this policy, without its document: attributes that the policy
// allows (ATT-3, ATT-4, ATT-6), with its defaults filled in, an imposed certificate that can be read
// (CERT-4), and the filter (CERT-7). Errors of ResolveAttributes and Certificate::Parse.
absl::StatusOr<Preparation> JudgeRequest(const ServerSettings& settings, const v1::Policy& policy,
                                         const v1::PrepareRequest& request);

// The table that a document with these facts is shown through: the one in the call (PRES-10), the
// one that it names, or the document's own. Passes on the errors of FindTable and Table::Create.
// Errors:
//   TABLE_INLINE_NOT_GRANTED  the application may not send one
absl::StatusOr<TableFile> ChooseTable(const Catalogue& catalogue, const v1::PrepareRequest& request,
                                      const xml::DocumentFacts& facts);

// A document out of a request; `bytes` is null where it has none.
struct GivenDocument {
  DocumentPtr bytes;
  std::string sha256;  // raw
};

// The document for such a session: intake (DOC-1 to DOC-7), whose facts the session keeps, and a
// table that shows it whole (PRES-3, PRES-4). Errors of CheckDocument, ChooseTable and RenderHtml.
absl::Status JudgeDocument(const ServerSettings& settings, const Catalogue& catalogue,
                           const v1::PrepareRequest& request, GivenDocument given,
                           Preparation& preparation);

// Sets the fields of the table, and the digest of the page that it makes in French.
void SetTable(TableFile file, std::string html_sha256, v1::SessionRecord::Prepared& prepared);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_PREPARATION_H_
