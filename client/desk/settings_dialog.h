// The settings of the desk: the modules and readers, the card, the language, the size of writing. The
// same as the configuration file (client/desk/desk_config.h), which they are written to.
#ifndef PARAPHE_CLIENT_DESK_SETTINGS_DIALOG_H_
#define PARAPHE_CLIENT_DESK_SETTINGS_DIALOG_H_

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>
#include <string>
#include <vector>

#include "client/desk/card_search.h"
#include "client/desk/desk_config.h"
#include "client/desk/device_editor.h"
#include "client/device/known_modules.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// The dialog. It reads and writes files only. Belongs to the thread of the window.
class SettingsDialog : public QDialog {
  Q_OBJECT

 public:
  // `config` is what the file `file` says. See EditSettings.
  SettingsDialog(ConfigPlaces places, std::string file, v1::AgentConfig config, Language language,
                 std::vector<device::KnownModule> known, ReaderLister lister,
                 QWidget* parent = nullptr);

  DeviceEditor& devices() { return *devices_; }
  // What the settings say now, as it would be written.
  v1::AgentConfig config() const;
  // Writes, and accepts the dialog. Where it cannot be written, says why and stays.
  void Save();

 private:
  void AddServers(QVBoxLayout& column);
  void AddChoices(QVBoxLayout& column);
  bool IsAdministrators() const { return file_ == places_.administrator; }
  std::string Target() const { return IsAdministrators() ? places_.user : file_; }

  const ConfigPlaces places_;
  const std::string file_;
  v1::AgentConfig config_;
  const Language language_;
  DeviceEditor* devices_;
  QComboBox* spoken_;
  QSpinBox* zoom_;
  QLabel* fault_;
};

// Shows the settings of the file `file`, which is FindConfig's or that of --config, and lets the
// signer change them. Servers and their keys are shown, and not changed here: they come from the
// administrator. Where `file` is the administrator's, what is changed is written to the user's file,
// which holds the rest as it is; where it is another, to that. Fields that the dialog does not know
// stay as they are.
//
// Blocks until the dialog is closed, with events going on. True where a file was written: the
// configuration is to be loaded again, from that file. Where `file` cannot be read, says so, and
// false. To be called in the window's thread.
bool EditSettings(QWidget* parent, const ConfigPlaces& places, const std::string& file,
                  Language language);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_SETTINGS_DIALOG_H_
