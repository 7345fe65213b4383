#include "client/device/open_device.h"

#include "gtest/gtest.h"

#include "tests/client/testing/softhsm.h"
#include "tests/testing/matchers.h"

namespace paraphe::device {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::SoftHsm;
using ::testing::HasSubstr;

v1::DeviceConfig WithModule(const std::string& path) {
  v1::DeviceConfig config;
  config.set_module(path);
  return config;
}

// Proves: DEV-2
TEST(OpenDeviceTest, OpensATokenOfARealModule) {
  SoftHsm hsm;
  hsm.AddTokenOrDie("carte", "1234");
  const auto device = OpenDevice(SoftHsm::Config("carte"), "agent.textproto");
  ASSERT_THAT(device, IsOk());
  EXPECT_EQ((*device)->Describe()->label, "carte");
  EXPECT_THAT((*device)->Close(), IsOk());
}

// Proves: DEV-2
TEST(OpenDeviceTest, MissingModuleIsAFaultOfTheFile) {
  EXPECT_THAT(OpenDevice({}, "agent.textproto"),
              HasReason(v1::MALFORMED_FILE, HasSubstr("agent.textproto")));
}

// Proves: DEV-3
TEST(OpenDeviceTest, WhatIsNoModuleIsNamed) {
  EXPECT_THAT(OpenDevice(WithModule("/nowhere/lib.so"), "f"),
              HasReason(v1::DEVICE_MODULE_UNUSABLE, HasSubstr("/nowhere/lib.so")));
  EXPECT_THAT(OpenDevice(WithModule("/etc/hostname"), "f"), HasReason(v1::DEVICE_MODULE_UNUSABLE));
  EXPECT_THAT(OpenDevice(WithModule("/lib/x86_64-linux-gnu/libm.so.6"), "f"),
              HasReason(v1::DEVICE_MODULE_UNUSABLE, HasSubstr("C_GetFunctionList")));
}

// Proves: DEV-2
TEST(OpenDeviceTest, RelativeModuleIsBesideTheConfiguration) {
  EXPECT_THAT(OpenDevice(WithModule("m.so"), "/etc/paraphe/agent.textproto"),
              HasReason(v1::DEVICE_MODULE_UNUSABLE, HasSubstr("/etc/paraphe/m.so")));
}

}  // namespace
}  // namespace paraphe::device
