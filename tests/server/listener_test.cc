#include "server/listener.h"

#include <atomic>
#include <list>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/testing/local_socket.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using test::LocalSocket;
using testing::HasSubstr;

// Proves: DOC-6
TEST(ListenerTest, GivesAwayWhatIsAdmittedAndClosesTheRest) {
  Connections connections({8, 2});
  auto listener = Listener::Open("127.0.0.1:0");
  ASSERT_THAT(listener, IsOk());
  std::atomic<int> taken = 0;
  std::list<LocalSocket> kept;
  (*listener)->Start(&connections, [&](int, int fd) {
    kept.emplace_back(fd);
    ++taken;
  });
  std::list<LocalSocket> clients;
  for (int i = 0; i < 2; ++i) {
    clients.push_back(LocalSocket::Dial((*listener)->port()));
    clients.back().Send(4096);
  }
  while (taken < 2) std::this_thread::yield();
  for (const LocalSocket& one : kept) one.AwaitBytes(4096);
  EXPECT_TRUE(LocalSocket::Dial((*listener)->port()).IsEnded(60'000));
  EXPECT_FALSE(clients.back().IsEnded());
  (*listener)->Stop();
}

TEST(ListenerTest, APortInUseIsNamed) {
  const auto first = Listener::Open("127.0.0.1:0");
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Listener::Open(absl::StrCat("127.0.0.1:", (*first)->port())),
              HasReason(v1::NOT_REACHABLE, HasSubstr("Address already in use")));
  EXPECT_THAT(Listener::Open("192.0.2.1:0"), HasReason(v1::NOT_REACHABLE));
}

TEST(ListenerTest, EveryAddressOfANameIsListenedOn) {
  Connections connections({8, 8});
  auto listener = Listener::Open("localhost:0");
  ASSERT_THAT(listener, IsOk());
  absl::Notification taken;
  (*listener)->Start(&connections, [&](int, int fd) {
    const LocalSocket closed(fd);
    taken.Notify();
  });
  const LocalSocket client = LocalSocket::Dial((*listener)->port());
  EXPECT_TRUE(taken.WaitForNotificationWithTimeout(absl::Seconds(60)));
}

}  // namespace
}  // namespace paraphe::server
