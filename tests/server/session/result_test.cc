// Sign (result): the signature is applied once; Finalize and Export.
#include <utility>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

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
