// What the window shows where no request is open: how one is opened, and a field for its link.
#ifndef PARAPHE_CLIENT_DESK_LINK_PANEL_H_
#define PARAPHE_CLIENT_DESK_LINK_PANEL_H_

#include <QByteArray>
#include <QWidget>

#include "common/bilingual.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace paraphe::desk {

// Belongs to the thread of the window. A link is a secret: the field forgets it as soon as it is opened.
class LinkPanel : public QWidget {
  Q_OBJECT

 public:
  explicit LinkPanel(QWidget* parent);

  void Speak(Language language);
  // Whether another request came in while the one before was open: there is a button for it then.
  void SetNext(bool waits);

 Q_SIGNALS:
  // What was typed or pasted, which may be anything.
  void LinkEntered(const QByteArray& link);
  void NextWanted();

 private:
  void Open();

  QLabel* words_;
  QLabel* label_;
  QLineEdit* field_;
  QPushButton* open_;
  QPushButton* next_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_LINK_PANEL_H_
