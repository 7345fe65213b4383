#include "server/rpc/watch_hub.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using testing::ElementsAre;
using testing::IsEmpty;

class RecordingWatcher final : public Watcher {
 public:
  void OnEvent(const v1::SessionEvent& event) override { states.push_back(event.state()); }
  void OnClose(const absl::Status& status) override { closed = status; }

  std::vector<v1::SessionState> states;
  absl::Status closed;
};

v1::SessionRecord RecordIn(v1::SessionState state, const std::string& id = "s") {
  v1::SessionRecord record;
  record.set_id(id);
  record.set_version(3);
  record.set_state(state);
  return record;
}

TEST(WatchHubTest, AWatcherHearsOfItsSessionOnly) {
  WatchHub hub;
  const auto watcher = std::make_shared<RecordingWatcher>();
  ASSERT_THAT(hub.Add("s", watcher), IsOk());
  hub.OnStored(SessionEvent::kPresent, RecordIn(v1::PRESENTED));
  hub.OnStored(SessionEvent::kAbort, RecordIn(v1::ABORTED, "other"));
  EXPECT_THAT(watcher->states, ElementsAre(v1::PRESENTED));
}

TEST(WatchHubTest, NothingIsHeardAfterTheEnd) {
  WatchHub hub;
  const auto watcher = std::make_shared<RecordingWatcher>();
  ASSERT_THAT(hub.Add("s", watcher), IsOk());
  hub.OnStored(SessionEvent::kAcceptSignature, RecordIn(v1::SIGNED));
  hub.OnStored(SessionEvent::kFinalize, RecordIn(v1::FINALIZED));
  EXPECT_THAT(watcher->states, ElementsAre(v1::SIGNED));
}

TEST(WatchHubTest, AWatcherThatIsGoneCostsNothing) {
  WatchHub hub;
  for (size_t i = 0; i < 10 * WatchHub::kMaxPerSession; ++i) {
    ASSERT_THAT(hub.Add("s", std::make_shared<RecordingWatcher>()), IsOk());
  }
  hub.OnStored(SessionEvent::kPresent, RecordIn(v1::PRESENTED));
}

TEST(WatchHubTest, ASessionHasABoundOfWatchers) {
  WatchHub hub;
  std::vector<std::shared_ptr<RecordingWatcher>> watchers;
  for (size_t i = 0; i < WatchHub::kMaxPerSession; ++i) {
    watchers.push_back(std::make_shared<RecordingWatcher>());
    ASSERT_THAT(hub.Add("s", watchers.back()), IsOk());
  }
  EXPECT_THAT(hub.Add("s", std::make_shared<RecordingWatcher>()), HasReason(v1::OVERLOADED));
  EXPECT_THAT(hub.Add("other", std::make_shared<RecordingWatcher>()), IsOk());
}

TEST(WatchHubTest, CloseEndsAllAndRefusesMore) {
  WatchHub hub;
  const auto watcher = std::make_shared<RecordingWatcher>();
  ASSERT_THAT(hub.Add("s", watcher), IsOk());
  hub.Close();
  EXPECT_THAT(watcher->closed, HasReason(v1::NOT_REACHABLE));
  EXPECT_THAT(hub.Add("s", watcher), HasReason(v1::NOT_REACHABLE));
  hub.OnStored(SessionEvent::kPresent, RecordIn(v1::PRESENTED));
  EXPECT_THAT(watcher->states, IsEmpty());
}

// Counts from any thread.
class CountingWatcher final : public Watcher {
 public:
  void OnEvent(const v1::SessionEvent&) override { ++events; }
  void OnClose(const absl::Status&) override { ++closes; }

  std::atomic<int> events = 0;
  std::atomic<int> closes = 0;
};

TEST(WatchHubTest, ManyThreadsMayUseIt) {
  constexpr int kEvents = 200;
  WatchHub hub;
  const auto watcher = std::make_shared<CountingWatcher>();
  ASSERT_THAT(hub.Add("s", watcher), IsOk());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&hub] {
      for (int i = 0; i < kEvents; ++i) {
        static_cast<void>(hub.Add("s", std::make_shared<CountingWatcher>()));
        hub.OnStored(SessionEvent::kPresent, RecordIn(v1::PRESENTED));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  hub.Close();
  EXPECT_EQ(watcher->events, 4 * kEvents);
  EXPECT_EQ(watcher->closes, 1);
}

TEST(WatchHubTest, AnEventSaysHowTheSessionStands) {
  v1::SessionRecord record = RecordIn(v1::FAILED);
  record.mutable_ended()->set_status(v1::ST_DEVICE_FAILED);
  record.mutable_ended()->set_reason(v1::DEVICE_PIN_LOCKED);
  record.set_unattended(true);
  record.mutable_deadline()->set_seconds(7);
  const v1::SessionEvent event = EventOf(record);
  EXPECT_EQ(event.session_id(), "s");
  EXPECT_EQ(event.version(), 3u);
  EXPECT_EQ(event.status(), v1::ST_DEVICE_FAILED);
  EXPECT_TRUE(event.unattended());
  EXPECT_EQ(event.reason(), "the PIN is locked");
  EXPECT_EQ(event.expires_at().seconds(), 7);
  EXPECT_EQ(EventOf(RecordIn(v1::SIGNING)).status(), v1::ST_PENDING);
}

}  // namespace
}  // namespace paraphe::server
