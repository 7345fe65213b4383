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
  const std::string token = *NewSecret();
  ExchangeTicket(token, record);
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
  EXPECT_FALSE(IsSessionToken(record, "")) << "it has none yet";
  ExchangeTicket("token", record);
  EXPECT_FALSE(IsUnusedTicket(record, first));
  EXPECT_FALSE(IsUnusedTicket(record, second));
  EXPECT_TRUE(IsSessionToken(record, "token"));
  EXPECT_FALSE(IsSessionToken(record, "tokem"));
}

// The value is that of Python's hmac. Proves: SES-5
TEST(CredentialsTest, TokenFollowsFromTheAgentsSecretAndTheTicketAlone) {
  std::string secret;
  for (char byte = 0; byte < 32; ++byte) secret.push_back(byte);
  const std::string ticket(43, 'T');
  EXPECT_EQ(*DeriveToken(secret, ticket), "knMcbrxSzyZJz_vAaoSnKmnxeUHN_ty3AvCxsK3huHE");
  EXPECT_EQ(*DeriveToken(secret, ticket), *DeriveToken(secret, ticket));
  std::string other_secret = secret, other_ticket = ticket;
  other_secret[0] = 1;
  other_ticket[42] = 'S';
  EXPECT_NE(*DeriveToken(other_secret, ticket), *DeriveToken(secret, ticket));
  EXPECT_NE(*DeriveToken(secret, other_ticket), *DeriveToken(secret, ticket));
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
