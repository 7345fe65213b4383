// Which parts of a page were on the screen.
#ifndef PARAPHE_CLIENT_DESK_SEEN_PARTS_H_
#define PARAPHE_CLIENT_DESK_SEEN_PARTS_H_

#include <QTextDocument>
#include <map>
#include <optional>

namespace paraphe::desk {

// Positions of characters, as QTextCursor counts them. They stay what they are when the same page is laid
// out anew, larger or smaller. Not thread-safe.
//
// REQ: PRES-9
class SeenParts {
 public:
  void Clear() { parts_.clear(); }

  // The characters from `begin` to before `end` were on the screen; nothing where there are none.
  void Add(int begin, int end);

  // The first visible character of `page` that was not; nullopt once all were. Blanks, the ends of
  // paragraphs and what is folded away show nothing, and need not be seen.
  std::optional<int> FirstUnseen(const QTextDocument& page) const;

 private:
  std::map<int, int> parts_;  // begin to end; neither overlapping nor touching
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_SEEN_PARTS_H_
