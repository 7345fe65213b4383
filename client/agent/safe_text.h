// The last line before the terminal.
#ifndef PARAPHE_CLIENT_AGENT_SAFE_TEXT_H_
#define PARAPHE_CLIENT_AGENT_SAFE_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::agent {

// `text` with every control character (C0 but LF and TAB, DEL, C1 in UTF-8) as a mark "⟦U+001B⟧",
// and every byte that is not UTF-8 (it may be a control of an 8-bit terminal) as "⟦0x9B⟧". Other
// text stays as it is, bidirectional controls too: render/visible.h marks those, and much more,
// where text of others is shown; this guards against its having been forgotten.
//
// REQ: PRES-6
std::string SafeText(absl::string_view text);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SAFE_TEXT_H_
