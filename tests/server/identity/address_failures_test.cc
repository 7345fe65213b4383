#include "server/identity/address_failures.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/testing/fake_clock.h"

namespace paraphe::server {
namespace {

using paraphe::test::DefaultNow;

constexpr absl::Duration kWindow = absl::Minutes(15);

// Proves: CHN-4
TEST(AddressFailuresTest, AnAddressIsRefusedAfterAsManyAsItMayAndOthersAreNot) {
  AddressFailures failures(3, kWindow);
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(failures.IsRefused("192.0.2.7", DefaultNow())) << i;
    failures.Add("192.0.2.7", DefaultNow());
  }
  EXPECT_TRUE(failures.IsRefused("192.0.2.7", DefaultNow()));
  EXPECT_FALSE(failures.IsRefused("192.0.2.8", DefaultNow()));
  EXPECT_TRUE(failures.IsRefused("192.0.2.7", DefaultNow() + kWindow - absl::Seconds(1)));
  EXPECT_FALSE(failures.IsRefused("192.0.2.7", DefaultNow() + kWindow));
  failures.Add("192.0.2.7", DefaultNow() + kWindow);
  EXPECT_FALSE(failures.IsRefused("192.0.2.7", DefaultNow() + kWindow));
}

TEST(AddressFailuresTest, ACustomersIpv6AddressesAreOne) {
  AddressFailures failures(1, kWindow);
  failures.Add("2001:db8:1:2::7", DefaultNow());
  EXPECT_TRUE(failures.IsRefused("2001:db8:1:2:ffff::1", DefaultNow()));
  EXPECT_FALSE(failures.IsRefused("2001:db8:1:3::7", DefaultNow()));
}

TEST(AddressFailuresTest, TheDelayGrowsAndEndsWithTheWindow) {
  AddressFailures failures(100, kWindow);
  for (int i = 0; i < 3; ++i) failures.Add("192.0.2.7", DefaultNow());
  EXPECT_EQ(failures.DelayFor("192.0.2.7", DefaultNow()), absl::ZeroDuration());
  for (const absl::Duration expected :
       {absl::Milliseconds(250), absl::Milliseconds(500), absl::Seconds(1), absl::Seconds(2),
        absl::Seconds(4), absl::Seconds(4)}) {
    failures.Add("192.0.2.7", DefaultNow());
    EXPECT_EQ(failures.DelayFor("192.0.2.7", DefaultNow()), expected);
  }
  EXPECT_EQ(failures.DelayFor("192.0.2.8", DefaultNow()), absl::ZeroDuration());
  EXPECT_EQ(failures.DelayFor("192.0.2.7", DefaultNow() + kWindow), absl::ZeroDuration());
}

TEST(AddressFailuresTest, MemoryIsBounded) {
  AddressFailures failures(1, kWindow);
  for (size_t i = 0; i <= AddressFailures::kMostAddresses; ++i) {
    failures.Add(absl::StrCat("address ", i), DefaultNow() + absl::Nanoseconds(i));
  }
  const absl::Time now = DefaultNow() + absl::Seconds(1);
  EXPECT_FALSE(failures.IsRefused("address 0", now));
  EXPECT_TRUE(failures.IsRefused("address 1", now));
  EXPECT_TRUE(failures.IsRefused(absl::StrCat("address ", AddressFailures::kMostAddresses), now));
}

}  // namespace
}  // namespace paraphe::server
