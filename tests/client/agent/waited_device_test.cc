#include "client/agent/waited_device.h"

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/client/agent/flow_fixture.h"
#include "tests/client/testing/hostility.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::Hostility;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr absl::Duration kShort = absl::Seconds(2);
constexpr absl::Duration kLong = absl::Hours(1);

class WaitedDeviceTest : public FlowFixture {
 protected:
  absl::StatusOr<std::unique_ptr<WaitedDevice>> Open(absl::Duration patience = kLong) {
    return WaitedDevice::Open({test::HostileToken()}, stop_, patience);
  }
  absl::Status RunWith(WaitedDevice& device) {
    AgentSession session(server_, device, desk_, rules_, host());
    return session.Run(test::kTestTicket);
  }
  void StopTwice() {
    stop_.Ask(MakeError(v1::ABORTED_BY_SIGNER, "once"));
    stop_.Ask(MakeError(v1::ABORTED_BY_SIGNER, "twice"));
  }
};

// Proves: DEV-1
TEST_F(WaitedDeviceTest, PassesEverythingOn) {
  const auto device = Open();
  ASSERT_THAT(device, IsOk());
  EXPECT_THAT(RunWith(**device), IsOk());
  EXPECT_EQ(server_.signatures.size(), 1u);
}

// Proves: CONS-4
TEST_F(WaitedDeviceTest, ModuleThatHangsWhileItIsOpenedIsEnded) {
  const Hostility hostility("PARAPHE_HANGS_IN", "C_Initialize");
  EXPECT_THAT(Open(kShort), HasReason(v1::DEVICE_ERROR, HasSubstr("does not answer")));
}

// Where a module hangs, or ends; Describe is called before the PIN is asked for.
struct Where {
  const char* function;
  v1::SessionState state;  // the server's afterwards
};

class HangTest : public WaitedDeviceTest, public ::testing::WithParamInterface<Where> {
 protected:
  // The module fails from the first act of the session on.
  void Expect(const std::string& how, absl::Duration patience, v1::ErrorReason reason,
              const std::function<void(const Hostility&)>& meanwhile) {
    Hostility hostility(how, GetParam().function);
    hostility.Disarm();
    const auto device = Open(patience);
    ASSERT_THAT(device, IsOk());
    desk_.before_consent = [&] { hostility.Arm(); };
    std::thread other([&] { meanwhile(hostility); });
    EXPECT_THAT(RunWith(**device), HasReason(reason));
    other.join();
    EXPECT_TRUE(server_.signatures.empty());
    EXPECT_EQ(server_.state, GetParam().state);
  }
};

// Proves: CONS-4, EXP-5
TEST_P(HangTest, ModuleThatHangsIsNamedAndTheServerIsTold) {
  Expect("PARAPHE_HANGS_IN", kShort, v1::DEVICE_ERROR, [](const Hostility&) {});
}

// Proves: DEV-1, EXP-5
TEST_P(HangTest, ModuleThatCrashesIsNamedAndTheServerIsTold) {
  Expect("PARAPHE_CRASHES_IN", kLong, v1::DEVICE_ERROR, [](const Hostility&) {});
}

// Proves: CONS-4
TEST_P(HangTest, SecondStopEndsIt) {
  Expect("PARAPHE_HANGS_IN", kLong, v1::ABORTED_BY_SIGNER, [this](const Hostility& hostility) {
    EXPECT_TRUE(hostility.WaitForSign());
    StopTwice();
  });
}

INSTANTIATE_TEST_SUITE_P(Calls, HangTest,
                         ::testing::Values(Where{"C_GetTokenInfo", v1::ABORTED},
                                           Where{"C_Login", v1::ABORTED},
                                           Where{"C_Sign", v1::FAILED}),
                         [](const auto& param_info) {
                           return std::string(param_info.param.function);
                         });

// Proves: CONS-4, DEV-1
TEST_F(WaitedDeviceTest, ModuleThatHangsWhileItIsClosedIsEndedAndTheSignatureStands) {
  const Hostility hostility("PARAPHE_HANGS_IN", "C_Finalize");
  const auto device = Open(kShort);
  ASSERT_THAT(device, IsOk());
  EXPECT_THAT(RunWith(**device), IsOk());
  EXPECT_TRUE(desk_.WasTold(Phrase::kDeviceNotClosed));
}

// Proves: CONS-4
TEST_F(WaitedDeviceTest, NothingIsAskedOfADeviceThatEndedUntilItIsListedAgain) {
  Hostility hostility("PARAPHE_CRASHES_IN", "C_GetTokenInfo");
  hostility.Disarm();
  const auto device = Open();
  ASSERT_THAT(device, IsOk());
  hostility.Arm();
  EXPECT_THAT((*device)->Describe(), HasReason(v1::DEVICE_ERROR, HasSubstr("ended")));
  EXPECT_THAT((*device)->Sign("abc"), HasReason(v1::DEVICE_ERROR, HasSubstr("ended")));
  EXPECT_THAT((*device)->ListCertificates(), HasReason(v1::DEVICE_ERROR));
  hostility.Disarm();
  EXPECT_THAT((*device)->Describe(), HasReason(v1::DEVICE_ERROR));
}

// Proves: CERT-3, DEV-1
TEST_F(WaitedDeviceTest, ListedAgainItIsOpenedAnewWithANewProcess) {
  v1::DeviceConfig token = test::HostileToken();
  Hostility hostility("PARAPHE_CRASHES_IN", "C_FindObjects");
  hostility.Disarm();
  const auto device = WaitedDevice::Open({token}, stop_);
  ASSERT_THAT(device, IsOk());
  EXPECT_THAT((*device)->ListCertificates(), IsOkAndHolds(SizeIs(1)));
  hostility.Arm();
  EXPECT_THAT((*device)->ListCertificates(), HasReason(v1::DEVICE_ERROR, HasSubstr("ended")));
  unsetenv("PARAPHE_CRASHES_IN");
  EXPECT_THAT((*device)->ListCertificates(), IsOkAndHolds(SizeIs(1)));
  EXPECT_EQ((*device)->Describe()->label, "carte");
}

// Proves: DEV-2, DEV-1
TEST_F(WaitedDeviceTest, TheFirstDeviceThatCanBeUsedIsTaken) {
  v1::DeviceConfig missing;
  missing.set_module("/nowhere/module.so");
  v1::DeviceConfig other = test::HostileToken();
  other.set_label("other");
  const auto device = WaitedDevice::Open({missing, other, test::HostileToken()}, stop_);
  ASSERT_THAT(device, IsOk());
  EXPECT_EQ((*device)->Describe()->label, "carte");
}

// A card that is there says more than a missing driver. Proves: DEV-1
TEST_F(WaitedDeviceTest, WhereNoneCanBeUsedTheMostTellingErrorNamesAll) {
  v1::DeviceConfig missing;
  missing.set_module("/nowhere/module.so");
  v1::DeviceConfig other = test::HostileToken();
  other.set_label("other");
  EXPECT_THAT(WaitedDevice::Open({missing, other}, stop_),
              HasReason(v1::DEVICE_TOKEN_ABSENT,
                        testing::AllOf(HasSubstr("other"), HasSubstr("/nowhere/module.so"))));
  EXPECT_THAT(WaitedDevice::Open({missing}, stop_), HasReason(v1::DEVICE_MODULE_UNUSABLE));
  StopTwice();
  EXPECT_THAT(WaitedDevice::Open({missing, other}, stop_), HasReason(v1::ABORTED_BY_SIGNER));
}

}  // namespace
}  // namespace paraphe::agent
