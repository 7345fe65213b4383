// Sign (result): the signature is applied once; Finalize and Export.
#include <utility>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/session/audit_entry.h"
#include "server/store/record_time.h"
#include "tests/server/session/machine_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

void ExpectNoContent(const MachineWorld& world) {
  for (const std::string& mark : ContentMarks()) {
    EXPECT_FALSE(absl::StrContains(world.store.Dump(), mark)) << mark;
  }
}

// Proves: SES-5
TEST(ResultTest, SignatureIsAppliedOnce) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigning);
  ASSERT_THAT(world.Deliver(), IsOk());
  const auto before = world.Get();
  EXPECT_EQ(before->state(), v1::SIGNED);
  EXPECT_EQ(before->signature().value(), kGoodSignature);
  EXPECT_THAT(world.Deliver(), IsOk()) << "the same again";
  EXPECT_THAT(world.Deliver(kOtherGoodSignature), HasReason(v1::SIGNATURE_ALREADY_DELIVERED));
  EXPECT_THAT(world.Deliver(kWrongSignature), HasReason(v1::SIGNATURE_ALREADY_DELIVERED));
  EXPECT_THAT(world.Fail(), HasReason(v1::SIGNATURE_ALREADY_DELIVERED));
  EXPECT_EQ(world.Get()->SerializeAsString(), before->SerializeAsString());
}

// Proves: SES-5
TEST(ResultTest, SameSignatureAgainIsOkOnceFinalized) {
  MachineWorld world;
  world.DriveTo(SessionState::kFinalized);
  EXPECT_THAT(world.Deliver(), IsOk());
  EXPECT_THAT(world.Deliver(kOtherGoodSignature), HasReason(v1::SIGNATURE_ALREADY_DELIVERED));
}

// Proves: DEV-4, EXP-2, SES-2
TEST(ResultTest, WrongSignatureFailsTheSession) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigning);
  EXPECT_THAT(world.Deliver(kWrongSignature), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  EXPECT_EQ(world.state(), SessionState::kFailed);
  EXPECT_EQ(world.Get()->ended().status(), v1::ST_SIGNATURE_INVALID);
  EXPECT_THAT(world.Deliver(), HasReason(v1::SESSION_FAILED)) << "too late";
  EXPECT_THAT(world.Finalize(), HasReason(v1::SESSION_FAILED));
  ExpectNoContent(world);
}

// Proves: EXP-5
TEST(ResultTest, SignatureThatCannotBeJudgedIsNoFaultOfTheDevice) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigning);
  auto step = world.machine.Begin(world.signer, SessionEvent::kAcceptSignature);
  ASSERT_THAT(step, IsOk());
  EXPECT_THAT(world.machine.AcceptSignature(*std::move(step), kGoodSignature,
                                            MakeError(v1::INTERNAL, "defect")),
              HasReason(v1::INTERNAL));
  EXPECT_EQ(world.state(), SessionState::kFailed);
  EXPECT_EQ(world.Get()->ended().status(), v1::ST_PROGRAM_FAILED);
  EXPECT_EQ(world.Get()->ended().reason(), v1::INTERNAL);
  ExpectNoContent(world);
}

// Proves: SES-5
TEST(ResultTest, StoreFaultNeverLosesTheSignature) {
  for (const Fault fault : {Fault::kRefused, Fault::kUnacknowledged}) {
    MachineWorld world;
    world.DriveTo(SessionState::kSigning);
    world.faulty.FailNextWrite(fault);
    EXPECT_THAT(world.Deliver(), HasReason(v1::STORE_UNAVAILABLE));
    EXPECT_THAT(world.Deliver(), IsOk());
    EXPECT_THAT(world.Finalize(), IsOk());
  }
}

// Proves: SES-5
TEST(ResultTest, SignatureOfAnotherSessionsTokenGoesNowhere) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigning);
  MachineWorld other;
  other.DriveTo(SessionState::kSigning);
  world.signer = other.signer;
  EXPECT_THAT(world.Deliver(), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_EQ(world.state(), SessionState::kSigning);
}

