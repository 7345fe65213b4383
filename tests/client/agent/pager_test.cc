#include "client/agent/pager.h"

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

#include "render/text_lines.h"
#include "tests/client/testing/pty.h"
#include "tests/testing/matchers.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::Pty;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;

constexpr char kMore[] = "Enter go on";
constexpr char kEnd[] = "End. Enter";

std::string Lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) absl::StrAppend(&text, "line ", i, ".\n");
  return text;
}

// What the signer waits for, and types then.
using Script = std::vector<std::pair<std::string, std::string>>;

class PagerTest : public ::testing::Test {
 protected:
  absl::StatusOr<Leaving> Show(PagedText& text, const Script& script,
                               Language language = Language::kEnglish) {
    Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
    absl::StatusOr<Leaving> leaving = Leaving::kAbandon;
    std::thread thread([&] { leaving = Pager(terminal, language).Show(text); });
    for (const auto& [awaited, typed] : script) {
      const bool appeared = pty_.WaitFor(awaited);
      EXPECT_TRUE(appeared) << pty_.Screen();
      if (!appeared) pty_.HangUp();
      if (!appeared) break;
      pty_.Type(typed);
    }
    thread.join();
    return leaving;
  }

  Pty pty_;
};

// Proves: PRES-1, PRES-9
TEST_F(PagerTest, StopsAtEachScreenAndIsReadAfterTheLast) {
  PagedText text(Lines(60), Continuation::kProse);
  EXPECT_FALSE(text.IsRead());
  EXPECT_THAT(Show(text, {{"line 23.", ""},
                          {kMore, " "},
                          {"line 46.", ""},
                          {kMore, "\n"},
                          {"line 60.", ""},
                          {kEnd, "\n"}}),
              IsOkAndHolds(Leaving::kAtEnd));
  EXPECT_TRUE(text.IsRead());
}

// Proves: PRES-9
TEST_F(PagerTest, TheFirstScreenAloneIsNotTheText) {
  PagedText text(Lines(60), Continuation::kProse);
  EXPECT_THAT(Show(text, {{kMore, "r"}}), IsOkAndHolds(Leaving::kEarly));
  EXPECT_FALSE(text.IsRead());
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("line 24.")));
  EXPECT_THAT(Show(text, {{kMore, " "}, {kMore, " "}, {kEnd, "q"}}),
              IsOkAndHolds(Leaving::kAbandon));
  EXPECT_FALSE(text.IsRead());
}

// Proves: PRES-9
TEST_F(PagerTest, GoesOnWhereItWasLeft) {
  PagedText text(Lines(60), Continuation::kProse);
  EXPECT_THAT(Show(text, {{kMore, " "}, {"line 46.", ""}, {kMore, "r"}}),
              IsOkAndHolds(Leaving::kEarly));
  EXPECT_THAT(Show(text, {{"line 24.", ""}, {kMore, " "}, {kEnd, " "}}),
              IsOkAndHolds(Leaving::kAtEnd));
  EXPECT_TRUE(text.IsRead());
  // Once it is read, it begins anew.
  EXPECT_THAT(Show(text, {{"line 1.", ""}, {kMore, "r"}}), IsOkAndHolds(Leaving::kEarly));
  EXPECT_TRUE(text.IsRead());
}

// Proves: PRES-1
TEST_F(PagerTest, GoesBackAScreen) {
  PagedText text(Lines(60), Continuation::kProse);
  EXPECT_THAT(Show(text, {{kMore, " "},
                          {"line 46.", ""},
                          {kMore, "b"},
                          {"line 1.", ""},
                          {kMore, "\x1b[6~"},
                          {"line 24.", ""},
                          {kMore, "\x1b[A"},
                          {"line 1.", ""},
                          {kMore, "R"}}),
              IsOkAndHolds(Leaving::kEarly));
}

// Proves: PRES-9
TEST_F(PagerTest, WhatWasTypedAheadReadsNothing) {
  PagedText text(Lines(60), Continuation::kProse);
  pty_.Type("   \n\n\n");
  EXPECT_THAT(Show(text, {{kMore, "      "}, {"line 46.", ""}, {kMore, "r"}}),
              IsOkAndHolds(Leaving::kEarly));
  EXPECT_FALSE(text.IsRead());
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("line 47.")));
}

// Proves: PRES-9
TEST_F(PagerTest, AWindowThatChangedDidNotShowTheScreen) {
  PagedText text(Lines(20), Continuation::kProse);
  Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
  absl::StatusOr<Leaving> leaving = Leaving::kAbandon;
  std::thread thread([&] { leaving = Pager(terminal, Language::kEnglish).Show(text); });
  EXPECT_TRUE(pty_.WaitFor(kEnd));
  pty_.Resize(10, 80);
  pty_.Type(" ");
  EXPECT_TRUE(pty_.WaitFor(kMore));
  pty_.Type("r");
  thread.join();
  EXPECT_THAT(leaving, IsOkAndHolds(Leaving::kEarly));
  EXPECT_FALSE(text.IsRead());
}

