#include "server/session/session_machine.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/session/invariants.h"
#include "tests/server/session/machine_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using ::testing::HasSubstr;

// A defect of a call, not of a peer. Proves: SES-1
TEST(SessionMachineTest, NoStepBeginsForAPartyThatMayNotCauseIt) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  for (const SessionEvent event : {SessionEvent::kConsent, SessionEvent::kRelease}) {
    EXPECT_THAT(world.machine.Begin(world.caller, event),
                HasReason(v1::INTERNAL, HasSubstr("party")));
    EXPECT_THAT(world.machine.Begin(world.signer, event), IsOk());
  }
  EXPECT_THAT(world.machine.Begin(world.signer, SessionEvent::kFinalize),
              HasReason(v1::INTERNAL, HasSubstr("party")));
}

// Proves: SES-1, SES-3
TEST(SessionMachineTest, StepIsCommittedAsWhatItBeganTowardsOnly) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  auto abort = world.machine.Begin(world.signer, SessionEvent::kAbort);
  ASSERT_THAT(abort, IsOk());
  EXPECT_THAT(world.machine.ReleaseDigest(
                  *std::move(abort), {"SIGNED-INFO-MARK", "DIGEST-INFO-MARK"}, absl::OkStatus()),
              HasReason(v1::INTERNAL, HasSubstr("committed as")));
  EXPECT_EQ(world.state(), SessionState::kConsented);
  auto release = world.machine.Begin(world.signer, SessionEvent::kRelease);
  ASSERT_THAT(release, IsOk());
  EXPECT_THAT(world.machine.ReleaseDigest(
                  *std::move(release), {"SIGNED-INFO-MARK", "DIGEST-INFO-MARK"}, absl::OkStatus()),
              IsOk());
}

// Proves: SES-5
TEST(SessionMachineTest, StepThatAnotherCallOvertookIsAConflictAndStoresNothing) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  auto step = world.machine.Begin(world.signer, SessionEvent::kAbort);
  ASSERT_THAT(step, IsOk());
  ASSERT_THAT(world.Release(), IsOk());
  EXPECT_THAT(world.machine.Abort(*std::move(step), "too late"), HasReason(v1::SESSION_CONFLICT));
  EXPECT_EQ(world.state(), SessionState::kSigning);
}

// Proves: SES-5, ROLE-1
TEST(SessionMachineTest, ReferenceOfAnotherSessionFindsNothing) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  EXPECT_THAT(world.machine.Get(world.caller), IsOk());
  EXPECT_THAT(world.machine.Get(world.signer), IsOk());
  const CallerRef other_token = {world.caller.session_id, world.signer.session_token,
                                 world.caller.applications};
  const CallerRef other_id = {"0123456789abcdef0123456789abcdef", world.caller.caller_token,
                              world.caller.applications};
  CallerRef other_application = world.caller;
  other_application.applications = {"another application"};
  CallerRef nobody = world.caller;
  nobody.applications.clear();
  const std::vector<SessionRef> wrong = {
      other_token,
      other_application,
      nobody,
      other_id,
      CallerRef{world.caller.session_id, "", world.caller.applications},
      SignerRef{world.caller.caller_token},
      SignerRef{""},
      TicketRef{world.signer.session_token},
      TicketRef{""}};
  for (const SessionRef& ref : wrong) {
    EXPECT_THAT(world.machine.Get(ref), HasReason(v1::SESSION_UNKNOWN));
  }
  EXPECT_THAT(world.machine.Get(world.ticket), HasReason(v1::TICKET_USED));
}

// A changed row in the store does not pass for a consent. Proves: SES-3, CONS-3
TEST(SessionMachineTest, BrokenRecordIsRefusedByEveryCall) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  v1::SessionRecord forged = *world.Get();
  forged.mutable_consented()->set_html_sha256(std::string(32, 'x'));
  forged.set_version(forged.version() + 1);
  ASSERT_THAT(Change(world.store, forged.version() - 1, forged, KeepDocument{}), IsOk());
  EXPECT_THAT(world.Release(), HasReason(v1::INTERNAL));
  EXPECT_EQ(world.derived, 0);
}

// Watch and the audit log hear of each stored change, once. Proves: SES-1
TEST(SessionMachineTest, ListenerHearsEveryStoredChange) {
  MachineWorld world;
  world.DriveTo(SessionState::kFinalized);
  std::vector<SessionEvent> events;
  for (const auto& [event, record] : world.listener.heard()) {
    events.push_back(event);
    EXPECT_EQ(record.version(), events.size());
    EXPECT_THAT(CheckInvariants(record), IsOk());
  }
  EXPECT_THAT(events,
              ::testing::ElementsAre(SessionEvent::kCreate, SessionEvent::kPresent,
                                     SessionEvent::kConsent, SessionEvent::kRelease,
                                     SessionEvent::kAcceptSignature, SessionEvent::kFinalize));
}

TEST(SessionMachineTest, ListenerHearsNothingOfWhatWasNotStored) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  const size_t heard = world.listener.heard().size();
  EXPECT_THAT(world.Amend(), HasReason(v1::SESSION_WRONG_STATE));
  world.faulty.FailNextWrite(Fault::kRefused);
  EXPECT_THAT(world.AbortByCaller(), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_THAT(world.Consent(), IsOk());
  EXPECT_EQ(world.listener.heard().size(), heard);
}

}  // namespace
}  // namespace paraphe::server::test
