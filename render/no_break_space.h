// Where no-break spaces are ordinary French typography.
#ifndef PARAPHE_RENDER_NO_BREAK_SPACE_H_
#define PARAPHE_RENDER_NO_BREAK_SPACE_H_

#include <cstddef>

#include "absl/strings/string_view.h"

#include "common/utf8.h"

namespace paraphe {

// Whether the no-break space `point` at `offset` stands alone between two visible characters of
// which one asks for it: "10 000 €", "n° 5", "art. L", "« mot »", "mot :". It looks like the blank
// that it is there.
bool NoBreakSpaceBelongs(absl::string_view text, size_t offset, const CodePoint& point);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_NO_BREAK_SPACE_H_
