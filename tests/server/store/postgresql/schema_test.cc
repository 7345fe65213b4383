#include "server/store/postgresql/schema.h"

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/store/postgresql/postgresql_store.h"
#include "tests/server/store/postgresql/postgres_server.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::postgresql {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using ::testing::HasSubstr;

class SchemaTest : public ::testing::Test {
 protected:
  ~SchemaTest() override {
    for (const std::string& schema : schemas_) server().DropSchema(schema);
  }
  static test::PostgresServer& server() { return test::PostgresServer::Shared(); }

  std::string Empty() {
    schemas_.push_back(server().MakeSchema());
    return schemas_.back();
  }
  // A schema as the program that knew `version` versions left it.
  std::string Left(size_t version) {
    const std::string schema = Empty();
    for (size_t next = 0; next < version; ++next) server().Query(schema, Migrations()[next]);
    server().Query(schema,
                   absl::StrCat("INSERT INTO store_version VALUES ('paraphe', ", version, ")"));
    return schema;
  }
  std::unique_ptr<Connection> Connect(const std::string& schema) {
    return *Connection::Open(server().Conninfo(schema));
  }
  // Columns, constraints and indexes, as text.
  static std::string Description(const std::string& schema) {
    const std::string text = server().Query(
        schema,
        "SELECT string_agg(line, E'\\n' ORDER BY line) FROM (SELECT table_name || ' ' || "
        "column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns "
        "WHERE table_schema = current_schema() UNION ALL "
        "SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = current_schema()::regnamespace UNION ALL "
        "SELECT replace(indexdef, schemaname, '') FROM pg_indexes "
        "WHERE schemaname = current_schema()) AS lines (line)");
    return text;
  }

  std::vector<std::string> schemas_;
};

// Proves: SES-6
TEST_F(SchemaTest, EveryEarlierVersionBecomesTheSame) {
  const std::string empty = Empty();
  const auto connection = Connect(empty);
  EXPECT_THAT(CheckVersion(*connection), HasReason(v1::STORE_UNUSABLE, HasSubstr("version 0")));
  ASSERT_THAT(Migrate(*connection), IsOk());
  EXPECT_THAT(CheckVersion(*connection), IsOk());
  for (size_t version = 1; version <= Migrations().size(); ++version) {
    const std::string left = Left(version);
    const auto other = Connect(left);
    ASSERT_THAT(Migrate(*other), IsOk()) << version;
    EXPECT_EQ(Description(left), Description(empty)) << version;
    EXPECT_THAT(CheckVersion(*other), IsOk()) << version;
  }
}

