#include "client/desk/first_start.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <unistd.h>

#include "client/agent/agent_config.h"
#include "client/desk/settings_dialog.h"
#include "common/errors.h"
#include "tests/client/desk/testing/qt_world.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::desk {
namespace {

using ::testing::HasSubstr;

constexpr char kModule[] = "/usr/lib/softhsm/libsofthsm2.so";
constexpr char kServers[] =
    "servers { address: \"sign.example.org:7443\" root_certificates_file: \"ca.pem\" spki_sha256: "
    "\"0000000000000000000000000000000000000000000000000000000000000000\" }\n"
    "clock_tolerance { seconds: 60 }\n";

// A reader with a card, and an empty one.
std::vector<device::ListedReader> TwoReaders() {
  device::ListedReader with_card;
  with_card.name = "Reader 1";
  with_card.token.emplace();
  with_card.token->state.label = "Anne <b>Dupont</b>";
  with_card.token->state.serial = "0123456789";
  device::ListedReader empty;
  empty.name = "Reader 2";
  return {with_card, empty};
}

class FirstStartTest : public ::testing::Test {
 protected:
  FirstStartTest() {
    test::StartQt();
    folder_.WriteFileOrDie("given/ca.pem", "CA");
    given_ = folder_.WriteFileOrDie("given/agent.textproto", kServers);
  }

  std::unique_ptr<FirstStartDialog> Begin(Language language = Language::kFrench) {
    return std::make_unique<FirstStartDialog>(target_, language, known_, lister_);
  }
  bool IsWritten() { return access(target_.c_str(), F_OK) == 0; }

