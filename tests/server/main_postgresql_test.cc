// paraphed whose sessions last in PostgreSQL.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <signal.h>

#include "tests/flow/running_program.h"
#include "tests/server/paraphed_fixture.h"
#include "tests/server/store/postgresql/postgres_server.h"
#include "tests/testing/run_command.h"

namespace paraphe {
namespace {

using test::CommandResult;
using test::OurProgram;
using test::RunningProgram;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class PostgresqlParaphedTest : public test::ParaphedFixture {
 protected:
  std::string Config(const std::string& conninfo) {
    return dir_.WriteFileOrDie(
        "paraphed.textproto",
        absl::StrCat(test::kParaphedConfig, " store { postgresql { conninfo: \"", conninfo,
                     "\" connections: 2 } }"));
  }
  static CommandResult Ask(const std::vector<std::string>& words, const std::string& config) {
    std::vector<std::string> command = {OurProgram("paraphed")};
    command.insert(command.end(), words.begin(), words.end());
    command.insert(command.end(), {"--config", config});
    return *test::RunCommand(command);
  }
};

// Proves: SES-6, ADM-2
TEST_F(PostgresqlParaphedTest, SeveralServersServeFromOneDatabase) {
  server::test::PostgresServer& database = server::test::PostgresServer::Shared();
  const std::string config =
      Config(absl::StrCat(database.Conninfo(database.MakeSchema()), " password=SECRET"));
  EXPECT_EQ(Ask({"store", "check"}, config).exit_code, 3) << "there is no store yet";
  RunningProgram first({OurProgram("paraphed"), "--config", config});
  ASSERT_TRUE(first.WaitFor("listening"));
  RunningProgram second({OurProgram("paraphed"), "--config", config});
  ASSERT_TRUE(second.WaitFor("listening"));
  const CommandResult check = Ask({"store", "check"}, config);
  EXPECT_THAT(check.out, StartsWith("database postgres at "));
  EXPECT_THAT(check.out, HasSubstr(": OK, 0 sessions, 0 documents\n"));
  EXPECT_THAT(Ask({"audit", "verify"}, config).out, HasSubstr(": OK, 0 entries, head 0000"));
  EXPECT_EQ(Ask({"audit", "export"}, config).exit_code, 0);
  const CommandResult backup = Ask({"store", "backup", dir_.Join("copy")}, config);
  EXPECT_EQ(backup.exit_code, 2);
  EXPECT_THAT(backup.err, HasSubstr("pg_dump"));
  for (RunningProgram* server : {&first, &second}) {
    server->Signal(SIGTERM);
    const CommandResult result = server->Finish();
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.err, HasSubstr("store kind=postgresql"));
    EXPECT_THAT(result.err, Not(HasSubstr("SECRET")));
  }
}

// Proves: SES-6
TEST_F(PostgresqlParaphedTest, ADatabaseThatCannotBeReachedIsSaidAtTheStart) {
  const CommandResult result =
      Ask({}, Config(absl::StrCat("host=", dir_.Join("nowhere"), " password=SECRET")));
  EXPECT_EQ(result.exit_code, 6);
  EXPECT_THAT(result.err, HasSubstr("cannot be reached"));
  EXPECT_THAT(result.err, HasSubstr("nowhere"));
  EXPECT_THAT(result.err, Not(HasSubstr("SECRET")));
}

}  // namespace
}  // namespace paraphe
