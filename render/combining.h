// Combining marks that cannot be seen for what they are: they would be drawn over something that is
// not theirs, over each other, or not at all.
#ifndef PARAPHE_RENDER_COMBINING_H_
#define PARAPHE_RENDER_COMBINING_H_

#include <cstdint>

namespace paraphe {

// Follows one text, character by character.
class CombiningWatch {
 public:
  // Takes the next character. True where it is a combining mark without a base (at the beginning,
  // or after a line break or a marked character), the fifth or later nonspacing mark on one base, a
  // mark that was there just before (UTS #39 §5.4), or a dot on a letter that has one.
  bool Misplaced(uint32_t code_point);

  // What came last was shown as a token: nothing can combine with it.
  void Reset() { *this = CombiningWatch(); }

 private:
  uint32_t previous_ = 0;  // 0: nothing to combine with
  int nonspacing_ = 0;
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_COMBINING_H_
