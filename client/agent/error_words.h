// What went wrong, in the signer's words, French and English (ATT-5): a row for each reason, which says
// what the signer can do next where there is something.
#ifndef PARAPHE_CLIENT_AGENT_ERROR_WORDS_H_
#define PARAPHE_CLIENT_AGENT_ERROR_WORDS_H_

#include <string>

#include "absl/status/status.h"

#include "common/bilingual.h"

namespace paraphe::agent {

// Both are thread-safe.

// A sentence or two for the reason of `status`, which is not OK, and the tries left of a PIN where
// the error tells them. The status's own message is not in it.
//
// REQ: DEV-3
std::string WordsForError(const absl::Status& status, Language language);

// What support needs to know of an error, in figures: those of ErrorReason and of the card.
std::string CodeOfError(const absl::Status& status, Language language);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_ERROR_WORDS_H_
