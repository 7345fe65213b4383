#include "server/sweeper.h"

#include <string>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"

#include "tests/server/session/machine_world.h"

namespace paraphe::server {
namespace {

using test::Fault;
using test::MachineWorld;

std::string NewSessionIn(MachineWorld& world) {
  NewSession request = MachineWorld::Request();
  request.idempotency_key.clear();
  return world.machine.Create(request)->record.id();
}

v1::SessionState StateOf(const MachineWorld& world, const std::string& id) {
  return world.store.Load(SessionId{id})->state();
}

// Proves: SES-4
TEST(SweeperTest, SweepsAllThatIsDueInHoweverManyBatchesAndNothingElse) {
  MachineWorld world;
  std::vector<std::string> ids;
  for (int i = 0; i < 600; ++i) ids.push_back(NewSessionIn(world));
  world.clock.Advance(absl::Seconds(1));
  const std::string later = NewSessionIn(world);
  world.clock.Advance(world.options.lifetime - absl::Seconds(1));
  Sweeper::SweepAll(world.machine);
  for (const std::string& id : ids) ASSERT_EQ(StateOf(world, id), v1::EXPIRED);
  EXPECT_EQ(StateOf(world, later), v1::PREPARED);
}

// Proves: SES-4
TEST(SweeperTest, WhatTheStoreRefusedIsLeftToTheNextSweep) {
  MachineWorld world;
  const std::string id = NewSessionIn(world);
  world.clock.Advance(world.options.lifetime);
  world.faulty.FailNextWrite(Fault::kRefused);
  Sweeper::SweepAll(world.machine);
  EXPECT_EQ(StateOf(world, id), v1::PREPARED);
  Sweeper::SweepAll(world.machine);
  EXPECT_EQ(StateOf(world, id), v1::EXPIRED);
}

struct ExpiryListener final : SessionListener {
  void OnStored(SessionEvent event, const v1::SessionRecord&) override {
    if (event == SessionEvent::kExpire) expired.Notify();
  }
  absl::Notification expired;
};

// Proves: SES-4
TEST(SweeperTest, ThreadSweepsWithoutBeingAsked) {
  MachineWorld world;
  NewSessionIn(world);
  ExpiryListener listener;
  SessionMachine machine(&world.store, &world.clock, &listener, world.options);
  const Sweeper sweeper(&machine, absl::Milliseconds(1));
  EXPECT_FALSE(listener.expired.HasBeenNotified());
  world.clock.Advance(world.options.lifetime);
  EXPECT_TRUE(listener.expired.WaitForNotificationWithTimeout(absl::Seconds(60)));
}

TEST(SweeperTest, ThreadWaitsForItsPeriodAndEndsWithoutIt) {
  MachineWorld world;
  const std::string id = NewSessionIn(world);
  world.clock.Advance(world.options.lifetime);
  const absl::Time begin = absl::Now();
  { const Sweeper sweeper(&world.machine, absl::Hours(1)); }
  EXPECT_LT(absl::Now() - begin, absl::Minutes(1));
  EXPECT_EQ(StateOf(world, id), v1::PREPARED);
}

}  // namespace
}  // namespace paraphe::server
