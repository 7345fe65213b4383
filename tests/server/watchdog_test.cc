#include "server/watchdog.h"

#include <atomic>
#include <cstring>

#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"

#include "tests/server/testing/local_socket.h"

namespace paraphe::server {
namespace {

using paraphe::test::LocalSocket;

constexpr WatchdogTimes kFast = {absl::Milliseconds(1), absl::Milliseconds(50),
                                 absl::Milliseconds(1)};

sockaddr_storage AddressOf(const LocalSocket& listening) {
  const sockaddr_in address = LocalSocket::Address("127.0.0.1", listening.port());
  sockaddr_storage storage = {};
  std::memcpy(&storage, &address, sizeof(address));
  return storage;
}

// Proves: DOC-6
TEST(WatchdogTest, APortThatNobodyAcceptsFromIsDeaf) {
  const LocalSocket listening = LocalSocket::Listen();
  absl::Notification deaf;
  const Watchdog watchdog(AddressOf(listening), kFast, [&] { deaf.Notify(); });
  EXPECT_TRUE(deaf.WaitForNotificationWithTimeout(absl::Seconds(60)));
}

TEST(WatchdogTest, AServerThatEndsSilentConnectionsIsNotDeaf) {
  const LocalSocket listening = LocalSocket::Listen();
  std::atomic<bool> deaf = false;
  {
    const Watchdog watchdog(AddressOf(listening),
                            {absl::Milliseconds(1), absl::Seconds(60), absl::Milliseconds(1)},
                            [&] { deaf = true; });
    for (int i = 0; i < 20; ++i) EXPECT_GE(listening.Accept().fd(), 0);
  }
  EXPECT_FALSE(deaf);
}

TEST(WatchdogTest, OneDialWithoutAnswerIsNotDeafness) {
  const LocalSocket listening = LocalSocket::Listen();
  std::atomic<bool> deaf = false;
  {
    const Watchdog watchdog(AddressOf(listening),
                            {absl::Milliseconds(1), absl::Seconds(1), absl::Milliseconds(1)},
                            [&] { deaf = true; });
    for (int i = 0; i < 2; ++i) {
      const LocalSocket kept = listening.Accept();
      listening.Accept();  // it gave that one up, and dialled again
    }
  }
  EXPECT_FALSE(deaf);
}

// A server need not wait for the handshake that never comes.
TEST(WatchdogTest, ADialEndsItsOwnSideAtOnce) {
  const LocalSocket listening = LocalSocket::Listen();
  const Watchdog watchdog(AddressOf(listening),
                          {absl::Milliseconds(1), absl::Hours(1), absl::Milliseconds(1)}, [] {});
  const LocalSocket dialled = listening.Accept();
  EXPECT_TRUE(dialled.IsEnded(60'000));
}

// Proves: DOC-6
TEST(WatchdogTest, APortThatNobodyListensOnIsDeaf) {
  sockaddr_storage address = {};
  {
    const LocalSocket listening = LocalSocket::Listen();
    address = AddressOf(listening);
  }
  absl::Notification deaf;
  const Watchdog watchdog(address, kFast, [&] { deaf.Notify(); });
  EXPECT_TRUE(deaf.WaitForNotificationWithTimeout(absl::Seconds(60)));
}

TEST(WatchdogTest, TimesFollowFromHowLongDeafnessMayLast) {
  EXPECT_EQ(TimesFor(absl::Minutes(1)).patience, WatchdogTimes().patience);
  EXPECT_EQ(TimesFor(absl::Minutes(1)).period, WatchdogTimes().period);
  EXPECT_EQ(TimesFor(absl::Minutes(1)).look, WatchdogTimes().look);
  const WatchdogTimes quick = TimesFor(absl::Seconds(2));
  EXPECT_EQ(quick.patience, absl::Seconds(1));
  EXPECT_LE(quick.period, quick.patience);
  EXPECT_LT(quick.look, quick.patience);
}

}  // namespace
}  // namespace paraphe::server
