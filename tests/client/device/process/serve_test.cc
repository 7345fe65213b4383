#include "client/device/process/serve.h"

#include <thread>
#include <utility>

#include "gtest/gtest.h"
#include <poll.h>
#include <sys/socket.h>

#include "common/errors.h"
#include "paraphe/v1/device_process.pb.h"
#include "tests/testing/matchers.h"

namespace paraphe::device {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;

absl::Status WaitForEver(int socket, short events) {
  pollfd ready = {socket, events, 0};
  poll(&ready, 1, -1);
  return absl::OkStatus();
}

// The program's function on a thread, at the other end.
class ServeTest : public ::testing::Test {
 protected:
  ServeTest() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    channel_ = std::make_unique<Channel>(ends[0], WaitForEver);
    thread_ = std::thread([this, end = ends[1]] {
      Channel served(end, WaitForEver);
      result_ = ServeDevice(served);
    });
  }
  absl::Status Result() {
    thread_.join();
    return result_;
  }

  std::unique_ptr<Channel> channel_;
  std::thread thread_;
  absl::Status result_;
};

// Proves: DEV-1
TEST_F(ServeTest, NothingComesBeforeTheDeviceIsOpen) {
  v1::DeviceRequest request;
  request.set_sign("abc");
  ASSERT_THAT(channel_->Send(request), IsOk());
  EXPECT_THAT(Result(), HasReason(v1::DEVICE_ERROR));
}

// Proves: DEV-1
TEST_F(ServeTest, ARequestOfNothingEndsIt) {
  ASSERT_THAT(channel_->Send(v1::DeviceRequest()), IsOk());
  EXPECT_THAT(Result(), HasReason(v1::DEVICE_ERROR));
}

// Proves: DEV-1
TEST_F(ServeTest, WhatCannotBeOpenedIsToldAndEndsIt) {
  v1::DeviceRequest request;
  request.mutable_open()->set_module("/nowhere/module.so");
  ASSERT_THAT(channel_->Send(request), IsOk());
  v1::DeviceResponse response;
  ASSERT_THAT(channel_->Receive(kMaxResponseBytes, response), IsOk());
  EXPECT_EQ(response.fault().reason(), v1::DEVICE_MODULE_UNUSABLE);
  EXPECT_THAT(Result(), IsOk());
}

// Proves: DEV-3
TEST_F(ServeTest, AParentThatIsGoneEndsIt) {
  channel_.reset();
  EXPECT_THAT(Result(), HasReason(v1::DEVICE_ERROR));
}

}  // namespace
}  // namespace paraphe::device
