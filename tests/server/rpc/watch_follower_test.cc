#include "server/rpc/watch_follower.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/store/memory_store.h"
#include "tests/server/session/sample_session.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

constexpr absl::Duration kPatience = absl::Seconds(60);
constexpr absl::Duration kNever = absl::Hours(1);

// Waits for the first event and the end.
class WaitingWatcher final : public Watcher {
 public:
  void OnEvent(const v1::SessionEvent& event) override {
    version = event.version();
    if (!heard.HasBeenNotified()) heard.Notify();
  }
  void OnClose(const absl::Status& status) override {
    end = status;
    closed.Notify();
  }
  bool Hears() { return heard.WaitForNotificationWithTimeout(kPatience); }

  std::atomic<uint64_t> version = 0;
  absl::Notification heard, closed;
  absl::Status end;
};

// Sessions in memory that another server changes: it tells what the test says.
class SharedStore final : public MemoryStore {
 public:
  std::unique_ptr<Following> Follow(OnChange told) const override {
    told_ = std::move(told);
    return nullptr;
  }
  absl::StatusOr<v1::SessionRecord> Load(const SessionKey& key) const override {
    ++loads;
    return MemoryStore::Load(key);
  }
  absl::StatusOr<std::vector<SessionVersion>> LoadVersions(
      const std::vector<std::string>& ids) const override {
    ++looks;
    if (refuse_look.exchange(false)) return absl::UnavailableError("");
    return MemoryStore::LoadVersions(ids);
  }
  void Tell(const std::string& id, uint64_t version) const { told_({id, version}); }

  mutable std::atomic<int> loads = 0, looks = 0;
  mutable std::atomic<bool> refuse_look = false;

 private:
  mutable OnChange told_;
};

class WatchFollowerTest : public testing::Test {
 protected:
  WatchFollowerTest() {
    EXPECT_THAT(test::Put(store_, record_, test::SampleDocument()), IsOk());
    EXPECT_THAT(hub_.Add(record_.id(), watcher_, 1), IsOk());
  }
  void ChangeElsewhere() {
    record_.set_version(record_.version() + 1);
    EXPECT_THAT(test::Change(store_, record_.version() - 1, record_, KeepDocument{}), IsOk());
  }

  SharedStore store_;
  WatchHub hub_;
  v1::SessionRecord record_ = test::SampleRecord(SessionState::kPresented, "a");
  const std::shared_ptr<WaitingWatcher> watcher_ = std::make_shared<WaitingWatcher>();
};

// Proves: SES-6
TEST_F(WatchFollowerTest, WhatTheStoreTellsOfIsToldAtOnce) {
  const WatchFollower follower(&store_, &hub_, kNever);
  ChangeElsewhere();
  store_.Tell(record_.id(), 2);
  ASSERT_TRUE(watcher_->Hears());
  EXPECT_EQ(watcher_->version, 2u);
}

// Proves: SES-6
TEST_F(WatchFollowerTest, WhatTheStoreNeverToldOfIsToldAfterAPeriod) {
  const WatchFollower follower(&store_, &hub_, absl::Milliseconds(1));
  ChangeElsewhere();
  ASSERT_TRUE(watcher_->Hears());
  EXPECT_EQ(watcher_->version, 2u);
}

// Proves: SES-6
TEST_F(WatchFollowerTest, AStoreThatCannotBeAskedIsAskedAgain) {
  ChangeElsewhere();
  store_.refuse_look = true;
  const WatchFollower follower(&store_, &hub_, absl::Milliseconds(1));
  ASSERT_TRUE(watcher_->Hears());
  EXPECT_FALSE(store_.refuse_look);
}

TEST_F(WatchFollowerTest, WhatWasToldAlreadyOrIsNotWatchedIsNotLoaded) {
  {
    const WatchFollower follower(&store_, &hub_, kNever);
    store_.Tell("id-b", 7);
    store_.Tell(record_.id(), 1);
    hub_.Tell(record_);
  }
  EXPECT_EQ(store_.loads, 0);
}

TEST_F(WatchFollowerTest, WhereNobodyWatchesNothingIsAsked) {
  WatchHub nobody;
  store_.looks = 0;
  {
    const WatchFollower follower(&store_, &nobody, absl::Milliseconds(1));
    const WatchFollower other(&store_, &hub_, absl::Milliseconds(1));
    ChangeElsewhere();
    ASSERT_TRUE(watcher_->Hears());
  }
  const int looks = store_.looks;
  { const WatchFollower follower(&store_, &nobody, absl::Milliseconds(1)); }
  EXPECT_EQ(store_.looks, looks);
  EXPECT_GT(looks, 0);
}

TEST_F(WatchFollowerTest, ASessionThatIsGoneEndsItsStreams) {
  ASSERT_THAT(test::Drop(store_, record_.id(), 1), IsOk());
  const WatchFollower follower(&store_, &hub_, absl::Milliseconds(1));
  ASSERT_TRUE(watcher_->closed.WaitForNotificationWithTimeout(kPatience));
  EXPECT_THAT(watcher_->end, HasReason(v1::SESSION_UNKNOWN));
}

}  // namespace
}  // namespace paraphe::server