// A text that says for how many columns it is.
PagedText LaidOut() {
  const auto layout = [](size_t columns) {
    return absl::StrCat("for ", columns, ".\n", Lines(30));
  };
  return PagedText(layout(80), 80, layout);
}

// Proves: PRES-1
TEST_F(PagerTest, TextThatNobodyHasBegunIsLaidOutForTheWindow) {
  PagedText text = LaidOut();
  Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
  absl::StatusOr<Leaving> leaving = Leaving::kAbandon;
  std::thread thread([&] { leaving = Pager(terminal, Language::kEnglish).Show(text); });
  EXPECT_TRUE(pty_.WaitFor("for 80."));
  EXPECT_TRUE(pty_.WaitFor(kMore));
  pty_.Resize(24, 40);
  pty_.Type(" ");
  EXPECT_TRUE(pty_.WaitFor("for 40."));
  EXPECT_TRUE(pty_.WaitFor(kMore));
  pty_.Type("r");
  thread.join();
  EXPECT_THAT(leaving, IsOkAndHolds(Leaving::kEarly));
  // Prose is never wider than people can read.
  pty_.Resize(24, 300);
  EXPECT_THAT(Show(text, {{"for 100.", ""}, {kMore, "r"}}), IsOkAndHolds(Leaving::kEarly));
}

// Proves: PRES-9
TEST_F(PagerTest, TextThatIsPartlyReadStaysAndOneThatIsReadStaysRead) {
  PagedText text = LaidOut();
  EXPECT_THAT(Show(text, {{kMore, " "}, {kEnd, "b"}, {"for 80.", ""}, {kMore, "r"}}),
              IsOkAndHolds(Leaving::kEarly));
  pty_.Resize(24, 40);
  EXPECT_THAT(Show(text, {{kMore, " "}, {kEnd, "\n"}}), IsOkAndHolds(Leaving::kAtEnd));
  EXPECT_TRUE(text.IsRead());
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("for 40.")));
  EXPECT_THAT(Show(text, {{"for 40.", ""}, {kMore, "r"}}), IsOkAndHolds(Leaving::kEarly));
  EXPECT_TRUE(text.IsRead());
}

// Proves: CONS-1
TEST_F(PagerTest, HelpIsThereAndTheTextComesBack) {
  PagedText text(Lines(2), Continuation::kProse);
  for (const char* key : {"?", "a", "h"}) {
    EXPECT_THAT(Show(text, {{kEnd, key},
                            {"One key is enough", ""},
                            {"back to the text", "\n"},
                            {"line 2.", ""},
                            {kEnd, "\n"}}),
                IsOkAndHolds(Leaving::kAtEnd));
  }
}

// Proves: CONS-2
TEST_F(PagerTest, EndOfInputStops) {
  PagedText text(Lines(2), Continuation::kProse);
  EXPECT_THAT(Show(text, {{kEnd, "\x04"}}), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_FALSE(text.IsRead());
}

// Proves: PRES-1
TEST_F(PagerTest, AWindowOfAnySizeHoldsEachScreenAndItsPrompt) {
  const std::string document =
      "Réfection de l'école : 漢字漢字漢字 et un mot_qui_est_bien_trop_long_pour_la_ligne\n\n"
      "e\u0301e\u0301 fin\n";
  for (const std::pair<unsigned short, unsigned short>& size :
       {std::pair<unsigned short, unsigned short>{2, 1}, {3, 7}, {5, 19}, {12, 40}, {50, 200}}) {
    Pty pty;
    pty.Resize(size.first, size.second);
    PagedText text(document, Continuation::kExact);
    Terminal terminal(pty.slave_fd(), pty.slave_fd(), -1);
    absl::StatusOr<Leaving> leaving = Leaving::kAbandon;
    std::thread thread([&] { leaving = Pager(terminal, Language::kFrench).Show(text); });
    const size_t height = size.first - 1u;
    const size_t rows = RowsOf(document, size.second, Continuation::kExact).size();
    for (size_t screen = 0; screen < (rows + height - 1) / height; ++screen) {
      EXPECT_TRUE(pty.WaitFor("["));
      pty.Type(" ");
    }
    thread.join();
    EXPECT_THAT(leaving, IsOkAndHolds(Leaving::kAtEnd));
    pty.Drain();
    for (const absl::string_view row : absl::StrSplit(pty.Screen(), absl::ByAnyChar("\r\n"))) {
      EXPECT_THAT(DisplayWidth(row), Le(std::max<size_t>(size.second, 2))) << row;
    }
  }
}

// Proves: PRES-6
TEST_F(PagerTest, NothingSteersTheTerminal) {
  PagedText text("\x1b[31mred \x9b[2J\n", Continuation::kExact);
  EXPECT_THAT(Show(text, {{kEnd, "\n"}}), IsOkAndHolds(Leaving::kAtEnd));
  EXPECT_THAT(pty_.Screen(), HasSubstr("⟦U+001B⟧[31mred ⟦0x9B⟧[2J"));
}

}  // namespace
}  // namespace paraphe::agent
