#include "client/desk/first_start.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <algorithm>
#include <utility>

#include "client/desk/child.h"
#include "client/desk/setup_words.h"
#include "client/desk/widget_words.h"
#include "common/errors.h"
#include "render/visible.h"

namespace paraphe::desk {
namespace {

constexpr int kLettersWide = 90;
constexpr int kLinesHigh = 26;
enum Step { kServer, kDevices, kLanguage };

QString Visible(absl::string_view text, Language language) {
  return ToQString(VisibleLine(text, language));
}

absl::string_view MessageOf(const absl::Status& status) {
  return {status.message().data(), status.message().size()};
}

}  // namespace

FirstStartDialog::FirstStartDialog(std::string target, Language language,
                                   std::vector<device::KnownModule> known, ReaderLister lister,
                                   QWidget* parent)
    : QDialog(parent), target_(std::move(target)), language_(language) {
  auto* column = AddChild<QVBoxLayout>(this);
  auto* head = MakeOwned<QHBoxLayout>();
  column->addLayout(head);
  heading_ = AddChild<QLabel>(this);
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.4);
  large.setBold(true);
  heading_->setFont(large);
  head->addWidget(heading_, 1);
  other_ = AddChild<QPushButton>(this);
  head->addWidget(other_);
  welcome_ = AddLabel(*column, this);
  steps_ = AddChild<QStackedWidget>(this);
  column->addWidget(steps_, 1);
  steps_->addWidget(MakeServerStep());
  devices_ = MakeOwned<DeviceEditor>(std::move(known), std::move(lister));
  steps_->addWidget(MakeDeviceStep());
  steps_->addWidget(MakeLanguageStep());
  fault_ = AddLabel(*column, this);
  fault_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* buttons = MakeOwned<QHBoxLayout>();
  column->addLayout(buttons);
  leave_ = AddChild<QPushButton>(this);
  back_ = AddChild<QPushButton>(this);
  next_ = AddChild<QPushButton>(this);
  next_->setDefault(true);
  buttons->addWidget(leave_);
  buttons->addStretch(1);
  buttons->addWidget(back_);
  buttons->addWidget(next_);
  connect(other_, &QPushButton::clicked, this, [this] {
    SetLanguage(language_ == Language::kFrench ? Language::kEnglish : Language::kFrench);
  });
  connect(leave_, &QPushButton::clicked, this, &QDialog::reject);
  connect(back_, &QPushButton::clicked, this, &FirstStartDialog::Back);
  connect(next_, &QPushButton::clicked, this, &FirstStartDialog::Next);
  for (QPushButton* const button : {other_, leave_, back_}) button->setAutoDefault(false);
  resize(fontMetrics().averageCharWidth() * kLettersWide, fontMetrics().lineSpacing() * kLinesHigh);
  SetLanguage(language);
}

