// Prepare with a session id: the caller changes what is to be signed until the signer consents.
#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "server/store/memory_store.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using testing::IsEmpty;

class AmendTest : public testing::Test {
 protected:
  // A request that amends `session` and changes the city.
  static v1::PrepareRequest Amendment(const v1::PrepareResponse& session) {
    v1::PrepareRequest request;
    request.set_session_id(session.session_id());
    request.set_caller_token(session.caller_token());
    request.mutable_attributes()->mutable_place()->set_city("Nanterre");
    return request;
  }

  SessionWorld world_;
  TestAgent agent_{world_};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
};

// Proves: ATT-3
TEST_F(AmendTest, TheSignerSeesAndSignsTheChange) {
  const auto amended = world_.Prepare(Amendment(prepared_));
  ASSERT_THAT(amended, IsOk());
  EXPECT_EQ(amended->session_id(), prepared_.session_id());
  EXPECT_NE(amended->session_code(), prepared_.session_code());
  EXPECT_EQ(amended->document_sha256(), prepared_.document_sha256());
  ASSERT_THAT(agent_.SignWholeSession(amended->ticket()), IsOk());
  EXPECT_EQ(agent_.shown().attributes().place().city(), "Nanterre");
  EXPECT_THAT(world_.Finalize(prepared_), IsOk());
}

// All but the document is what the last request says, silence included.
TEST_F(AmendTest, WhatAnAmendmentLeavesOutIsGone) {
  v1::PrepareRequest request = Amendment(prepared_);
  request.set_success_url("https://mairie.example/nouveau");
  const auto amended = world_.Prepare(request);
  ASSERT_THAT(amended, IsOk());
  ASSERT_THAT(agent_.SignWholeSession(amended->ticket()), IsOk());
  EXPECT_THAT(agent_.shown().attributes().commitment_type(), IsEmpty());
  const auto result = world_.Finalize(prepared_);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->return_url(), "https://mairie.example/nouveau");
}

// Proves: ATT-3
TEST_F(AmendTest, WhatWasPresentedMustBePresentedAgain) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared_.ticket()), IsOk());
  const v1::PresentResponse before = agent_.shown();
  const auto amended = world_.Prepare(Amendment(prepared_));
  ASSERT_THAT(amended, IsOk());
  EXPECT_EQ(amended->state(), v1::PREPARED);
  EXPECT_THAT(amended->ticket(), IsEmpty());
  EXPECT_THAT(agent_.Consent(before), HasReason(v1::SESSION_WRONG_STATE));
  const auto shown = agent_.Choose();
  ASSERT_THAT(shown, IsOk());
  EXPECT_THAT(agent_.Consent(before), HasReason(v1::CONSENT_MISMATCH));
  EXPECT_THAT(agent_.Consent(*shown), IsOk());
}

TEST_F(AmendTest, ANewDocumentTakesTheOldOnesPlace) {
  v1::PrepareRequest request = Amendment(prepared_);
  request.set_document("<Deliberation>autre</Deliberation>");
  const auto amended = world_.Prepare(request);
  ASSERT_THAT(amended, IsOk());
  EXPECT_EQ(amended->document_sha256(), Sha256(request.document()));
  EXPECT_FALSE(absl::StrContains(world_.store().Dump(), paraphe::test::kDocumentMark));
  const auto shown = agent_.Redeem(amended->ticket());
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->document(), request.document());
}

// The document stays, and is shown through the table that the amendment names. Proves: ATT-3, PRES-3
TEST_F(AmendTest, AnotherTableShowsTheSameDocument) {
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  prepare.set_document(paraphe::test::kStrictDocument);
  const v1::PrepareResponse strict = world_.PrepareOrDie(prepare);
  ASSERT_EQ(strict.table_name(), "strict");
  v1::PrepareRequest request = Amendment(strict);
  request.set_table_name("generic");
  const auto amended = world_.Prepare(request);
  ASSERT_THAT(amended, IsOk());
  EXPECT_EQ(amended->table_name(), "generic");
  v1::PresentRequest present = agent_.RedeemRequest(amended->ticket());
  present.set_include_html(true);
  const auto shown = world_.Present(present);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->document(), paraphe::test::kStrictDocument);
  EXPECT_EQ(shown->table_name(), "generic");
  EXPECT_EQ(shown->html_sha256(), Sha256(shown->html()));
}

