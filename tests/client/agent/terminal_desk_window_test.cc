// Windows of other sizes.
#include <string>
#include <thread>

#include "tests/client/agent/terminal_desk_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::Pty;
using ::testing::HasSubstr;
using ::testing::Not;

// Proves: PRES-1
TEST_F(TerminalDeskTest, HelpLongerThanTheWindowIsPaged) {
  pty_.Resize(12, 60);
  EXPECT_THAT(Play(Script{{"suite", "r"},
                          {kMenu, "?\n"},
                          {"Tapez une commande", ""},
                          {"suite", " "},
                          {kEndOfText, "\n"},
                          {kMenu, "\x04"}}),
              HasReason(v1::ABORTED_BY_SIGNER));
}

// Proves: PRES-1
TEST_F(TerminalDeskTest, NoRowBeginsWithTheMarkBetweenTwoCommands) {
  for (unsigned short columns = 40; columns < 110; ++columns) {
    Pty pty;
    pty.Resize(100, columns);
    Terminal terminal(pty.slave_fd(), pty.slave_fd(), -1);
    TerminalDesk desk(terminal, Language::kFrench, browser_);
    SigningView view;
    std::thread thread([&] { static_cast<void>(desk.ChooseCertificate(view, {})); });
    EXPECT_TRUE(pty.WaitFor(kMenu));
    pty.Type("\x04");
    thread.join();
    pty.Drain();
    EXPECT_THAT(pty.Screen(), Not(HasSubstr("\n  ·"))) << columns;
  }
}

// So many screens, and the end.
Script Screens(int number) {
  Script script(static_cast<size_t>(number - 1), {"suite", " "});
  script.push_back({kEndOfText, "\n"});
  return script;
}

// Proves: PRES-1, CONS-1
TEST_F(TerminalDeskTest, ASmallWindowShowsEverythingAndNoScreenOfBlankRows) {
  pty_.Resize(14, 80);
  EXPECT_THAT(Play(Screens(2) + Script{{kMenu, "1\n"}} + Screens(4) +
                   Script{{kMenu, "s\n"}, {"VOUS ALLEZ SIGNER", ""}} + Screens(1) + From(kBox)),
              IsOk());
}

}  // namespace
}  // namespace paraphe::agent
