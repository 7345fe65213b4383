// Words whose letters come from several scripts: the common disguise of one name as another
// (PRES-6).
#ifndef PARAPHE_RENDER_MIXED_SCRIPT_H_
#define PARAPHE_RENDER_MIXED_SCRIPT_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace paraphe {

// Watches the characters of one word, cheaply, to find out whether the word needs the full judgment
// at all: words of one script with digits of one system never do, nor do the scripts of Japanese,
// Chinese and Korean together with Latin.
class ScriptWatch {
 public:
  void Add(uint32_t code_point);
  void Reset() { *this = ScriptWatch(); }
  bool suspicious() const { return suspicious_; }

 private:
  void AddScript(int script);

  uint32_t scripts_ = 0;  // bits of those that are neither Common nor Inherited
  int other_ = -1;        // the first that has no bit of its own
  bool of_some_ = false;  // a character that belongs to some scripts only
  uint32_t zero_ = 0;     // the digit zero of the first digit's system
  bool suspicious_ = false;
};

// Whether `word` mixes scripts beyond what languages do (its restriction level in UTS #39 §5.2 is
// below Highly Restrictive: Latin with Han, Kana, Bopomofo or Hangul is usual), or digits of
// several systems (§5.3). Thread-safe.
bool MixesScripts(absl::string_view word);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_MIXED_SCRIPT_H_
