#include "server/session/credentials.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::IsOk;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

// Proves: SES-5
TEST(CredentialsTest, SecretIs256BitsInBase64Url) {
  EXPECT_THAT(*NewSecret(), MatchesRegex("[A-Za-z0-9_-]+"));
  EXPECT_EQ(NewSecret()->size(), 43u);
  EXPECT_THAT(*NewSessionId(), MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(NewSessionId()->size(), 32u);
}

TEST(CredentialsTest, SecretsDiffer) {
  std::set<std::string> secrets;
  for (int i = 0; i < 100; ++i) secrets.insert(*NewSecret());
  EXPECT_EQ(secrets.size(), 100u);
}

// Proves: SES-5
TEST(CredentialsTest, RecordHoldsOnlyHashes) {
  v1::SessionRecord record;
  const std::string ticket = *AddTicket(record);
  const std::string caller = *AddCallerToken(record);
  const std::string token = *ExchangeTicket(record);
  for (const std::string& secret : {ticket, caller, token}) {
    EXPECT_THAT(record.SerializeAsString(), Not(HasSubstr(secret)));
    EXPECT_THAT(record.SerializeAsString(), HasSubstr(Sha256(secret)));
  }
}

// Proves: SES-5
TEST(CredentialsTest, ExchangeUsesUpEveryTicket) {
  v1::SessionRecord record;
  const std::string first = *AddTicket(record);
  const std::string second = *AddTicket(record);
  EXPECT_TRUE(IsUnusedTicket(record, first));
  EXPECT_TRUE(IsUnusedTicket(record, second));
  ASSERT_THAT(ExchangeTicket(record), IsOk());
  EXPECT_FALSE(IsUnusedTicket(record, first));
  EXPECT_FALSE(IsUnusedTicket(record, second));
}

TEST(CredentialsTest, AlmostATicketIsNone) {
  v1::SessionRecord record;
  const std::string ticket = *AddTicket(record);
  EXPECT_FALSE(IsUnusedTicket(record, ""));
  EXPECT_FALSE(IsUnusedTicket(record, ticket.substr(1)));
  EXPECT_FALSE(IsUnusedTicket(record, absl::StrCat(ticket, "=")));
  EXPECT_FALSE(IsUnusedTicket(record, absl::StrCat(ticket, " ")));
}

TEST(CredentialsTest, EveryCallerTokenHolds) {
  v1::SessionRecord record;
  const std::string first = *AddCallerToken(record);
  const std::string second = *AddCallerToken(record);
  EXPECT_TRUE(IsCallerToken(record, first));
  EXPECT_TRUE(IsCallerToken(record, second));
  EXPECT_FALSE(IsCallerToken(record, ""));
  EXPECT_FALSE(IsCallerToken(record, first.substr(1)));
}

TEST(CredentialsTest, OldestOfManyIsForgotten) {
  v1::SessionRecord record;
  const std::string ticket = *AddTicket(record);
  const std::string caller = *AddCallerToken(record);
  for (int i = 0; i < 8; ++i) {
    ASSERT_THAT(AddTicket(record), IsOk());
    ASSERT_THAT(AddCallerToken(record), IsOk());
  }
  EXPECT_EQ(record.tickets_size(), 8);
  EXPECT_EQ(record.caller_token_sha256_size(), 8);
  EXPECT_FALSE(IsUnusedTicket(record, ticket));
  EXPECT_FALSE(IsCallerToken(record, caller));
}

}  // namespace
}  // namespace paraphe::server
