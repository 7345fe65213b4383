#include "client/agent/ticket_link.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kTicket = std::string(41, 'a') + "-_";

struct Good {
  std::string link;
  std::string address;
};
class GoodLinkTest : public ::testing::TestWithParam<Good> {};

// Proves: PRES-8
TEST_P(GoodLinkTest, IsReadWhole) {
  const auto link = ParseTicketLink(GetParam().link);
  ASSERT_THAT(link, IsOk());
  EXPECT_EQ(link->address, GetParam().address);
  EXPECT_EQ(link->ticket, kTicket);
}

INSTANTIATE_TEST_SUITE_P(
    All, GoodLinkTest,
    ::testing::Values(Good{absl::StrCat("paraphe://sign.example.org:443/", kTicket),
                           "sign.example.org:443"},
                      Good{absl::StrCat(" paraphe://SIGN.example.org:8443/", kTicket, "\n"),
                           "sign.example.org:8443"},
                      Good{absl::StrCat("paraphe://127.0.0.1:1/", kTicket), "127.0.0.1:1"},
                      Good{absl::StrCat("paraphe://[::1]:65535/", kTicket), "[::1]:65535"}));

class BadLinkTest : public ::testing::TestWithParam<std::string> {};

// Proves: PRES-8
TEST_P(BadLinkTest, IsRefusedAndNotQuoted) {
  const absl::Status status = ParseTicketLink(GetParam()).status();
  EXPECT_THAT(status, HasReason(v1::USAGE));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr(kTicket)));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadLinkTest,
    ::testing::Values(
        "", "paraphe://", kTicket, absl::StrCat("http://h:1/", kTicket),
        absl::StrCat("PARAPHE://h:1/", kTicket), absl::StrCat("paraphe:h:1/", kTicket),
        absl::StrCat("paraphe://h/", kTicket), absl::StrCat("paraphe://h:0/", kTicket),
        absl::StrCat("paraphe://h:01/", kTicket), absl::StrCat("paraphe://h:65536/", kTicket),
        absl::StrCat("paraphe://h:1x/", kTicket), absl::StrCat("paraphe://:1/", kTicket),
        absl::StrCat("paraphe://u@h:1/", kTicket), absl::StrCat("paraphe://h:1,g:2/", kTicket),
        absl::StrCat("paraphe://[::1:2/", kTicket), absl::StrCat("paraphe://h:1/", kTicket, "a"),
        absl::StrCat("paraphe://h:1/", kTicket.substr(1)),
        absl::StrCat("paraphe://h:1/", kTicket, "/"), absl::StrCat("paraphe://h:1/", kTicket, "?x"),
        absl::StrCat("paraphe://h:1/", std::string(42, 'a'), "+"),
        absl::StrCat("paraphe://h:1//", kTicket.substr(1)),
        absl::StrCat("paraphe://h\x1b:1/", kTicket)));

v1::AgentConfig WithServers() {
  v1::AgentConfig config;
  config.add_servers()->set_address("Sign.example.org:443");
  config.add_servers()->set_address("[::1]:50051");
  return config;
}

// Proves: PRES-8
TEST(FindServerTest, TakesTheListedOneOnly) {
  EXPECT_EQ(FindServer(WithServers(), {"sign.example.org:443", ""})->address(),
            "Sign.example.org:443");
  EXPECT_EQ(FindServer(WithServers(), {"[::1]:50051", ""})->address(), "[::1]:50051");
}

// Proves: PRES-8
TEST(FindServerTest, RefusesEveryOther) {
  for (const char* address : {"sign.example.org:444", "evil.example.org:443",
                              "sign.example.org.evil.org:443", "xsign.example.org:443"}) {
    EXPECT_THAT(FindServer(WithServers(), {address, ""}),
                HasReason(v1::AGENT_NOT_PINNED_SERVER, HasSubstr(address)));
  }
}

}  // namespace
}  // namespace paraphe::agent
