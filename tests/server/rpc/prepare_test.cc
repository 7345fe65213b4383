// What Prepare answers, and that nothing of a request that it refuses is kept.
#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "common/session_code.h"
#include "server/store/memory_store.h"
#include "tests/server/testing/session_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;

class PrepareTest : public testing::Test {
 protected:
  // The answer to a good request with one change.
  template <typename Change>
  absl::StatusOr<v1::PrepareResponse> PrepareWith(Change change) {
    v1::PrepareRequest request = SessionWorld::GoodRequest();
    change(request);
    return world_.Prepare(request);
  }

  SessionWorld world_;
};

TEST_F(PrepareTest, AGoodRequestIsAccepted) {
  const auto prepared = PrepareWith([](v1::PrepareRequest&) {});
  ASSERT_THAT(prepared, IsOk());
  EXPECT_EQ(prepared->state(), v1::PREPARED);
  EXPECT_EQ(prepared->policy_name(), "world");
  EXPECT_EQ(prepared->table_name(), "generic");
  EXPECT_EQ(prepared->ticket().size(), 43u);
  EXPECT_EQ(prepared->caller_token().size(), 43u);
}

// Both ends speak of the same place from the start. Proves: POL-5, ATT-3
TEST_F(PrepareTest, TheSessionCodeIsThatOfTheAttributesWithThePolicysDefaults) {
  v1::AttributeValues whole;
  whole.set_claimed_role("Maire");
  whole.set_commitment_type("http://uri.etsi.org/01903/v1.2.2#ProofOfApproval");
  whole.mutable_place()->set_city("L'Île-Saint-Denis");
  whole.mutable_place()->set_country_name("FR");
  EXPECT_EQ(world_.PrepareOrDie().session_code(),
            SessionCode(Sha256(paraphe::test::kDocument), whole));
}

// Proves: DOC-6
TEST_F(PrepareTest, ADocumentBeyondTheBoundIsRefused) {
  SessionWorld small([](ServerSettings& settings) { settings.bounds.document_bytes = 100; });
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_document("<a>" + std::string(93, 'x') + "</a>");
  EXPECT_THAT(small.Prepare(request), IsOk());
  request.set_document("<a>" + std::string(94, 'x') + "</a>");
  EXPECT_THAT(small.Prepare(request), HasReason(v1::TOO_LARGE,
                                                "document: it has 101 bytes; the server takes 100 "
                                                "(limits.document_bytes)"));
  // Far beyond it the message does not even come in.
  request.set_document(std::string(size_t{9} << 20, 'x'));
  EXPECT_THAT(small.Prepare(request), HasReason(v1::TOO_LARGE));
}

TEST_F(PrepareTest, NothingOfARefusedRequestIsKept) {
  ASSERT_THAT(PrepareWith([](auto& request) {
                request.set_idempotency_key("once");
                request.set_imposed_certificate("not DER");
              }),
              HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_FALSE(absl::StrContains(world_.store().Dump(), paraphe::test::kDocumentMark));
  EXPECT_THAT(PrepareWith([](auto& request) { request.set_idempotency_key("once"); }), IsOk());
  EXPECT_TRUE(absl::StrContains(world_.store().Dump(), paraphe::test::kDocumentMark));
}

// Proves: SES-5
TEST(RepeatedPrepareTest, IsAnsweredThoughTheServerIsFull) {
  SessionWorld world([](ServerSettings& settings) { settings.store_bounds.open_sessions = 1; });
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_idempotency_key("once");
  const v1::PrepareResponse first = world.PrepareOrDie(request);
  EXPECT_THAT(world.Prepare(SessionWorld::GoodRequest()), HasReason(v1::OVERLOADED));
  const auto again = world.Prepare(request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->session_id(), first.session_id());
  EXPECT_NE(again->caller_token(), first.caller_token());
}

// Proves: SES-5, SES-7
TEST(RepeatedPrepareTest, IsAnsweredThoughTheStoreIsFull) {
  StoreBounds bounds;
  bounds.sessions = bounds.application_sessions = 1;
  MemoryStore store(bounds);
  SessionWorld world(nullptr, {&store, nullptr, true});
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_idempotency_key("once");
  const v1::PrepareResponse first = world.PrepareOrDie(request);
  EXPECT_THAT(world.Prepare(SessionWorld::GoodRequest()), HasReason(v1::OVERLOADED));
  for (int repeated = 0; repeated < 20; ++repeated) {
    const auto again = world.Prepare(request);
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(again->session_id(), first.session_id());
  }
}

// Another server took over, whose operator takes smaller documents. Proves: SES-5, DOC-6
TEST(RepeatedPrepareTest, IsAnsweredByAServerWithASmallerBound) {
  MemoryStore store;
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_idempotency_key("once");
  SessionWorld before(nullptr, {&store, nullptr, true});
  const v1::PrepareResponse first = before.PrepareOrDie(request);
  SessionWorld after([](ServerSettings& settings) { settings.bounds.document_bytes = 10; },
                     {&store, nullptr, true});
  const auto again = after.Prepare(request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->session_id(), first.session_id());
  request.set_idempotency_key("another");
  EXPECT_THAT(after.Prepare(request), HasReason(v1::DOCUMENT_BEYOND_BOUND));
}

// Policy, table and application are gone since. Proves: SES-5, POL-7
TEST(RepeatedPrepareTest, IsAnsweredWhateverTheCatalogueSaysToday) {
  SessionWorld world(nullptr, {nullptr, nullptr, true});
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_idempotency_key("once");
  const v1::PrepareResponse first = world.PrepareOrDie(request);
  const std::string strict_table = world.WriteFile("tables/strict.textproto", R"(
      name: "strict" title { fr: "Liste" en: "List" } root: "Liste"
      elements { name: "Liste" show_as: SECTION })");
  world.ReplaceCatalogue([&](ServerSettings& settings) {
    settings.policy_files.clear();
    settings.table_files = {strict_table};
    settings.applications.clear();
  });
  const auto again = world.Prepare(request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->session_id(), first.session_id());
  EXPECT_EQ(again->policy_name(), "world");
  EXPECT_EQ(again->table_name(), "generic");
  request.set_success_url("https://mairie.example/autre");
  EXPECT_THAT(world.Prepare(request), HasReason(v1::IDEMPOTENCY_CONFLICT));
  request.set_idempotency_key("another");
  EXPECT_THAT(world.Prepare(request), HasReason(v1::NOT_ALLOWED));
}

}  // namespace
}  // namespace paraphe::server