// Proves: DEV-3, EXP-5, SES-2
TEST(ResultTest, FailureFailsTheSessionByTheNameOfItsCause) {
  const std::pair<v1::ErrorReason, v1::StatusCode> causes[] = {
      {v1::DEVICE_MODULE_UNUSABLE, v1::ST_DEVICE_FAILED},
      {v1::DEVICE_PIN_LOCKED, v1::ST_DEVICE_FAILED},
      {v1::DEVICE_CANCELLED, v1::ST_DEVICE_FAILED},
      {v1::DEVICE_TOKEN_AMBIGUOUS, v1::ST_DEVICE_FAILED},
      {static_cast<v1::ErrorReason>(119), v1::ST_DEVICE_FAILED},
      {v1::DEVICE_SIGNATURE_INVALID, v1::ST_SIGNATURE_INVALID},
      {v1::ABORTED_BY_SIGNER, v1::ST_NO_ANSWER},
      {v1::SERVER_ANSWER_MISMATCH, v1::ST_PROGRAM_FAILED},
      {v1::SIGNATURE_INVALID, v1::ST_PROGRAM_FAILED},
      {v1::INTERNAL, v1::ST_PROGRAM_FAILED},
  };
  for (const auto& [reason, status] : causes) {
    MachineWorld world;
    world.DriveTo(SessionState::kSigning);
    const auto record = world.Fail(reason);
    ASSERT_THAT(record, IsOk());
    EXPECT_EQ(record->state(), v1::FAILED);
    EXPECT_EQ(record->ended().status(), status) << reason;
    EXPECT_EQ(record->ended().reason(), reason);
    EXPECT_EQ(record->ended().device_code(), 0xA4u);
    ExpectNoContent(world);
  }
}

// Proves: SES-5
TEST(ResultTest, SameFailureAgainIsOkAnotherIsNot) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigning);
  ASSERT_THAT(world.Fail(v1::DEVICE_ERROR), IsOk());
  EXPECT_THAT(world.Fail(v1::DEVICE_ERROR), IsOk());
  EXPECT_THAT(world.Fail(v1::DEVICE_PIN_LOCKED), HasReason(v1::SESSION_FAILED));
  EXPECT_THAT(world.Deliver(), HasReason(v1::SESSION_FAILED));
}

// A session whose release was given up, by the sweeper.
class LateResultTest : public ::testing::Test {
 protected:
  LateResultTest() {
    world_.DriveTo(SessionState::kSigning);
    world_.clock.Advance(world_.options.signing_timeout);
    EXPECT_EQ(world_.machine.Sweep(10)->given_up, 1u);
    EXPECT_EQ(world_.state(), SessionState::kFailed);
  }

  MachineWorld world_;
};

// Proves: SES-5
TEST_F(LateResultTest, SignatureIsTakenAsInTime) {
  EXPECT_THAT(world_.Finalize(), HasReason(v1::SESSION_FAILED)) << "nothing came yet";
  EXPECT_THAT(world_.Export(), HasReason(v1::SESSION_FAILED));
  const auto record = world_.Deliver();
  ASSERT_THAT(record, IsOk());
  EXPECT_EQ(record->state(), v1::SIGNED);
  EXPECT_FALSE(record->has_ended());
  EXPECT_EQ(FromTimestamp(record->deadline()),
            world_.clock.Now() + world_.options.unclaimed_retention);
  EXPECT_THAT(world_.Deliver(), IsOk()) << "the same again";
  EXPECT_THAT(world_.Deliver(kOtherGoodSignature), HasReason(v1::SIGNATURE_ALREADY_DELIVERED));
  EXPECT_THAT(world_.Export(), IsOk());
  EXPECT_EQ(world_.Finalize()->ended().status(), v1::ST_OK);
  EXPECT_EQ(world_.listener.heard().back().first, SessionEvent::kFinalize);
}

// Proves: SES-5
TEST_F(LateResultTest, SignatureOnTheLastNanosecondOfTheRetentionIsTaken) {
  world_.clock.Advance(world_.options.retention - absl::Nanoseconds(1));
  EXPECT_THAT(world_.Deliver(), IsOk());
}

// Proves: SES-5, SES-2
TEST_F(LateResultTest, SignatureAfterTheRetentionFindsNothing) {
  world_.clock.Advance(world_.options.retention);
  EXPECT_THAT(world_.Deliver(), HasReason(v1::SESSION_UNKNOWN));
  ExpectNoContent(world_);
}

