// The window against a real server, on a bad day: what the signer is told, and what the caller gets.
#include <QtTest>
#include <csignal>
#include <string>

#include "absl/strings/str_split.h"

#include "tests/flow/desk_flow_fixture.h"
#include "tests/testing/run_command.h"

namespace paraphe::desk {
namespace {

class DeskFaultsTest : public DeskFlow {
 protected:
  // The caller of the last session gets nothing.
  void ExpectAborted() {
    const std::string out = world().dir().Join("desk-aborted.xml");
    EXPECT_EQ(world().OnSession("finalize", {"--out", out}).exit_code, 4);
    EXPECT_TRUE(world().NothingAt(out));
  }
};

// Proves: CONS-2
TEST_P(DeskFaultsTest, StopReachesTheCaller) {
  OpenLink(Prepare());
  ReadAndChoose();
  test::Click(window(), "stop");
  Picture("20-stop-question");
  test::Click(window(), "confirm_stop");
  ASSERT_TRUE(WaitFor(DeskStage::kStopped));
  Picture("21-stopped");
  ExpectAborted();
}

// Proves: CONS-4
TEST_P(DeskFaultsTest, ClosedWindowReachesTheCaller) {
  OpenLink(Prepare());
  ReadAndChoose();
  Consent();
  QSignalSpy finished(app_.get(), &DeskApp::Finished);
  window().close();
  Picture("22-closing");
  window().close();
  ASSERT_TRUE(test::WaitUntil([&] { return finished.count() > 0; }));
  EXPECT_FALSE(window().isVisible());
  EXPECT_EQ(app_->exit_code(), 4);
  ExpectAborted();
}

// Proves: CONS-4
TEST_P(DeskFaultsTest, SessionThatTheCallerWithdrawsEndsTheWait) {
  OpenLink(Prepare());
  ReadAndChoose();
  EXPECT_EQ(world().OnSession("abort").exit_code, 0);
  ASSERT_TRUE(WaitFor(DeskStage::kFailed));
  EXPECT_FALSE(Messages().isEmpty());
  Picture("23-withdrawn");
}

// Proves: CHN-2
TEST_P(DeskFaultsTest, LinkToAServerThatIsNotPinnedIsRefused) {
  OpenLink("paraphe://ailleurs.example:8443/" + std::string(43, 'A'));
  ASSERT_TRUE(WaitFor(DeskStage::kFailed));
  Picture("24-not-pinned");
  OpenLink("paraphe://pas un lien");
  ASSERT_TRUE(WaitForEnd());
  Picture("25-no-link");
}

// Proves: SES-5
TEST_P(DeskFaultsTest, LinkThatWasUsedIsSaidSo) {
  const std::string link = Prepare();
  EXPECT_EQ(world().Agent(link).exit_code, 0);
  OpenLink(link);
  ASSERT_TRUE(WaitFor(DeskStage::kFailed));
  EXPECT_FALSE(Messages().isEmpty());
  Picture("26-link-used");
}

// Proves: DEV-1
TEST_P(DeskFaultsTest, CardThatComesLateIsReadWithoutStartingAgain) {
  const std::string label = absl::StrCat("tardive-", LanguageTag(GetParam()));
  Open(absl::StrReplaceAll(Config(), {{"label: \"carte\"", "label: \"" + label + "\""}}));
  OpenLink(Prepare());
  ASSERT_TRUE(WaitFor(DeskStage::kNoCard));
  Picture("27-no-card");
  const auto made = test::RunCommand({"softhsm2-util", "--init-token", "--free", "--label", label,
                                      "--pin", "123456", "--so-pin", "123456"});
  ASSERT_TRUE(made.ok() && made->exit_code == 0);
  // It shows no certificate: it may have some that it shows after the PIN.
  ASSERT_TRUE(WaitFor(DeskStage::kPin));
  Picture("28-card-that-shows-nothing");
}

// Proves: CHN-2
TEST_P(DeskFaultsTest, ServerThatDoesNotAnswerIsSaidAndTheLinkMayBeTriedAgain) {
  const std::string link = Prepare();
  const std::vector<std::string> parts = absl::StrSplit(link, '/');
  // A port that nobody listens on.
  const std::string dead = absl::StrReplaceAll(link, {{parts[2], "127.0.0.1:1"}});
  Open(absl::StrReplaceAll(Config(), {{parts[2], "127.0.0.1:1"}}));
  OpenLink(dead);
  ASSERT_TRUE(WaitFor(DeskStage::kFailed));
  ASSERT_NE(test::FindReady(window(), "retry"), nullptr);
  Picture("29-no-server");
}

// Proves: SES-5
TEST_P(DeskFaultsTest, SecondLinkWaitsUntilTheFirstRequestIsOver) {
  OpenLink(Prepare());
  ASSERT_TRUE(WaitFor(DeskStage::kChoosing));
  const std::string second = Prepare();
  OpenLink(second);
  EXPECT_EQ(window().stage(), DeskStage::kChoosing);
  Picture("30-second-link");
  test::Click(window(), "stop");
  test::Click(window(), "confirm_stop");
  ASSERT_TRUE(WaitFor(DeskStage::kStopped));
  test::Click(window(), "open_next");
  ASSERT_TRUE(WaitFor(DeskStage::kChoosing));
}

INSTANTIATE_TEST_SUITE_P(Languages, DeskFaultsTest,
                         ::testing::Values(Language::kFrench, Language::kEnglish),
                         [](const auto& test) { return std::string(LanguageTag(test.param)); });

}  // namespace
}  // namespace paraphe::desk
