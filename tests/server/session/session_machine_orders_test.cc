// Every call in every state, and every call after every other.
#include <algorithm>
#include <iterator>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/session/invariants.h"
#include "tests/server/session/designed_table.h"
#include "tests/server/session/operations.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::IsOk;

// What each call does in each state, one letter a call (designed_table.h).
struct Answers {
  SessionState state;
  absl::string_view calls;
};
// Of a removed session nothing is known, but a Prepare with its key makes a new one.
// clang-format off
constexpr absl::string_view kCalls[] = {
    "RepeatCreate", "Amend", "Present", "Consent", "Release", "Deliver", "DeliverOther", "DeliverWrong",
    "Fail", "Finalize", "AbortBySigner", "AbortByCaller"};
constexpr Answers kAnswers[] = {
    {SessionState::kNone,      "nUUUUUUUUUUU"},
    {SessionState::kPrepared,  "pprWWWWWWWxx"},
    {SessionState::kPresented, "rprcWWWWWWxx"},
    {SessionState::kConsented, "cWWcsWWWWWxx"},
    {SessionState::kSigning,   "sWWWsddIfWDD"},
    {SessionState::kSigned,    "dWWWWdSSSzDD"},
    {SessionState::kFinalized, "zWWWWzSSSzDD"},
    {SessionState::kAborted,   "xAAAAAAAAAxx"},
    {SessionState::kExpired,   "eEEEEEEEEEEE"},
    {SessionState::kFailed,    "fFFFFFFFfFFF"},
};
// clang-format on

const Operation& Find(const std::vector<Operation>& operations, absl::string_view name) {
  return *std::find_if(operations.begin(), operations.end(),
                       [&](const Operation& one) { return one.name == std::string(name); });
}

// Proves: SES-1, SES-3, SES-5
TEST(EveryOrderTest, EveryCallInEveryStateDoesWhatIsDesigned) {
  const std::vector<Operation> operations = AllOperations();
  for (const Answers& row : kAnswers) {
    ASSERT_EQ(row.calls.size(), std::size(kCalls));
    for (size_t i = 0; i < std::size(kCalls); ++i) {
      MachineWorld world;
      world.DriveTo(row.state);
      ASSERT_EQ(world.state(), row.state);
      const absl::Status status = Find(operations, kCalls[i]).run(world);
      const std::string where =
          absl::StrCat(kCalls[i], " in ", InfoOf(row.state).name, ": ", status.ToString());
      EXPECT_EQ(status.ok() ? LetterOf(world.state()) : LetterOf(status), row.calls[i]) << where;
      if (ReasonOf(status) == v1::DEVICE_SIGNATURE_INVALID) {
        EXPECT_EQ(world.state(), SessionState::kFailed) << where;
      } else if (!status.ok()) {
        EXPECT_EQ(world.state(), row.state) << where;
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
      MachineWorld world;
      world.DriveTo(state);
      const auto before = world.Get();
      if (operation.run(world).ok()) continue;
      EXPECT_EQ(world.Get()->SerializeAsString(), before->SerializeAsString())
          << operation.name << " in " << InfoOf(state).name;
    }
  }
}

// Whatever was stored, in whatever order, is one walk along what is designed.
void ExpectWalk(const RecordingListener& listener, const std::string& where) {
  SessionState at = SessionState::kNone;
  uint64_t version = 0;
  for (const auto& [event, record] : listener.heard()) {
    ASSERT_EQ(LetterOf(StateOf(record)), Designed(at, event)) << where;
    ASSERT_EQ(record.version(), ++version) << where;
    at = StateOf(record);
  }
}

// Proves: SES-5
TEST(EveryOrderTest, EveryThreeCallsInARowKeepTheSessionTrue) {
  const std::vector<Operation> operations = AllOperations();
  for (const SessionState state : RealStates()) {
    for (const Operation& first : operations) {
      for (const Operation& second : operations) {
        MachineWorld world;
        world.DriveTo(state);
        const std::string where =
            absl::StrCat(InfoOf(state).name, " ", first.name, " ", second.name);
        for (const Operation* one : {&first, &second, &first}) static_cast<void>(one->run(world));
        ExpectWalk(world.listener, where);
        ASSERT_THAT(CheckInvariants(*world.Get()), IsOk()) << where;
      }
    }
  }
}

}  // namespace
}  // namespace paraphe::server::test
