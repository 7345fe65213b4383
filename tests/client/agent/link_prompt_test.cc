#include "client/agent/link_prompt.h"

#include <string>

#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::ScriptedDesk;
using ::testing::SizeIs;

const std::string kLink = std::string("paraphe://host:1/") + test::kTestTicket;

// Proves: SES-1
TEST(LinkPromptTest, NobodyIsAskedForALinkThatIsThere) {
  ScriptedDesk desk;
  EXPECT_THAT(GetLink(kLink, /*unattended=*/false, desk), IsOk());
  EXPECT_THAT(GetLink("nonsense", /*unattended=*/false, desk), HasReason(v1::USAGE));
  EXPECT_EQ(desk.links_asked, 0);
}

// Proves: DOCS-1, SES-1
TEST(LinkPromptTest, PersonWhoDidNotCopyAllOfItIsToldAndAskedAgain) {
  ScriptedDesk desk;
  desk.links = {kLink.substr(0, 30), "", kLink};
  const absl::StatusOr<TicketLink> link = GetLink("", /*unattended=*/false, desk);
  ASSERT_THAT(link, IsOk());
  EXPECT_EQ(link->ticket, test::kTestTicket);
  ASSERT_THAT(desk.errors, SizeIs(2));
  EXPECT_THAT(desk.errors[0], HasReason(v1::USAGE));
}

// Proves: SES-1
TEST(LinkPromptTest, WithoutAPersonTheFirstAnswerCounts) {
  ScriptedDesk desk;
  desk.links = {"nonsense", kLink};
  EXPECT_THAT(GetLink("", /*unattended=*/true, desk), HasReason(v1::USAGE));
  EXPECT_EQ(desk.links_asked, 1);
}

// Proves: CONS-2
TEST(LinkPromptTest, PersonMayStop) {
  ScriptedDesk desk;
  desk.links = {"nonsense"};
  EXPECT_THAT(GetLink("", /*unattended=*/false, desk), HasReason(v1::ABORTED_BY_SIGNER));
}

}  // namespace
}  // namespace paraphe::agent
