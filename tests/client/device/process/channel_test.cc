#include "client/device/process/channel.h"

#include <string>
#include <thread>

#include "gtest/gtest.h"
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/errors.h"
#include "paraphe/v1/device_process.pb.h"
#include "tests/testing/matchers.h"

namespace paraphe::device {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;

absl::Status WaitForEver(int socket, short events) {
  pollfd ready = {socket, events, 0};
  poll(&ready, 1, -1);
  return absl::OkStatus();
}

SecretBuffer PinOf(const std::string& text) {
  SecretBuffer buffer(text.size());
  for (const char byte : text) EXPECT_TRUE(buffer.Append(byte));
  return buffer;
}

class ChannelTest : public ::testing::Test {
 protected:
  ChannelTest() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    channel_ = std::make_unique<Channel>(ends[0], WaitForEver);
    other_ = ends[1];
  }
  ~ChannelTest() override { CloseOther(); }

  void CloseOther() {
    if (other_ >= 0) close(other_);
    other_ = -1;
  }
  void Raw(absl::string_view bytes) {
    ASSERT_EQ(write(other_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  absl::Status Receive(size_t limit = kMaxRequestBytes) {
    return channel_->Receive(limit, received_);
  }

  std::unique_ptr<Channel> channel_;
  int other_ = -1;
  v1::DeviceRequest received_;
};

// Larger than what the system holds for the other end. Proves: DEV-1
TEST_F(ChannelTest, CarriesWhatIsLargerThanTheSystemsBuffers) {
  Channel writer(std::exchange(other_, -1), WaitForEver);
  v1::DeviceRequest request;
  request.set_sign(std::string(1 << 20, 'x'));
  std::thread sender([&] { EXPECT_THAT(writer.Send(request), IsOk()); });
  EXPECT_THAT(Receive(), IsOk());
  sender.join();
  EXPECT_EQ(received_.sign(), request.sign());
}

// Proves: DEV-3
TEST_F(ChannelTest, APinComesWhole) {
  Channel writer(std::exchange(other_, -1), WaitForEver);
  for (const std::string& text :
       {std::string(), std::string("12\0 34", 6), std::string(256, '9')}) {
    ASSERT_THAT(writer.SendPin(PinOf(text)), IsOk());
    const auto received = channel_->ReceivePin();
    ASSERT_THAT(received, IsOk());
    EXPECT_EQ(received->RevealForDevice(), text);
  }
}

// Proves: DEV-3
TEST_F(ChannelTest, APinThatIsTooLongIsRefused) {
  Channel writer(std::exchange(other_, -1), WaitForEver);
  ASSERT_THAT(writer.SendPin(PinOf(std::string(257, '9'))), IsOk());
  EXPECT_THAT(channel_->ReceivePin(), HasReason(v1::DEVICE_ERROR, HasSubstr("more than it may")));
}

// Proves: DEV-1
TEST_F(ChannelTest, WhatIsNoFrameIsRefused) {
  Raw("lies of a module");
  EXPECT_THAT(Receive(), HasReason(v1::DEVICE_ERROR, HasSubstr("more than it may")));
}

// Proves: DEV-1
TEST_F(ChannelTest, WhatIsNoMessageIsRefused) {
  Raw(absl::string_view("\0\0\0\4\xff\xff\xff\xff", 8));
  EXPECT_THAT(Receive(), HasReason(v1::DEVICE_ERROR, HasSubstr("no message")));
}

// Proves: DEV-1
TEST_F(ChannelTest, TheBoundIsTheLast) {
  Raw(absl::string_view("\0\0\0\2\x12\0", 6));
  EXPECT_THAT(Receive(2), IsOk());
  Raw(absl::string_view("\0\0\0\2\x12\0", 6));
  EXPECT_THAT(Receive(1), HasReason(v1::DEVICE_ERROR));
}

// Proves: DEV-1
TEST_F(ChannelTest, AnEndInTheMiddleIsNamed) {
  Raw(absl::string_view("\0\0\0\4\xff", 5));
  CloseOther();
  EXPECT_THAT(Receive(), HasReason(v1::DEVICE_ERROR, HasSubstr("gone")));
  EXPECT_THAT(channel_->Send(received_), HasReason(v1::DEVICE_ERROR, HasSubstr("gone")));
}

}  // namespace
}  // namespace paraphe::device
