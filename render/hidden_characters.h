// Which characters of a text its reader would not see, or would take for something else (PRES-6).
// render/visible.h marks them.
#ifndef PARAPHE_RENDER_HIDDEN_CHARACTERS_H_
#define PARAPHE_RENDER_HIDDEN_CHARACTERS_H_

#include <cstddef>

#include "absl/strings/string_view.h"

#include "common/utf8.h"

namespace paraphe {

// Whether a character is hidden wherever it stands: controls but LF and TAB; format characters
// (bidirectional controls, zero-width characters ...) and others that Unicode lets a font ignore;
// blanks but the space; private use and noncharacters, which no two fonts show alike; and the
// characters of our own tokens, so that a token cannot be forged by typing it. Joiners and no-break
// spaces are not among them: HiddenCharacters judges them by what stands around them.
bool IsInvisible(char32_t code_point);

// Follows one text, character by character. Not thread-safe.
class HiddenCharacters {
 public:
  explicit HiddenCharacters(absl::string_view text) : text_(text) {}

  // Whether the character at `offset` is hidden. To be called for each character of the text, in
  // order. These are hidden:
  //   invisible characters  always (IsInvisible)
  //   joiners               U+200C, U+200D, except where a script needs them: behind a virama, or,
  //                         for the non-joiner, between letters that would join without it (RFC
  //                         5892 A.1, A.2)
  //   no-break spaces       U+00A0, U+202F, except one alone where French sets it: "10 000 €",
  //                         "n° 5", "art. L", "« mot »", "mot :"
  //   combining marks       those that would be drawn over what is not theirs, over each other, or
  //                         not at all: one without a base, the fifth on one base, one twice (UTS
  //                         #39 §5.4), a dot on a letter that has one
  bool IsHidden(size_t offset, const CodePoint& point);

  // The last character was shown as a token: no mark combines with it.
  void EndBase();

 private:
  bool IsMisplacedMark(char32_t code_point);

  absl::string_view text_;
  char32_t base_ = 0;  // the last character; 0 where a mark has nothing to combine with
  int nonspacing_ = 0;
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HIDDEN_CHARACTERS_H_