// The document stays; its digest is taken again. Proves: ATT-3, ATT-6
TEST_F(AmendTest, AnotherHashSignsTheSameDocument) {
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  prepare.set_application(paraphe::test::kInlineApplication);
  v1::Policy& policy = *prepare.mutable_inline_policy();
  policy.set_name("inline");
  policy.set_description("Politique du bureau");
  for (const auto hash : {v1::SHA256, v1::SHA512}) policy.add_allowed_hash_algorithms(hash);
  const v1::PrepareResponse session = world_.PrepareOrDie(prepare);
  v1::PrepareRequest request = Amendment(session);
  request.set_hash_algorithm(v1::SHA384);
  EXPECT_THAT(world_.Prepare(request), HasReason(v1::ALGORITHM_NOT_ALLOWED));
  request.set_hash_algorithm(v1::SHA512);
  ASSERT_THAT(world_.Prepare(request), IsOk());
  ASSERT_THAT(agent_.SignWholeSession(session.ticket()), IsOk());
  EXPECT_EQ(agent_.shown().attributes().hash_algorithm(), v1::SHA512);
  const auto result = world_.Finalize(session);
  ASSERT_THAT(result, IsOk());
  EXPECT_TRUE(absl::StrContains(result->signed_document(), "#sha512"));
}

// Proves: PRES-10
TEST_F(AmendTest, AnInlineTableNeedsItsGrantHereToo) {
  v1::PrepareRequest request = Amendment(prepared_);
  request.set_inline_table(R"(name: "maison" title { fr: "Acte" en: "Act" }
      default_rule { show_unlisted_elements: true show_unlisted_attributes: true })");
  EXPECT_THAT(world_.Prepare(request), HasReason(v1::TABLE_INLINE_NOT_GRANTED));
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  prepare.set_application(paraphe::test::kInlineApplication);
  prepare.mutable_inline_policy()->set_name("inline");
  prepare.mutable_inline_policy()->set_description("Politique du bureau");
  const v1::PrepareResponse session = world_.PrepareOrDie(prepare);
  request.set_session_id(session.session_id());
  request.set_caller_token(session.caller_token());
  const auto amended = world_.Prepare(request);
  ASSERT_THAT(amended, IsOk());
  EXPECT_EQ(amended->table_name(), "maison");
}

TEST_F(AmendTest, ARefusedAmendmentChangesNothing) {
  v1::PrepareRequest request = Amendment(prepared_);
  request.set_document("<a b='1'></a>");
  EXPECT_THAT(world_.Prepare(request), HasReason(v1::DOCUMENT_NOT_CANONICAL));
  const auto shown = agent_.Redeem(prepared_.ticket());
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->document(), paraphe::test::kDocument);
  EXPECT_EQ(shown->attributes().place().city(), "L'Île-Saint-Denis");
}

// Proves: POL-7
TEST_F(AmendTest, ThePolicyOfAnOpenSessionStays) {
  const auto with = [&](auto change) {
    v1::PrepareRequest request = Amendment(prepared_);
    change(request);
    return world_.Prepare(request);
  };
  EXPECT_THAT(with([](auto& request) { request.set_signer_role(paraphe::test::kSha512Role); }),
              HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(with([](auto& request) { request.set_policy_name("world-sha512"); }),
              HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(with([](auto& request) { request.mutable_inline_policy(); }),
              HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(
      with([](auto& request) { request.set_application(paraphe::test::kInlineApplication); }),
      HasReason(v1::MALFORMED_REQUEST));
  const auto same = with([](auto& request) {
    request.set_application(paraphe::test::kApplication);
    request.set_signer_role(paraphe::test::kRole);
    request.set_policy_name("world");
  });
  ASSERT_THAT(same, IsOk());
  EXPECT_EQ(same->policy_name(), "world");
}

TEST_F(AmendTest, OnlyTheCallerMayAmend) {
  v1::PrepareRequest request = Amendment(prepared_);
  request.set_caller_token(world_.PrepareOrDie().caller_token());
  EXPECT_THAT(world_.Prepare(request), HasReason(v1::SESSION_UNKNOWN));
  request.clear_caller_token();
  EXPECT_THAT(world_.Prepare(request), HasReason(v1::SESSION_UNKNOWN));
  request.set_session_id("nonsense");
  EXPECT_THAT(world_.Prepare(request), HasReason(v1::SESSION_UNKNOWN));
}

// Proves: ATT-3, CONS-3
TEST_F(AmendTest, AfterConsentNothingMayChange) {
  ASSERT_THAT(agent_.GoTo(v1::CONSENTED, prepared_.ticket()), IsOk());
  EXPECT_THAT(world_.Prepare(Amendment(prepared_)), HasReason(v1::SESSION_WRONG_STATE));
  const auto released = agent_.Release();
  ASSERT_THAT(released, IsOk());
  EXPECT_THAT(world_.Prepare(Amendment(prepared_)), HasReason(v1::SESSION_WRONG_STATE));
  ASSERT_THAT(agent_.Deliver(*released), IsOk());
  EXPECT_THAT(world_.Prepare(Amendment(prepared_)), HasReason(v1::SESSION_WRONG_STATE));
}

TEST_F(AmendTest, AnEndedSessionIsNotAmended) {
  ASSERT_THAT(world_.Abort(prepared_), IsOk());
  const auto refused = world_.Prepare(Amendment(prepared_));
  EXPECT_THAT(refused, HasReason(v1::SESSION_ABORTED));
  EXPECT_EQ(GetErrorDetail(refused.status())->session_state(), "ABORTED");
}

}  // namespace
}  // namespace paraphe::server
