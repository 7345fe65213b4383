// A session's result: checked, written, told.
//
// REQ: EXP-1, EXP-2
#ifndef PARAPHE_CLIENT_CLI_RESULT_H_
#define PARAPHE_CLIENT_CLI_RESULT_H_

#include <string>

#include "absl/status/status.h"

#include "client/cli/output.h"
#include "paraphe/v1/caller_service.pb.h"

namespace paraphe::cli {

// Whether a file could be written at `out`, asked before anybody is made to sign.
// Errors:
//   FILE_UNWRITABLE  it could not
absl::Status CheckWritable(const std::string& out);

// Whether the signed document is valid by our own verifier and, without its signature, is the
// document with the digest `original_sha256` (raw): the caller need not take the server's word.
// Errors:
//   SERVER_ANSWER_MISMATCH  it is not
absl::Status CheckSignedDocument(const v1::FinalizeResponse& response,
                                 const std::string& original_sha256);

// Checks the result and writes the signed document to `out`, whole or not at all. A session that
// ended otherwise is its error (client/sdk/outcome.h) and writes nothing. An empty
// `original_sha256`: what the server says it is.
absl::Status WriteResult(const v1::FinalizeResponse& response, const std::string& original_sha256,
                         const std::string& out);

// For --json; without the document.
Json ResultToJson(const v1::FinalizeResponse& response, const std::string& out);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_RESULT_H_
