#include "client/desk/message_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

#include "client/agent/error_words.h"
#include "client/desk/child.h"
#include "client/desk/desk_text.h"
#include "common/errors.h"

namespace paraphe::desk {

MessagePanel::MessagePanel(QWidget* parent)
    : QFrame(parent),
      mark_(AddChild<QLabel>(this, QStringLiteral("⚠"))),
      text_(AddText(this)),
      code_(AddText(this)),
      retry_(AddChild<QPushButton>(this)) {
  setFrameShape(QFrame::Box);
  setLineWidth(2);
  text_->setObjectName("message");
  retry_->setObjectName("retry");
  QFont large = mark_->font();
  large.setPointSizeF(large.pointSizeF() * 1.6);
  mark_->setFont(large);
  QFont bold = text_->font();
  bold.setBold(true);
  text_->setFont(bold);
  auto* rows = MakeOwned<QVBoxLayout>();
  rows->addWidget(text_);
  rows->addWidget(code_);
  auto* row = AddChild<QHBoxLayout>(this);
  row->addWidget(mark_);
  row->addLayout(rows, 1);
  row->addWidget(retry_);
  connect(retry_, &QPushButton::clicked, this, [this] { Q_EMIT RetryWanted(); });
  retry_->hide();
  hide();
}

void MessagePanel::Add(agent::Phrase phrase, const std::string& detail) {
  messages_.push_back({absl::OkStatus(), phrase, detail});
  Refresh();
}

void MessagePanel::AddError(const absl::Status& status) {
  messages_.push_back({status, agent::Phrase::kNothingSigned, ""});
  Refresh();
}

void MessagePanel::SetPassing(const absl::Status& status) {
  passing_ = status;
  Refresh();
}

void MessagePanel::OfferRetry(bool offered) { retry_->setVisible(offered); }

void MessagePanel::Clear() {
  messages_.clear();
  passing_ = absl::OkStatus();
  retry_->hide();
  Refresh();
}

void MessagePanel::Speak(Language language) {
  language_ = language;
  setAccessibleName(Text(DeskWord::kMessages, language_));
  retry_->setText(Text(DeskWord::kRetry, language_));
  Refresh();
}

QString MessagePanel::text() const { return text_->text(); }

QString MessagePanel::WordsOf(const Message& message) const {
  if (!message.error.ok())
    return Typeset(agent::WordsForError(message.error, language_), language_);
  return Text(message.phrase, language_) + Visible(message.detail, language_);
}

void MessagePanel::Refresh() {
  QStringList lines;
  QStringList codes;
  std::vector<Message> all = messages_;
  if (!passing_.ok()) all.push_back({passing_, agent::Phrase::kNothingSigned, ""});
  for (const Message& message : all) {
    const QString words = WordsOf(message);
    if (!lines.contains(words)) lines << words;
    // Who stopped needs no support.
    if (message.error.ok() || ReasonOf(message.error) == v1::ABORTED_BY_SIGNER) continue;
    const QString code = ToQt(agent::CodeOfError(message.error, language_));
    if (!codes.contains(code)) codes << code;
  }
  text_->setText(lines.join('\n'));
  code_->setText(codes.join('\n'));
  code_->setVisible(!codes.isEmpty());
  setVisible(!lines.isEmpty());
}

}  // namespace paraphe::desk
