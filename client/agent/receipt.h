// What the signer keeps of a signature: the signed document, and a receipt of what was signed.
#ifndef PARAPHE_CLIENT_AGENT_RECEIPT_H_
#define PARAPHE_CLIENT_AGENT_RECEIPT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "client/agent/signing_view.h"
#include "common/bilingual.h"

namespace paraphe::agent {

struct SignedResult {
  std::string document;      // with its signature; the agent verified it
  std::string receipt_page;  // HTML with a style of ours, for screens and for print
  std::string receipt_text;  // the same as text, for archives
  std::string receipt_json;  // the same as JSON, for programs (receipt_json.h)
  std::string name;          // for files, without a suffix: "paraphe-7Q2M-XK4C"
};

// The receipt of `signed_document`, made of what the signer consented to in `view`: when it was
// signed (`time`, by the desk's clock), for whom, what the request and the document are called, the
// digests of both documents, every signed attribute, and the certificate. In `language`. All text of
// others is made visible.
//
// REQ: EXP-4, PRES-6
absl::StatusOr<SignedResult> MakeResult(const SigningView& view, std::string signed_document,
                                        absl::Time time, Language language);

// Whether SaveResult takes `path` for the name of a file: it ends in ".json", in any case, and is no
// folder.
bool NamesReceipt(const std::string& path);

// Writes the document, and the receipt as page and as text, into the folder `path`, and returns the
// common name of the three, with the folder; where `path` names a file (NamesReceipt), writes the
// receipt as JSON there, that alone, and returns its name. For their owner only. Files that are
// there stay: the name then gets a number ("…-2").
//
// Errors:
//   FILE_UNWRITABLE  the folder is not there, or cannot be written to; what was written is named
//
// REQ: EXP-4
absl::StatusOr<std::string> SaveResult(const SignedResult& result, const std::string& path);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_RECEIPT_H_
