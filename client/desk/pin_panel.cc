#include "client/desk/pin_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

#include "client/agent/error_words.h"
#include "client/desk/child.h"
#include "client/desk/desk_text.h"
#include "client/desk/pin_field.h"

namespace paraphe::desk {
namespace {

constexpr size_t kLeastCharacters = 2;
constexpr int kFieldWidth = 18;  // characters

}  // namespace

PinPanel::PinPanel(QWidget* parent)
    : QWidget(parent),
      warning_(AddText(this)),
      label_(AddChild<QLabel>(this)),
      field_(AddChild<PinField>(this)),
      enter_(AddChild<QPushButton>(this)),
      help_(AddText(this)) {
  field_->setObjectName("pin");
  enter_->setObjectName("enter_pin");
  QFont bold = warning_->font();
  bold.setBold(true);
  warning_->setFont(bold);
  label_->setBuddy(field_);
  field_->setMinimumWidth(fontMetrics().averageCharWidth() * kFieldWidth);
  auto* row = MakeOwned<QHBoxLayout>();
  row->addWidget(label_);
  row->addWidget(field_);
  row->addWidget(enter_);
  row->addStretch(1);
  auto* rows = AddChild<QVBoxLayout>(this);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->addWidget(warning_);
  rows->addLayout(row);
  rows->addWidget(help_);
  connect(field_, &PinField::Typed, this, [this] {
    enter_->setEnabled(field_->isHidden() || field_->characters() >= kLeastCharacters);
  });
  connect(field_, &PinField::Entered, this, [this] { Enter(); });
  connect(enter_, &QPushButton::clicked, this, [this] { Enter(); });
  hide();
}

PinPanel::~PinPanel() = default;

void PinPanel::Ask(const agent::PinRequest& request, bool before_listing) {
  request_ = request;
  before_listing_ = before_listing;
  Refresh();
  field_->Clear();
  show();
  const bool here = request.device.pin_entry != device::PinEntry::kAtReader;
  (here ? static_cast<QWidget*>(field_) : enter_)->setFocus(Qt::OtherFocusReason);
}

void PinPanel::Close() {
  field_->Clear();
  request_.reset();
  hide();
}

void PinPanel::Speak(Language language) {
  language_ = language;
  Refresh();
}

SecretBuffer PinPanel::Take() {
  SecretBuffer pin = field_->Take();
  Close();
  return pin;
}

void PinPanel::Enter() {
  if (request_.has_value() && enter_->isEnabled()) Q_EMIT Entered();
}

QString PinPanel::Warning() const {
  QStringList sentences;
  const device::DeviceState& device = request_->device;
  if (!request_->refused.ok()) {
    sentences << Typeset(agent::WordsForError(request_->refused, language_), language_);
  } else if (device.wrong_pin_before) {
    sentences << Text(agent::Phrase::kWrongPinBefore, language_);
  }
  if (device.pin_must_change) sentences << Text(agent::Phrase::kPinMustChange, language_);
  if (device.tries_left == 1u) {
    sentences << Text(agent::Phrase::kFinalTry, language_);
  } else if (device.tries_left.has_value() && request_->refused.ok()) {
    sentences << Text(DeskWord::kTriesLeft, language_, QString::number(*device.tries_left));
  }
  return sentences.join(' ');
}

void PinPanel::Refresh() {
  const bool at_reader =
      request_.has_value() && request_->device.pin_entry == device::PinEntry::kAtReader;
  const QString warning = request_.has_value() ? Warning() : QString();
  warning_->setText(warning.isEmpty() ? warning : "⚠ " + warning);
  warning_->setVisible(!warning.isEmpty());
  label_->setText(Text(at_reader ? DeskWord::kPinAtReader : DeskWord::kPin, language_));
  label_->setWordWrap(at_reader);  // a sentence there, two words here
  field_->setVisible(!at_reader);
  field_->setAccessibleName(Text(DeskWord::kPinName, language_));
  field_->setAccessibleDescription(warning);
  enter_->setText(Text(at_reader         ? DeskWord::kGoOnAtReader
                       : before_listing_ ? DeskWord::kSeeCertificates
                                         : DeskWord::kEnterPin,
                       language_));
  help_->setText(Text(before_listing_ ? DeskWord::kPinHelpBefore : DeskWord::kPinHelp, language_));
}

}  // namespace paraphe::desk
