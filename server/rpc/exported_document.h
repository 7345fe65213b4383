// The signed document of a session on its way out.
#ifndef PARAPHE_SERVER_RPC_EXPORTED_DOCUMENT_H_
#define PARAPHE_SERVER_RPC_EXPORTED_DOCUMENT_H_

#include <string>

#include "absl/status/statusor.h"

#include "paraphe/v1/session_record.pb.h"
#include "server/rpc/server_context.h"

namespace paraphe::server {

// The signed document of a session in SIGNED or FINALIZED, whose document is `document`. In SIGNED
// the session's policy judges the certificate again, and the verification is given the CAs, both of
// this moment. In FINALIZED the export has taken place: the same bytes again, verified but for the
// path, whatever became of certificate and CAs since (SES-5).
// docs/adr/2026-11-26-certificates-at-export.md. Passes on the errors of BuildSignedDocument.
// Errors:
//   CERTIFICATE_REFUSED_AT_EXPORT  the policy no longer accepts the certificate
absl::StatusOr<std::string> ExportDocument(const ServerContext& context,
                                           const v1::SessionRecord& record, std::string document);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_EXPORTED_DOCUMENT_H_
