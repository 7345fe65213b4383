#include "client/desk/stop_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include "client/desk/child.h"
#include "client/desk/desk_text.h"
#include "common/bounds.h"
#include "common/value_rules.h"

namespace paraphe::desk {

StopBar::StopBar(QWidget* parent)
    : QFrame(parent),
      status_(AddText(this)),
      hint_(AddText(this)),
      busy_(AddChild<QProgressBar>(this)),
      stop_(AddChild<QPushButton>(this)),
      question_(AddChild<QWidget>(this)),
      words_(AddText(question_)),
      reason_label_(AddChild<QLabel>(question_)),
      reason_(AddChild<QLineEdit>(question_)),
      fault_(AddText(question_)),
      confirm_(AddChild<QPushButton>(question_)),
      dismiss_(AddChild<QPushButton>(question_)) {
  setFrameShape(QFrame::StyledPanel);
  stop_->setObjectName("stop");
  confirm_->setObjectName("confirm_stop");
  dismiss_->setObjectName("dismiss_stop");
  reason_->setObjectName("stop_reason");
  status_->setObjectName("status");
  QFont bold = status_->font();
  bold.setBold(true);
  status_->setFont(bold);
  busy_->setRange(0, 0);
  busy_->setTextVisible(false);
  busy_->setMaximumWidth(fontMetrics().averageCharWidth() * 16);
  reason_->setMaxLength(static_cast<int>(kMaxReasonCharacters));
  reason_label_->setBuddy(reason_);
  auto* answers = MakeOwned<QHBoxLayout>();
  answers->addWidget(reason_label_);
  answers->addWidget(reason_, 1);
  answers->addWidget(confirm_);
  answers->addWidget(dismiss_);
  auto* asked = AddChild<QVBoxLayout>(question_);
  asked->setContentsMargins(0, 0, 0, 0);
  asked->addWidget(words_);
  asked->addWidget(fault_);
  asked->addLayout(answers);
  auto* row = MakeOwned<QHBoxLayout>();
  auto* said = MakeOwned<QVBoxLayout>();
  said->addWidget(status_);
  said->addWidget(hint_);
  row->addLayout(said, 1);
  row->addWidget(busy_);
  row->addWidget(stop_);
  auto* rows = AddChild<QVBoxLayout>(this);
  rows->addLayout(row);
  rows->addWidget(question_);
  question_->hide();
  connect(stop_, &QPushButton::clicked, this, [this] { Press(); });
  connect(confirm_, &QPushButton::clicked, this, [this] { Confirm(); });
  connect(dismiss_, &QPushButton::clicked, this, [this] { Dismiss(); });
  connect(reason_, &QLineEdit::returnPressed, this, [this] { Confirm(); });
  auto* escape = AddChild<QShortcut>(question_, QKeySequence(Qt::Key_Escape));
  escape->setContext(Qt::WidgetWithChildrenShortcut);
  connect(escape, &QShortcut::activated, this, [this] { Dismiss(); });
  Refresh();
}

void StopBar::SetStatus(const QString& words, bool busy) {
  status_->setText(words);
  busy_->setVisible(busy);
}

void StopBar::SetWayOut(WayOut way_out) {
  if (way_out == way_out_) return;
  // Another question than the one that stands there.
  question_->hide();
  reason_->clear();
  way_out_ = way_out;
  Refresh();
}

void StopBar::Speak(Language language) {
  language_ = language;
  Refresh();
}

bool StopBar::IsAsking() const { return !question_->isHidden(); }

void StopBar::Ask() {
  if (IsAsking()) {
    Confirm();
  } else {
    Press();
  }
}

void StopBar::Press() {
  if (way_out_ == WayOut::kNone) return;
  if (way_out_ == WayOut::kStopping) {
    Q_EMIT Confirmed("");
    return;
  }
  fault_->hide();
  question_->show();
  stop_->setEnabled(false);
  (way_out_ == WayOut::kStop ? static_cast<QWidget*>(reason_) : dismiss_)
      ->setFocus(Qt::OtherFocusReason);
}

void StopBar::Confirm() {
  const std::string reason = reason_->text().trimmed().toStdString();
  if (!FaultOfText(reason, kMaxReasonCharacters).empty() && !reason.empty()) {
    fault_->setText(Text(agent::Phrase::kReasonUnusable, language_));
    fault_->show();
    return;
  }
  Fold();
  Q_EMIT Confirmed(reason);
}

void StopBar::Dismiss() {
  Fold();
  Q_EMIT Dismissed();
}

void StopBar::Fold() {
  question_->hide();
  reason_->clear();
  stop_->setEnabled(true);
  stop_->setFocus(Qt::OtherFocusReason);
}

void StopBar::Refresh() {
  const bool leave = way_out_ == WayOut::kLeave;
  stop_->setVisible(way_out_ != WayOut::kNone);
  stop_->setEnabled(!IsAsking());
  stop_->setText(
      Text(way_out_ == WayOut::kStop ? DeskWord::kStop : DeskWord::kWaitNoLonger, language_));
  hint_->setVisible(way_out_ != WayOut::kNone);
  hint_->setText(Text(way_out_ == WayOut::kStop ? DeskWord::kStopHelp
                      : leave                   ? DeskWord::kWaitNoLongerHelp
                                                : DeskWord::kStoppingHelp,
                      language_));
  stop_->setAccessibleDescription(hint_->text());
  words_->setText(Text(leave ? DeskWord::kLeaveQuestion : DeskWord::kStopQuestion, language_));
  reason_label_->setText(Text(DeskWord::kStopReason, language_));
  reason_->setAccessibleName(Text(DeskWord::kStopReasonName, language_));
  reason_label_->setVisible(!leave);
  reason_->setVisible(!leave);
  confirm_->setText(Text(leave ? DeskWord::kConfirmLeave : DeskWord::kConfirmStop, language_));
  dismiss_->setText(Text(leave ? DeskWord::kGoOnWaiting : DeskWord::kGoOnSigning, language_));
  busy_->setAccessibleName(Text(DeskWord::kBusyName, language_));
}

}  // namespace paraphe::desk
