#include "client/device/process/remote_device.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/client/testing/hostility.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe::device {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::HostileToken;
using ::paraphe::test::Hostility;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::TestPki;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

using DevicePtr = std::unique_ptr<SignatureDevice>;

SecretBuffer PinOf(absl::string_view text) {
  SecretBuffer buffer(text.size());
  for (const char byte : text) EXPECT_TRUE(buffer.Append(byte));
  return buffer;
}

absl::StatusOr<DevicePtr> Open() { return RemoteDevice::Open(HostileToken(), {}); }

// Proves: DEV-1
TEST(RemoteDeviceTest, SignsAsInOneProcess) {
  const absl::StatusOr<DevicePtr> device = Open();
  ASSERT_THAT(device, IsOk());
  const auto certificates = (*device)->ListCertificates();
  ASSERT_THAT(certificates, IsOkAndHolds(SizeIs(1)));
  EXPECT_EQ(certificates->front().der, TestPki::Get().signer().der);
  EXPECT_THAT((*device)->ListCertificatesAfterLogin(PinOf(test::kHostilePin)),
              IsOkAndHolds(SizeIs(1)));
  ASSERT_THAT((*device)->Activate(certificates->front(), PinOf(test::kHostilePin)), IsOk());
  EXPECT_THAT((*device)->Sign("abc"),
              IsOkAndHolds(TestPki::Get().signer().key->SignDigestInfo("abc")));
  EXPECT_THAT((*device)->Close(), IsOk());
  EXPECT_THAT((*device)->Close(), IsOk());
}

// A card must not stay logged in. Proves: DEV-1
TEST(RemoteDeviceTest, WhatNobodyClosedIsClosedAtItsEnd) {
  const Hostility hostility("PARAPHE_LIES_IN", "C_Finalize");
  absl::StatusOr<DevicePtr> device = Open();
  ASSERT_THAT(device, IsOk());
  device->reset();
  EXPECT_TRUE(hostility.WaitForSign());
}

// Proves: DEV-3
TEST(RemoteDeviceTest, TheDevicesErrorsComeThroughAndItGoesOn) {
  const absl::StatusOr<DevicePtr> device = Open();
  ASSERT_THAT(device, IsOk());
  const auto certificates = (*device)->ListCertificates();
  ASSERT_THAT(certificates, IsOk());
  const absl::Status wrong = (*device)->Activate(certificates->front(), PinOf("1111"));
  EXPECT_THAT(wrong, HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_EQ(GetErrorDetail(wrong)->device_code(), 0xA0u);
  EXPECT_THAT((*device)->Sign("abc"), HasReason(v1::DEVICE_ERROR));
  EXPECT_TRUE((*device)->Describe()->wrong_pin_before);
  EXPECT_THAT((*device)->Activate(certificates->front(), PinOf(test::kHostilePin)), IsOk());
  EXPECT_THAT((*device)->Deactivate(), IsOk());
}

// Proves: DEV-3
TEST(RemoteDeviceTest, APinThatNoCardTakesIsRefusedWithoutHarm) {
  const absl::StatusOr<DevicePtr> device = Open();
  ASSERT_THAT(device, IsOk());
  const auto certificates = (*device)->ListCertificates();
  ASSERT_THAT(certificates, IsOk());
  const std::string endless(kMaxPinBytes + 1, '1');
  EXPECT_THAT((*device)->Activate(certificates->front(), PinOf(endless)),
              HasReason(v1::DEVICE_PIN_UNUSABLE));
  EXPECT_THAT((*device)->Activate(certificates->front(), PinOf(test::kHostilePin)), IsOk());
}

struct Harm {
  const char* how;
  const char* words;
};

class HarmTest : public ::testing::TestWithParam<Harm> {};

// Proves: DEV-1
TEST_P(HarmTest, OfAModuleIsNamedAndStaysInItsProcess) {
  const Hostility hostility(GetParam().how, "C_FindObjects");
  const absl::StatusOr<DevicePtr> device = Open();
  ASSERT_THAT(device, IsOk());
  EXPECT_THAT((*device)->ListCertificates(),
              HasReason(v1::DEVICE_ERROR, HasSubstr(GetParam().words)));
  EXPECT_THAT((*device)->Describe(), HasReason(v1::DEVICE_ERROR, HasSubstr(GetParam().words)));
  EXPECT_THAT((*device)->Close(), HasReason(v1::DEVICE_ERROR));
}

// Proves: DEV-1
TEST_P(HarmTest, WhileReadersAreListedIsNamed) {
  const Hostility hostility(GetParam().how, "C_FindObjects");
  EXPECT_THAT(ListRemoteReaders(HostileToken(), {}),
              HasReason(v1::DEVICE_ERROR, HasSubstr(GetParam().words)));
}

INSTANTIATE_TEST_SUITE_P(Kinds, HarmTest,
                         ::testing::Values(Harm{"PARAPHE_CRASHES_IN", "ended in the middle"},
                                           Harm{"PARAPHE_EXITS_IN", "exit code 7"},
                                           Harm{"PARAPHE_LIES_IN", "no message"}),
                         [](const auto& param_info) { return std::string(param_info.param.how); });

// Proves: CONS-4
TEST(RemoteDeviceTest, WithoutPatienceTheModuleIsEnded) {
  const Hostility hostility("PARAPHE_HANGS_IN", "C_GetSlotList");
  Waiting waiting;
  waiting.patience = absl::Seconds(1);
  EXPECT_THAT(RemoteDevice::Open(HostileToken(), waiting),
              HasReason(v1::DEVICE_ERROR,
                        AllOf(HasSubstr("does not answer"), HasSubstr(HostileToken().module()))));
}

// Without a descriptor that tells when. Proves: CONS-4
TEST(RemoteDeviceTest, WhoeverNeedNotWaitDoesNot) {
  const Hostility hostility("PARAPHE_HANGS_IN", "C_GetSlotList");
  Waiting waiting;
  waiting.ended = [&] {
    return hostility.WaitForSign() ? MakeError(v1::ABORTED_BY_SIGNER, "stop") : absl::OkStatus();
  };
  EXPECT_THAT(RemoteDevice::Open(HostileToken(), waiting), HasReason(v1::ABORTED_BY_SIGNER));
}

// Proves: DEV-1
TEST(RemoteDeviceTest, ReadersAreListed) {
  const auto readers = ListRemoteReaders(HostileToken(), {});
  ASSERT_THAT(readers, IsOk());
  ASSERT_FALSE(readers->empty());
  EXPECT_EQ(readers->front().token->state.label, "carte");
  EXPECT_EQ(readers->front().token->certificates.size(), 1u);
}

}  // namespace
}  // namespace paraphe::device
