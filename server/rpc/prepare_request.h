// The fields of PrepareRequest against their bounds (caller_service.proto), before anything costs
// anything.
#ifndef PARAPHE_SERVER_RPC_PREPARE_REQUEST_H_
#define PARAPHE_SERVER_RPC_PREPARE_REQUEST_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/caller_service.pb.h"

namespace paraphe::server {

// MALFORMED_REQUEST, naming the first field that is missing or out of its bounds. Attributes,
// policy, document and certificate are judged by those who know them.
absl::Status CheckPrepareRequest(const v1::PrepareRequest& request);

// What a repeated request is recognised by: raw SHA-256 of every field, with `document_sha256`
// standing for the document, and without the caller's token.
std::string FingerprintOf(const v1::PrepareRequest& request, absl::string_view document_sha256);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_PREPARE_REQUEST_H_
