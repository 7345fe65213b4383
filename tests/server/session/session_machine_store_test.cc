// Each function of the machine that writes, with a store that fails: before the change, after it, or
// when it is asked at all. Whatever happened, the same call again leads to the same end.
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/session/invariants.h"
#include "tests/server/session/machine_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

// A change, where it begins and where it leads, and what the same call says once the change is stored.
struct Change {
  SessionEvent event;
  SessionState from;
  std::function<absl::Status(MachineWorld&)> run;
  SessionState to;
  v1::ErrorReason repeated = v1::ERROR_REASON_UNSPECIFIED;  // unset: OK
  v1::ErrorReason answer = v1::ERROR_REASON_UNSPECIFIED;    // of the change without a fault
};

absl::Status Sweep(MachineWorld& world) { return world.machine.Sweep(10).status(); }

// The deadline that passes while nobody asks, and is applied by the next call.
absl::Status AfterDeadline(MachineWorld& world) { return world.Get().status(); }

// Of the call that MachineWorld::Create made, as Prepare does it first of all.
absl::Status Reissue(MachineWorld& world) {
  const NewSession request = MachineWorld::Request();
  return world.machine.Reissue(request.application, request.idempotency_key, request.request_sha256)
      .status();
}

std::vector<Change> Changes() {
  using enum SessionState;
  using enum SessionEvent;
  return {
      {kCreate, kNone, [](auto& w) { return w.Create().status(); }, kPrepared},
      {kAmend, kPresented, [](auto& w) { return w.Amend().status(); }, kPrepared},
      {kReissue, kPresented, Reissue, kPresented},
      {kPresent, kPrepared, [](auto& w) { return w.PresentByToken().status(); }, kPresented},
      {kConsent, kPresented, [](auto& w) { return w.Consent().status(); }, kConsented},
      {kStaleConsent, kConsented,
       [](auto& w) { return w.Release(MakeError(v1::CERTIFICATE_REFUSED, "expired")).status(); },
       kPresented, v1::SESSION_WRONG_STATE, v1::CERTIFICATE_REFUSED},
      {kRelease, kConsented, [](auto& w) { return w.Release().status(); }, kSigning},
      {kAcceptSignature, kSigning, [](auto& w) { return w.Deliver().status(); }, kSigned},
      {kReportFailure, kSigning, [](auto& w) { return w.Fail().status(); }, kFailed},
      {kWrongSignature, kSigning, [](auto& w) { return w.Deliver(test::kWrongSignature).status(); },
       kFailed, v1::SESSION_FAILED, v1::DEVICE_SIGNATURE_INVALID},
      {kGiveUp, kSigning, AfterDeadline, kFailed},
      {kFinalize, kSigned, [](auto& w) { return w.Finalize().status(); }, kFinalized},
      {kAbort, kConsented, [](auto& w) { return w.AbortBySigner().status(); }, kAborted},
      {kAbort, kPrepared, [](auto& w) { return w.AbortByCaller().status(); }, kAborted},
      {kExpire, kConsented, AfterDeadline, kExpired},
      {kRetentionEnd, kFinalized, AfterDeadline, kNone, v1::SESSION_UNKNOWN, v1::SESSION_UNKNOWN},
  };
}

bool IsOfTime(SessionEvent event) {
  return event == SessionEvent::kGiveUp || event == SessionEvent::kExpire ||
         event == SessionEvent::kRetentionEnd;
}

void Prepare(const Change& change, MachineWorld& world) {
  if (change.from != SessionState::kNone) world.DriveTo(change.from);
  ASSERT_EQ(world.state(), change.from);
  if (IsOfTime(change.event)) {
    world.clock.Advance(world.options.lifetime + world.options.unclaimed_retention);
  }
}

// The stored record, byte for byte; empty where there is none.
std::string Stored(const MachineWorld& world) {
  const auto record = world.store.Load(SessionId{world.caller.session_id});
  return record.ok() ? record->SerializeAsString() : "";
}

void ExpectAnswer(const absl::Status& status, v1::ErrorReason reason) {
  if (reason == v1::ERROR_REASON_UNSPECIFIED) {
    EXPECT_THAT(status, IsOk());
  } else {
    EXPECT_THAT(status, HasReason(reason));
  }
}

std::string Where(const Change& change) {
  return absl::StrCat(InfoOf(change.event).name, " from ", InfoOf(change.from).name);
}

// Every event of the table that stores something has its row. Proves: SES-6
TEST(StoreFaultsTest, EveryEventThatStoresIsTried) {
  for (const EventInfo& info : kEvents) {
    // Export stores nothing; RefuseOpening has the refusal as its answer (refused_openings_test.cc).
    if (info.event == SessionEvent::kExport || info.event == SessionEvent::kRefuseOpening) continue;
    const std::vector<Change> changes = Changes();
    EXPECT_TRUE(std::any_of(changes.begin(), changes.end(), [&](const Change& change) {
      return change.event == info.event;
    })) << info.name;
  }
}

