// Words whose letters come from several scripts: the usual way to make one name look like another
// (PRES-6).
#ifndef PARAPHE_RENDER_SCRIPT_WATCH_H_
#define PARAPHE_RENDER_SCRIPT_WATCH_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace paraphe {

// Whether the character is part of a word: letters, marks, digits and joiners do; hyphens,
// apostrophes and full stops end it.
bool ContinuesWord(char32_t code_point);

// A cheap first look at one word, character by character: whether MixesScripts needs to be asked. A
// word of one script with digits of one system is never suspicious, nor are the scripts of
// Japanese, Chinese and Korean together with Latin. Not thread-safe.
class ScriptWatch {
 public:
  void Add(char32_t code_point);
  void Reset() { *this = ScriptWatch(); }
  bool suspicious() const { return suspicious_; }

 private:
  void AddScript(int script);

  uint32_t scripts_ = 0;  // bits of the scripts seen, other than Common and Inherited
  int other_ = -1;        // the first script seen that has no bit of its own
  bool of_some_ = false;  // whether a character was seen that belongs to some scripts only
  uint32_t zero_ = 0;     // the digit zero of the first digit's system
  bool suspicious_ = false;
};

// Whether `word` mixes scripts beyond what languages do (its restriction level in UTS #39 §5.2 is
// below Highly Restrictive: Latin with Han, Kana, Bopomofo or Hangul is usual), or digits of
// several systems (§5.3). Thread-safe.
bool MixesScripts(absl::string_view word);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_SCRIPT_WATCH_H_
