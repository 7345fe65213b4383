// Where the zero width joiner and non-joiner are part of how a language is written.
#ifndef PARAPHE_RENDER_JOINER_H_
#define PARAPHE_RENDER_JOINER_H_

#include <cstddef>

#include "absl/strings/string_view.h"

#include "common/utf8.h"

namespace paraphe {

// Whether the joiner `point` at `offset` follows a virama (Indic scripts) or, for the non-joiner,
// stands between letters that would join without it (Arabic, Syriac ...): only there it changes
// what is seen. REQ: RFC 5892 A.1, A.2
bool JoinerBelongs(absl::string_view text, size_t offset, const CodePoint& point);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_JOINER_H_
