// Long text in a program made for it, a screen at a time.
#ifndef PARAPHE_CLIENT_AGENT_PAGER_H_
#define PARAPHE_CLIENT_AGENT_PAGER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "client/agent/terminal.h"
#include "common/bilingual.h"

namespace paraphe::agent {

inline constexpr char kDefaultPager[] = "/usr/bin/less";

// Shows `text` on the terminal in the program at `path`, and returns once the signer has closed it.
// The program gets the text as its standard input and no arguments. It is started without a shell,
// and its environment holds the language and kind of the terminal and settings for less of our own:
// no commands of a shell, no other files, no preprocessor, no control characters of the text, and
// the prompt in `language`.
//
// Control characters of `text` are marked (MarkControls) before the program sees them. After an error
// the text counts as not shown.
//
// Errors:
//   FILE_UNREADABLE  the program cannot be started
//   INTERNAL         it failed: it ended with another exit status than 0, or by a signal
//
// REQ: PRES-1, PRES-6
absl::Status ShowInPager(const std::string& path, const Terminal& terminal, absl::string_view text,
                         Language language);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PAGER_H_
