#include "client/desk/device_editor.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <string>
#include <utility>

#include "client/agent/error_words.h"
#include "client/desk/child.h"
#include "client/desk/setup_words.h"
#include "client/desk/widget_words.h"
#include "common/errors.h"
#include "render/visible.h"

namespace paraphe::desk {
namespace {

constexpr int kLines = 4;

bool IsSameDevice(const v1::DeviceConfig& a, const v1::DeviceConfig& b) {
  return a.module() == b.module() && a.pkcs12() == b.pkcs12();
}

// What a device gave, for people.
QString Visible(absl::string_view text, Language language) {
  return ToQString(VisibleLine(text, language));
}

}  // namespace

DeviceEditor::DeviceEditor(std::vector<device::KnownModule> known, ReaderLister lister,
                           QWidget* parent)
    : QWidget(parent), known_(std::move(known)), search_(std::move(lister)) {
  auto* column = AddChild<QVBoxLayout>(this);
  column->setContentsMargins(0, 0, 0, 0);
  help_ = AddChild<QLabel>(this);
  help_->setWordWrap(true);
  column->addWidget(help_);
  auto* row = MakeOwned<QHBoxLayout>();
  column->addLayout(row);
  list_ = AddChild<QListWidget>(this);
  list_->setMinimumHeight(fontMetrics().lineSpacing() * kLines);
  row->addWidget(list_, 1);
  auto* buttons = MakeOwned<QVBoxLayout>();
  row->addLayout(buttons);
  add_ = AddChild<QPushButton>(this);
  menu_ = AddChild<QMenu>(this);
  add_->setMenu(menu_);
  remove_ = AddChild<QPushButton>(this);
  up_ = AddChild<QPushButton>(this);
  down_ = AddChild<QPushButton>(this);
  for (QPushButton* const button : {add_, remove_, up_, down_}) buttons->addWidget(button);
  buttons->addStretch(1);
  auto* cards = MakeOwned<QHBoxLayout>();
  column->addLayout(cards);
  card_label_ = AddChild<QLabel>(this);
  card_ = AddChild<QComboBox>(this);
  card_label_->setBuddy(card_);
  look_ = AddChild<QPushButton>(this);
  cards->addWidget(card_label_);
  cards->addWidget(card_, 1);
  cards->addWidget(look_);
  found_ = AddChild<QLabel>(this);
  found_->setWordWrap(true);
  found_->setTextFormat(Qt::PlainText);
  column->addWidget(found_);
  connect(list_, &QListWidget::currentRowChanged, this, &DeviceEditor::Select);
  connect(card_, &QComboBox::activated, this, &DeviceEditor::ChooseCard);
  connect(remove_, &QPushButton::clicked, this, &DeviceEditor::Remove);
  connect(up_, &QPushButton::clicked, this, [this] { Move(-1); });
  connect(down_, &QPushButton::clicked, this, [this] { Move(1); });
  connect(look_, &QPushButton::clicked, this, &DeviceEditor::LookForCards);
  connect(&search_, &CardSearch::Found, this, &DeviceEditor::TellFound);
  SetLanguage(language_);
}

void DeviceEditor::SetLanguage(Language language) {
  language_ = language;
  help_->setText(TextOf(SetupWord::kDevicesHelp, language));
  list_->setAccessibleName(TextOf(SetupWord::kDeviceListName, language));
  add_->setText(TextOf(SetupWord::kAddDevice, language));
  remove_->setText(TextOf(SetupWord::kRemove, language));
  up_->setText(TextOf(SetupWord::kUp, language));
  down_->setText(TextOf(SetupWord::kDown, language));
  card_label_->setText(TextOf(SetupWord::kCardOf, language));
  card_->setAccessibleName(TextOf(SetupWord::kCardChoiceName, language));
  look_->setText(TextOf(SetupWord::kLookForCards, language));
  FillMenu();
  Refill(list_->currentRow());
  if (!search_.found().empty()) TellFound();
}

void DeviceEditor::FillMenu() {
  menu_->clear();
  for (const device::KnownModule& module : known_) {
    const QString name = Visible(module.name, language_) + " — " + Visible(module.path, language_);
    menu_->addAction(QString(name).replace(u'&', "&&"), this,
                     [this, path = module.path] { AddModule(path); });
  }
  menu_->addSeparator();
  menu_->addAction(TextOf(SetupWord::kOtherModule, language_), this, [this] { AskModule(); });
  menu_->addAction(TextOf(SetupWord::kPkcs12, language_), this, [this] { AskPkcs12(); });
}

void DeviceEditor::SetDevices(std::vector<v1::DeviceConfig> devices) {
  devices_ = std::move(devices);
  Refill(0);
}

void DeviceEditor::AddModule(const std::string& path) {
  v1::DeviceConfig device;
  device.set_module(path);
  devices_.push_back(device);
  Refill(static_cast<int>(devices_.size()) - 1);
  Q_EMIT Changed();
}

void DeviceEditor::AddPkcs12(const std::string& path) {
  v1::DeviceConfig device;
  device.set_pkcs12(path);
  devices_.push_back(device);
  Refill(static_cast<int>(devices_.size()) - 1);
  Q_EMIT Changed();
}

void DeviceEditor::AskModule() {
  const QString file = QFileDialog::getOpenFileName(
      this, TextOf(SetupWord::kChooseModuleTitle, language_), "/usr/lib",
      TextOf(SetupWord::kModuleFiles, language_) + ";;" + TextOf(SetupWord::kAllFiles, language_));
  if (!file.isEmpty()) AddModule(file.toStdString());
}

void DeviceEditor::AskPkcs12() {
  const QString file = QFileDialog::getOpenFileName(
      this, TextOf(SetupWord::kChoosePkcs12Title, language_), "",
      TextOf(SetupWord::kPkcs12Files, language_) + ";;" + TextOf(SetupWord::kAllFiles, language_));
  if (!file.isEmpty()) AddPkcs12(file.toStdString());
}

QString DeviceEditor::NameOf(const v1::DeviceConfig& device) const {
  if (!device.pkcs12().empty()) {
    return TextOf(SetupWord::kFile, language_).arg(Visible(device.pkcs12(), language_));
  }
  for (const device::KnownModule& module : known_) {
    if (module.path == device.module()) return Visible(module.name, language_);
  }
  return Visible(device.module(), language_);
}

void DeviceEditor::Refill(int selected) {
  {
    const QSignalBlocker quiet(list_);
    list_->clear();
    for (const v1::DeviceConfig& device : devices_) {
      QString line = NameOf(device);
      if (device.has_serial()) line += ", n°\u00a0" + Visible(device.serial(), language_);
      if (device.has_label()) line += ", «\u00a0" + Visible(device.label(), language_) + "\u00a0»";
      list_->addItem(line);
    }
    list_->setCurrentRow(std::clamp(selected, -1, list_->count() - 1));
  }
  Select(list_->currentRow());
}

const FoundReaders* DeviceEditor::FoundFor(const v1::DeviceConfig& device) const {
  const auto& all = search_.found();
  const auto found = std::find_if(all.begin(), all.end(), [&](const FoundReaders& readers) {
    return IsSameDevice(readers.device, device);
  });
  return found == all.end() ? nullptr : &*found;
}

// Its cards: any; the one that is chosen, though it may not be there; those that were found.
void DeviceEditor::Select(int row) {
  const bool any = row >= 0;
  remove_->setEnabled(any);
  up_->setEnabled(row > 0);
  down_->setEnabled(any && row + 1 < list_->count());
  look_->setEnabled(any && !search_.IsLooking());
  card_->clear();
  card_->setEnabled(any && devices_[static_cast<size_t>(row)].pkcs12().empty());
  if (!any) return;
  const v1::DeviceConfig& device = devices_[static_cast<size_t>(row)];
  card_->addItem(TextOf(SetupWord::kAnyCard, language_));
  if (const FoundReaders* const found = FoundFor(device); found != nullptr && found->readers.ok()) {
    for (const device::ListedReader& reader : *found->readers) {
      if (!reader.token.has_value() || reader.token->state.serial.empty()) continue;
      const device::DeviceState& state = reader.token->state;
      card_->addItem(TextOf(SetupWord::kCard, language_)
                         .arg(Visible(state.label, language_), Visible(state.serial, language_)),
                     QByteArray::fromStdString(state.serial));
    }
  }
  if (device.has_serial()) {
    int at = card_->findData(QByteArray::fromStdString(device.serial()));
    if (at < 0) {
      card_->addItem("n°\u00a0" + Visible(device.serial(), language_),
                     QByteArray::fromStdString(device.serial()));
      at = card_->count() - 1;
    }
    card_->setCurrentIndex(at);
  } else if (device.has_label()) {
    card_->insertItem(1, "«\u00a0" + Visible(device.label(), language_) + "\u00a0»");
    card_->setCurrentIndex(1);
  }
}

void DeviceEditor::ChooseCard(int index) {
  const int row = list_->currentRow();
  if (row < 0) return;
  v1::DeviceConfig& device = devices_[static_cast<size_t>(row)];
  const QByteArray serial = card_->itemData(index).toByteArray();
  if (index == 0) {
    device.clear_token();
  } else if (!serial.isEmpty()) {
    device.set_serial(serial.toStdString());
  }
  Refill(row);
  Q_EMIT Changed();
}

void DeviceEditor::Move(int by) {
  const int row = list_->currentRow();
  if (row < 0 || row + by < 0 || row + by >= list_->count()) return;
  std::swap(devices_[static_cast<size_t>(row)], devices_[static_cast<size_t>(row + by)]);
  Refill(row + by);
  Q_EMIT Changed();
}

void DeviceEditor::Remove() {
  const int row = list_->currentRow();
  if (row < 0) return;
  devices_.erase(devices_.begin() + row);
  Refill(std::min(row, static_cast<int>(devices_.size()) - 1));
  Q_EMIT Changed();
}

void DeviceEditor::LookForCards() {
  if (devices_.empty()) return;
  found_->setText(TextOf(SetupWord::kLooking, language_));
  search_.Start(devices_);
  look_->setEnabled(false);
}

void DeviceEditor::TellFound() {
  QStringList lines;
  for (const FoundReaders& found : search_.found()) {
    const QString name = NameOf(found.device);
    if (!found.readers.ok()) {
      lines.append(name + (language_ == Language::kFrench ? "\u00a0: " : ": ") +
                   ToQString(agent::WordsForError(found.readers.status(), language_)));
      continue;
    }
    const auto cards =
        std::count_if(found.readers->begin(), found.readers->end(),
                      [](const device::ListedReader& reader) { return reader.token.has_value(); });
    lines.append(cards == 0 ? TextOf(SetupWord::kEmptyReader, language_).arg(name)
                            : TextOf(SetupWord::kFoundCards, language_).arg(name).arg(cards));
  }
  found_->setText(lines.join(u'\n'));
  Select(list_->currentRow());
}

}  // namespace paraphe::desk
