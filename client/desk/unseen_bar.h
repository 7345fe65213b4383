// Says that a part of the document was passed over, and leads to it.
#ifndef PARAPHE_CLIENT_DESK_UNSEEN_BAR_H_
#define PARAPHE_CLIENT_DESK_UNSEEN_BAR_H_

#include <QLabel>
#include <QToolButton>
#include <QWidget>

#include "common/bilingual.h"

namespace paraphe::desk {

// Hidden at first. Belongs to the thread of the window, as every widget.
class UnseenBar : public QWidget {
  Q_OBJECT

 public:
  explicit UnseenBar(QWidget* parent);

  void Speak(Language language);

 Q_SIGNALS:
  // To the first part that was not on the screen.
  void WayWanted();

 private:
  QLabel* const text_;
  QToolButton* const way_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_UNSEEN_BAR_H_
