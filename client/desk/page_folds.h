// The files inside a page: each folded under its words, and unfolded by a click or by Enter. Folded
// text is in the document, hidden, so that unfolding reads nothing and changes nothing.
//
// REQ: PRES-5
#ifndef PARAPHE_CLIENT_DESK_PAGE_FOLDS_H_
#define PARAPHE_CLIENT_DESK_PAGE_FOLDS_H_

#include <QString>
#include <QTextBlock>
#include <QTextDocument>
#include <QUrl>
#include <optional>
#include <vector>

#include "common/bilingual.h"

namespace paraphe::desk {

// The words before a folded file, of which a click or Enter opens it; and those once it is open.
QString FoldWords(bool open, Language language);

// Not thread-safe. Refers to a document, which must not be cleared without Clear() here.
class PageFolds {
 public:
  // The next fold: its number, and the address of what opens it, which is ours and leads nowhere.
  int Begin();
  static QString AddressOf(int fold);

  // Hides `block`, which is part of the fold. To be called for its blocks in order.
  void Hide(int fold, QTextBlock block);

  // The fold of an address of AddressOf; of one of its blocks.
  std::optional<int> FoldAt(const QUrl& address) const;
  std::optional<int> FoldOf(const QTextBlock& block) const;

  bool IsOpen(int fold) const { return folds_[static_cast<size_t>(fold)].open; }
  void SetOpen(int fold, bool open, QTextDocument& document);

  void Clear() { folds_.clear(); }

 private:
  struct Fold {
    QTextBlock first;
    QTextBlock last;
    bool open = false;
  };
  std::vector<Fold> folds_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_PAGE_FOLDS_H_
