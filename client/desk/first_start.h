// The first start, without a configuration: leads the signer through it in three steps. Server, by the
// file that the administrator gives; driver, reader and card, or a PKCS#12 file; language.
#ifndef PARAPHE_CLIENT_DESK_FIRST_START_H_
#define PARAPHE_CLIENT_DESK_FIRST_START_H_

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <string>
#include <vector>

#include "absl/status/status.h"

#include "client/desk/card_search.h"
#include "client/desk/desk_config.h"
#include "client/desk/device_editor.h"
#include "client/device/known_modules.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// What came of it.
struct FirstStart {
  std::string config;  // the file that was written; empty where the signer left before the end
  Language language;   // the one that was chosen
};

// The dialog. Belongs to the thread of the window.
class FirstStartDialog : public QDialog {
  Q_OBJECT

 public:
  // `target` is where the configuration is written at the end, and not before.
  FirstStartDialog(std::string target, Language language, std::vector<device::KnownModule> known,
                   ReaderLister lister, QWidget* parent = nullptr);

  // The administrator's file.
  void TakeServerFile(const std::string& path);
  DeviceEditor& devices() { return *devices_; }
  void Next();
  void Back();
  void SetLanguage(Language language);

  int step() const { return steps_->currentIndex(); }
  Language language() const { return language_; }
  // What is said of the last step that did not succeed.
  QString fault() const { return fault_->text(); }

 private:
  QWidget* MakeServerStep();
  QWidget* MakeDeviceStep();
  QWidget* MakeLanguageStep();
  QLabel* AddLabel(QVBoxLayout& column, QWidget* parent);
  void AskServerFile();
  void GoTo(int step);
  void SayFault(const QString& fault);
  void Finish();
  void TellServerFile();

  const std::string target_;
  Language language_;
  ImportedConfig imported_;
  std::string server_file_;
  absl::Status server_fault_;
  QLabel* heading_;
  QLabel* welcome_;
  QStackedWidget* steps_;
  QLabel* server_help_;
  QPushButton* choose_;
  QLabel* servers_;
  QLabel* device_help_;
  DeviceEditor* devices_;
  QLabel* language_help_;
  QRadioButton* french_;
  QRadioButton* english_;
  QLabel* fault_;
  QPushButton* other_;
  QPushButton* leave_;
  QPushButton* back_;
  QPushButton* next_;
};

// Leads through the first configuration, which is written to places.user at the end, and not before.
// It begins in `language`, and can be read in the other one at each step. Blocks until it is done or
// left, with events going on; nothing stays behind where it is left. To be called in the window's
// thread.
FirstStart RunFirstStart(QWidget* parent, const ConfigPlaces& places, Language language);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_FIRST_START_H_