  test::TempDir folder_;
  std::string given_;
  std::string target_ = folder_.Join("home/paraphe/agent.textproto");
  std::vector<device::KnownModule> known_ = {{"SoftHSM", kModule}};
  ReaderLister lister_ = [](const v1::DeviceConfig&, const Ended&) { return TwoReaders(); };
};

TEST_F(FirstStartTest, LeadsThroughServerReaderAndLanguage) {
  const auto dialog = Begin();
  dialog->show();
  test::KeepScreenshot(*dialog, "first-start-1-server-fr");
  dialog->TakeServerFile(given_);
  test::KeepScreenshot(*dialog, "first-start-1-chosen-fr");
  dialog->Next();
  ASSERT_EQ(dialog->step(), 1) << dialog->fault().toStdString();
  dialog->devices().AddModule(kModule);
  dialog->devices().LookForCards();
  auto* const card = dialog->findChild<QComboBox*>();
  ASSERT_TRUE(test::WaitUntil([&] { return card->count() == 2; }));
  card->setCurrentIndex(1);
  Q_EMIT card->activated(1);
  test::KeepScreenshot(*dialog, "first-start-2-card-fr");
  dialog->Next();
  test::KeepScreenshot(*dialog, "first-start-3-language-fr");
  ASSERT_FALSE(IsWritten()) << "not before the end";
  dialog->Next();
  EXPECT_EQ(dialog->result(), QDialog::Accepted) << dialog->fault().toStdString();
  const auto loaded = agent::LoadAgentConfig(target_);
  ASSERT_THAT(loaded, test::IsOk());
  EXPECT_EQ(loaded->config.device(0).module(), kModule);
  EXPECT_EQ(loaded->config.device(0).serial(), "0123456789");
  EXPECT_EQ(loaded->config.language(), "fr");
  EXPECT_EQ(loaded->clock_tolerance, absl::Minutes(1)) << "the administrator's other fields stay";
  EXPECT_EQ(folder_.ReadFileOrDie("home/paraphe/ca.pem"), "CA");
}

TEST_F(FirstStartTest, GoesOnOnlyWithAServerAndAReader) {
  const auto dialog = Begin(Language::kEnglish);
  dialog->show();
  dialog->Next();
  EXPECT_EQ(dialog->step(), 0);
  EXPECT_THAT(dialog->fault().toStdString(), HasSubstr("First choose a file"));
  dialog->TakeServerFile(folder_.WriteFileOrDie("bad.textproto", "nonsense"));
  dialog->Next();
  EXPECT_EQ(dialog->step(), 0);
  EXPECT_THAT(dialog->fault().toStdString(), HasSubstr("First choose a file"));
  test::KeepScreenshot(*dialog, "first-start-1-bad-file-en");
  dialog->TakeServerFile(given_);
  dialog->Next();
  dialog->Next();
  EXPECT_EQ(dialog->step(), 1);
  EXPECT_THAT(dialog->fault().toStdString(), HasSubstr("at least one reader"));
  test::KeepScreenshot(*dialog, "first-start-2-none-en");
  dialog->Back();
  EXPECT_EQ(dialog->step(), 0);
}

TEST_F(FirstStartTest, LeavingLeavesNothing) {
  const auto dialog = Begin();
  dialog->show();
  dialog->TakeServerFile(given_);
  dialog->Next();
  dialog->devices().AddModule(kModule);
  dialog->reject();
  EXPECT_FALSE(IsWritten());
  EXPECT_NE(access(folder_.Join("home").c_str(), F_OK), 0);
}

TEST_F(FirstStartTest, WhatCannotBeWrittenIsSaid) {
  target_ = folder_.WriteFileOrDie("file", "") + "/agent.textproto";
  const auto dialog = Begin(Language::kEnglish);
  dialog->show();
  dialog->TakeServerFile(given_);
  dialog->Next();
  dialog->devices().AddPkcs12("/home/anne/anne.p12");
  dialog->Next();
  dialog->Next();
  EXPECT_EQ(dialog->step(), 2);
  EXPECT_THAT(dialog->fault().toStdString(), HasSubstr("not saved"));
}

TEST_F(FirstStartTest, SpeaksTheOtherLanguageAtEachStep) {
  const auto dialog = Begin();
  dialog->show();
  EXPECT_EQ(test::FirstNameless(*dialog), "");
  dialog->TakeServerFile(given_);
  dialog->Next();
  dialog->SetLanguage(Language::kEnglish);
  EXPECT_EQ(dialog->step(), 1);
  EXPECT_EQ(dialog->windowTitle(), "Set up this desk");
  EXPECT_EQ(test::FirstNameless(*dialog), "");
}

TEST_F(FirstStartTest, AReaderThatFailsIsToldInWords) {
  lister_ = [](const v1::DeviceConfig&,
               const Ended&) -> absl::StatusOr<std::vector<device::ListedReader>> {
    return MakeError(v1::DEVICE_READER_ABSENT, "no reader; plug one in");
  };
  DeviceEditor editor(known_, lister_);
  editor.SetLanguage(Language::kEnglish);
  editor.AddModule(kModule);
  editor.LookForCards();
  const auto said = [&] {
    for (const QLabel* const label : editor.findChildren<QLabel*>()) {
      if (label->text().contains("SoftHSM: ")) return true;
    }
    return false;
  };
  EXPECT_TRUE(test::WaitUntil(said));
}

// A device that never answers does not hold up whoever leaves.
TEST_F(FirstStartTest, LeavingEndsTheSearch) {
  std::atomic<bool> asked = false;
  lister_ = [&](const v1::DeviceConfig&,
                const Ended& ended) -> absl::StatusOr<std::vector<device::ListedReader>> {
    asked = true;
    while (ended().ok()) std::this_thread::yield();
    return ended();
  };
  {
    DeviceEditor editor(known_, lister_);
    editor.AddModule(kModule);
    editor.LookForCards();
    ASSERT_TRUE(test::WaitUntil([&] { return asked.load(); }));
  }
  SUCCEED();
}

TEST_F(FirstStartTest, SeveralDevicesInOrder) {
  DeviceEditor editor(known_, lister_);
  QSignalSpy changed(&editor, &DeviceEditor::Changed);
  editor.AddModule(kModule);
  editor.AddPkcs12("/home/anne/anne.p12");
  auto* const list = editor.findChild<QListWidget*>();
  ASSERT_EQ(list->count(), 2);
  EXPECT_EQ(list->item(0)->text(), "SoftHSM");
  const auto press = [&](const QString& text) {
    for (QPushButton* const button : editor.findChildren<QPushButton*>()) {
      if (QString(button->text()).remove(u'&') == text) button->click();
    }
  };
  press("Monter");
  EXPECT_EQ(editor.devices()[0].pkcs12(), "/home/anne/anne.p12");
  press("Descendre");
  EXPECT_EQ(editor.devices()[1].pkcs12(), "/home/anne/anne.p12");
  press("Retirer");
  ASSERT_EQ(editor.devices().size(), 1u);
  EXPECT_EQ(editor.devices()[0].module(), kModule);
  EXPECT_EQ(changed.count(), 5);
}

class SettingsTest : public FirstStartTest {
 protected:
  std::unique_ptr<SettingsDialog> Open(const std::string& file, Language language) {
    return std::make_unique<SettingsDialog>(places_, file, *ReadConfig(file), language, known_,
                                            lister_);
  }

