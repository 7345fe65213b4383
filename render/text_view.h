// A page of render/html.h as plain text, for a terminal. It is made from the page itself, so that
// the digest of the page (PRES-8) covers what the terminal shows.
#ifndef PARAPHE_RENDER_TEXT_VIEW_H_
#define PARAPHE_RENDER_TEXT_VIEW_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe {

// A width outside these is replaced by the nearer of the two.
inline constexpr size_t kMinTextWidth = 20;
inline constexpr size_t kMaxTextWidth = 1000;

// `html` as lines of at most `width` columns (DisplayWidth), each with LF at its end. Structure is
// shown by indentation and blank lines, a labelled value as "Label : value"; a word longer than a
// line goes on in the next. LF is the only control character in the text: nothing can steer the
// terminal. Thread-safe.
// Errors:
//   PRESENTATION_MISMATCH  `html` is not a page that RenderHtml writes
absl::StatusOr<std::string> HtmlToText(absl::string_view html, size_t width);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_TEXT_VIEW_H_
