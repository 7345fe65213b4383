// Every call in every state, and every call after every other: what happens is what the table says.
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/session/invariants.h"
#include "tests/server/session/operations.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

bool HasEvent(const Operation& operation) { return operation.event != SessionEvent::kCreate; }

// What the caller of the operation hears, by the table alone. Of a removed session nothing is
// known, but a Prepare with its key makes a new one.
v1::ErrorReason ExpectedReason(SessionState state, const Operation& operation) {
  if (state == SessionState::kNone && operation.event == SessionEvent::kReissue)
    return v1::ERROR_REASON_UNSPECIFIED;
  if (operation.name != "DeliverOther" && IsRepeat(state, operation.event))
    return v1::ERROR_REASON_UNSPECIFIED;
  const auto next = Next(state, operation.event);
  if (next.ok() && operation.event == SessionEvent::kWrongSignature)
    return v1::DEVICE_SIGNATURE_INVALID;
  // Before its verification a wrong signature is a signature.
  if (operation.event == SessionEvent::kWrongSignature) {
    return ReasonOf(Next(state, SessionEvent::kAcceptSignature).status());
  }
  return ReasonOf(next.status());
}

SessionState ExpectedState(SessionState state, SessionEvent event) {
  const auto next = Next(state, event);
  return next.ok() ? *next : state;
}

// Proves: SES-1, SES-3, SES-5
TEST(EveryOrderTest, EveryCallInEveryStateDoesWhatTheTableSays) {
  for (const StateInfo& info : kStates) {
    for (const Operation& operation : AllOperations()) {
      if (!HasEvent(operation)) continue;
      SessionWorld world;
      world.DriveTo(info.state);
      ASSERT_EQ(world.state(), info.state) << info.name;
      const absl::Status status = operation.run(world);
      const std::string where =
          absl::StrCat(operation.name, " in ", info.name, ": ", status.ToString());
      EXPECT_EQ(ReasonOf(status), ExpectedReason(info.state, operation)) << where;
      if (info.state != SessionState::kNone) {
        EXPECT_EQ(world.state(), ExpectedState(info.state, operation.event)) << where;
      }
    }
  }
}

// Proves: SES-5
TEST(EveryOrderTest, RefusedCallChangesNothing) {
  for (const SessionState state : RealStates()) {
    for (const Operation& operation : AllOperations()) {
      if (operation.name == "DeliverWrong" && state == SessionState::kSigning)
        continue;  // fails the session
      SessionWorld world;
      world.DriveTo(state);
      const auto before = world.Get();
      if (operation.run(world).ok()) continue;
      EXPECT_EQ(world.Get()->SerializeAsString(), before->SerializeAsString())
          << operation.name << " in " << InfoOf(state).name;
    }
  }
}

// Whatever was stored, in whatever order, is one walk along the table.
void ExpectWalk(const RecordingListener& listener, const std::string& where) {
  SessionState at = SessionState::kNone;
  uint64_t version = 0;
  for (const auto& [event, record] : listener.heard()) {
    const auto next = Next(at, event);
    ASSERT_THAT(next, IsOk()) << where;
    ASSERT_EQ(StateOf(record), *next) << where;
    ASSERT_EQ(record.version(), ++version) << where;
    at = *next;
  }
}

// Proves: SES-5
TEST(EveryOrderTest, EveryThreeCallsInARowKeepTheSessionTrue) {
  const std::vector<Operation> operations = AllOperations();
  for (const SessionState state : RealStates()) {
    for (const Operation& first : operations) {
      for (const Operation& second : operations) {
        SessionWorld world;
        world.DriveTo(state);
        const std::string where =
            absl::StrCat(InfoOf(state).name, " ", first.name, " ", second.name);
        for (const Operation* one : {&first, &second, &first}) static_cast<void>(one->run(world));
        ExpectWalk(world.listener, where);
        ASSERT_LE(world.built, 1) << where;
        ASSERT_THAT(CheckInvariants(*world.Get()), IsOk()) << where;
      }
    }
  }
}

}  // namespace
}  // namespace paraphe::server::test