  std::string file_ = folder_.WriteFileOrDie(
      "home/agent.textproto",
      absl::StrCat("# by hand\n", kServers, "device { module: \"", kModule,
                   "\" label: \"demo\" }\nlanguage: \"en\"\nsha1_allowed: true\n"));
  ConfigPlaces places_ = {folder_.Join("home/agent.textproto"),
                          folder_.Join("etc/agent.textproto")};
};

TEST_F(SettingsTest, WritesTheSameFileAndKeepsWhatItDoesNotKnow) {
  const auto dialog = Open(file_, Language::kFrench);
  dialog->show();
  EXPECT_EQ(test::FirstNameless(*dialog), "");
  test::KeepScreenshot(*dialog, "settings-fr");
  dialog->findChild<QSpinBox*>()->setValue(150);
  dialog->Save();
  EXPECT_EQ(dialog->result(), QDialog::Accepted);
  const auto loaded = agent::LoadAgentConfig(file_);
  ASSERT_THAT(loaded, test::IsOk());
  EXPECT_EQ(loaded->config.zoom_percent(), 150u);
  EXPECT_EQ(loaded->config.device(0).label(), "demo");
  EXPECT_EQ(loaded->config.language(), "en");
  EXPECT_TRUE(loaded->config.sha1_allowed());
  EXPECT_THAT(folder_.ReadFileOrDie("home/agent.textproto.bak"), HasSubstr("# by hand"));
}

TEST_F(SettingsTest, WhatIsNotSavedChangesNothing) {
  const std::string before = folder_.ReadFileOrDie("home/agent.textproto");
  const auto dialog = Open(file_, Language::kEnglish);
  dialog->show();
  dialog->devices().SetDevices({});
  dialog->Save();
  EXPECT_TRUE(dialog->isVisible()) << "it stays, and says why";
  test::KeepScreenshot(*dialog, "settings-fault-en");
  dialog->reject();
  EXPECT_EQ(folder_.ReadFileOrDie("home/agent.textproto"), before);
}

TEST_F(SettingsTest, TheAdministratorsFileIsNotWritten) {
  const std::string text = absl::StrCat(kServers, "device { module: \"", kModule, "\" }\n");
  folder_.WriteFileOrDie("etc/agent.textproto", text);
  const auto dialog = Open(places_.administrator, Language::kEnglish);
  dialog->show();
  test::KeepScreenshot(*dialog, "settings-administrator-en");
  dialog->findChild<QSpinBox*>()->setValue(200);
  dialog->Save();
  EXPECT_EQ(folder_.ReadFileOrDie("etc/agent.textproto"), text);
  const auto loaded = agent::LoadAgentConfig(places_.user);
  ASSERT_THAT(loaded, test::IsOk());
  EXPECT_EQ(loaded->config.zoom_percent(), 200u);
  EXPECT_EQ(loaded->config.servers(0).root_certificates_file(), folder_.Join("etc/ca.pem"));
}

}  // namespace
}  // namespace paraphe::desk
