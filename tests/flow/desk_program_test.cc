// paraphe-desk from outside: the real program with a link, driven by the keyboard alone.
#include <csignal>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"

#include "tests/client/desk/testing/x_display.h"
#include "tests/flow/flow_world.h"
#include "tests/testing/run_command.h"
#include "tests/xades/judges.h"

namespace paraphe {
namespace {

using ::paraphe::test::CommandResult;
using ::paraphe::test::OurProgram;
using ::paraphe::test::RunningProgram;

// The window of the program, as its signer uses it.
class KeyboardSigner {
 public:
  // Whether a window has `words` in its title, within `wait`; it has the keyboard then.
  static bool WaitForTitle(const std::string& words, absl::Duration wait = absl::Minutes(1)) {
    const absl::Time end = absl::Now() + wait;
    while (absl::Now() < end) {
      const std::string found = XdoTool({"search", "--onlyvisible", "--name", words}).out;
      const std::vector<std::string> ids = absl::StrSplit(found, '\n', absl::SkipEmpty());
      if (!ids.empty() && XdoTool({"windowfocus", "--sync", ids[0]}).exit_code == 0) return true;
    }
    return false;
  }
  static void Press(const std::vector<std::string>& keys) {
    std::vector<std::string> arguments = {"key", "--delay", "20"};
    arguments.insert(arguments.end(), keys.begin(), keys.end());
    EXPECT_EQ(XdoTool(arguments).exit_code, 0);
  }
  // Presses `keys`, and again as a signer would, until a window has `words` in its title: a key may come while what it
  // is for is still laid out, and a document's end be reached before its begin was on the screen.
  static bool PressUntil(const std::string& words, const std::vector<std::string>& keys) {
    const absl::Time end = absl::Now() + absl::Minutes(1);
    while (absl::Now() < end) {
      Press(keys);
      if (WaitForTitle(words, absl::Seconds(3))) return true;
    }
    return false;
  }

 private:
  static CommandResult XdoTool(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "xdotool");
    const auto result = test::RunCommand(arguments);
    EXPECT_TRUE(result.ok()) << "xdotool (package xdotool)";
    return result.ok() ? *result : CommandResult();
  }
};

class DeskProgramTest : public ::testing::Test {
 protected:
  DeskProgramTest() { test::XDisplay::Get(); }

  std::unique_ptr<RunningProgram> Begin(const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {OurProgram("paraphe-desk"), "--config",
                                    world_.dir().Join("paraphe-agent.textproto")};
    all.insert(all.end(), arguments.begin(), arguments.end());
    // Of its own: nothing is handed to another test's window.
    return std::make_unique<RunningProgram>(
        all, std::map<std::string, std::string>{{"XDG_RUNTIME_DIR", world_.dir().path()},
                                                {"LANG", "fr_FR.UTF-8"},
                                                {"LC_ALL", "C.UTF-8"}});
  }

  test::FlowWorld world_{{.server = "", .policy = ""}};
};

// Proves: CONS-1, DEV-2
TEST_F(DeskProgramTest, KeyboardAloneSignsWhatXmlsec1Verifies) {
  using Signer = KeyboardSigner;
  const auto config = world_.dir().ReadFileOrDie("paraphe-agent.textproto");
  world_.dir().WriteFileOrDie("paraphe-agent.textproto", config + "language: \"fr\"\n");
  const auto desk = Begin({world_.PrepareOrDie(world_.SmallDocument())});
  ASSERT_TRUE(Signer::WaitForTitle("point 4"));
  ASSERT_TRUE(Signer::PressUntil("cochez", {"ctrl+Home", "Next", "ctrl+End", "alt+u"}));
  ASSERT_TRUE(Signer::PressUntil("cliquez sur", {"alt+j"}));
  ASSERT_TRUE(Signer::PressUntil("point 6", {"alt+s"}));
  Signer::Press({"1", "2", "3", "4", "5", "6", "Return"});
  ASSERT_TRUE(Signer::WaitForTitle("Vous pouvez fermer"));
  Signer::Press({"ctrl+q"});
  EXPECT_EQ(desk->Finish().exit_code, 0);
  const std::string out = world_.dir().Join("signed.xml");
  EXPECT_EQ(world_.OnSession("finalize", {"--out", out}).exit_code, 0);
  EXPECT_EQ(xades::test::XmlsecFault(world_.dir().ReadFileOrDie("signed.xml"), v1::XADES_BASELINE_B,
                                     world_.pki().root(), &world_.pki().intermediate()),
            "");
}

// Proves: CONS-4
TEST_F(DeskProgramTest, SignalsAbortTheSession) {
  const auto desk = Begin({world_.PrepareOrDie(world_.SmallDocument())});
  ASSERT_TRUE(KeyboardSigner::WaitForTitle("point 4"));
  desk->Signal(SIGTERM);
  EXPECT_EQ(desk->Finish().exit_code, 4);
  const std::string out = world_.dir().Join("signed.xml");
  EXPECT_EQ(world_.OnSession("finalize", {"--out", out}).exit_code, 4);
}

// Proves: SES-5
TEST_F(DeskProgramTest, SecondProgramHandsItsLinkToTheWindowThatIsOpen) {
  const auto first = Begin({});
  ASSERT_TRUE(KeyboardSigner::WaitForTitle("No request is open"));
  const CommandResult second = Begin({world_.PrepareOrDie(world_.SmallDocument())})->Finish();
  EXPECT_EQ(second.exit_code, 0) << second.err;
  ASSERT_TRUE(KeyboardSigner::WaitForTitle("point 4"));
  first->Signal(SIGTERM);
  EXPECT_EQ(first->Finish().exit_code, 4) << "the session was the first program's";
}

// Proves: DEV-2
TEST_F(DeskProgramTest, FirstStartIsLedThroughAndMayBeLeft) {
  const test::TempDir settings;
  RunningProgram desk({OurProgram("paraphe-desk")}, {{"XDG_RUNTIME_DIR", world_.dir().path()},
                                                     {"XDG_CONFIG_HOME", settings.path()},
                                                     {"LC_ALL", "C.UTF-8"}});
  ASSERT_TRUE(KeyboardSigner::WaitForTitle("Set up this desk"));
  KeyboardSigner::Press({"Escape"});
  EXPECT_EQ(desk.Finish().exit_code, 0);
  EXPECT_TRUE(std::filesystem::is_empty(settings.path())) << "nothing was set up";
}

TEST_F(DeskProgramTest, WithoutADisplayItSaysSo) {
  RunningProgram desk({OurProgram("paraphe-desk")},
                      {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}, {"QT_QPA_PLATFORM", ""}});
  const CommandResult result = desk.Finish();
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_TRUE(absl::StrContains(result.err, "no display")) << result.err;
}

// Proves: EXP-5
TEST_F(DeskProgramTest, FaultyConfigurationIsNamedWithItsPlace) {
  const std::string file = world_.dir().WriteFileOrDie("faulty.textproto", "servers { }\nxyz: 1\n");
  RunningProgram desk({OurProgram("paraphe-desk"), "--config", file},
                      {{"XDG_RUNTIME_DIR", world_.dir().path()}});
  const CommandResult result = desk.Finish();
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_TRUE(absl::StrContains(result.err, "faulty.textproto:2:")) << result.err;
}

}  // namespace
}  // namespace paraphe
