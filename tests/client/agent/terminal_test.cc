#include "client/agent/terminal.h"

#include <clocale>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "gtest/gtest.h"
#include <termios.h>
#include <unistd.h>

#include "client/agent/interrupts.h"
#include "tests/client/testing/pty.h"
#include "tests/testing/matchers.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::Pty;
using ::testing::HasSubstr;
using ::testing::Not;

// Proves: PRES-6
TEST(MarkControlsTest, OrdinaryTextStays) {
  const std::string text = "Réfection de l'école : 1 200 € — «ok» 漢字 🖋\n\tfin\n";
  EXPECT_EQ(MarkControls(text), text);
}

// Proves: PRES-6
TEST(MarkControlsTest, ControlsAreMarked) {
  EXPECT_EQ(MarkControls("\x1b[31m"), "⟦U+001B⟧[31m");
  EXPECT_EQ(MarkControls("a\rb\b\x7f"), "a⟦U+000D⟧b⟦U+0008⟧⟦U+007F⟧");
  EXPECT_EQ(MarkControls(std::string("\0", 1)), "⟦U+0000⟧");
  EXPECT_EQ(MarkControls("\xc2\x9b"
                         "31m"),
            "⟦U+009B⟧31m");
}

// Proves: PRES-6
TEST(MarkControlsTest, BytesThatAreNoUtf8AreMarked) {
  EXPECT_EQ(MarkControls("\x9b"
                         "31m"),
            "⟦0x9B⟧31m");
  EXPECT_EQ(MarkControls("\xc3"), "⟦0xC3⟧");
  EXPECT_EQ(MarkControls("\xe9"
                         "A"),
            "⟦0xE9⟧A");
  EXPECT_EQ(MarkControls("\xc0\x9b"), "⟦0xC0⟧⟦0x9B⟧");
}

// Proves: PRES-6
TEST(MarkControlsTest, NoByteStringPutsAControlOnTheTerminal) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second), 'A'};
      const std::string marked = MarkControls(text);
      for (size_t i = 0; i < marked.size(); ++i) {
        const auto byte = static_cast<unsigned char>(marked[i]);
        ASSERT_TRUE(byte >= 0x20 || byte == '\n' || byte == '\t') << first << " " << second;
        ASSERT_NE(byte, 0x7f);
        const bool c1 = byte == 0xc2 && static_cast<unsigned char>(marked[i + 1]) < 0xa0;
        ASSERT_FALSE(c1) << first << " " << second;
      }
    }
  }
}

class TerminalTest : public ::testing::Test {
 protected:
  // Runs `program` at the terminal while the test types.
  template <typename Program, typename Typist>
  void Play(Program program, Typist typist) {
    Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
    std::thread thread([&] { program(terminal); });
    typist();
    thread.join();
  }

  Pty pty_;
};

// Proves: CONS-1
TEST_F(TerminalTest, ReadsALine) {
  Play([](Terminal& terminal) { EXPECT_EQ(*terminal.ReadLine("? "), "je signe"); },
       [this] {
         ASSERT_TRUE(pty_.WaitFor("? "));
         pty_.Type("je signe\n");
       });
}

// Proves: DEV-3
TEST_F(TerminalTest, SecretIsNotEchoedAndEchoComesBack) {
  Play(
      [](Terminal& terminal) {
        const auto secret = terminal.ReadSecret("PIN: ");
        ASSERT_THAT(secret, IsOk());
        EXPECT_EQ(secret->RevealForDevice(), "31415926");
        EXPECT_THAT(terminal.ReadLine("next: "), IsOkAndHolds("visible"));
      },
      [this] {
        ASSERT_TRUE(pty_.WaitFor("PIN: "));
        pty_.Type("31415926\n");
        ASSERT_TRUE(pty_.WaitFor("next: "));
        pty_.Type("visible\n");
        ASSERT_TRUE(pty_.WaitFor("visible"));
      });
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("31415926")));
}

// Proves: DEV-3
TEST_F(TerminalTest, SecretCanBeCorrected) {
  Play(
      [](Terminal& terminal) {
        EXPECT_EQ(terminal.ReadSecret("PIN: ")->RevealForDevice(), "1234");
      },
      [this] {
        ASSERT_TRUE(pty_.WaitFor("PIN: "));
        pty_.Type(
            "999\x15"
            "12\x7f"
            "234\r");
      });
}

// Proves: DEV-3
TEST_F(TerminalTest, WhatWasTypedAheadIsNoSecret) {
  pty_.Type("0000\n");
  ASSERT_TRUE(pty_.WaitFor("0000\r\n"));  // the echo: the terminal has it
  Play(
      [](Terminal& terminal) {
        EXPECT_EQ(terminal.ReadSecret("PIN: ")->RevealForDevice(), "1234");
      },
      [this] {
        ASSERT_TRUE(pty_.WaitFor("PIN: "));
        pty_.Type("1234\n");
      });
}

// Proves: CONS-2
TEST_F(TerminalTest, EndOfInputStopsEveryPrompt) {
  Play(
      [](Terminal& terminal) {
        EXPECT_THAT(terminal.ReadLine("? "), HasReason(v1::ABORTED_BY_SIGNER));
        EXPECT_THAT(terminal.ReadSecret("PIN: "), HasReason(v1::ABORTED_BY_SIGNER));
      },
      [this] {
        ASSERT_TRUE(pty_.WaitFor("? "));
        pty_.Type("\x04");
        ASSERT_TRUE(pty_.WaitFor("PIN: "));
        pty_.Type("12\x04");
      });
}

