// Long text, a screen at a time.
#ifndef PARAPHE_CLIENT_AGENT_PAGER_H_
#define PARAPHE_CLIENT_AGENT_PAGER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "client/agent/terminal.h"
#include "common/bilingual.h"

namespace paraphe::agent {

// Shows `text` on the terminal, stopping at each screen; all at once where it is not interactive.
// OK also where the signer closed it before its end. ABORTED_BY_SIGNER.
absl::Status ShowPaged(Terminal& terminal, absl::string_view text, Language language);

// Hands `text` to the program at `path` (started without a shell and without arguments,
// LESSSECURE=1) and waits for it. INTERNAL where it cannot be started; what it then does with the
// text is its own.
absl::Status ShowInProgram(const std::string& path, absl::string_view text);

// The first screen row of `text`: up to a line feed or what fills `columns`; consumed with its line
// feed. Characters outside ASCII that may be wide count two columns.
absl::string_view TakeRow(absl::string_view& text, size_t columns);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PAGER_H_
