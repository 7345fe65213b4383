// The presentation of a document as raw XML text (PRES-1): its bytes as they are, with what could
// hide or mislead made visible by the same marks as in the HTML (PRES-6, render/visible.h).
#ifndef PARAPHE_RENDER_RAW_VIEW_H_
#define PARAPHE_RENDER_RAW_VIEW_H_

#include <string>

#include "absl/strings/string_view.h"

#include "common/bilingual.h"

namespace paraphe {

// Plain text, safe to write to a terminal: of control characters it holds line feeds and tabs only.
// Never fails: bytes that are not UTF-8 are shown one by one as ⟦0xNN⟧. The language is that of the
// flags on words that mix scripts. Thread-safe.
std::string RenderRaw(absl::string_view document, Language language);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_RAW_VIEW_H_
