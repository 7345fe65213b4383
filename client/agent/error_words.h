// What went wrong, in the signer's words (ATT-5 for errors).
#ifndef PARAPHE_CLIENT_AGENT_ERROR_WORDS_H_
#define PARAPHE_CLIENT_AGENT_ERROR_WORDS_H_

#include <string>

#include "absl/status/status.h"

#include "common/bilingual.h"

namespace paraphe::agent {

// A sentence or two for the reason of `status`, which is not OK, and the tries left of a PIN where
// the error tells them. The status's own message is not in it.
//
// REQ: DEV-3
std::string WordsForError(const absl::Status& status, Language language);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_ERROR_WORDS_H_
