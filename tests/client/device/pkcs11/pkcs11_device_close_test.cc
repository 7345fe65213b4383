#include <map>
#include <string>
#include <vector>

#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Pkcs11DeviceCloseTest : public DeviceFixture {
 protected:
  // Everything that a signer's agent does, as far as it gets.
  absl::Status UseAll() {
    ASSIGN_OR_RETURN(const DevicePtr device, Open());
    RETURN_IF_ERROR(device->Describe().status());
    ASSIGN_OR_RETURN(const auto certificates, device->ListCertificates());
    RETURN_IF_ERROR(device->Activate(certificates.at(0), PinOf(kPin)));
    RETURN_IF_ERROR(device->Sign("abc").status());
    return device->Close();
  }
};

// Proves: DEV-1
TEST_F(Pkcs11DeviceCloseTest, ClosesInReverseOrder) {
  const DevicePtr device = OpenOrFail();
  ASSERT_THAT(device->Activate(OnlyCertificate(*device), PinOf(kPin)), IsOk());
  recorder_.Forget();
  EXPECT_THAT(device->Close(), IsOk());
  EXPECT_THAT(recorder_.calls(), ElementsAre("C_Logout", "C_CloseSession", "C_Finalize"));
}

// Proves: DEV-1
TEST_F(Pkcs11DeviceCloseTest, AgainDoesNothing) {
  const DevicePtr device = OpenOrFail();
  ASSERT_THAT(device->Close(), IsOk());
  recorder_.Forget();
  EXPECT_THAT(device->Close(), IsOk());
  EXPECT_THAT(recorder_.calls(), IsEmpty());
}

// Proves: DEV-1
TEST_F(Pkcs11DeviceCloseTest, EveryStepIsTriedAndTheFirstErrorReported) {
  const DevicePtr device = OpenOrFail();
  ASSERT_THAT(device->Activate(OnlyCertificate(*device), PinOf(kPin)), IsOk());
  recorder_.Forget();
  recorder_.Fail("C_Logout", CKR_DEVICE_REMOVED);
  recorder_.Fail("C_CloseSession", CKR_GENERAL_ERROR);
  EXPECT_THAT(device->Close(), HasReason(v1::DEVICE_TOKEN_REMOVED));
  EXPECT_THAT(recorder_.calls(),
              ElementsAre("C_Logout", "C_CloseSession", "C_GetSlotInfo", "C_Finalize"));
}

// Proves: DEV-1
TEST_F(Pkcs11DeviceCloseTest, HappensOnDestructionWhereItWasForgotten) {
  {
    const DevicePtr device = OpenOrFail();
    ASSERT_THAT(device->Activate(OnlyCertificate(*device), PinOf(kPin)), IsOk());
    recorder_.Forget();
  }
  EXPECT_THAT(recorder_.calls(), ElementsAre("C_Logout", "C_CloseSession", "C_Finalize"));
}

// Proves: DEV-1
TEST_F(Pkcs11DeviceCloseTest, TokenThatIsTakenOutEndsItsSessionsItself) {
  const DevicePtr device = OpenOrFail();
  ASSERT_THAT(device->Activate(OnlyCertificate(*device), PinOf(kPin)), IsOk());
  recorder_.edit_slot_info = [](CK_SLOT_INFO& info) { info.flags &= ~CKF_TOKEN_PRESENT; };
  recorder_.Fail("C_Logout", CKR_SESSION_HANDLE_INVALID);
  recorder_.Fail("C_CloseSession", CKR_SESSION_HANDLE_INVALID);
  EXPECT_THAT(device->Close(), IsOk());
}

// What must be closed, and by what. What failed to open needs no closing.
const std::map<std::string, std::string>& Pairs() {
  static const auto* const pairs = new std::map<std::string, std::string>{
      {"C_Initialize", "C_Finalize"},
      {"C_OpenSession", "C_CloseSession"},
      {"C_FindObjectsInit", "C_FindObjectsFinal"},
      {"C_Login", "C_Logout"},
  };
  return *pairs;
}

// Proves: DEV-1
TEST_F(Pkcs11DeviceCloseTest, WhateverFailsEverythingOpenedIsClosed) {
  ASSERT_THAT(UseAll(), IsOk());
  const std::vector<std::string> steps = recorder_.calls();
  ASSERT_GT(steps.size(), 30u);
  std::map<std::string, int> seen;
  for (const std::string& step : steps) {
    const int skip = seen[step]++;
    recorder_.Forget();
    recorder_.FailAfter(step, skip, CKR_DEVICE_ERROR);
    const bool failed = !UseAll().ok();
    recorder_.Fail(step, CKR_OK, 0);
    for (const auto& [opening, closing] : Pairs()) {
      // FailAfter lets the first `skip` calls through.
      const size_t opened =
          opening == step ? static_cast<size_t>(skip) : recorder_.CountOf(opening);
      EXPECT_EQ(recorder_.CountOf(closing), opened) << step << " number " << skip << " failed";
    }
    // A token that cannot be read is left out: it may be another one.
    EXPECT_TRUE(failed || step == "C_GetSlotInfo" || step == "C_GetTokenInfo")
        << step << " number " << skip;
  }
  // The call of C_Finalize that failed never reached SoftHSM; the next test has another token.
  recorder_.real().C_Finalize(nullptr);
}

}  // namespace
}  // namespace paraphe::pkcs11
