// deploy/postgresql/setup.sh as it is written, and the server on the database that it makes.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/store/postgresql/connection.h"
#include "server/store/postgresql/postgresql_store.h"
#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/server/session/sample_session.h"
#include "tests/server/store/postgresql/postgres_server.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/matchers.h"

namespace paraphe::test {
namespace {

using server::postgresql::Connection;
using server::postgresql::PostgresqlStore;
using server::test::PostgresServer;
using ::testing::HasSubstr;

constexpr char kPassword[] = "it's \"quoted\" $HOME";

// The database is made once for all tests, as setup.sh says, lines of pg_hba.conf included (a socket stands for TLS).
class PostgresqlSetupTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    SetUp("first");
    SetUp("repeated");
    PostgresServer& server = PostgresServer::Shared();
    server.Query("public",
                 absl::StrCat("COPY (VALUES ('local all paraphe trust'), ('local paraphe "
                              "paraphe_server scram-sha-256'), ('local all paraphe_server "
                              "reject')) TO '",
                              server.Query("public", "SHOW hba_file"), "'"));
    server.Stop();
    server.Start();
  }

  static void SetUp(const std::string& which) {
    const TempDir dir;
    CommandOptions options;
    options.environment = {{"PGHOST", PostgresServer::Shared().folder()}, {"PGUSER", "paraphe"}};
    const auto result = RunCommand(
        {Project("deploy/postgresql/setup.sh"), "--program", OurProgram("paraphed"),
         "--password-file", dir.WriteFileOrDie("password", absl::StrCat(kPassword, "\n"))},
        options);
    ASSERT_THAT(result, IsOk());
    ASSERT_EQ(result->exit_code, 0) << which << result->err;
    EXPECT_THAT(result->out, HasSubstr("scram-sha-256")) << which;
  }

  static std::string Conninfo(const std::string& database = "paraphe",
                              const std::string& password = "it\\'s \"quoted\" $HOME") {
    return absl::StrCat("host=", PostgresServer::Shared().folder(), " dbname=", database,
                        " user=paraphe_server password='", password, "'");
  }
  static absl::Status Try(const std::string& sql) {
    const auto connection = Connection::Open(Conninfo());
    return connection.ok() ? (*connection)->Execute(sql) : connection.status();
  }
};

// Proves: SES-6
TEST_F(PostgresqlSetupTest, AServerServesWholeSessionsFromIt) {
  FlowOptions options;
  options.server =
      absl::StrCat("store { postgresql { conninfo: \"host=", PostgresServer::Shared().folder(),
                   " dbname=paraphe user=paraphe_server passfile=", "PASSFILE\" } }");
  const TempDir dir;
  const std::string passfile =
      dir.WriteFileOrDie("passfile", absl::StrCat("*:*:*:*:", kPassword, "\n"));
  std::filesystem::permissions(passfile, std::filesystem::perms::owner_read);
  absl::StrReplaceAll({{"PASSFILE", passfile}}, &options.server);
  FlowWorld world(options);
  const std::string link = world.PrepareOrDie(world.SmallDocument());
  EXPECT_EQ(world.Agent(link).exit_code, 0);
  const std::string out = world.dir().Join("signed.xml");
  EXPECT_EQ(world.OnSession("finalize", {"--out", out}).exit_code, 0);
  EXPECT_EQ(Paraphe({"verify", "--ca", world.ca_file(), out}).exit_code, 0);
  const std::string config = world.dir().Join("paraphed.textproto");
  for (const char* group : {"audit", "store"}) {
    const auto said =
        RunCommand({OurProgram("paraphed"), group,
                    group == std::string("audit") ? "verify" : "check", "--config", config});
    ASSERT_THAT(said, IsOk());
    EXPECT_EQ(said->exit_code, 0) << said->err;
  }
}

// Everything that a server asks of its store, under the rights of its role. Proves: SES-2, SES-6
TEST_F(PostgresqlSetupTest, TheRoleMayDoAllThatTheStoreNeeds) {
  const auto store = PostgresqlStore::Open(Conninfo(), 2, server::StoreBounds());
  ASSERT_THAT(store, IsOk());
  const auto following = (*store)->Follow([](const server::SessionVersion&) {});
  v1::SessionRecord record = server::test::SampleRecord(server::SessionState::kPrepared, "a");
  ASSERT_THAT(server::test::Put(**store, record, server::test::SampleDocument()), IsOk());
  record.set_version(2);
  record.mutable_prepared()->set_table("another table");
  const auto document = std::make_shared<const std::string>("<another/>");
  ASSERT_THAT(server::test::Change(**store, 1, record, server::ReplaceDocument{document}), IsOk());
  EXPECT_THAT((*store)->LoadDocument(record.id()), IsOk());
  EXPECT_THAT((*store)->LoadVersions({record.id()}), IsOk());
  EXPECT_THAT((*store)->ClaimDue(DefaultNow() + absl::Hours(24 * 365), 1), IsOk());
  ASSERT_THAT(
      server::test::Change(**store, 2, server::test::RolledBack(record), server::EraseDocument{}),
      IsOk());
  EXPECT_THAT((*store)->Purge(), IsOk());
  ASSERT_THAT(server::test::Drop(**store, record.id(), 3), IsOk());
  EXPECT_THAT((*store)->Purge(), IsOk());
}

// Proves: ADM-2
TEST_F(PostgresqlSetupTest, TheRoleMayDoNoMore) {
  for (const char* const sql :
       {"UPDATE audit SET body = ''", "DELETE FROM audit", "TRUNCATE audit",
        "UPDATE store_version SET version = 9", "DELETE FROM audit_head", "CREATE TABLE t (x INT)",
        "CREATE TEMP TABLE t (x INT)", "CREATE TABLE public.t (x INT)", "CREATE SCHEMA s",
        "DROP TABLE sessions", "ALTER TABLE audit DISABLE TRIGGER ALL", "SET ROLE paraphe_owner",
        "CREATE ROLE r", "SELECT rolpassword FROM pg_authid", "COPY usage TO PROGRAM 'true'"}) {
    EXPECT_THAT(Try(sql), HasReason(v1::STORE_UNUSABLE, HasSubstr("right"))) << sql;
  }
  EXPECT_THAT(Try("SELECT number FROM audit"), IsOk());
}

// Proves: SES-6
TEST_F(PostgresqlSetupTest, NobodyConnectsWithoutThePasswordNorToAnotherDatabase) {
  EXPECT_THAT(Connection::Open(Conninfo()), IsOk());
  EXPECT_THAT(Connection::Open(Conninfo("paraphe", "wrong")), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_THAT(Connection::Open(Conninfo("postgres")), HasReason(v1::STORE_UNAVAILABLE));
}

TEST_F(PostgresqlSetupTest, WhatIsMissingIsSaid) {
  const auto result = RunCommand({Project("deploy/postgresql/setup.sh")});
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->exit_code, 2);
  EXPECT_THAT(result->err, HasSubstr("--program"));
}

}  // namespace
}  // namespace paraphe::test