// Proves: CONS-2, DEV-3
TEST_F(TerminalTest, InterruptStopsAndEchoComesBack) {
  Stop stop;
  const Interrupts interrupts(stop);
  Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), stop.fd());
  raise(SIGINT);
  EXPECT_THAT(terminal.ReadSecret("PIN: "), HasReason(v1::ABORTED_BY_SIGNER));
  termios settings = {};
  ASSERT_EQ(tcgetattr(pty_.slave_fd(), &settings), 0);
  EXPECT_NE(settings.c_lflag & ECHO, 0u);
  EXPECT_THAT(terminal.ReadLine("? "), HasReason(v1::ABORTED_BY_SIGNER));
}

// Proves: DEV-3
TEST_F(TerminalTest, ASecretThatIsTooLongIsReadToItsEndAndNamed) {
  Play(
      [](Terminal& terminal) {
        EXPECT_THAT(terminal.ReadSecret("PIN: "), HasReason(v1::DEVICE_PIN_UNUSABLE));
        EXPECT_EQ(terminal.ReadSecret("again: ")->RevealForDevice(), "1234");
      },
      [this] {
        ASSERT_TRUE(pty_.WaitFor("PIN: "));
        pty_.Type(std::string(300, '7') + "\n");
        ASSERT_TRUE(pty_.WaitFor("again: "));
        pty_.Type(std::string(300, '7') + "\x15" + "1234\n");
      });
}

// Proves: PRES-1
TEST_F(TerminalTest, KnowsTheSizeOfItsWindow) {
  const Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
  EXPECT_EQ(terminal.size(), (TerminalSize{80, 24}));
  pty_.Resize(3, 10);
  EXPECT_EQ(terminal.size(), (TerminalSize{10, 3}));
  pty_.Resize(0, 0);
  EXPECT_EQ(terminal.size(), (TerminalSize{80, 24}));
}

// Proves: PRES-1
TEST_F(TerminalTest, ReadsKeysAndTheirSequences) {
  Play(
      [](Terminal& terminal) {
        const QuietTerminal quiet(terminal.in());
        terminal.Write("? ");
        EXPECT_THAT(terminal.ReadKey(), IsOkAndHolds("a"));
        EXPECT_THAT(terminal.ReadKey(), IsOkAndHolds("\x1b[6~"));
        EXPECT_THAT(terminal.ReadKey(), IsOkAndHolds("\x1bOB"));
        EXPECT_THAT(terminal.ReadKey(), IsOkAndHolds(" "));
        EXPECT_THAT(terminal.ReadKey(), HasReason(v1::ABORTED_BY_SIGNER));
      },
      [this] {
        ASSERT_TRUE(pty_.WaitFor("? "));
        pty_.Type("a\x1b[6~\x1bOB \x04");
      });
}

// The locale of the process, restored afterwards.
class LocaleTest : public ::testing::Test {
 protected:
  LocaleTest() : before_(setlocale(LC_CTYPE, nullptr)) {}
  ~LocaleTest() override {
    unsetenv("LC_ALL");
    setlocale(LC_CTYPE, before_.c_str());
  }

  std::string before_;
};

// Proves: PRES-6
TEST_F(LocaleTest, OnlyUtf8IsATerminalForDocuments) {
  setenv("LC_ALL", "C.UTF-8", 1);
  EXPECT_THAT(CheckUtf8Locale(), IsOk());
  setenv("LC_ALL", "C", 1);
  EXPECT_THAT(CheckUtf8Locale(), HasReason(v1::USAGE, HasSubstr("ANSI_X3.4-1968")));
  setenv("LC_ALL", "xx_YY.ISO-8859-1", 1);
  EXPECT_THAT(CheckUtf8Locale(), HasReason(v1::USAGE, HasSubstr("not installed")));
}

// Proves: PRES-6
TEST_F(TerminalTest, NothingWrittenSteersTheTerminal) {
  const Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
  terminal.WriteLine("\x1b]0;owned\x07 end");
  ASSERT_TRUE(pty_.WaitFor("end"));
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("\x1b")));
  EXPECT_THAT(pty_.Screen(), HasSubstr("⟦U+001B⟧"));
}

// Proves: CONS-2
TEST_F(TerminalTest, AnEndlessLineIsNotRead) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const std::string endless(5000, 'x');
  ASSERT_EQ(write(ends[1], endless.data(), endless.size()), 5000);
  Terminal terminal(ends[0], pty_.slave_fd(), -1);
  EXPECT_THAT(terminal.ReadLine("? "), HasReason(v1::ABORTED_BY_SIGNER));
  close(ends[0]);
  close(ends[1]);
}

// Proves: CONS-1
TEST_F(TerminalTest, PipesAreNoTerminal) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  EXPECT_FALSE(Terminal(ends[0], pty_.slave_fd(), -1).IsInteractive());
  EXPECT_FALSE(Terminal(pty_.slave_fd(), ends[1], -1).IsInteractive());
  EXPECT_TRUE(Terminal(pty_.slave_fd(), pty_.slave_fd(), -1).IsInteractive());
  close(ends[0]);
  close(ends[1]);
}

}  // namespace
}  // namespace paraphe::agent
