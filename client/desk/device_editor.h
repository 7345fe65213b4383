// The list of readers and key files of a configuration, and which card of each: for first start and
// settings.
#ifndef PARAPHE_CLIENT_DESK_DEVICE_EDITOR_H_
#define PARAPHE_CLIENT_DESK_DEVICE_EDITOR_H_

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QWidget>
#include <vector>

#include "client/desk/card_search.h"
#include "client/device/known_modules.h"
#include "common/bilingual.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::desk {

// Known modules are proposed; any other path can be set, several at once, and PKCS#12 files. Nothing is
// opened but by "Look for cards", in another thread. Belongs to the thread of the window.
//
// REQ: DEV-2
class DeviceEditor : public QWidget {
  Q_OBJECT

 public:
  DeviceEditor(std::vector<device::KnownModule> known, ReaderLister lister,
               QWidget* parent = nullptr);

  void SetLanguage(Language language);
  // Paths are full ones.
  void SetDevices(std::vector<v1::DeviceConfig> devices);
  const std::vector<v1::DeviceConfig>& devices() const { return devices_; }

  void AddModule(const std::string& path);
  void AddPkcs12(const std::string& path);
  void LookForCards();

 Q_SIGNALS:
  void Changed();

 private:
  void MakeButtons();
  void FillMenu();
  void Refill(int selected);
  void Select(int row);
  void ChooseCard(int index);
  void Move(int by);
  void Remove();
  void AskModule();
  void AskPkcs12();
  void TellFound();
  QString NameOf(const v1::DeviceConfig& device) const;
  const FoundReaders* FoundFor(const v1::DeviceConfig& device) const;

  const std::vector<device::KnownModule> known_;
  std::vector<v1::DeviceConfig> devices_;
  Language language_ = Language::kFrench;
  CardSearch search_;
  QLabel* help_;
  QListWidget* list_;
  QPushButton* add_;
  QMenu* menu_;
  QPushButton* remove_;
  QPushButton* up_;
  QPushButton* down_;
  QLabel* card_label_;
  QComboBox* card_;
  QPushButton* look_;
  QLabel* found_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_DEVICE_EDITOR_H_
