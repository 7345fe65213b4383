// The bar at the foot of the window: what is going on now, and the way out of it.
#ifndef PARAPHE_CLIENT_DESK_STOP_BAR_H_
#define PARAPHE_CLIENT_DESK_STOP_BAR_H_

#include <QFrame>
#include <QString>
#include <string>

#include "client/desk/desk_words.h"
#include "common/bilingual.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace paraphe::desk {

// What its button does now.
enum class WayOut {
  kNone,     // nothing runs
  kStop,     // everything can be taken back: stops, after a confirmation
  kLeave,    // nothing can be taken back: waits no longer for card or server, after a confirmation
  kStopping  // stopped: waits no longer for what does not answer
};

// The confirmation is part of the bar, not a window of its own: what goes on meanwhile is seen, and a
// session that ends closes it. Belongs to the thread of the window.
//
// REQ: CONS-2, CONS-4
class StopBar : public QFrame {
  Q_OBJECT

 public:
  explicit StopBar(QWidget* parent);

  // What goes on; `busy`: the signer waits for it.
  void SetStatus(const QString& words, bool busy);
  void SetWayOut(WayOut way_out);
  void Speak(Language language);

  // As if the button were pressed. Where the question stands already, this is the answer yes.
  void Ask();
  // Whether the signer is asked for a confirmation.
  bool IsAsking() const;

 Q_SIGNALS:
  // Confirmed. `reason` for the application, of usable characters; may be empty.
  void Confirmed(const std::string& reason);
  void Dismissed();  // the signer goes on

 private:
  void Refresh();
  void Press();
  void Confirm();
  void Dismiss();
  void Fold();

  Language language_ = Language::kFrench;
  WayOut way_out_ = WayOut::kNone;
  QLabel* status_;
  QLabel* hint_;  // what the button does
  QProgressBar* busy_;
  QPushButton* stop_;
  QWidget* question_;
  QLabel* words_;
  QLabel* reason_label_;
  QLineEdit* reason_;
  QLabel* fault_;
  QPushButton* confirm_;
  QPushButton* dismiss_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_STOP_BAR_H_
