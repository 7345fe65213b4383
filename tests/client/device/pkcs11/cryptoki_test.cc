#include "client/device/pkcs11/cryptoki.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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

// A function that returns `items` as PKCS #11 Base 2.40 §5.2 wants it.
auto Giving(const std::vector<int>& items, int& calls) {
  return [&items, &calls](int* out, CK_ULONG* count) -> CK_RV {
    ++calls;
    const bool fits = *count >= items.size();
    *count = items.size();
    if (out == nullptr) return CKR_OK;
    if (!fits) return CKR_BUFFER_TOO_SMALL;
    std::copy(items.begin(), items.end(), out);
    return CKR_OK;
  };
}

// Proves: DEV-1
TEST(FetchTest, AsksForTheLengthFirst) {
  const std::vector<int> items = {1, 2, 3};
  int calls = 0;
  EXPECT_THAT(Fetch<int>("F", 0, Giving(items, calls)), IsOkAndHolds(ElementsAre(1, 2, 3)));
  EXPECT_EQ(calls, 2);
}

// Proves: DEV-1
TEST(FetchTest, CallsOnceWhereThereIsRoom) {
  const std::vector<int> items = {1, 2, 3};
  int calls = 0;
  EXPECT_THAT(Fetch<int>("F", 10, Giving(items, calls)), IsOkAndHolds(ElementsAre(1, 2, 3)));
  EXPECT_EQ(calls, 1);
}

// Proves: DEV-1
TEST(FetchTest, NothingIsNothing) {
  const std::vector<int> items;
  int calls = 0;
  EXPECT_THAT(Fetch<int>("F", 0, Giving(items, calls)), IsOkAndHolds(IsEmpty()));
  EXPECT_EQ(calls, 1);
}

// Proves: DEV-1
TEST(FetchTest, FollowsAListThatGrowsBetweenTheCalls) {
  std::vector<int> items = {1};
  int calls = 0;
  const auto grow = [&](int* out, CK_ULONG* count) -> CK_RV {
    if (calls == 1) items = {1, 2, 3, 4};
    return Giving(items, calls)(out, count);
  };
  EXPECT_THAT(Fetch<int>("F", 0, grow), IsOkAndHolds(ElementsAre(1, 2, 3, 4)));
}

// Proves: DEV-1
TEST(FetchTest, ModuleThatNeverHasEnoughIsRefused) {
  const auto insatiable = [](int*, CK_ULONG* count) -> CK_RV {
    ++*count;
    return CKR_BUFFER_TOO_SMALL;
  };
  EXPECT_THAT(Fetch<int>("F", 0, insatiable), HasReason(v1::DEVICE_ERROR));
}

// Proves: DEV-1
TEST(FetchTest, AbsurdLengthIsRefusedWithoutMemory) {
  const auto absurd = [](int*, CK_ULONG* count) -> CK_RV {
    *count = CK_UNAVAILABLE_INFORMATION;
    return CKR_OK;
  };
  EXPECT_THAT(Fetch<int>("F", 0, absurd), HasReason(v1::DEVICE_ERROR));
}

// Proves: DEV-3
TEST(FetchTest, ErrorKeepsItsName) {
  const auto removed = [](int*, CK_ULONG*) -> CK_RV { return CKR_DEVICE_REMOVED; };
  EXPECT_THAT(Fetch<int>("F", 0, removed), HasReason(v1::DEVICE_TOKEN_REMOVED));
}

}  // namespace
}  // namespace paraphe::pkcs11
