// Present: tickets and tokens, the page in its language, what is described.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

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

// The first answer is taken for lost. Proves: SES-5
TEST_F(PresentTest, ATicketRepeatedWithTheAgentsSecretGivesTheSameToken) {
  v1::PresentRequest redeem = agent_.RedeemRequest(world_.PrepareOrDie().ticket());
  redeem.set_agent_secret(std::string(32, 's'));
  const auto lost = world_.Present(redeem);
  ASSERT_THAT(lost, IsOk());
  const auto again = world_.Present(redeem);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->session_token(), lost->session_token());
  EXPECT_EQ(again->version(), lost->version());
  EXPECT_EQ(again->document(), paraphe::test::kDocument);
  EXPECT_EQ(again->judgements_size(), 1);
  agent_.UseToken(again->session_token());
  const auto chosen = agent_.Choose();
  ASSERT_THAT(chosen, IsOk());
  ASSERT_THAT(world_.Present(redeem), IsOk()) << "a duplicate that comes late";
  EXPECT_THAT(agent_.Consent(*chosen), IsOk());
  EXPECT_THAT(world_.Present(redeem), HasReason(v1::SESSION_WRONG_STATE));
}

// Proves: SES-5
TEST_F(PresentTest, AThiefWithTheTicketAndAnotherSecretIsRefused) {
  v1::PresentRequest redeem = agent_.RedeemRequest(world_.PrepareOrDie().ticket());
  redeem.set_agent_secret(std::string(32, 's'));
  ASSERT_THAT(world_.Present(redeem), IsOk());
  for (const std::string& secret : {std::string(32, 't'), std::string()}) {
    v1::PresentRequest thief = redeem;
    thief.set_agent_secret(secret);
    EXPECT_THAT(world_.Present(thief), HasReason(v1::TICKET_USED));
  }
}

TEST_F(PresentTest, AnAgentsSecretHas32BytesAndATicket) {
  v1::PresentRequest redeem = agent_.RedeemRequest(world_.PrepareOrDie().ticket());
  for (const size_t size : {1u, 31u, 33u, 64u}) {
    redeem.set_agent_secret(std::string(size, 's'));
    EXPECT_THAT(world_.Present(redeem), HasReason(v1::MALFORMED_REQUEST));
  }
  redeem.set_agent_secret(std::string(32, 's'));
  const auto opened = world_.Present(redeem);
  ASSERT_THAT(opened, IsOk()) << "the ticket is as good as before";
  redeem.set_session_token(opened->session_token());
  EXPECT_THAT(world_.Present(redeem), HasReason(v1::MALFORMED_REQUEST));
  redeem.clear_agent_secret();
  EXPECT_THAT(world_.Present(redeem), IsOk());
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

// The answer to the ticket may be lost with a large document in it: one without is small, and the
// token fetches the document then.
// Proves: PRES-8, SES-5
TEST_F(PresentTest, ATicketCanBeRedeemedWithoutTheDocument) {
  v1::PresentRequest redeem = agent_.RedeemRequest(world_.PrepareOrDie().ticket());
  redeem.clear_certificates();
  redeem.set_omit_document(true);
  const auto opened = world_.Present(redeem);
  ASSERT_THAT(opened, IsOk());
  EXPECT_EQ(opened->session_token().size(), 43u);
  EXPECT_THAT(opened->document(), IsEmpty());
  EXPECT_LT(opened->ByteSizeLong(), 4096u);
  v1::PresentRequest fetch;
  fetch.set_session_token(opened->session_token());
  for (int attempt = 0; attempt < 3; ++attempt) {
    const auto fetched = world_.Present(fetch);
    ASSERT_THAT(fetched, IsOk());
    EXPECT_EQ(fetched->document(), paraphe::test::kDocument);
    EXPECT_THAT(fetched->table(), Not(IsEmpty()));
  }
}

// Proves: PRES-9
TEST_F(PresentTest, ThePageIsTheOneInTheLanguageAskedFor) {
  v1::PresentRequest request = agent_.RedeemRequest(world_.PrepareOrDie().ticket());
  request.set_include_html(true);
  request.set_language("en");
  const auto english = world_.Present(request);
  ASSERT_THAT(english, IsOk());
  EXPECT_EQ(english->html_language(), "en");
  EXPECT_THAT(english->html(), HasSubstr("lang=\"en\""));
  EXPECT_EQ(english->html_sha256(), Sha256(english->html()));
  for (const char* language : {"fr", ""}) {
    request.set_session_token(english->session_token());
    request.set_language(language);
    const auto french = world_.Present(request);
    ASSERT_THAT(french, IsOk());
    EXPECT_EQ(french->html_language(), "fr");
    EXPECT_THAT(french->html(), HasSubstr("lang=\"fr\""));
    EXPECT_EQ(french->html_sha256(), Sha256(french->html()));
    EXPECT_NE(french->html_sha256(), english->html_sha256());
  }
}

// Proves: PRES-9
TEST_F(PresentTest, TheDigestIsOfThePageAlsoWhereThePageIsLeftOut) {
  v1::PresentRequest request = agent_.RedeemRequest(world_.PrepareOrDie().ticket());
  request.set_include_html(true);
  request.set_language("en");
  const auto whole = world_.Present(request);
  ASSERT_THAT(whole, IsOk());
  agent_.UseToken(whole->session_token());
  // Known from the call before; then, with the French page between, rendered again.
  for (const char* language : {"en", "fr", "en"}) {
    v1::PresentRequest choose = agent_.ChooseRequest();
    choose.set_language(language);
    const auto chosen = world_.Present(choose);
    ASSERT_THAT(chosen, IsOk());
    EXPECT_THAT(chosen->html(), IsEmpty());
    EXPECT_EQ(chosen->html_language(), language);
    EXPECT_EQ(chosen->html_sha256() == whole->html_sha256(), choose.language() == "en");
  }
}

// Proves: PRES-9
TEST_F(PresentTest, AnUnknownLanguageIsRefusedAndCostsNoTicket) {
  v1::PresentRequest request = agent_.RedeemRequest(world_.PrepareOrDie().ticket());
  for (const char* language : {"de", "EN", "fr-FR", "en ", "\n"}) {
    request.set_language(language);
    EXPECT_THAT(world_.Present(request), HasReason(v1::MALFORMED_REQUEST, HasSubstr("language")));
  }
  request.set_language("en");
  EXPECT_THAT(world_.Present(request), IsOk());
}

std::vector<std::string> KeysOf(const v1::PresentResponse& shown) {
  std::vector<std::string> keys;
  for (const v1::AttributeLine& line : shown.attribute_lines()) keys.push_back(line.key());
  return keys;
}

// Proves: ATT-7
TEST_F(PresentTest, ThePolicysDescriptionIsTheSignersToReadSignedOrNot) {
  v1::PrepareRequest unsigned_policy = SessionWorld::GoodRequest();
  unsigned_policy.set_signer_role(paraphe::test::kSha512Role);
  const auto shown = agent_.Redeem(world_.PrepareOrDie(unsigned_policy).ticket());
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->policy_description(), "Signature par un adjoint");
  EXPECT_FALSE(shown->attributes().has_policy());
  EXPECT_THAT(KeysOf(*shown), Contains("policy_description_not_signed"));
  EXPECT_THAT(KeysOf(*shown), Not(Contains("policy_description")));

  TestAgent other(world_);
  const auto with_reference = other.Redeem(world_.PrepareOrDie().ticket());
  ASSERT_THAT(with_reference, IsOk());
  EXPECT_EQ(with_reference->policy_description(), "Signature des délibérations");
  EXPECT_THAT(KeysOf(*with_reference), Contains("policy_description"));
  EXPECT_THAT(KeysOf(*with_reference), Not(Contains("policy_description_not_signed")));
}

