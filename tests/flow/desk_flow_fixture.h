// Whole sessions at the window: a real server, SoftHSM, and the window's own code in this process, on a
// screen of Xvfb. One world for the whole test program.
#ifndef PARAPHE_TESTS_FLOW_DESK_FLOW_FIXTURE_H_
#define PARAPHE_TESTS_FLOW_DESK_FLOW_FIXTURE_H_

#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"

#include "client/desk/desk_app.h"
#include "client/desk/desk_text.h"
#include "client/desk/message_panel.h"
#include "tests/client/desk/testing/qt_world.h"
#include "tests/client/desk/testing/window_session.h"
#include "tests/client/desk/testing/x_display.h"
#include "tests/flow/flow_world.h"

namespace paraphe::desk {

class DeskFlow : public ::testing::TestWithParam<Language> {
 protected:
  DeskFlow() {
    test::XDisplay::Get();
    test::StartQt();
    if (QApplication::font().pointSizeF() < 11) SetFontSize(100);
    world();
    Open(Config());
  }
  ~DeskFlow() override {
    if (IsRunning(app_->window().stage())) {
      app_->window().StopAndClose();
      WaitForEnd();
    }
  }

  // Never destroyed: the server ends with its kernel's help (RunningProgram kills it) at exit.
  static test::FlowWorld& world() {
    static test::FlowWorld world;
    return world;
  }

  // The agent's configuration of the world, in the language of the test.
  std::string Config() const {
    return absl::StrCat(world().dir().ReadFileOrDie("paraphe-agent.textproto"), "language: \"",
                        LanguageTag(GetParam()), "\"\n");
  }
  // A window with the configuration `config`.
  void Open(const std::string& config) {
    const std::string file = world().dir().WriteFileOrDie("desk.textproto", config);
    auto place = agent::LoadAgentPlace(file);
    ASSERT_TRUE(place.ok()) << place.status();
    app_ = std::make_unique<DeskApp>(std::make_shared<agent::AgentPlace>(*place),
                                     ConfigPlaces{file, ""}, GetParam());
    app_->window().show();
  }

  MainWindow& window() { return app_->window(); }
  std::string Prepare() {
    std::filesystem::remove(world().dir().Join("session.state"));
    return world().PrepareOrDie(world().SmallDocument());
  }
  void OpenLink(const std::string& link) { app_->OpenLink(QByteArray::fromStdString(link)); }
  bool WaitFor(DeskStage stage) {
    return test::WaitUntil([&] { return window().stage() == stage; });
  }
  bool WaitForEnd() {
    return test::WaitUntil([&] { return !IsRunning(window().stage()); });
  }
  // To the consent, and past the PIN.
  void ReadAndChoose() {
    EXPECT_TRUE(WaitFor(DeskStage::kChoosing));
    test::ReadDocument(window());
    test::Click(window(), "use_certificate");
    EXPECT_TRUE(WaitFor(DeskStage::kConsenting));
    test::ReadAll(window());
  }
  void Consent() {
    test::Click(window(), "consent_box");
    test::Click(window(), "sign");
    EXPECT_TRUE(WaitFor(DeskStage::kPin));
  }
  void EnterPin(const char* digits) {
    QTest::keyClicks(test::FindReady(window(), "pin"), digits);
    test::Click(window(), "enter_pin");
  }
  QString Messages() { return window().findChild<MessagePanel*>()->text(); }
  void Picture(const std::string& name) {
    test::KeepStep(window(), absl::StrCat(name, "-", LanguageTag(GetParam())));
  }

  std::unique_ptr<DeskApp> app_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_TESTS_FLOW_DESK_FLOW_FIXTURE_H_
