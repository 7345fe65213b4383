#include "server/identity/auth_failures.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe::server {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

std::string Logged(const AuthFailure& failure) {
  testing::internal::CaptureStderr();
  LogAuthFailure(failure);
  return testing::internal::GetCapturedStderr();
}

std::string LoggedClaim(const std::string& claimed) {
  return Logged({"ipv4:192.0.2.7:40312", claimed, "login", "Login"});
}

// Proves: CHN-3
TEST(AuthFailuresTest, AFailureIsOneLine) {
  EXPECT_THAT(LoggedClaim("alice"),
              MatchesRegex("[0-9T:.Z-]+ warning auth_failed address=192.0.2.7 reason=login "
                           "call=Login claimed=alice\n"));
  EXPECT_THAT(LoggedClaim(""), EndsWith(" claimed=-\n"));
}

// Proves: CHN-3
TEST(AuthFailuresTest, NoClaimForgesALineOrAField) {
  const std::string line = LoggedClaim(
      "x\" address=203.0.113.9 \\\n2026-01-01T00:00:00.000Z warning auth_failed "
      "\xC2\x85\xE2\x80\xA8%41");
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_THAT(line, HasSubstr(" claimed=\"x%22 address=203.0.113.9 %5C%0A2026-01-01"));
  EXPECT_THAT(line, EndsWith(" auth_failed %C2%85%E2%80%A8%2541\"\n"));
  EXPECT_THAT(line, Not(HasSubstr("\\")));
}

TEST(AuthFailuresTest, ALongClaimIsCut) {
  EXPECT_THAT(LoggedClaim(std::string(100000, 'a')),
              EndsWith(absl::StrCat(" claimed=", std::string(128, 'a'), "\n")));
}

TEST(AuthFailuresTest, AnAddressHasNoPort) {
  EXPECT_EQ(AddressOfPeer("ipv4:192.0.2.7:40312"), "192.0.2.7");
  EXPECT_EQ(AddressOfPeer("ipv6:[2001:db8::7]:40312"), "2001:db8::7");
  EXPECT_EQ(AddressOfPeer("ipv6:%5B2001:db8::7%5D:40312"), "2001:db8::7");
  EXPECT_EQ(AddressOfPeer("ipv6:%5Bfe80::1%25eth0%5D:1"), "fe80::1");
  EXPECT_EQ(AddressOfPeer("ipv6:%5B::ffff:192.0.2.7%5D:1"), "192.0.2.7");
}

TEST(AuthFailuresTest, WhatIsNoAddressIsADash) {
  for (const char* peer : {"", "inproc", "unix:/tmp/socket", "ipv4:1.2.3:4", "ipv4:1.2.3.4 x:4"}) {
    EXPECT_EQ(AddressOfPeer(peer), "-") << peer;
  }
}

}  // namespace
}  // namespace paraphe::server
