#include "server/watchdog.h"

#include <atomic>
#include <cstring>

#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"

#include "tests/server/testing/local_socket.h"

namespace paraphe::server {
namespace {

using test::LocalSocket;

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
      EXPECT_TRUE(kept.IsEnded(60'000)) << "the watchdog still waits";
      listening.Accept();
    }
  }
  EXPECT_FALSE(deaf);
}

}  // namespace
}  // namespace paraphe::server
