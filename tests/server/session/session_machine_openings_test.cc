// Tickets that open nothing: counted where the session can be named, and of no harm to whoever may open it.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/session/session_options.h"
#include "tests/server/session/machine_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

const std::string kSecret(32, 's');

v1::SessionRecord Stored(const MachineWorld& world) {
  return world.store.Load(SessionId{world.caller.session_id}).value();
}

absl::Status Open(MachineWorld& world) {
  return world.machine.Begin(world.ticket, SessionEvent::kPresent).status();
}

// In PRESENTED, its ticket exchanged by the agent that has kSecret.
void PresentWithSecret(MachineWorld& world) {
  ASSERT_THAT(world.Create(), IsOk());
  const TicketRef own = {world.ticket.ticket, kSecret};
  world.signer = {world.Present(own, SamplePresented())->session_token};
}

// Proves: CHN-3
TEST(OpeningsTest, AUsedTicketIsCountedInEveryState) {
  for (const SessionState state :
       {SessionState::kPresented, SessionState::kConsented, SessionState::kSigning,
        SessionState::kSigned, SessionState::kFinalized, SessionState::kAborted,
        SessionState::kExpired, SessionState::kFailed}) {
    SCOPED_TRACE(InfoOf(state).name);
    MachineWorld world;
    world.DriveTo(state);
    const v1::SessionRecord before = Stored(world);
    EXPECT_THAT(Open(world), HasReason(v1::TICKET_USED));
    EXPECT_EQ(Stored(world).refused_openings(), 1U);
    EXPECT_EQ(Stored(world).version(), before.version() + 1);
    EXPECT_EQ(WithoutOpenings(Stored(world)), WithoutOpenings(before));
    EXPECT_EQ(world.listener.heard().back().first, SessionEvent::kRefuseOpening);
  }
}

// Proves: CHN-3
TEST(OpeningsTest, ATicketThatComesLateIsCounted) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  world.clock.Advance(world.options.lifetime);
  EXPECT_THAT(Open(world), HasReason(v1::SESSION_EXPIRED));
  EXPECT_EQ(Stored(world).refused_openings(), 1U);
  EXPECT_THAT(world.Abort(world.ticket, ""), HasReason(v1::SESSION_EXPIRED));
  EXPECT_EQ(Stored(world).refused_openings(), 2U);
  EXPECT_EQ(Stored(world).state(), v1::EXPIRED);
}

// Proves: CHN-3
TEST(OpeningsTest, AGuessIsNobodys) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  const std::string before = Stored(world).SerializeAsString();
  const size_t heard = world.listener.heard().size();
  world.ticket.ticket.back() = world.ticket.ticket.back() == 'A' ? 'E' : 'A';
  EXPECT_THAT(Open(world), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(world.machine.Begin(SignerRef{"x"}, SessionEvent::kConsent),
              HasReason(v1::SESSION_UNKNOWN));
  EXPECT_EQ(Stored(world).SerializeAsString(), before);
  EXPECT_EQ(world.listener.heard().size(), heard);
}

// Proves: CHN-3
TEST(OpeningsTest, TheAgentThatExchangedTheTicketIsNoStranger) {
  MachineWorld world;
  PresentWithSecret(world);
  const TicketRef own = {world.ticket.ticket, kSecret};
  ASSERT_THAT(world.Consent(), IsOk());
  EXPECT_THAT(world.Present(own, SamplePresented()), HasReason(v1::SESSION_WRONG_STATE));
  ASSERT_THAT(world.AbortByCaller(), IsOk());
  EXPECT_THAT(world.Present(own, SamplePresented()), HasReason(v1::SESSION_ABORTED));
  EXPECT_EQ(Stored(world).refused_openings(), 0U);
  EXPECT_THAT(world.Present(TicketRef{own.ticket, std::string(32, 't')}, SamplePresented()),
              HasReason(v1::TICKET_USED));
  EXPECT_EQ(Stored(world).refused_openings(), 1U);
}

// Proves: CHN-3, SES-7
TEST(OpeningsTest, CountingEndsAtItsBoundAndWritesNoMore) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  const uint64_t version = Stored(world).version();
  for (uint32_t i = 0; i < kMostRefusedOpenings + 20; ++i) {
    EXPECT_THAT(Open(world), HasReason(v1::TICKET_USED));
  }
  EXPECT_EQ(Stored(world).refused_openings(), kMostRefusedOpenings);
  EXPECT_EQ(Stored(world).version(), version + kMostRefusedOpenings);
}

TEST(OpeningsTest, AStoreThatFailsChangesNoAnswer) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  world.faulty.FailNextWrite(Fault::kRefused);
  EXPECT_THAT(Open(world), HasReason(v1::TICKET_USED));
  EXPECT_EQ(Stored(world).refused_openings(), 0U);
}

// Proves: CHN-3, SES-5
TEST(OpeningsTest, AStepThatBeganBeforeThemIsStoredOverThem) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  Step step = world.machine.Begin(world.signer, SessionEvent::kPresent).value();
  for (int i = 0; i < 20; ++i) EXPECT_THAT(Open(world), HasReason(v1::TICKET_USED));
  const auto presented = world.machine.RecordPresentation(std::move(step), SamplePresented());
  ASSERT_THAT(presented, IsOk());
  EXPECT_EQ(presented->record.refused_openings(), 20U);
  EXPECT_EQ(Stored(world).SerializeAsString(), presented->record.SerializeAsString());
}

// Proves: SES-5
TEST(OpeningsTest, AStepThatBeganBeforeAnotherStepIsNot) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  for (const int openings_before : {0, 1, 2}) {
    Step step = world.machine.Begin(world.signer, SessionEvent::kPresent).value();
    for (int i = 0; i < openings_before; ++i) static_cast<void>(Open(world));
    ASSERT_THAT(world.PresentByToken(), IsOk());
    for (int i = openings_before; i < 2; ++i) static_cast<void>(Open(world));
    EXPECT_THAT(world.machine.RecordPresentation(std::move(step), SamplePresented()),
                HasReason(v1::SESSION_CONFLICT));
  }
}

// The median of many, of what a ticket's refusal takes.
absl::Duration Median(MachineWorld& world, const std::string& ticket) {
  std::vector<absl::Duration> times(301);
  for (absl::Duration& time : times) {
    const absl::Time begin = absl::Now();
    static_cast<void>(world.machine.Begin(TicketRef{ticket}, SessionEvent::kPresent));
    time = absl::Now() - begin;
  }
  std::nth_element(times.begin(), times.begin() + 150, times.end());
  return times[150];
}

// A ticket is looked up by its SHA-256: how much of a guess is right shows in no time. Once what is counted is
// counted, a used ticket and a late one take what a guess takes, and a few loads more; which of these it is, the answer
// says anyway. Proves: CHN-3
TEST(OpeningsTest, RefusalsTakeTheSameTime) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  std::string near = world.ticket.ticket;
  near.back() = near.back() == 'A' ? 'E' : 'A';
  std::string far = near;
  far.front() = far.front() == 'A' ? 'E' : 'A';
  for (uint32_t i = 0; i <= kMostRefusedOpenings; ++i) static_cast<void>(Open(world));
  const absl::Duration guess = Median(world, far);
  EXPECT_LT(Median(world, near), 10 * guess + absl::Milliseconds(1));
  EXPECT_LT(guess, 10 * Median(world, near) + absl::Milliseconds(1));
  EXPECT_LT(Median(world, world.ticket.ticket), 50 * guess + absl::Milliseconds(2));
}

}  // namespace
}  // namespace paraphe::server::test
