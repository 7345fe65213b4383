// What becomes of a finished session, on each store that lasts.
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "SQLiteCpp/Database.h"
#include "SQLiteCpp/Statement.h"
#include "common/audit_text.h"
#include "server/audit/audit_report.h"
#include "server/session/invariants.h"
#include "server/session/session_machine.h"
#include "server/store/postgresql/connection.h"
#include "server/store/session_store.h"
#include "server/store/sqlite/connection.h"
#include "tests/server/store_kinds.h"
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

constexpr absl::Duration kRetention = absl::Hours(1);

constexpr char kSqliteTables[] =
    "SELECT 'audit' FROM audit UNION SELECT 'documents' FROM documents UNION "
    "SELECT 'sessions' FROM sessions UNION SELECT 'shared' FROM shared UNION "
    "SELECT 'tickets' FROM tickets ORDER BY 1";
constexpr postgresql::Statement kPostgresqlTables{
    "tables_with_rows",
    "SELECT 'audit' AS name FROM audit UNION SELECT 'content_keys' FROM content_keys UNION "
    "SELECT 'documents' FROM documents UNION SELECT 'sessions' FROM sessions UNION "
    "SELECT 'shared' FROM shared UNION SELECT 'tickets' FROM tickets ORDER BY name"};

// Those that hold a row.
std::vector<std::string> TablesWithRows(const ServerSettings& settings) {
  std::vector<std::string> tables;
  if (!settings.sqlite_path.empty()) {
    const SQLite::Database database = sqlite::OpenForReading(settings.sqlite_path);
    SQLite::Statement rows(database, kSqliteTables);
    while (rows.executeStep()) tables.push_back(rows.getColumn(0).getString());
    return tables;
  }
  const auto connection = postgresql::Connection::Open(settings.conninfo);
  (*connection)->Add(kPostgresqlTables);
  const auto results = (*connection)->Run();
  for (int row = 0; row < (*results)[0].size(); ++row) {
    tables.emplace_back((*results)[0].Bytes(0, row));
  }
  return tables;
}

class ServerRetentionTest : public testing::TestWithParam<paraphe::test::StoreOfServer> {
 protected:
  ServerRetentionTest() {
    Open();
    prepared_ = world_->PrepareOrDie();
    TestAgent agent(*world_);
    EXPECT_THAT(agent.SignWholeSession(prepared_.ticket()), IsOk());
  }

  void Open() {
    if (settings_.sqlite_path.empty() && settings_.conninfo.empty()) {
      GetParam().choose(settings_, dir_);
    }
    store_ = *OpenStore(settings_);
    SessionWorld::Parts parts;
    parts.store = store_.get();
    world_ = std::make_unique<SessionWorld>(
        [](ServerSettings& settings) { settings.retention = kRetention; }, parts);
  }
  // As another start of the server at the same time of day.
  void Restart() {
    const absl::Time now = world_->clock().Now();
    world_.reset();
    store_.reset();
    Open();
    world_->clock().Set(now);
  }
  std::string Fetch() {
    const auto result = world_->Finalize(prepared_);
    EXPECT_THAT(result, IsOk());
    return result.ok() ? result->signed_document() : "";
  }
  StoreReport Report() const { return *CheckStoreOf(settings_, CheckInvariants); }
  std::string Story() const {
    std::string story;
    const auto entries = FindSessionAudit(AuditOf(settings_), prepared_.session_id());
    EXPECT_THAT(entries, IsOk());
    for (const v1::AuditEntry& entry : *entries) story += AuditText(entry);
    return story;
  }

  paraphe::test::TempDir dir_;
  ServerSettings settings_;
  std::unique_ptr<SessionStore> store_;
  std::unique_ptr<SessionWorld> world_;
  v1::PrepareResponse prepared_;
};

// Proves: SES-7, EXP-3
TEST_P(ServerRetentionTest, AFinishedSessionIsFetchedByteForByteUntilItsRetentionEnds) {
  const std::string first = Fetch();
  ASSERT_THAT(first, HasSubstr("SignatureValue"));
  EXPECT_EQ(Fetch(), first);
  Restart();
  world_->clock().Advance(kRetention - absl::Nanoseconds(1));
  EXPECT_EQ(Fetch(), first);
  ASSERT_THAT(world_->machine().Sweep(10), IsOk());
  EXPECT_EQ(Fetch(), first);
  EXPECT_EQ(Report().sessions, 1u);
  world_->clock().Advance(absl::Nanoseconds(1));
  EXPECT_THAT(world_->Finalize(prepared_), HasReason(v1::SESSION_UNKNOWN));
}

// Proves: SES-7, ADM-2
TEST_P(ServerRetentionTest, AfterItOnlyTheAuditLogStays) {
  Fetch();
  world_->clock().Advance(kRetention);
  const auto swept = world_->machine().Sweep(10);
  ASSERT_THAT(swept, IsOk());
  EXPECT_EQ(swept->removed, 1u);
  ASSERT_THAT(world_->machine().Purge(), IsOk());
  EXPECT_THAT(world_->Finalize(prepared_), HasReason(v1::SESSION_UNKNOWN));
  const StoreReport report = Report();
  EXPECT_EQ(report.sessions, 0u);
  EXPECT_EQ(report.documents, 0u);
  EXPECT_THAT(report.faults, IsEmpty());
  EXPECT_THAT(TablesWithRows(settings_), ElementsAre("audit"));
  for (const char* told : {"-> PREPARED", "-> SIGNED", "-> FINALIZED", "RetentionEnd"}) {
    EXPECT_THAT(Story(), HasSubstr(told));
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, ServerRetentionTest,
                         testing::ValuesIn(paraphe::test::DurableStores()),
                         [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace paraphe::server
