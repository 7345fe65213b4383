#include "client/device/pkcs11/search.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SearchTest : public SessionFixture {};

// Proves: DEV-1
TEST_F(SearchTest, FindsByClassAndById) {
  EXPECT_THAT(FindObjects(*session_, CKO_CERTIFICATE), IsOkAndHolds(SizeIs(1)));
  EXPECT_THAT(FindObjects(*session_, CKO_CERTIFICATE, "\x01"), IsOkAndHolds(SizeIs(1)));
  EXPECT_THAT(FindObjects(*session_, CKO_CERTIFICATE, "\x02"), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(FindObjects(*session_, CKO_DATA), IsOkAndHolds(IsEmpty()));
}

// Proves: DEV-1
TEST_F(SearchTest, AllAreFoundHoweverMany) {
  CloseSession();
  constexpr int kMany = 70;  // more than two answers of C_FindObjects
  for (int i = 0; i < kMany; ++i) {
    hsm_.ImportOrDie(
        kTokenLabel, kPin,
        {absl::StrCat("id", i), absl::StrCat("n", i), TestPki::Get().intermediate().der, nullptr});
  }
  OpenSession();
  EXPECT_THAT(FindObjects(*session_, CKO_CERTIFICATE), IsOkAndHolds(SizeIs(kMany + 1)));
}

// Proves: DEV-1
TEST_F(SearchTest, AModuleThatNeverStopsFindingIsStopped) {
  recorder_.edit_found = [](CK_OBJECT_HANDLE* objects, CK_ULONG room, CK_ULONG* count) {
    std::fill_n(objects, room, CK_OBJECT_HANDLE{1});
    *count = room;
  };
  EXPECT_THAT(FindObjects(*session_, CKO_CERTIFICATE),
              HasReason(v1::DEVICE_ERROR, HasSubstr("more than 16384 objects")));
  EXPECT_EQ(recorder_.CountOf("C_FindObjectsFinal"), 1u);
}

// A session can hold one search at a time.
// Proves: DEV-1
TEST_F(SearchTest, OneThatIsLeftEarlyIsEnded) {
  {
    const auto search = Search::Begin(*session_, CKO_CERTIFICATE, "");
    ASSERT_THAT(search, IsOk());
    EXPECT_FALSE(Search::Begin(*session_, CKO_CERTIFICATE, "").ok());
  }
  EXPECT_EQ(recorder_.CountOf("C_FindObjectsFinal"), 1u);
  EXPECT_THAT(Search::Begin(*session_, CKO_CERTIFICATE, ""), IsOk());
}

// Proves: DEV-1, DEV-3
TEST_F(SearchTest, OneThatFailsIsEndedAndItsErrorKeepsItsName) {
  recorder_.Fail("C_FindObjects", CKR_DEVICE_REMOVED);
  EXPECT_THAT(FindObjects(*session_, CKO_CERTIFICATE), HasReason(v1::DEVICE_TOKEN_REMOVED));
  EXPECT_EQ(recorder_.CountOf("C_FindObjectsFinal"), 1u);
}

}  // namespace
}  // namespace paraphe::pkcs11
