#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/resource.h>

#include "server/listener.h"
#include "tests/server/testing/local_socket.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::IsOk;
using paraphe::test::LocalSocket;
using testing::HasSubstr;

// gRPC's own listener never recovers from this. Not for sanitizers, which need descriptors of their own.
//
// Proves: DOC-6
TEST(ListenerTest, ConnectionsWaitWhereNoDescriptorIsFree) {
  Connections connections({8, 8});
  auto listener = Listener::Open("127.0.0.1:0");
  ASSERT_THAT(listener, IsOk());
  absl::Notification taken;
  (*listener)->Start(&connections, [&](int, int fd) {
    const LocalSocket closed(fd);
    taken.Notify();
  });
  testing::internal::CaptureStderr();
  const LocalSocket client(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  rlimit ours = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &ours), 0);
  const rlimit none{static_cast<rlim_t>(client.fd()) + 1, ours.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  const sockaddr_in address = LocalSocket::Address("127.0.0.1", (*listener)->port());
  EXPECT_EQ(connect(client.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  EXPECT_FALSE(taken.WaitForNotificationWithTimeout(absl::Milliseconds(300)));
  setrlimit(RLIMIT_NOFILE, &ours);
  EXPECT_TRUE(taken.WaitForNotificationWithTimeout(absl::Seconds(60)));
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("accept_failed"));
}

}  // namespace
}  // namespace paraphe::server
