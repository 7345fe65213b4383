#include "client/device/pkcs11/fetch.h"

#include <algorithm>
#include <vector>

#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

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
