// AdminService as a client sees it.
#include "server/rpc/admin_calls.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "common/grpc/status_seam.h"
#include "common/hash.h"
#include "paraphe/v1/admin_service.grpc.pb.h"
#include "server/server.h"
#include "tests/server/audit/audit_log.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class AdminCallsTest : public testing::Test {
 protected:
  template <typename Request, typename Response>
  using Method = grpc::Status (v1::AdminService::Stub::*)(grpc::ClientContext*, const Request&,
                                                          Response*);

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(Method<Request, Response> method, const Request& request = {}) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(1)));
    Response response;
    const auto stub = v1::AdminService::NewStub(world_.channel());
    const absl::Status status = FromGrpcStatus((*stub.*method)(&context, request, &response));
    if (!status.ok()) return status;
    return response;
  }
  absl::StatusOr<v1::ListSessionStatesResponse> List(const v1::ListSessionStatesRequest& request) {
    return Call(&v1::AdminService::Stub::ListSessionStates, request);
  }

  SessionWorld world_;
};

// Proves: ADM-1
TEST_F(AdminCallsTest, TheInventoryIsWhatIsInForce) {
  const auto inventory = Call(&v1::AdminService::Stub::GetInventory);
  ASSERT_THAT(inventory, IsOk());
  std::vector<std::string> policies, tables, applications;
  for (const auto& policy : inventory->policies()) {
    policies.push_back(policy.name());
    EXPECT_EQ(policy.sha256().size(), 64u);
  }
  for (const auto& table : inventory->tables()) tables.push_back(table.name());
  for (const auto& application : inventory->applications()) {
    applications.push_back(application.name());
  }
  EXPECT_THAT(policies, ElementsAre("world", "world-sha512", "world-strict", "world-timeless"));
  EXPECT_THAT(tables, ElementsAre("generic", "strict"));
  EXPECT_THAT(applications, ElementsAre("bureau", "mairie"));
  EXPECT_TRUE(inventory->applications(0).inline_policies_allowed());
  EXPECT_FALSE(inventory->applications(1).inline_policies_allowed());
  EXPECT_EQ(inventory->policies(0).description(), "Signature des délibérations");
  EXPECT_EQ(inventory->since().seconds(), absl::ToUnixSeconds(world_.clock().Now()));
}

// Proves: ADM-3
TEST_F(AdminCallsTest, AServerThatWasToldNothingOfItselfSaysSo) {
  const auto integrity = Call(&v1::AdminService::Stub::GetIntegrity);
  ASSERT_THAT(integrity, IsOk());
  EXPECT_EQ(integrity->version(), "unknown");
  EXPECT_THAT(integrity->files(), IsEmpty());
}

// Proves: ADM-1
TEST_F(AdminCallsTest, SessionsAreListedByStateAndApplicationWithoutContent) {
  const v1::PrepareResponse first = world_.PrepareOrDie(), second = world_.PrepareOrDie();
  TestAgent agent(world_);
  ASSERT_THAT(agent.SignWholeSession(first.ticket()), IsOk());
  v1::ListSessionStatesRequest request;
  auto all = List(request);
  ASSERT_THAT(all, IsOk());
  ASSERT_EQ(all->sessions_size(), 2);
  EXPECT_FALSE(all->more());
  EXPECT_EQ(all->sessions(0).session_id(), second.session_id());
  EXPECT_EQ(all->sessions(0).state(), v1::PREPARED);
  EXPECT_EQ(all->sessions(0).status(), v1::ST_PENDING);
  EXPECT_EQ(all->sessions(1).status(), v1::ST_OK);
  EXPECT_EQ(all->sessions(0).application(), paraphe::test::kApplication);
  EXPECT_TRUE(all->sessions(0).has_created_at());
  EXPECT_TRUE(all->sessions(0).has_deadline());
  EXPECT_THAT(all->SerializeAsString(), Not(HasSubstr(paraphe::test::kDocumentMark)));
  request.set_state(v1::SIGNED);
  EXPECT_EQ(List(request)->sessions_size(), 1);
  request.set_application("bureau");
  EXPECT_EQ(List(request)->sessions_size(), 0);
}

// Proves: ADM-1
TEST_F(AdminCallsTest, AListIsBoundedAndSaysThatThereIsMore) {
  for (int i = 0; i < 3; ++i) world_.PrepareOrDie();
  v1::ListSessionStatesRequest request;
  request.set_most(2);
  const auto some = List(request);
  ASSERT_THAT(some, IsOk());
  EXPECT_EQ(some->sessions_size(), 2);
  EXPECT_TRUE(some->more());
  request.set_most(3);
  EXPECT_FALSE(List(request)->more());
  request.set_most(1001);
  EXPECT_THAT(List(request), HasReason(v1::MALFORMED_REQUEST, HasSubstr("at most 1000")));
}

// Proves: ADM-1
TEST_F(AdminCallsTest, AServerWithoutAConfigurationFileIsNotReloaded) {
  EXPECT_THAT(Call(&v1::AdminService::Stub::Reload), HasReason(v1::NOT_ALLOWED));
}

struct Read {
  std::vector<v1::AuditEntry> entries;
  absl::Status end;
};

