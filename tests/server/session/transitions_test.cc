#include "server/session/transitions.h"

#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using enum SessionState;
using enum SessionEvent;
using paraphe::test::HasReason;
using paraphe::test::IsOkAndHolds;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string Words(SessionState state, SessionEvent event) {
  return absl::StrCat(InfoOf(state).name, " + ", InfoOf(event).name);
}

// What design.md says, written down a second time and in another shape: one row a state, one letter
// an event (Create Amend Reissue Present Consent StaleConsent Release AcceptSignature DeviceFailed
// WrongSignature GiveUp Finalize Abort Expire RetentionEnd) for the state it leads to (kLetters);
// "." is a refusal.
struct Expected {
  SessionState state;
  absl::string_view to;
};
// clang-format off
constexpr Expected kExpected[] = {
    {kNone,      "p.............."},
    {kPrepared,  ".ppr........xe."},
    {kPresented, ".prrc.......xe."},
    {kConsented, "..c..rs.....xe."},
    {kSigning,   "..s...sdfff...."},
    {kSigned,    "..d........z..n"},
    {kFinalized, "..z........z..n"},
    {kAborted,   "..x...........n"},
    {kExpired,   "..e...........n"},
    {kFailed,    "..f...........n"},
};
// clang-format on
constexpr std::pair<char, SessionState> kLetters[] = {
    {'p', kPrepared},  {'r', kPresented}, {'c', kConsented}, {'s', kSigning}, {'d', kSigned},
    {'z', kFinalized}, {'x', kAborted},   {'e', kExpired},   {'f', kFailed},  {'n', kNone},
};

char LetterOf(SessionState state) {
  for (const auto& [letter, one] : kLetters) {
    if (one == state) return letter;
  }
  return '?';
}

// Proves: SES-1, SES-2, SES-3, SES-4
TEST(TransitionsTest, FullProductOfStatesAndEventsIsAsDesigned) {
  for (const Expected& row : kExpected) {
    ASSERT_EQ(row.to.size(), std::size(kEvents)) << InfoOf(row.state).name;
    for (const EventInfo& event : kEvents) {
      const auto next = Next(row.state, event.event);
      const char got = next.ok() ? LetterOf(*next) : '.';
      EXPECT_EQ(got, row.to[static_cast<size_t>(event.event)]) << Words(row.state, event.event);
    }
  }
}

// Proves: SES-1, SES-3, SES-5
TEST(TransitionsTest, EveryRefusalIsNamed) {
  for (const StateInfo& state : kStates) {
    for (const EventInfo& event : kEvents) {
      const auto next = Next(state.state, event.event);
      if (next.ok()) continue;
      EXPECT_THAT(next,
                  HasReason(ReasonOf(next.status()), AllOf(HasSubstr(std::string(state.name)),
                                                           HasSubstr(std::string(event.name)),
                                                           HasSubstr(std::string(state.advice)))));
      EXPECT_EQ(GetErrorDetail(next.status())->session_state(), std::string(state.name));
    }
  }
}

// Proves: SES-3
TEST(TransitionsTest, AbortAfterTheReleaseSaysSo) {
  for (const SessionState state : {kSigning, kSigned, kFinalized}) {
    EXPECT_THAT(Next(state, kAbort), HasReason(v1::DIGEST_RELEASED)) << InfoOf(state).name;
  }
  for (const SessionState state : {kPrepared, kPresented, kConsented}) {
    EXPECT_THAT(Next(state, kAbort), IsOkAndHolds(kAborted));
  }
}

// Proves: SES-2, SES-4, SES-5
TEST(TransitionsTest, EndedSessionsNameTheirEnd) {
  const std::pair<SessionState, v1::ErrorReason> ends[] = {{kNone, v1::SESSION_UNKNOWN},
                                                           {kAborted, v1::SESSION_ABORTED},
                                                           {kExpired, v1::SESSION_EXPIRED},
                                                           {kFailed, v1::SESSION_FAILED}};
  for (const auto& [state, reason] : ends) {
    for (const EventInfo& event : kEvents) {
      const auto next = Next(state, event.event);
      if (next.ok()) continue;
      EXPECT_THAT(next, HasReason(reason)) << Words(state, event.event);
    }
  }
}

