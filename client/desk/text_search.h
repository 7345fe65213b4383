// Finds words in the text of a widget, as people type them.
#ifndef PARAPHE_CLIENT_DESK_TEXT_SEARCH_H_
#define PARAPHE_CLIENT_DESK_TEXT_SEARCH_H_

#include <QString>
#include <QTextDocument>
#include <cstddef>
#include <optional>
#include <vector>

namespace paraphe::desk {

// More are not counted.
inline constexpr size_t kMostMatches = 100000;

// The matches of one word in one document, at one moment: after a change of either, search again.
class TextSearch {
 public:
  // The matches of `word`, which do not overlap, in order. Upper and lower case are the same; so are
  // all blanks, and the straight and the curved apostrophe. A word is found within a line or a
  // field, not across two. An empty word is nowhere. Folded text (client/desk/page_folds.h) is
  // searched too.
  static TextSearch In(const QTextDocument& document, const QString& word);

  // How many there are; kMostMatches stands for as many or more.
  size_t count() const { return positions_.size(); }
  // Where a match begins, and how long each is, in characters of the document.
  int position(size_t match) const { return positions_[match]; }
  int length() const { return length_; }

  // The first match at or behind `position`, or the first of all; the last one before `position`, or
  // the last of all. Unset where there is none.
  std::optional<size_t> NextFrom(int position) const;
  std::optional<size_t> LastBefore(int position) const;

 private:
  std::vector<int> positions_;
  int length_ = 0;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_TEXT_SEARCH_H_
