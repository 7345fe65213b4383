// The window where something does not answer: a server that stands still, a module that hangs.
#include <QLabel>
#include <QTimer>
#include <QtTest>
#include <csignal>
#include <cstdlib>
#include <string>

#include "client/agent/phrases.h"
#include "client/desk/desk_text.h"
#include "tests/client/testing/hostility.h"
#include "tests/client/testing/softhsm.h"
#include "tests/flow/desk_flow_fixture.h"
#include "tests/xades/judges.h"

namespace paraphe::desk {
namespace {

// The world's server, which does not answer as long as this lives, and does not know it.
class StandingStill {
 public:
  explicit StandingStill(test::RunningProgram& server) : server_(server) {
    server_.Signal(SIGSTOP);
  }
  ~StandingStill() { GoOn(); }
  StandingStill(const StandingStill&) = delete;
  StandingStill& operator=(const StandingStill&) = delete;

  void GoOn() { server_.Signal(SIGCONT); }

 private:
  test::RunningProgram& server_;
};

class DeskBadDayTest : public DeskFlow {
 protected:
  // The window handles what comes: timers, clicks, its way out.
  void ExpectAlive() {
    bool ticked = false;
    QTimer::singleShot(0, &window(), [&ticked] { ticked = true; });
    EXPECT_TRUE(test::WaitUntil([&] { return ticked; }));
    EXPECT_NE(test::FindReady(window(), "stop"), nullptr);
  }
  QString Status() { return window().findChild<QLabel*>("status")->text(); }
  // To the choice, with the server that stands still from there on.
  void ChooseWhileItStandsStill() {
    test::ReadDocument(window());
    test::Click(window(), "use_certificate");
    EXPECT_EQ(window().stage(), DeskStage::kAwaiting);
    for (const QWidget* button : window().findChildren<QWidget*>("use_certificate")) {
      EXPECT_FALSE(button->isVisible()) << "nothing dead to press";
    }
    EXPECT_EQ(Status(), Text(DeskWord::kStatusAwaiting, GetParam()));
    ExpectAlive();
  }
  int Finalized(const std::string& name) {
    return world().OnSession("finalize", {"--out", world().dir().Join(name)}).exit_code;
  }
};

// Proves: CONS-1, SES-5
TEST_P(DeskBadDayTest, ServerThatStandsStillIsWaitedForAndTheSessionGoesOn) {
  OpenLink(Prepare());
  ASSERT_TRUE(WaitFor(DeskStage::kChoosing));
  StandingStill server(world().server());
  ChooseWhileItStandsStill();
  Picture("31-server-stands-still");
  server.GoOn();
  ASSERT_TRUE(WaitFor(DeskStage::kConsenting));
  test::ReadAll(window());
  Consent();
  EnterPin("123456");
  ASSERT_TRUE(WaitFor(DeskStage::kDone));
  const std::string name = absl::StrCat("went-on-", LanguageTag(GetParam()), ".xml");
  EXPECT_EQ(Finalized(name), 0);
  EXPECT_EQ(xades::test::XmlsecFault(world().dir().ReadFileOrDie(name), v1::XADES_BASELINE_B,
                                     world().pki().root(), &world().pki().intermediate()),
            "");
}

// Proves: CONS-2, CONS-4
TEST_P(DeskBadDayTest, StopEndsTheWindowsSessionThoughTheServerCannotBeTold) {
  OpenLink(Prepare());
  ASSERT_TRUE(WaitFor(DeskStage::kChoosing));
  StandingStill server(world().server());
  ChooseWhileItStandsStill();
  test::Click(window(), "stop");
  test::Click(window(), "confirm_stop");
  ExpectAlive();
  Picture("32-stopping");
  // It ends by itself within seconds, and at once for whoever presses on.
  if (GetParam() == Language::kEnglish) {
    test::Click(window(), "stop");
    test::Click(window(), "stop");
  }
  ASSERT_TRUE(WaitFor(DeskStage::kStopped));
  EXPECT_TRUE(Messages().contains(Text(agent::Phrase::kAbortNotDelivered, GetParam())))
      << Messages().toStdString();
  Picture("33-server-not-told");
}

// Proves: DEV-1, CONS-2, CONS-4
TEST_P(DeskBadDayTest, ModuleThatHangsIsWaitedForNoLonger) {
  const test::Hostility hostility("PARAPHE_HANGS_IN", "C_Login");
  const std::string module = test::SoftHsm::ModulePath();
  setenv("PARAPHE_REAL_MODULE", module.c_str(), /*overwrite=*/1);
  Open(absl::StrReplaceAll(Config(), {{module, PARAPHE_HOSTILE_MODULE}}));
  OpenLink(Prepare());
  ReadAndChoose();
  Consent();
  EnterPin("123456");
  ASSERT_TRUE(hostility.WaitForSign());
  EXPECT_EQ(window().stage(), DeskStage::kChecking);
  ExpectAlive();
  test::Click(window(), "stop");
  test::Click(window(), "confirm_stop");
  EXPECT_EQ(window().stage(), DeskStage::kStopping) << "the card is waited for";
  ExpectAlive();
  Picture("34-module-hangs");
  test::Click(window(), "stop");
  ASSERT_TRUE(WaitFor(DeskStage::kStopped));
  Picture("35-waited-no-longer");
  EXPECT_EQ(Finalized("hung.xml"), 4);
  EXPECT_TRUE(world().NothingAt(world().dir().Join("hung.xml")));
}

// Proves: CONS-4, DEV-1
TEST_P(DeskBadDayTest, WindowClosedOnceItIsSignedWaitsForTheEndOfTheSession) {
  test::Hostility hostility("PARAPHE_HANGS_IN", "C_CloseSession");
  hostility.Disarm();
  const std::string module = test::SoftHsm::ModulePath();
  setenv("PARAPHE_REAL_MODULE", module.c_str(), /*overwrite=*/1);
  Open(absl::StrReplaceAll(Config(), {{module, PARAPHE_HOSTILE_MODULE}}));
  QSignalSpy finished(app_.get(), &DeskApp::Finished);
  OpenLink(Prepare());
  ReadAndChoose();
  Consent();
  hostility.Arm();
  EnterPin("123456");
  ASSERT_TRUE(WaitFor(DeskStage::kDone));
  ASSERT_TRUE(hostility.WaitForSign());
  EXPECT_TRUE(window().close());
  EXPECT_EQ(finished.count(), 0) << "the device is not closed";
  hostility.Disarm();
  ASSERT_TRUE(test::WaitUntil([&] { return finished.count() == 1; }));
  EXPECT_EQ(app_->exit_code(), 0);
}

INSTANTIATE_TEST_SUITE_P(Languages, DeskBadDayTest,
                         ::testing::Values(Language::kFrench, Language::kEnglish),
                         [](const auto& test) { return std::string(LanguageTag(test.param)); });

}  // namespace
}  // namespace paraphe::desk
