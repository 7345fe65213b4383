// Present: tickets and tokens, the judgement of certificates, the choice.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using test::SessionWorld;
using test::TestAgent;
using testing::IsEmpty;
using testing::Not;

class PresentTest : public testing::Test {
 protected:
  SessionWorld world_;
  TestAgent agent_{world_};
};

TEST_F(PresentTest, ATicketWorksOnce) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  const auto first = agent_.Redeem(prepared.ticket());
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->session_token().size(), 43u);
  TestAgent thief(world_);
  EXPECT_THAT(thief.Redeem(prepared.ticket()), HasReason(v1::TICKET_USED));
  const auto second = agent_.Choose();
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(second->session_token(), IsEmpty());
}

TEST_F(PresentTest, UnknownTicketsAndTokensFindNothing) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  std::string flipped = prepared.ticket();
  flipped[0] = flipped[0] == 'A' ? 'B' : 'A';
  EXPECT_THAT(agent_.Redeem(flipped), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(agent_.Redeem(absl::StrCat(prepared.ticket(), "A")), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(agent_.Redeem(prepared.caller_token()), HasReason(v1::SESSION_UNKNOWN));
  agent_.UseToken(prepared.ticket());
  EXPECT_THAT(agent_.Choose(), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(world_.Present({}), HasReason(v1::MALFORMED_REQUEST));
}

TEST_F(PresentTest, CertificatesHaveBounds) {
  v1::PresentRequest request;
  request.set_ticket(world_.PrepareOrDie().ticket());
  request.add_certificates(std::string((64 << 10) + 1, 'x'));
  EXPECT_THAT(world_.Present(request), HasReason(v1::TOO_LARGE));
  request.clear_certificates();
  for (int i = 0; i < 65; ++i) request.add_certificates(std::string(1, 'x'));
  EXPECT_THAT(world_.Present(request), HasReason(v1::TOO_LARGE));
  request.mutable_certificates()->RemoveLast();
  EXPECT_THAT(world_.Present(request), IsOk());
}

TEST_F(PresentTest, AnAgentThatHasTheDocumentNeedNotTakeItAgain) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, world_.PrepareOrDie().ticket()), IsOk());
  EXPECT_THAT(agent_.shown().document(), IsEmpty());
  EXPECT_THAT(agent_.shown().table(), IsEmpty());
  EXPECT_THAT(agent_.shown().html(), IsEmpty());
  EXPECT_EQ(agent_.shown().html_sha256().size(), 32u);
}

}  // namespace
}  // namespace paraphe::server
