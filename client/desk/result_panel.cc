#include "client/desk/result_panel.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

#include "client/desk/child.h"
#include "client/desk/desk_text.h"
#include "client/desk/receipt_window.h"

namespace paraphe::desk {

ResultPanel::ResultPanel(QWidget* parent)
    : QWidget(parent),
      words_(AddText(this)),
      save_(AddChild<QPushButton>(this)),
      look_(AddChild<QPushButton>(this)),
      go_on_(AddChild<QPushButton>(this)),
      saved_(AddText(this)),
      url_text_(AddText(this)) {
  save_->setObjectName("save_result");
  look_->setObjectName("look_at_receipt");
  go_on_->setObjectName("go_on");
  words_->setObjectName("result");
  saved_->setObjectName("saved");
  QFont large = words_->font();
  large.setBold(true);
  large.setPointSizeF(large.pointSizeF() * 1.25);
  words_->setFont(large);
  auto* row = MakeOwned<QHBoxLayout>();
  row->addWidget(save_);
  row->addWidget(look_);
  row->addWidget(go_on_);
  row->addStretch(1);
  auto* rows = AddChild<QVBoxLayout>(this);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->addWidget(words_);
  rows->addLayout(row);
  rows->addWidget(saved_);
  rows->addWidget(url_text_);
  connect(save_, &QPushButton::clicked, this, [this] { AskFolder(); });
  connect(look_, &QPushButton::clicked, this,
          [this] { ShowReceipt(window(), *result_, language_); });
  connect(go_on_, &QPushButton::clicked, this, [this] {
    QDesktopServices::openUrl(QUrl(QString::fromStdString(url_), QUrl::StrictMode));
  });
  Refresh();
}

void ResultPanel::ShowSigned() {
  signed_ = true;
  Refresh();
}

void ResultPanel::Offer(const agent::SignedResult& result) {
  result_ = result;
  Refresh();
  save_->setFocus(Qt::OtherFocusReason);
}

void ResultPanel::SetReturnUrl(const std::string& url) {
  url_ = url;
  Refresh();
}

void ResultPanel::Clear() {
  signed_ = false;
  result_.reset();
  url_.clear();
  saving_.reset();
  Refresh();
}

void ResultPanel::Speak(Language language) {
  language_ = language;
  Refresh();
}

void ResultPanel::SaveTo(const QString& path) {
  if (!result_.has_value()) return;
  const absl::StatusOr<std::string> saved = agent::SaveResult(*result_, path.toStdString());
  saving_ = saved.ok() ? agent::Phrase::kSaved : agent::Phrase::kNotSaved;
  saved_path_ = saved.ok() ? *saved : path.toStdString();
  Refresh();
  Q_EMIT Saved();
}

void ResultPanel::AskFolder() {
  auto* dialog = AddChild<QFileDialog>(window());
  dialog->setWindowTitle(Text(DeskWord::kSaveTitle, language_));
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) { SaveTo(path); });
  dialog->open();
}

void ResultPanel::Refresh() {
  words_->setVisible(signed_);
  words_->setText("✓ " + Text(DeskWord::kSignedResult, language_));
  save_->setVisible(result_.has_value());
  save_->setText(Text(DeskWord::kSaveResult, language_));
  look_->setVisible(result_.has_value());
  look_->setText(Text(DeskWord::kLookAtReceipt, language_));
  go_on_->setVisible(!url_.empty());
  go_on_->setText(Text(DeskWord::kGoOnInBrowser, language_));
  saved_->setVisible(saving_.has_value());
  if (saving_.has_value()) {
    saved_->setText(Text(*saving_, language_) + Visible(saved_path_, language_));
  }
  url_text_->setVisible(!url_.empty());
  url_text_->setText(Text(agent::Phrase::kReturnUrl, language_) + Visible(url_, language_));
  setVisible(signed_ || !url_.empty());
}

}  // namespace paraphe::desk