// Proves: SES-6
TEST_F(SchemaTest, SeveralServersThatComeAtOnceMigrateOnce) {
  const std::string schema = Empty();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { EXPECT_THAT(Migrate(*Connect(schema)), IsOk()); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(CheckVersion(*Connect(schema)), IsOk());
}

// Proves: SES-6
TEST_F(SchemaTest, ALaterVersionIsRefusedAndLeftAsItIs) {
  const std::string schema = Left(Migrations().size());
  server().Query(schema, "UPDATE store_version SET version = 1000");
  EXPECT_THAT(Migrate(*Connect(schema)), HasReason(v1::STORE_UNUSABLE, HasSubstr("version 1000")));
  EXPECT_THAT(CheckVersion(*Connect(schema)), HasReason(v1::STORE_UNUSABLE));
  EXPECT_THAT(OpenServing(server().Conninfo(schema)), HasReason(v1::STORE_UNUSABLE));
  EXPECT_THAT(PostgresqlStore::Open(server().Conninfo(schema), 1, StoreBounds()),
              HasReason(v1::STORE_UNUSABLE));
  EXPECT_EQ(server().Query(schema, "SELECT version FROM store_version"), "1000");
}

// Proves: SES-6
TEST_F(SchemaTest, AnotherProgramsTablesAreRefusedAndLeftAsTheyAre) {
  const std::string schema = Empty();
  server().Query(schema, "CREATE TABLE t (x INT)");
  EXPECT_THAT(Migrate(*Connect(schema)),
              HasReason(v1::STORE_UNUSABLE, HasSubstr("another program")));
  EXPECT_EQ(server().Query(schema, "SELECT to_regclass('sessions') IS NULL"), "t");
}

// Proves: SES-6
TEST_F(SchemaTest, NobodyMigratesWhileAnotherServes) {
  const std::string schema = Left(Migrations().size());
  {
    const auto serving = OpenServing(server().Conninfo(schema));
    ASSERT_THAT(serving, IsOk());
    server().Query(schema, "DELETE FROM store_version");  // as before the first version
    EXPECT_THAT(Migrate(*Connect(schema)), HasReason(v1::STORE_IN_USE, HasSubstr("version 0")));
  }
  server().Query(schema, absl::StrCat("INSERT INTO store_version VALUES ('paraphe', ",
                                      Migrations().size(), ")"));
  EXPECT_THAT(Migrate(*Connect(schema)), IsOk());
}

// Every connection that a server serves from takes this lock, and every version does.
constexpr char kServeAsEver[] =
    "SELECT pg_advisory_lock_shared(1349677161, "
    "(current_schema()::regnamespace::oid::bigint & 2147483647)::int)";

// The rule of a rolling upgrade (docs/guide-store.md). Proves: SES-6
TEST_F(SchemaTest, AServerOfTheVersionBeforeKeepsTheNextFromMigrating) {
  const size_t before = Migrations().size() - 1;
  const std::string schema = Left(before), other_schema = Left(before);
  {
    const auto older = Connect(schema), second = Connect(schema), elsewhere = Connect(other_schema);
    for (const auto& connection : {older.get(), second.get(), elsewhere.get()}) {
      ASSERT_THAT(connection->Execute(kServeAsEver), IsOk());
    }
    EXPECT_THAT(PostgresqlStore::Open(server().Conninfo(schema), 1, StoreBounds()),
                HasReason(v1::STORE_IN_USE, HasSubstr("with 2 connections")));
    EXPECT_EQ(server().Query(schema, "SELECT version FROM store_version"), absl::StrCat(before));
    EXPECT_THAT(older->Execute("SELECT id, version FROM sessions"), IsOk()) << "it serves on";
  }
  EXPECT_THAT(PostgresqlStore::Open(server().Conninfo(schema), 1, StoreBounds()), IsOk());
}

// Proves: SES-6
TEST_F(SchemaTest, AServerThatHadNoConnectionWhileALaterOneMigratedServesNoMore) {
  const std::string schema = Empty();
  const auto store = PostgresqlStore::Open(server().Conninfo(schema), 1, StoreBounds());
  ASSERT_THAT(store, IsOk());
  EXPECT_THAT((*store)->LoadVersions({"a"}), IsOk());
  server().Stop();
  server().Start();
  server().Query(schema, "UPDATE store_version SET version = 1000");  // as a later program does
  EXPECT_THAT((*store)->LoadVersions({"a"}),
              HasReason(v1::STORE_UNUSABLE, HasSubstr("version 1000")));
}

// Proves: SES-6
TEST_F(SchemaTest, AMigrationThatFailsChangesNothing) {
  const std::string schema = Empty();
  // In the way of a table that comes late.
  server().Query(schema, "CREATE VIEW audit AS SELECT 1");
  EXPECT_FALSE(Migrate(*Connect(schema)).ok());
  EXPECT_EQ(server().Query(schema, "SELECT to_regclass('sessions') IS NULL"), "t");
  server().Query(schema, "DROP VIEW audit");
  EXPECT_THAT(Migrate(*Connect(schema)), IsOk());
}

// Proves: SES-6
TEST_F(SchemaTest, ARoleThatMayNotMakeTablesIsToldSo) {
  const std::string schema = Empty();
  server().Query(schema, "CREATE ROLE poor LOGIN");
  const std::string conninfo = absl::StrCat(server().Conninfo(schema), " user=poor");
  EXPECT_THAT(PostgresqlStore::Open(conninfo, 1, StoreBounds()),
              HasReason(v1::STORE_UNUSABLE, HasSubstr("search_path")));
  server().Query(schema, absl::StrCat("GRANT USAGE ON SCHEMA ", schema, " TO poor"));
  EXPECT_THAT(PostgresqlStore::Open(conninfo, 1, StoreBounds()),
              HasReason(v1::STORE_UNUSABLE, HasSubstr("right")));
  server().Query(schema,
                 absl::StrCat("REVOKE USAGE ON SCHEMA ", schema, " FROM poor; DROP ROLE poor"));
}

}  // namespace
}  // namespace paraphe::server::postgresql