// Proves: SES-2, SES-5, SES-6
TEST(StoreFaultsTest, AChangeThatTheStoreRefusesChangesNothingAndMayBeRepeated) {
  for (const Change& change : Changes()) {
    SCOPED_TRACE(Where(change));
    MachineWorld world;
    Prepare(change, world);
    const std::string before = Stored(world);
    const size_t heard = world.listener.heard().size();
    world.faulty.FailNextWrite(Fault::kRefused);
    EXPECT_THAT(change.run(world), HasReason(v1::STORE_UNAVAILABLE));
    EXPECT_EQ(Stored(world), before);
    EXPECT_EQ(world.listener.heard().size(), heard) << "told of what was not stored";
    ExpectAnswer(change.run(world), change.answer);
    EXPECT_EQ(world.state(), change.to);
  }
}

// The server or its connection to the store died between the commit and the answer.
// Proves: SES-2, SES-5, SES-6
TEST(StoreFaultsTest, AChangeWhoseAnswerIsLostIsStoredAndMayBeRepeated) {
  for (const Change& change : Changes()) {
    if (change.event == SessionEvent::kCreate)
      continue;  // below: nobody knows the session's id yet
    SCOPED_TRACE(Where(change));
    MachineWorld world;
    Prepare(change, world);
    world.faulty.FailNextWrite(Fault::kUnacknowledged);
    EXPECT_THAT(change.run(world), HasReason(v1::STORE_UNAVAILABLE));
    EXPECT_EQ(world.state(), change.to);
    ExpectAnswer(change.run(world), change.repeated);
    EXPECT_EQ(world.state(), change.to);
  }
}

// Proves: SES-5
TEST(StoreFaultsTest, APrepareWhoseAnswerIsLostGivesItsOneSessionNextTime) {
  MachineWorld world;
  world.faulty.FailNextWrite(Fault::kUnacknowledged);
  EXPECT_THAT(world.Create(), HasReason(v1::STORE_UNAVAILABLE));
  ASSERT_THAT(world.Create(), IsOk());
  EXPECT_THAT(world.Get(), IsOk());
  EXPECT_EQ(world.Get()->version(), 2u) << "of the session that was stored, with another ticket";
  EXPECT_THAT(world.PresentByTicket(), IsOk());
}

// The ticket is used up by the change whose answer is lost, and only there. Proves: SES-5, SES-6
TEST(StoreFaultsTest, ATicketIsUsedOnlyByAPresentThatIsStored) {
  MachineWorld refused;
  ASSERT_THAT(refused.Create(), IsOk());
  refused.faulty.FailNextWrite(Fault::kRefused);
  EXPECT_THAT(refused.PresentByTicket(), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_THAT(refused.PresentByTicket(), IsOk());

  MachineWorld lost;
  ASSERT_THAT(lost.Create(), IsOk());
  lost.faulty.FailNextWrite(Fault::kUnacknowledged);
  EXPECT_THAT(lost.PresentByTicket(), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_EQ(lost.state(), SessionState::kPresented);
  EXPECT_THAT(lost.AbortByCaller(), IsOk()) << "the caller can always begin anew";
}

// Proves: SES-5, SES-6
TEST(StoreFaultsTest, AnAgentWithASecretRepeatsAPresentThatWasStoredAndNotAcknowledged) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  world.ticket.agent_secret = std::string(32, 's');
  world.faulty.FailNextWrite(Fault::kUnacknowledged);
  EXPECT_THAT(world.PresentByTicket(), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_EQ(world.state(), SessionState::kPresented);
  ASSERT_THAT(world.PresentByTicket(), IsOk());
  EXPECT_THAT(world.Consent(), IsOk()) << "the session goes on";
}

// Proves: SES-5, SES-6
TEST(StoreFaultsTest, AStoreThatCannotBeReadChangesNothing) {
  for (const Change& change : Changes()) {
    if (change.event == SessionEvent::kCreate) continue;  // reads nothing
    SCOPED_TRACE(Where(change));
    MachineWorld world;
    Prepare(change, world);
    const std::string before = Stored(world);
    world.faulty.FailNextRead();
    EXPECT_THAT(change.run(world), HasReason(v1::STORE_UNAVAILABLE));
    EXPECT_EQ(Stored(world), before);
    ExpectAnswer(change.run(world), change.answer);
    EXPECT_EQ(world.state(), change.to);
  }
}

// Proves: SES-4, SES-6
TEST(StoreFaultsTest, ASweepPassesOverWhatTheStoreRefusesAndDoesItNextTime) {
  for (const Change& change : Changes()) {
    if (!IsOfTime(change.event)) continue;
    for (const Fault fault : {Fault::kRefused, Fault::kUnacknowledged}) {
      SCOPED_TRACE(Where(change));
      MachineWorld world;
      Prepare(change, world);
      world.faulty.FailNextWrite(fault);
      EXPECT_EQ(world.machine.Sweep(10)->skipped, 1u);
      EXPECT_EQ(world.state(), fault == Fault::kRefused ? change.from : change.to);
      EXPECT_THAT(Sweep(world), IsOk());
      EXPECT_EQ(world.state(), change.to);
    }
  }
}

// Proves: SES-4, SES-6
TEST(StoreFaultsTest, ASweepOfAStoreThatCannotBeReadIsAnError) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  world.faulty.FailNextRead();
  EXPECT_THAT(Sweep(world), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_EQ(world.state(), SessionState::kConsented);
}

}  // namespace
}  // namespace paraphe::server::test
