#include "client/desk/settings_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <algorithm>
#include <utility>

#include <unistd.h>

#include "client/agent/server_pins.h"
#include "client/desk/child.h"
#include "client/desk/document_view.h"
#include "client/desk/setup_words.h"
#include "client/desk/widget_words.h"
#include "common/errors.h"
#include "render/visible.h"

namespace paraphe::desk {
namespace {

constexpr int kUsualZoom = 100;
constexpr int kZoomStep = 10;
constexpr int kLettersWide = 90;

QString Visible(absl::string_view text, Language language) {
  return ToQString(VisibleLine(text, language));
}

QLabel* AddText(QVBoxLayout& column, QWidget* parent, const QString& text) {
  auto* label = AddChild<QLabel>(parent, text);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  column.addWidget(label);
  return label;
}

absl::string_view MessageOf(const absl::Status& status) {
  return {status.message().data(), status.message().size()};
}

}  // namespace

SettingsDialog::SettingsDialog(ConfigPlaces places, std::string file, v1::AgentConfig config,
                               Language language, std::vector<device::KnownModule> known,
                               ReaderLister lister, QWidget* parent)
    : QDialog(parent),
      places_(std::move(places)),
      file_(std::move(file)),
      config_(std::move(config)),
      language_(language) {
  setWindowTitle(TextOf(SetupWord::kSettingsTitle, language));
  if (IsAdministrators()) config_ = WithFullPaths(file_, std::move(config_));
  auto* column = AddChild<QVBoxLayout>(this);
  AddServers(*column);
  auto* readers = AddChild<QGroupBox>(this, TextOf(SetupWord::kReaderAndCard, language));
  column->addWidget(readers);
  auto* readers_column = AddChild<QVBoxLayout>(readers);
  devices_ = MakeOwned<DeviceEditor>(std::move(known), std::move(lister), readers);
  readers_column->addWidget(devices_);
  devices_->SetLanguage(language);
  devices_->SetDevices({config_.device().begin(), config_.device().end()});
  AddChoices(*column);
  const QString target = Visible(Target(), language);
  AddText(
      *column, this,
      IsAdministrators()
          ? TextOf(SetupWord::kFromAdministrator, language).arg(Visible(file_, language), target)
          : TextOf(SetupWord::kWhereKept, language).arg(target));
  fault_ = AddText(*column, this, "");
  fault_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  fault_->hide();
  auto* buttons = AddChild<QDialogButtonBox>(this);
  QPushButton* const save =
      buttons->addButton(TextOf(SetupWord::kSave, language), QDialogButtonBox::ActionRole);
  buttons->addButton(TextOf(SetupWord::kCancel, language), QDialogButtonBox::RejectRole);
  connect(save, &QPushButton::clicked, this, &SettingsDialog::Save);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
  resize(fontMetrics().averageCharWidth() * kLettersWide, sizeHint().height());
}

void SettingsDialog::AddServers(QVBoxLayout& column) {
  auto* box = AddChild<QGroupBox>(this, TextOf(SetupWord::kServers, language_));
  column.addWidget(box);
  auto* inside = AddChild<QVBoxLayout>(box);
  for (const v1::ServerAddress& server : config_.servers()) {
    QLabel* const line = AddText(*inside, box, Visible(server.address(), language_));
    QFont bold = font();
    bold.setBold(true);
    line->setFont(bold);
  }
  AddText(*inside, box, TextOf(SetupWord::kServersHelp, language_));
  const std::string pins = agent::PinFileRules().path;
  if (access(pins.c_str(), F_OK) == 0) {
    AddText(*inside, box, TextOf(SetupWord::kServersFixed, language_).arg(ToQString(pins)));
  }
}

void SettingsDialog::AddChoices(QVBoxLayout& column) {
  auto* form = MakeOwned<QFormLayout>();
  column.addLayout(form);
  spoken_ = AddChild<QComboBox>(this);
  spoken_->addItem(TextOf(SetupWord::kLanguageOfDesktop, language_), QString());
  spoken_->addItem(TextOf(SetupWord::kFrench, language_), QString("fr"));
  spoken_->addItem(TextOf(SetupWord::kEnglish, language_), QString("en"));
  spoken_->setCurrentIndex(
      std::max(spoken_->findData(QString::fromStdString(config_.language())), 0));
  form->addRow(TextOf(SetupWord::kLanguage, language_), spoken_);
  zoom_ = AddChild<QSpinBox>(this);
  zoom_->setRange(kMinZoom, kMaxZoom);
  zoom_->setSingleStep(kZoomStep);
  zoom_->setSuffix(TextOf(SetupWord::kZoomSuffix, language_));
  zoom_->setValue(config_.zoom_percent() == 0 ? kUsualZoom
                                              : static_cast<int>(config_.zoom_percent()));
  form->addRow(TextOf(SetupWord::kZoom, language_), zoom_);
  const auto name = [this](QWidget* widget, SetupWord word) {
    widget->setAccessibleName(TextOf(word, language_).remove(u'&'));
  };
  name(spoken_, SetupWord::kLanguage);
  name(zoom_, SetupWord::kZoom);
  name(zoom_->findChild<QLineEdit*>(), SetupWord::kZoom);
}

v1::AgentConfig SettingsDialog::config() const {
  v1::AgentConfig config = config_;
  config.mutable_device()->Clear();
  for (const v1::DeviceConfig& device : devices_->devices()) *config.add_device() = device;
  config.set_language(spoken_->currentData().toString().toStdString());
  const bool usual = config_.zoom_percent() == 0 && zoom_->value() == kUsualZoom;
  config.set_zoom_percent(usual ? 0 : static_cast<uint32_t>(zoom_->value()));
  return config;
}

void SettingsDialog::Save() {
  if (devices_->devices().empty()) {
    fault_->setText(TextOf(SetupWord::kNoDevice, language_));
    return fault_->show();
  }
  const absl::Status written = WriteConfig(Target(), config());
  if (written.ok()) return accept();
  fault_->setText(
      TextOf(SetupWord::kNotSaved, language_).arg(Visible(MessageOf(written), language_)));
  fault_->show();
}

bool EditSettings(QWidget* parent, const ConfigPlaces& places, const std::string& file,
                  Language language) {
  const absl::StatusOr<v1::AgentConfig> config = ReadConfig(file);
  if (!config.ok()) {
    QMessageBox::warning(parent, TextOf(SetupWord::kSettingsTitle, language),
                         Visible(MessageOf(config.status()), language));
    return false;
  }
  SettingsDialog dialog(places, file, *config, language, device::KnownModules(), DeviceLister(),
                        parent);
  return dialog.exec() == QDialog::Accepted;
}

}  // namespace paraphe::desk
