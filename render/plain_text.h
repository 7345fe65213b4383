// Text that shows itself, so that nobody need look at it character by character: what most of any
// document is made of. Characters beyond this are judged by visible.h and html_value.h.
#ifndef PARAPHE_RENDER_PLAIN_TEXT_H_
#define PARAPHE_RENDER_PLAIN_TEXT_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace paraphe {

// The length in bytes of the characters at the beginning of `text` that are never hidden and never
// make a word suspicious, whatever stands around them: visible ASCII, space, TAB, LF, and the
// letters of Latin from U+00C0 to U+024F. Thread-safe.
size_t PlainTextLength(absl::string_view text);

// The same, up to the last character of it that is no letter and no digit; 0 where there is none.
// The word that follows is left to be looked at as a whole. All of `text`, where all of it is plain.
size_t PlainWordsLength(absl::string_view text);

// Whether `text` is words of visible ASCII and letters of Latin, of at most `longest` bytes, with one space between two:
// what a page holds as it stands, but for characters with a meaning in HTML. Thread-safe.
bool IsPlainLine(absl::string_view text, size_t longest);

// The length of the words at the beginning of `text`, of at most `longest` bytes, that one space
// parts from a word behind, with that space. A word is what has no space, TAB or LF. Thread-safe.
size_t SpacedWordsLength(absl::string_view text, size_t longest);

// The length of the ASCII at the beginning of `text`, controls included. Thread-safe.
size_t AsciiLength(absl::string_view text);

// The length of the word at the beginning of `text`; of the blanks. Thread-safe.
size_t WordLength(absl::string_view text);
size_t BlanksLength(absl::string_view text);

// The offset, from `at` on, of the first byte that begins a character from U+0580 on, or the size.
// No right-to-left character is below. Thread-safe.
size_t FindBeyondLatin(absl::string_view text, size_t at);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_PLAIN_TEXT_H_
