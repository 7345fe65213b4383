// All pairs of calls from two threads on one session: the outcome is that of one after the other.
// Run under ThreadSanitizer too (label tsan).
#include <atomic>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/session/invariants.h"
#include "tests/server/session/designed_table.h"
#include "tests/server/session/operations.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

constexpr int kRounds = PARAPHE_SANITIZED ? 2 : 3;

// What the two callers heard, and where the session stands: all that anybody can see.
std::string Outcome(const MachineWorld& world, const absl::Status& first,
                    const absl::Status& second) {
  return absl::StrCat(v1::ErrorReason_Name(ReasonOf(first)), " ",
                      v1::ErrorReason_Name(ReasonOf(second)), " ", InfoOf(world.state()).name);
}

std::string OneAfterTheOther(SessionState state, const Operation& first, const Operation& second,
                             bool swapped) {
  MachineWorld world;
  world.DriveTo(state);
  absl::Status status_second = swapped ? second.run(world) : absl::OkStatus();
  const absl::Status status_first = first.run(world);
  if (!swapped) status_second = second.run(world);
  return Outcome(world, status_first, status_second);
}

// Starts both as nearly at once as threads allow.
std::string AtOnce(MachineWorld& world, const Operation& first, const Operation& second) {
  std::atomic<int> ready = 0;
  const auto wait = [&ready] {
    ++ready;
    while (ready < 2) std::this_thread::yield();
  };
  absl::Status status_first, status_second;
  std::thread other([&] {
    wait();
    status_second = second.run(world);
  });
  wait();
  status_first = first.run(world);
  other.join();
  return Outcome(world, status_first, status_second);
}

// The stored changes, in the order of their versions, walk along the table; and no two releases
// differ.
void ExpectOneTrueHistory(const MachineWorld& world, const std::string& where) {
  std::map<uint64_t, RecordingListener::Heard> history;
  std::set<std::string> released;
  for (const auto& heard : world.listener.heard()) {
    ASSERT_TRUE(history.emplace(heard.second.version(), heard).second)
        << where << ": a version stored twice";
    if (heard.second.has_released()) released.insert(heard.second.released().signed_info());
  }
  EXPECT_LE(released.size(), 1u) << where << ": two different digests were released";
  SessionState at = SessionState::kNone;
  for (const auto& [version, heard] : history) {
    ASSERT_EQ(LetterOf(StateOf(heard.second)), Designed(at, heard.first)) << where;
    at = StateOf(heard.second);
  }
  EXPECT_EQ(at, world.state()) << where;
}

// Proves: SES-5, SES-2, SES-3
TEST(ConcurrencyTest, EveryPairOfCallsActsAsOneAfterTheOther) {
  const std::vector<Operation> operations = AllOperations();
  for (const SessionState state : RealStates()) {
    for (const Operation& first : operations) {
      for (const Operation& second : operations) {
        const std::string where =
            absl::StrCat(InfoOf(state).name, " ", first.name, " || ", second.name);
        const std::set<std::string> allowed = {OneAfterTheOther(state, first, second, false),
                                               OneAfterTheOther(state, first, second, true)};
        for (int round = 0; round < kRounds; ++round) {
          MachineWorld world;
          world.DriveTo(state);
          ASSERT_THAT(allowed, ::testing::Contains(AtOnce(world, first, second))) << where;
          ExpectOneTrueHistory(world, where);
        }
      }
    }
  }
}

// Proves: SES-5
TEST(ConcurrencyTest, OfTwoAgentsWithOneTicketOneIsServed) {
  for (int round = 0; round < 200; ++round) {
    MachineWorld world;
    ASSERT_THAT(world.Create(), IsOk());
    const auto present = [&] { return world.Present(world.ticket, SamplePresented()).status(); };
    absl::Status first, second;
    std::thread other([&] { second = present(); });
    first = present();
    other.join();
    ASSERT_NE(first.ok(), second.ok());
    EXPECT_THAT(first.ok() ? second : first, HasReason(v1::TICKET_USED));
  }
}

// Proves: SES-5
TEST(ConcurrencyTest, RepeatedPrepareAtOnceMakesOneSession) {
  for (int round = 0; round < 200; ++round) {
    MachineWorld world;
    absl::StatusOr<PrepareResult> first, second;
    std::thread other([&] { second = world.RepeatCreate(); });
    first = world.RepeatCreate();
    other.join();
    ASSERT_THAT(first, IsOk());
    ASSERT_THAT(second, IsOk());
    EXPECT_EQ(first->record.id(), second->record.id());
    for (const auto* answer : {&*first, &*second}) {
      EXPECT_THAT(
          world.machine.Get(CallerRef{answer->record.id(), answer->caller_token, {"backoffice"}}),
          IsOk());
    }
  }
}

// Everybody releases, delivers and finalizes at once; one signature comes out, to everybody.
// Proves: SES-5
TEST(ConcurrencyTest, CrowdGetsOneDigestAndOneDocument) {
  for (int round = 0; round < 20; ++round) {
    MachineWorld world;
    world.DriveTo(SessionState::kConsented);
    absl::Mutex mutex;
    std::set<std::string> released, documents;
    std::vector<std::thread> crowd;
    for (int i = 0; i < 6; ++i) {
      crowd.emplace_back([&] {
        const auto digest = world.Release();
        static_cast<void>(world.Deliver());
        const auto exported = world.Finalize();
        absl::MutexLock lock(&mutex);
        if (digest.ok()) released.insert(*digest);
        if (exported.ok()) documents.insert(exported->signature().value());
      });
    }
    for (std::thread& one : crowd) one.join();
    EXPECT_EQ(released.size(), 1u);
    EXPECT_EQ(documents.size(), 1u);
    EXPECT_EQ(world.state(), SessionState::kFinalized);
    ExpectOneTrueHistory(world, "crowd");
  }
}

// Proves: CHN-3, SES-5
TEST(ConcurrencyTest, StrangersWithAUsedTicketTakeNoStepAway) {
  for (int round = 0; round < kRounds; ++round) {
    MachineWorld world;
    ASSERT_THAT(world.Create(), IsOk());
    ASSERT_THAT(world.PresentByTicket(), IsOk());
    std::atomic<bool> done = false;
    std::vector<std::thread> strangers;
    for (int i = 0; i < 4; ++i) {
      strangers.emplace_back([&] {
        while (!done) {
          const auto opened = world.machine.Begin(world.ticket, SessionEvent::kPresent);
          EXPECT_THAT(opened, HasReason(v1::TICKET_USED));
        }
      });
    }
    // Without a second attempt.
    absl::StatusOr<Step> step = world.machine.Begin(world.signer, SessionEvent::kPresent);
    ASSERT_THAT(step, IsOk());
    EXPECT_THAT(world.machine.RecordPresentation(*std::move(step), SamplePresented()), IsOk());
    EXPECT_THAT(world.Consent(), IsOk());
    EXPECT_THAT(world.Release(), IsOk());
    EXPECT_THAT(world.Deliver(), IsOk());
    EXPECT_THAT(world.Finalize(), IsOk());
    done = true;
    for (std::thread& stranger : strangers) stranger.join();
    EXPECT_LE(world.Get()->refused_openings(), kMostRefusedOpenings);
  }
}

}  // namespace
}  // namespace paraphe::server::test
