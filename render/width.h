// How many columns of a terminal a text takes, by Unicode's East Asian Width (UAX #11).
#ifndef PARAPHE_RENDER_WIDTH_H_
#define PARAPHE_RENDER_WIDTH_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace paraphe {

// East Asian wide characters take two columns; combining marks and format characters none; all
// others one, a control character or a byte that is not UTF-8 too.
size_t DisplayWidth(char32_t code_point);

// The sum over all characters of a UTF-8 text.
size_t DisplayWidth(absl::string_view text);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_WIDTH_H_
