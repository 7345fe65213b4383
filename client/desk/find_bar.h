// The bar that searches the document: a field, the count of matches, next and previous.
#ifndef PARAPHE_CLIENT_DESK_FIND_BAR_H_
#define PARAPHE_CLIENT_DESK_FIND_BAR_H_

#include <QLabel>
#include <QLineEdit>
#include <QTextCursor>
#include <QTextDocument>
#include <QToolButton>
#include <QWidget>
#include <functional>

#include "client/desk/text_search.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// What is searched: the text of a widget, and the part of it that is selected.
struct FindTarget {
  QTextDocument* document = nullptr;  // null: nothing
  std::function<QTextCursor()> selection;
  std::function<void(const QTextCursor&)> select;  // selects, and brings it into sight
};

// Hidden until Open. Enter and F3 go to the next match, Shift with them to the one before, both round
// the ends; Escape closes it.
class FindBar : public QWidget {
  Q_OBJECT

 public:
  explicit FindBar(QWidget* parent = nullptr);

  void SetLanguage(Language language);
  // What is searched from now on.
  void SetTarget(FindTarget target);
  // Shows the bar with the caret in its field.
  void Open();
  // Searches again, because the text changed; the selection stays.
  void Refresh();

  // The next match, or the one before. Opens the bar where no word was given yet.
  void FindNext();
  void FindPrevious();

 Q_SIGNALS:
  void Closed();

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void Search();
  void GoTo(std::optional<size_t> match);
  void Tell(std::optional<size_t> match);
  void Close();

  Language language_ = Language::kFrench;
  FindTarget target_;
  TextSearch found_;
  QLineEdit* field_;
  QLabel* count_;
  QToolButton* previous_;
  QToolButton* next_;
  QToolButton* close_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_FIND_BAR_H_