// Proves: DEV-4, SES-2
TEST_F(LateResultTest, WrongSignatureRollsBackAndNoOtherIsTaken) {
  const auto given_up = world_.Get();
  EXPECT_THAT(world_.Deliver(kWrongSignature), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  const auto failed = world_.Get();
  EXPECT_EQ(failed->state(), v1::FAILED);
  EXPECT_EQ(failed->ended().status(), v1::ST_SIGNATURE_INVALID);
  EXPECT_EQ(FromTimestamp(failed->deadline()), FromTimestamp(given_up->deadline()))
      << "the retention does not start again";
  ExpectNoContent(world_);
  EXPECT_THAT(world_.Deliver(), HasReason(v1::SESSION_FAILED));
  EXPECT_THAT(world_.Fail(), HasReason(v1::SESSION_FAILED));
}

// Proves: EXP-5, SES-2, SES-5
TEST_F(LateResultTest, FailureSaysWhyAndRollsBack) {
  EXPECT_THAT(world_.Fail(v1::STORE_UNAVAILABLE), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(world_.Fail(v1::DEADLINE), HasReason(v1::MALFORMED_REQUEST));
  const auto failed = world_.Fail(v1::DEVICE_TOKEN_REMOVED);
  ASSERT_THAT(failed, IsOk());
  EXPECT_EQ(failed->state(), v1::FAILED);
  EXPECT_EQ(failed->ended().status(), v1::ST_DEVICE_FAILED);
  EXPECT_EQ(failed->ended().reason(), v1::DEVICE_TOKEN_REMOVED);
  ExpectNoContent(world_);
  const auto again = world_.Fail(v1::DEVICE_TOKEN_REMOVED);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->version(), failed->version()) << "the same again stores nothing";
  EXPECT_THAT(world_.Fail(v1::DEVICE_PIN_LOCKED), HasReason(v1::SESSION_FAILED));
  EXPECT_THAT(world_.Deliver(), HasReason(v1::SESSION_FAILED));
}

// Proves: SES-2, SES-3, SES-5
TEST_F(LateResultTest, NothingElseIsTaken) {
  const auto before = world_.Get();
  EXPECT_THAT(world_.PresentByToken(), HasReason(v1::SESSION_FAILED));
  EXPECT_THAT(world_.Consent(), HasReason(v1::SESSION_FAILED));
  EXPECT_THAT(world_.Release(), HasReason(v1::SESSION_FAILED)) << "no digest leaves any more";
  EXPECT_THAT(world_.AbortBySigner(), HasReason(v1::SESSION_FAILED));
  EXPECT_THAT(world_.AbortByCaller(), HasReason(v1::SESSION_FAILED));
  EXPECT_THAT(world_.Amend(), HasReason(v1::SESSION_FAILED));
  EXPECT_EQ(world_.Get()->SerializeAsString(), before->SerializeAsString());
}

// Proves: SES-5, SES-6
TEST_F(LateResultTest, StoreFaultNeverLosesTheSignature) {
  for (const Fault fault : {Fault::kRefused, Fault::kUnacknowledged}) {
    world_.faulty.FailNextWrite(fault);
    EXPECT_THAT(world_.Deliver(), HasReason(v1::STORE_UNAVAILABLE));
  }
  EXPECT_THAT(world_.Deliver(), IsOk());
  EXPECT_THAT(world_.Finalize(), IsOk());
}

// Proves: ADM-2
TEST_F(LateResultTest, TheLogTellsBoth) {
  ASSERT_THAT(world_.Deliver(), IsOk());
  const auto heard = world_.listener.heard();
  ASSERT_GE(heard.size(), 2u);
  const auto& [given_up, failed] = heard[heard.size() - 2];
  const auto& [accepted, signed_record] = heard[heard.size() - 1];
  EXPECT_EQ(given_up, SessionEvent::kGiveUp);
  EXPECT_EQ(failed.state(), v1::FAILED);
  EXPECT_EQ(accepted, SessionEvent::kAcceptSignature);
  EXPECT_EQ(signed_record.state(), v1::SIGNED);
  const v1::AuditEntry entry = MakeAuditEntry(accepted, signed_record, world_.clock.Now());
  EXPECT_EQ(entry.actor(), v1::AUDIT_SIGNER);
  EXPECT_EQ(entry.status(), v1::STATUS_CODE_UNSPECIFIED);
  EXPECT_FALSE(entry.signed_info_sha256().empty());
}

// Nobody gave it up yet: it is in time, and nobody hears of a failure. Proves: SES-5
TEST(ResultTest, ResultThatComesBeforeItsReleaseIsGivenUpIsInTime) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigning);
  world.clock.Advance(world.options.signing_timeout + absl::Hours(1));
  ASSERT_THAT(world.Deliver(), IsOk());
  EXPECT_EQ(world.state(), SessionState::kSigned);
  for (const auto& [event, record] : world.listener.heard()) EXPECT_NE(record.state(), v1::FAILED);

  MachineWorld failing;
  failing.DriveTo(SessionState::kSigning);
  failing.clock.Advance(failing.options.signing_timeout);
  EXPECT_EQ(failing.Fail(v1::DEVICE_ERROR)->ended().reason(), v1::DEVICE_ERROR);

  MachineWorld asked;
  asked.DriveTo(SessionState::kSigning);
  asked.clock.Advance(asked.options.signing_timeout);
  EXPECT_THAT(asked.Release(), HasReason(v1::SESSION_FAILED)) << "every other call gives it up";
}

