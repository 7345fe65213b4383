// Comments where a reader of a signed file could be misled by them.
#ifndef PARAPHE_CLIENT_CLI_SIGNATURE_COMMENTS_H_
#define PARAPHE_CLIENT_CLI_SIGNATURE_COMMENTS_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace paraphe::cli {

// Canonical form leaves comments out, so that a signature holds with and without them; but programs
// that read a value up to a comment in it, and no further, read something that was not signed.
// SIGNATURE_MALFORMED where a comment stands in an element of ds:Signature that holds no elements:
// a digest, a role, a time. `bytes` must be a document that Canonicalize accepts, of at most
// `limit` bytes. Thread-safe.
//
// REQ: EXP-2
absl::Status RefuseCommentsInValues(absl::string_view bytes, size_t limit);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_SIGNATURE_COMMENTS_H_