// Proves: SES-5
TEST(TransitionsTest, SecondResultIsNamed) {
  for (const SessionState state : {kSigned, kFinalized}) {
    for (const SessionEvent event : {kAcceptSignature, kDeviceFailed, kWrongSignature}) {
      EXPECT_THAT(Next(state, event), HasReason(v1::SIGNATURE_ALREADY_DELIVERED))
          << Words(state, event);
    }
  }
  EXPECT_THAT(Next(kConsented, kAcceptSignature), HasReason(v1::SESSION_WRONG_STATE));
}

// Proves: SES-5
TEST(TransitionsTest, TableHoldsNoPairTwice) {
  std::set<std::pair<SessionState, SessionEvent>> pairs;
  for (const Transition& row : kTransitions) {
    EXPECT_TRUE(pairs.emplace(row.from, row.event).second) << Words(row.from, row.event);
  }
}

// Proves: SES-5
TEST(TransitionsTest, RepeatIsOnlyWhatTheTableRefuses) {
  for (const Repeat& row : kRepeats) {
    EXPECT_TRUE(IsRepeat(row.state, row.event));
    EXPECT_FALSE(Next(row.state, row.event).ok()) << Words(row.state, row.event);
  }
  EXPECT_FALSE(IsRepeat(kPresented, kConsent));
  EXPECT_FALSE(IsRepeat(kFailed, kAcceptSignature));
}

// Proves: SES-1
TEST(TransitionsTest, EveryStateIsReachedAndEveryEventUsed) {
  std::set<SessionState> reached;
  std::set<SessionEvent> used;
  for (const Transition& row : kTransitions) {
    reached.insert(row.to);
    used.insert(row.event);
  }
  EXPECT_EQ(reached.size(), std::size(kStates));
  EXPECT_EQ(used.size(), std::size(kEvents));
}

// Once the digest may have left, nothing leads back before that point. Proves: SES-3, SES-5
TEST(TransitionsTest, NothingLeadsBackAcrossTheRelease) {
  const std::set<SessionState> before = {kPrepared, kPresented, kConsented, kAborted, kExpired};
  for (const Transition& row : kTransitions) {
    if (row.from == kNone || before.count(row.from) > 0) continue;
    EXPECT_EQ(before.count(row.to), 0u) << Words(row.from, row.event);
  }
}

TEST(TransitionsTest, InfoTablesStandInTheOrderOfTheirEnums) {
  for (size_t i = 0; i < std::size(kStates); ++i)
    EXPECT_EQ(static_cast<size_t>(kStates[i].state), i);
  for (size_t i = 0; i < std::size(kEvents); ++i)
    EXPECT_EQ(static_cast<size_t>(kEvents[i].event), i);
}

TEST(TransitionsTest, StateNamesAreThoseOfTheWire) {
  for (const StateInfo& state : kStates) {
    if (state.state == kNone) continue;
    EXPECT_EQ(v1::SessionState_Name(static_cast<v1::SessionState>(state.state)),
              std::string(state.name));
  }
  EXPECT_EQ(std::size(kStates), static_cast<size_t>(v1::SessionState_ARRAYSIZE))
      << "a state has no row";
}

// Proves: SES-4
TEST(TransitionsTest, EveryStateHasItsDeadlineEvent) {
  for (const SessionState state : {kPrepared, kPresented, kConsented})
    EXPECT_EQ(DeadlineEvent(state), kExpire);
  EXPECT_EQ(DeadlineEvent(kSigning), kGiveUp);
  for (const SessionState state : {kSigned, kFinalized, kAborted, kExpired, kFailed}) {
    EXPECT_EQ(DeadlineEvent(state), kRetentionEnd);
  }
}

}  // namespace
}  // namespace paraphe::server