// The sweeper comes between the two halves of a delivery. Proves: SES-5
TEST(ResultTest, SignatureThatMeetsTheSweeperIsTaken) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigning);
  world.clock.Advance(world.options.signing_timeout);
  auto step = world.machine.Begin(world.signer, SessionEvent::kAcceptSignature);
  ASSERT_THAT(step, IsOk());
  ASSERT_EQ(world.machine.Sweep(10)->given_up, 1u);
  EXPECT_THAT(world.machine.AcceptSignature(*std::move(step), kGoodSignature, absl::OkStatus()),
              HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(world.Deliver(), IsOk()) << "the call begins again";
  EXPECT_EQ(world.state(), SessionState::kSigned);
}

TEST(ResultTest, FailureOfNoKnownCauseIsRefused) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigning);
  for (const v1::ErrorReason reason :
       {v1::ERROR_REASON_UNSPECIFIED, v1::STORE_UNAVAILABLE, v1::SIGNATURE_ABSENT,
        v1::ABORTED_BY_CALLER, static_cast<v1::ErrorReason>(99)}) {
    EXPECT_THAT(world.Fail(reason), HasReason(v1::MALFORMED_REQUEST));
  }
  EXPECT_EQ(world.state(), SessionState::kSigning);
}

// Proves: EXP-1, SES-5
TEST(FinalizeTest, AgainItChangesNothing) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigned);
  const auto first = world.Finalize();
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->state(), v1::FINALIZED);
  EXPECT_EQ(first->ended().status(), v1::ST_OK);
  EXPECT_EQ(first->signature().value(), kGoodSignature);
  world.clock.Advance(world.options.retention - absl::Seconds(1));
  const auto second = world.Finalize();
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString());
}

// Proves: EXP-4
TEST(ExportTest, ChangesNothingAndTellsNobody) {
  for (const SessionState state : {SessionState::kSigned, SessionState::kFinalized}) {
    MachineWorld world;
    world.DriveTo(state);
    const auto before = world.Get();
    const size_t heard = world.listener.heard().size();
    const auto exported = world.Export();
    ASSERT_THAT(exported, IsOk());
    EXPECT_EQ(exported->SerializeAsString(), before->SerializeAsString());
    EXPECT_EQ(world.Get()->SerializeAsString(), before->SerializeAsString());
    EXPECT_EQ(world.listener.heard().size(), heard);
  }
}

// Proves: EXP-4, ROLE-1
TEST(ExportTest, IsTheSignersOnly) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigned);
  EXPECT_THAT(world.machine.Begin(world.caller, SessionEvent::kExport), HasReason(v1::INTERNAL));
  world.signer.session_token += "x";
  EXPECT_THAT(world.Export(), HasReason(v1::SESSION_UNKNOWN));
}

// What was computed in between and refused leaves the session as it was. Proves: EXP-2
TEST(FinalizeTest, StepThatIsNotCommittedChangesNothing) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigned);
  ASSERT_THAT(world.machine.Begin(world.caller, SessionEvent::kFinalize), IsOk());
  EXPECT_EQ(world.state(), SessionState::kSigned);
}

}  // namespace
}  // namespace paraphe::server::test
