#include "client/device/pkcs11/result.h"

#include <string>

#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;

struct Case {
  CK_RV value;
  v1::ErrorReason reason;
};

class ResultTest : public ::testing::TestWithParam<Case> {};

// Proves: DEV-3
TEST_P(ResultTest, HasItsNameAndItsCode) {
  const absl::Status status = ToStatus("C_Login", GetParam().value);
  EXPECT_THAT(status, HasReason(GetParam().reason, AllOf(HasSubstr("C_Login"),
                                                         HasSubstr(ResultName(GetParam().value)))));
  EXPECT_EQ(GetErrorDetail(status)->device_code(), GetParam().value);
}

INSTANTIATE_TEST_SUITE_P(All, ResultTest,
                         ::testing::Values(Case{CKR_PIN_INCORRECT, v1::DEVICE_PIN_WRONG},
                                           Case{CKR_PIN_LOCKED, v1::DEVICE_PIN_LOCKED},
                                           Case{CKR_PIN_INVALID, v1::DEVICE_PIN_UNUSABLE},
                                           Case{CKR_PIN_LEN_RANGE, v1::DEVICE_PIN_UNUSABLE},
                                           Case{CKR_PIN_EXPIRED, v1::DEVICE_PIN_UNUSABLE},
                                           Case{CKR_USER_PIN_NOT_INITIALIZED,
                                                v1::DEVICE_PIN_UNUSABLE},
                                           Case{CKR_CANCEL, v1::DEVICE_CANCELLED},
                                           Case{CKR_FUNCTION_CANCELED, v1::DEVICE_CANCELLED},
                                           Case{CKR_FUNCTION_REJECTED, v1::DEVICE_CANCELLED},
                                           Case{CKR_DEVICE_REMOVED, v1::DEVICE_TOKEN_REMOVED},
                                           Case{CKR_TOKEN_NOT_PRESENT, v1::DEVICE_TOKEN_REMOVED},
                                           Case{CKR_TOKEN_NOT_RECOGNIZED, v1::DEVICE_TOKEN_ABSENT},
                                           Case{CKR_KEY_HANDLE_INVALID, v1::DEVICE_KEY_MISSING},
                                           Case{CKR_DEVICE_ERROR, v1::DEVICE_ERROR},
                                           Case{CKR_GENERAL_ERROR, v1::DEVICE_ERROR},
                                           Case{CKR_VENDOR_DEFINED + 7, v1::DEVICE_ERROR}));

// Proves: DEV-3
TEST(ResultTest, OkIsOk) { EXPECT_THAT(ToStatus("C_Login", CKR_OK), IsOk()); }

// Proves: DEV-3
TEST(ResultTest, UnknownValueIsGivenAsItIs) {
  EXPECT_EQ(ResultName(0x80000007UL), "CK_RV 0x80000007");
}

}  // namespace
}  // namespace paraphe::pkcs11