Read ReadAll(SessionWorld& world, uint64_t first) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(1)));
  v1::ReadAuditRequest request;
  request.set_first(first);
  const auto stub = v1::AdminService::NewStub(world.channel());
  const auto reader = stub->ReadAudit(&context, request);
  Read read;
  for (v1::ReadAuditResponse response; reader->Read(&response);) {
    read.entries.push_back(response.entry());
  }
  read.end = FromGrpcStatus(reader->Finish());
  return read;
}

SessionWorld::Parts WithAudit(AuditSource audit) {
  SessionWorld::Parts parts;
  parts.audit = std::move(audit);
  return parts;
}

// Proves: ADM-2
TEST(ReadAuditTest, TheLogComesEntryByEntryFromTheFirstWanted) {
  const test::AuditLog log = test::SampleAuditLog(300);
  SessionWorld world(nullptr, WithAudit(test::SourceOf(log)));
  const Read all = ReadAll(world, 0);
  EXPECT_THAT(all.end, IsOk());
  ASSERT_EQ(all.entries.size(), 300u);
  EXPECT_EQ(all.entries[299].SerializeAsString(), log[299].body);
  const Read some = ReadAll(world, 299);
  ASSERT_EQ(some.entries.size(), 2u);
  EXPECT_EQ(some.entries[0].number(), 299u);
  EXPECT_THAT(ReadAll(world, 301).entries, IsEmpty());
}

// Proves: ADM-2
TEST(ReadAuditTest, ABrokenLinkEndsItEvenBeforeTheFirstWanted) {
  test::AuditLog log = test::SampleAuditLog(10);
  log[4].body[10] ^= 1;
  SessionWorld world(nullptr, WithAudit(test::SourceOf(log)));
  const Read all = ReadAll(world, 0);
  EXPECT_EQ(all.entries.size(), 4u);
  EXPECT_THAT(all.end, HasReason(v1::AUDIT_BROKEN, HasSubstr("entry 5")));
  const Read some = ReadAll(world, 8);
  EXPECT_THAT(some.entries, IsEmpty());
  EXPECT_THAT(some.end, HasReason(v1::AUDIT_BROKEN));
}

// Proves: ADM-2
TEST(ReadAuditTest, AClientThatGoesAwayEndsIt) {
  const test::AuditLog log = test::SampleAuditLog(2);
  // A log without an end.
  std::atomic<bool> over = false;
  SessionWorld world(nullptr, WithAudit([&](const AuditVisitor& visit) {
                       absl::Status status;
                       ChainHead head;
                       while (status.ok()) {
                         const ChainedEntry next = Chain(head, test::SampleAuditEntry("Consent"));
                         head = next.head;
                         status = visit(next.body, next.head.sha256);
                       }
                       over = true;
                       return status;
                     }));
  {
    grpc::ClientContext context;
    const auto stub = v1::AdminService::NewStub(world.channel());
    const auto reader = stub->ReadAudit(&context, v1::ReadAuditRequest());
    v1::ReadAuditResponse response;
    EXPECT_TRUE(reader->Read(&response));
    context.TryCancel();
    while (reader->Read(&response)) {
    }
    EXPECT_FALSE(reader->Finish().ok());
  }
  // The next one gets a reader, and ends as well.
  world.server().Shutdown();
  EXPECT_TRUE(over);
}

TEST(ReadAuditTest, AStoreWithoutALogHasNoneToRead) {
  SessionWorld world;
  EXPECT_THAT(ReadAll(world, 0).end, HasReason(v1::STORE_UNAVAILABLE, HasSubstr("memory")));
}

// The operator took policy, table and application away. Proves: POL-7
TEST(ReloadedSessionTest, ASessionGoesOnWithWhatItBeganWith) {
  SessionWorld world(nullptr, {nullptr, nullptr, true});
  const v1::PrepareResponse prepared = world.PrepareOrDie();
  TestAgent before(world);
  ASSERT_THAT(before.Redeem(prepared.ticket()), IsOk());
  const std::string other =
      world.WriteFile("other.textproto",
                      R"(name: "other" applies_to { application: "bureau" role: "*" }
                         description: "Another")");
  const std::string table =
      world.WriteFile("other-table.textproto", R"(name: "other" title { fr: "T" en: "T" }
        default_rule { show_unlisted_elements: true show_unlisted_attributes: true })");
  world.ReplaceCatalogue([&](ServerSettings& settings) {
    settings.policy_files = {other};
    settings.table_files = {table};
    settings.applications.erase(settings.applications.begin());
  });
  EXPECT_THAT(world.Prepare(SessionWorld::GoodRequest()), Not(IsOk()));
  const auto chosen = before.Choose();
  ASSERT_THAT(chosen, IsOk());
  EXPECT_EQ(chosen->policy_description(), "Signature des délibérations");
  ASSERT_THAT(before.Consent(*chosen), IsOk());
  const auto released = before.Release();
  ASSERT_THAT(released, IsOk());
  ASSERT_THAT(before.Deliver(*released), IsOk());
  EXPECT_THAT(world.Finalize(prepared), IsOk());
}

}  // namespace
}  // namespace paraphe::server