QLabel* FirstStartDialog::AddLabel(QVBoxLayout& column, QWidget* parent) {
  auto* label = AddChild<QLabel>(parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  column.addWidget(label);
  return label;
}

QWidget* FirstStartDialog::MakeServerStep() {
  auto* step = AddChild<QWidget>(steps_);
  auto* column = AddChild<QVBoxLayout>(step);
  server_help_ = AddLabel(*column, step);
  choose_ = AddChild<QPushButton>(step);
  choose_->setAutoDefault(false);
  column->addWidget(choose_, 0, Qt::AlignLeading);
  servers_ = AddLabel(*column, step);
  column->addStretch(1);
  connect(choose_, &QPushButton::clicked, this, &FirstStartDialog::AskServerFile);
  return step;
}

QWidget* FirstStartDialog::MakeDeviceStep() {
  auto* step = AddChild<QWidget>(steps_);
  auto* column = AddChild<QVBoxLayout>(step);
  device_help_ = AddLabel(*column, step);
  column->addWidget(devices_, 1);
  return step;
}

QWidget* FirstStartDialog::MakeLanguageStep() {
  auto* step = AddChild<QWidget>(steps_);
  auto* column = AddChild<QVBoxLayout>(step);
  language_help_ = AddLabel(*column, step);
  french_ = AddChild<QRadioButton>(step);
  english_ = AddChild<QRadioButton>(step);
  column->addWidget(french_);
  column->addWidget(english_);
  column->addStretch(1);
  connect(french_, &QRadioButton::clicked, this, [this] { SetLanguage(Language::kFrench); });
  connect(english_, &QRadioButton::clicked, this, [this] { SetLanguage(Language::kEnglish); });
  return step;
}

void FirstStartDialog::SetLanguage(Language language) {
  language_ = language;
  const auto say = [language](auto* widget, SetupWord word) {
    widget->setText(TextOf(word, language));
  };
  setWindowTitle(TextOf(SetupWord::kFirstTitle, language));
  say(welcome_, SetupWord::kWelcome);
  say(server_help_, SetupWord::kServerStepHelp);
  say(choose_, SetupWord::kChooseServerFile);
  say(device_help_, SetupWord::kDeviceStepHelp);
  say(language_help_, SetupWord::kLanguageStepHelp);
  say(french_, SetupWord::kFrench);
  say(english_, SetupWord::kEnglish);
  say(other_, SetupWord::kOtherLanguage);
  say(leave_, SetupWord::kLeave);
  say(back_, SetupWord::kBack);
  devices_->SetLanguage(language);
  (language == Language::kFrench ? french_ : english_)->setChecked(true);
  TellServerFile();
  GoTo(step());
}

void FirstStartDialog::GoTo(int step) {
  constexpr SetupWord kHeadings[] = {SetupWord::kServerStep, SetupWord::kDeviceStep,
                                     SetupWord::kLanguageStep};
  steps_->setCurrentIndex(step);
  heading_->setText(TextOf(kHeadings[step], language_));
  back_->setEnabled(step > kServer);
  next_->setText(TextOf(step == kLanguage ? SetupWord::kFinish : SetupWord::kNext, language_));
  SayFault("");
}

void FirstStartDialog::SayFault(const QString& fault) {
  fault_->setText(fault);
  fault_->setAccessibleName(fault);
  fault_->setVisible(!fault.isEmpty());
}

void FirstStartDialog::AskServerFile() {
  const QString file = QFileDialog::getOpenFileName(
      this, TextOf(SetupWord::kServerFileTitle, language_), "",
      TextOf(SetupWord::kTextFiles, language_) + ";;" + TextOf(SetupWord::kAllFiles, language_));
  if (!file.isEmpty()) TakeServerFile(file.toStdString());
}

void FirstStartDialog::TakeServerFile(const std::string& path) {
  absl::StatusOr<ImportedConfig> imported = ImportConfig(path);
  server_file_ = path;
  server_fault_ = imported.status();
  imported_ = imported.ok() ? *std::move(imported) : ImportedConfig();
  if (server_fault_.ok()) {
    const auto& devices = imported_.config.device();
    if (!devices.empty()) devices_->SetDevices({devices.begin(), devices.end()});
  }
  TellServerFile();
  SayFault("");
}

void FirstStartDialog::TellServerFile() {
  if (server_file_.empty()) return servers_->setText(TextOf(SetupWord::kNoServerFile, language_));
  if (!server_fault_.ok()) {
    return servers_->setText(TextOf(SetupWord::kServerFileBad, language_)
                                 .arg(Visible(MessageOf(server_fault_), language_)));
  }
  QStringList lines = {
      TextOf(SetupWord::kServerFileName, language_).arg(Visible(server_file_, language_))};
  for (const v1::ServerAddress& server : imported_.config.servers()) {
    lines.append("• " + Visible(server.address(), language_));
  }
  servers_->setText(lines.join(u'\n'));
}

void FirstStartDialog::Next() {
  if (step() == kServer && imported_.config.servers().empty()) {
    return SayFault(TextOf(SetupWord::kServerFirst, language_));
  }
  if (step() == kDevices && devices_->devices().empty()) {
    return SayFault(TextOf(SetupWord::kNoDevice, language_));
  }
  if (step() == kLanguage) return Finish();
  GoTo(step() + 1);
}

void FirstStartDialog::Back() {
  if (step() > kServer) GoTo(step() - 1);
}

void FirstStartDialog::Finish() {
  v1::AgentConfig config = imported_.config;
  config.mutable_device()->Clear();
  for (const v1::DeviceConfig& device : devices_->devices()) *config.add_device() = device;
  config.set_language(std::string(LanguageTag(language_)));
  const absl::Status written = WriteConfig(target_, config, imported_.files);
  if (written.ok()) return accept();
  SayFault(TextOf(SetupWord::kNotSaved, language_).arg(Visible(MessageOf(written), language_)));
}

FirstStart RunFirstStart(QWidget* parent, const ConfigPlaces& places, Language language) {
  FirstStartDialog dialog(places.user, language, device::KnownModules(), DeviceLister(), parent);
  const bool done = dialog.exec() == QDialog::Accepted;
  return {done ? places.user : "", dialog.language()};
}

}  // namespace paraphe::desk
