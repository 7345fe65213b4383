#include "server/session/transitions.h"

#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/session/designed_table.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using enum SessionState;
using enum SessionEvent;
using paraphe::test::HasReason;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string Words(SessionState state, SessionEvent event) {
  return absl::StrCat(InfoOf(state).name, " + ", InfoOf(event).name);
}

// Proves: SES-1, SES-2, SES-3, SES-4, SES-5
TEST(TransitionsTest, FullProductOfStatesAndEventsIsAsDesigned) {
  for (const test::DesignedState& row : test::kDesigned) {
    ASSERT_EQ(row.events.size(), std::size(kEvents)) << InfoOf(row.state).name;
    for (const EventInfo& event : kEvents) {
      const auto next = Next(row.state, event.event);
      const char got = next.ok() ? test::LetterOf(*next) : test::LetterOf(next.status());
      EXPECT_EQ(got, test::Designed(row.state, event.event)) << Words(row.state, event.event);
    }
  }
}

// What was given up takes a late result, what was rolled back none. Proves: SES-2, SES-5
TEST(TransitionsTest, WhatLostItsReleaseTakesNoResult) {
  for (const test::DesignedState& row : test::kDesigned) {
    const absl::string_view designed =
        row.state == kFailed ? test::kDesignedRolledBack : row.events;
    for (const EventInfo& event : kEvents) {
      const auto next = Next(row.state, event.event, /*released=*/false);
      const char got = next.ok() ? test::LetterOf(*next) : test::LetterOf(next.status());
      EXPECT_EQ(got, designed[static_cast<size_t>(event.event)]) << Words(row.state, event.event);
    }
  }
}

// Proves: SES-1, SES-3, SES-5
TEST(TransitionsTest, RefusalSaysWhatWasRefusedWhereAndWhatToDo) {
  const auto refused = Next(kSigning, kAbort);
  EXPECT_THAT(refused, HasReason(v1::DIGEST_RELEASED,
                                 AllOf(HasSubstr("the digest already left for the device"),
                                       HasSubstr("Abort is refused in state SIGNING"),
                                       HasSubstr("delivers the device's result next (Sign)"))));
  EXPECT_EQ(GetErrorDetail(refused.status())->session_state(), "SIGNING");
  for (const StateInfo& state : kStates) {
    for (const EventInfo& event : kEvents) {
      const auto next = Next(state.state, event.event);
      if (next.ok()) continue;
      EXPECT_THAT(std::string(next.status().message()),
                  AllOf(HasSubstr(std::string(state.name)), HasSubstr(std::string(event.name)),
                        HasSubstr(std::string(state.advice))));
    }
  }
}

// Proves: SES-5
TEST(TransitionsTest, TableHoldsNoPairTwice) {
  std::set<std::pair<SessionState, SessionEvent>> pairs;
  for (const Transition& row : kTransitions) {
    EXPECT_TRUE(pairs.emplace(row.from, row.event).second) << Words(row.from, row.event);
  }
}

// Proves: SES-5
TEST(TransitionsTest, RepetitionsAreTheseFive) {
  const std::set<std::pair<SessionState, SessionEvent>> repeats = {{kConsented, kConsent},
                                                                   {kSigned, kAcceptSignature},
                                                                   {kFinalized, kAcceptSignature},
                                                                   {kFailed, kReportFailure},
                                                                   {kAborted, kAbort}};
  for (const StateInfo& state : kStates) {
    for (const EventInfo& event : kEvents) {
      EXPECT_EQ(IsRepeat(state.state, event.event), repeats.count({state.state, event.event}) > 0)
          << Words(state.state, event.event);
    }
  }
}

// Proves: ROLE-1
TEST(TransitionsTest, EachPartyMayCauseWhatItsCallsAreFor) {
  const std::pair<Party, std::set<SessionEvent>> parties[] = {
      {Party::kCaller, {kAmend, kFinalize, kAbort}},
      {Party::kTicketHolder, {kPresent, kAbort}},
      {Party::kSigner,
       {kPresent, kConsent, kRelease, kAcceptSignature, kReportFailure, kExport, kAbort}}};
  for (const auto& [party, events] : parties) {
    for (const EventInfo& event : kEvents) {
      EXPECT_EQ(MayCause(party, event.event), events.count(event.event) > 0) << event.name;
    }
  }
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
