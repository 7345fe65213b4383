#include "client/device/pkcs11/module.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;

class ModuleTest : public DeviceFixture {};

// Proves: DEV-1
TEST_F(ModuleTest, IsFinalisedOnce) {
  {
    const auto module = Module::Create(recorder_.functions());
    ASSERT_THAT(module, IsOk());
    EXPECT_THAT((*module)->Close(), IsOk());
    EXPECT_THAT((*module)->Close(), IsOk());
  }
  EXPECT_EQ(recorder_.CountOf("C_Finalize"), 1u);
}

// Proves: DEV-1
TEST_F(ModuleTest, SomebodyElsesModuleIsNotFinalised) {
  recorder_.Fail("C_Initialize", CKR_CRYPTOKI_ALREADY_INITIALIZED);
  const auto module = Module::Create(recorder_.functions());
  ASSERT_THAT(module, IsOk());
  EXPECT_THAT((*module)->Close(), IsOk());
  EXPECT_EQ(recorder_.CountOf("C_Finalize"), 0u);
}

// Proves: DEV-3
TEST_F(ModuleTest, OneWithoutAFunctionThatWeCallIsRefusedBeforeAnyCall) {
  recorder_.mutable_functions()->C_Sign = nullptr;
  EXPECT_THAT(Module::Create(recorder_.functions()),
              HasReason(v1::DEVICE_MODULE_UNUSABLE, HasSubstr("C_Sign")));
  EXPECT_EQ(recorder_.CountOf("C_Initialize"), 0u);
}

// Proves: DEV-1
TEST_F(ModuleTest, OneThatWantsToBeToldOfLocksIs) {
  recorder_.Fail("C_Initialize", CKR_ARGUMENTS_BAD);
  EXPECT_THAT(Module::Create(recorder_.functions()), IsOk());
  EXPECT_EQ(recorder_.CountOf("C_Initialize"), 2u);
}

// Proves: DEV-3
TEST_F(ModuleTest, OneThatCannotBeInitialisedIsNamedAndNotFinalised) {
  recorder_.Fail("C_Initialize", CKR_GENERAL_ERROR);
  EXPECT_THAT(Module::Create(recorder_.functions()), HasReason(v1::DEVICE_MODULE_UNUSABLE));
  EXPECT_EQ(recorder_.CountOf("C_Finalize"), 0u);
}

}  // namespace
}  // namespace paraphe::pkcs11