TEST_F(PresentTest, TheApplicationIsDescribedAsTheOperatorDescribesIt) {
  const auto plain = agent_.Redeem(world_.PrepareOrDie().ticket());
  ASSERT_THAT(plain, IsOk());
  EXPECT_THAT(plain->application_description(), IsEmpty());
  SessionWorld described([](ServerSettings& settings) {
    settings.applications[0].set_description("Actes de la mairie de L'Île-Saint-Denis");
  });
  TestAgent agent(described);
  const auto shown = agent.Redeem(described.PrepareOrDie().ticket());
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->application_description(), "Actes de la mairie de L'Île-Saint-Denis");
}

// Proves: ATT-2, PRES-8
TEST_F(PresentTest, TheExactSignedPropertiesAreGivenOnRequest) {
  ASSERT_THAT(agent_.Redeem(world_.PrepareOrDie().ticket()), IsOk());
  v1::PresentRequest request = agent_.ChooseRequest();
  request.set_include_signed_properties(true);
  const auto shown = world_.Present(request);
  ASSERT_THAT(shown, IsOk());
  EXPECT_THAT(shown->signed_properties(), StartsWith("<xades:SignedProperties "));
  EXPECT_EQ(shown->signed_properties_digest().sha256(), Sha256(shown->signed_properties()));
  ASSERT_THAT(agent_.Consent(*shown), IsOk());
  ASSERT_THAT(agent_.Release(), IsOk());
}

TEST_F(PresentTest, TheSignedPropertiesAreGivenToNobodyElse) {
  v1::PresentRequest request = agent_.RedeemRequest(world_.PrepareOrDie().ticket());
  request.set_include_signed_properties(true);  // nothing is chosen: there are none
  const auto shown = world_.Present(request);
  ASSERT_THAT(shown, IsOk());
  EXPECT_THAT(shown->signed_properties(), IsEmpty());
  agent_.UseToken(shown->session_token());
  const auto chosen = agent_.Choose();  // not asked for
  ASSERT_THAT(chosen, IsOk());
  EXPECT_THAT(chosen->signed_properties(), IsEmpty());
}

}  // namespace
}  // namespace paraphe::server
