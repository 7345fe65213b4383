#include "client/agent/waited_device.h"

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"

#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestPki;

// Where a module hangs, by the name of the call.
struct Hang {
  std::string where;
  absl::Notification begun;
  absl::Notification end;  // a test lets the thread go, so that it touches nothing of the next

  void At(const std::string& call) {
    if (call != where) return;
    begun.Notify();
    end.WaitForNotification();
  }
};

class HangingDevice final : public device::SignatureDevice {
 public:
  explicit HangingDevice(std::shared_ptr<Hang> hang) : hang_(std::move(hang)) {}
  ~HangingDevice() override { hang_->At("Destroy"); }

  absl::StatusOr<device::DeviceState> Describe() override {
    hang_->At("Describe");
    return device_.Describe();
  }
  absl::StatusOr<std::vector<device::DeviceCertificate>> ListCertificates() override {
    hang_->At("List");
    return device_.ListCertificates();
  }
  absl::StatusOr<std::vector<device::DeviceCertificate>> ListCertificatesAfterLogin(
      const SecretBuffer& pin) override {
    hang_->At("ListAfterLogin");
    return device_.ListCertificatesAfterLogin(pin);
  }
  absl::Status Activate(const device::DeviceCertificate& certificate,
                        const SecretBuffer& pin) override {
    hang_->At("Activate");
    return device_.Activate(certificate, pin);
  }
  absl::StatusOr<std::string> Sign(absl::string_view digest_info) override {
    hang_->At("Sign");
    return device_.Sign(digest_info);
  }
  absl::Status Deactivate() override { return device_.Deactivate(); }
  absl::Status Close() override {
    hang_->At("Close");
    return device_.Close();
  }

 private:
  std::shared_ptr<Hang> hang_;
  test::FakeDevice device_{{TestPki::Get().signer()}};
};

class WaitedDeviceTest : public FlowFixture {
 protected:
  // The thread that was left goes on with its call, and must have ended before the program does: OpenSSL is
  // taken down then.
  ~WaitedDeviceTest() override {
    if (!hang_->end.HasBeenNotified()) hang_->end.Notify();
    const absl::Time latest = absl::Now() + absl::Minutes(1);
    while (hang_.use_count() > 1 && absl::Now() < latest) std::this_thread::yield();
    EXPECT_EQ(hang_.use_count(), 1);
  }

  absl::StatusOr<std::unique_ptr<WaitedDevice>> Open(absl::Duration patience) {
    return WaitedDevice::Open(
        [hang = hang_]() -> absl::StatusOr<std::unique_ptr<device::SignatureDevice>> {
          hang->At("Open");
          return std::make_unique<HangingDevice>(hang);
        },
        stop_, patience);
  }
  absl::Status RunWith(WaitedDevice& device) {
    AgentSession session(server_, device, desk_, rules_, host());
    return session.Run(test::kTestTicket);
  }

  std::shared_ptr<Hang> hang_ = std::make_shared<Hang>();
};

constexpr absl::Duration kShort = absl::Seconds(3);
constexpr absl::Duration kLong = absl::Hours(1);

// Proves: DEV-1
TEST_F(WaitedDeviceTest, PassesEverythingOn) {
  const auto device = Open(kLong);
  ASSERT_THAT(device, IsOk());
  EXPECT_THAT(RunWith(**device), IsOk());
  EXPECT_EQ(server_.signatures.size(), 1u);
}

// Proves: CONS-4
TEST_F(WaitedDeviceTest, ModuleThatHangsWhileItIsOpenedIsLeft) {
  hang_->where = "Open";
  EXPECT_THAT(Open(kShort), HasReason(v1::DEVICE_ERROR));
  EXPECT_TRUE(WaitedDevice::AnyLeft());
}

class HangTest : public WaitedDeviceTest, public ::testing::WithParamInterface<const char*> {};

// Proves: CONS-4, EXP-5
TEST_P(HangTest, ModuleThatHangsIsNamedAndTheServerIsTold) {
  hang_->where = GetParam();
  const auto device = Open(kShort);
  ASSERT_THAT(device, IsOk());
  EXPECT_THAT(RunWith(**device), HasReason(v1::DEVICE_ERROR));
  EXPECT_TRUE(server_.signatures.empty());
  if (hang_->where == "Sign") {
    EXPECT_EQ(server_.state, v1::FAILED);
  } else if (hang_->where != "List") {
    EXPECT_EQ(server_.state, v1::ABORTED);
  }
}

// Proves: CONS-4
TEST_P(HangTest, SecondStopLeavesIt) {
  hang_->where = GetParam();
  const auto device = Open(kLong);
  ASSERT_THAT(device, IsOk());
  std::thread impatient([this] {
    hang_->begun.WaitForNotification();
    stop_.Ask(MakeError(v1::ABORTED_BY_SIGNER, "once"));
    stop_.Ask(MakeError(v1::ABORTED_BY_SIGNER, "twice"));
  });
  EXPECT_THAT(RunWith(**device), HasReason(v1::ABORTED_BY_SIGNER));
  impatient.join();
  EXPECT_TRUE(server_.signatures.empty());
}

INSTANTIATE_TEST_SUITE_P(Calls, HangTest, ::testing::Values("List", "Describe", "Activate", "Sign"),
                         [](const auto& param_info) { return std::string(param_info.param); });

// Proves: CONS-4, DEV-1
TEST_F(WaitedDeviceTest, ModuleThatHangsWhileItIsClosedIsLeftAndTheSignatureStands) {
  hang_->where = "Close";
  const auto device = Open(kShort);
  ASSERT_THAT(device, IsOk());
  EXPECT_THAT(RunWith(**device), IsOk());
  EXPECT_TRUE(desk_.WasTold(Phrase::kDeviceNotClosed));
}

// Proves: CONS-4
TEST_F(WaitedDeviceTest, NothingIsAskedOfADeviceThatWasLeft) {
  hang_->where = "Describe";
  const auto device = Open(kShort);
  ASSERT_THAT(device, IsOk());
  EXPECT_THAT((*device)->Describe(), HasReason(v1::DEVICE_ERROR));
  hang_->end.Notify();
  EXPECT_THAT((*device)->ListCertificates(), HasReason(v1::DEVICE_ERROR));
  EXPECT_THAT((*device)->Close(), HasReason(v1::DEVICE_ERROR));
}

// Proves: CERT-3
TEST_F(WaitedDeviceTest, ListedAgainItIsOpenedAnew) {
  int opened = 0;
  const auto device = WaitedDevice::Open(
      [&]() -> absl::StatusOr<std::unique_ptr<device::SignatureDevice>> {
        if (++opened == 2) return MakeError(v1::DEVICE_TOKEN_ABSENT, "no card");
        return std::make_unique<test::FakeDevice>(
            std::vector<test::TestCert>(opened == 1 ? 1 : 2, TestPki::Get().signer()));
      },
      stop_);
  ASSERT_THAT(device, IsOk());
  EXPECT_EQ((*device)->ListCertificates()->size(), 1u);
  EXPECT_EQ(opened, 1);
  EXPECT_THAT((*device)->ListCertificates(), HasReason(v1::DEVICE_TOKEN_ABSENT));
  EXPECT_THAT((*device)->Describe(), HasReason(v1::DEVICE_TOKEN_ABSENT));
  EXPECT_EQ((*device)->ListCertificates()->size(), 2u);
}

}  // namespace
}  // namespace paraphe::agent
