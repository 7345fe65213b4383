#include "server/store/sqlite/schema.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "SQLiteCpp/Database.h"
#include "SQLiteCpp/Statement.h"
#include "server/store/sqlite/connection.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server::sqlite {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using ::testing::HasSubstr;

std::string SchemaOf(SQLite::Database& database) {
  SQLite::Statement all(database, "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name");
  std::string schema;
  while (all.executeStep()) schema += all.getColumn(0).getString() + "\n";
  return schema;
}

class SchemaTest : public ::testing::Test {
 protected:
  // A file as the program that knew `version` versions left it.
  SQLite::Database Left(size_t version) {
    const std::string path = dir_.Join(absl::StrCat(version, ".db"));
    SQLite::Database database = OpenForWriting(path);
    for (size_t next = 0; next < version; ++next) database.exec(Migrations()[next]);
    database.exec(absl::StrCat("PRAGMA application_id = ", kApplicationId));
    database.exec(absl::StrCat("PRAGMA user_version = ", version));
    return database;
  }

  paraphe::test::TempDir dir_;
};

// Proves: SES-6
TEST_F(SchemaTest, EveryEarlierVersionBecomesTheSame) {
  SQLite::Database empty = OpenForWriting(dir_.Join("empty.db"));
  ASSERT_THAT(Migrate(empty), IsOk());
  EXPECT_THAT(CheckVersion(empty), IsOk());
  for (size_t version = 1; version <= Migrations().size(); ++version) {
    SQLite::Database database = Left(version);
    ASSERT_THAT(Migrate(database), IsOk()) << version;
    EXPECT_EQ(SchemaOf(database), SchemaOf(empty)) << version;
    EXPECT_THAT(CheckVersion(database), IsOk()) << version;
  }
}

// Sessions of the first version stay, and may be given up and kept; what is rolled back may not hold anything.
// Proves: SES-2, SES-5, SES-6
TEST_F(SchemaTest, TheFirstVersionLearnsToKeepWhatWasGivenUp) {
  SQLite::Database database = Left(1);
  database.exec("INSERT INTO shared VALUES (zeroblob(32), 2, x'00')");
  database.exec(
      "INSERT INTO sessions VALUES ('a', 1, 4, 'app', NULL, 5, zeroblob(32), zeroblob(32), "
      "zeroblob(32), 3, 3, x'00')");
  database.exec("INSERT INTO documents VALUES ('a', x'010203')");
  EXPECT_THROW(database.exec("UPDATE sessions SET state = 9"), SQLite::Exception);
  ASSERT_THAT(Migrate(database), IsOk());
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM documents").getInt(), 1);
  database.exec("UPDATE sessions SET state = 9");
  for (const char* impossible :
       {"UPDATE sessions SET state = 7", "UPDATE sessions SET state = 8",
        "UPDATE sessions SET document_bytes = NULL",
        "UPDATE sessions SET document_bytes = NULL, policy_sha256 = NULL",
        "UPDATE sessions SET state = 5, document_bytes = NULL, policy_sha256 = NULL, "
        "table_sha256 = NULL"}) {
    EXPECT_THROW(database.exec(impossible), SQLite::Exception) << impossible;
  }
  database.exec(
      "UPDATE sessions SET document_bytes = NULL, policy_sha256 = NULL, table_sha256 = NULL");
}

// Proves: SES-6
TEST_F(SchemaTest, MigrationTwiceIsMigrationOnce) {
  SQLite::Database database = OpenForWriting(dir_.Join("twice.db"));
  ASSERT_THAT(Migrate(database), IsOk());
  const std::string before = SchemaOf(database);
  ASSERT_THAT(Migrate(database), IsOk());
  EXPECT_EQ(SchemaOf(database), before);
}

// Proves: SES-6
TEST_F(SchemaTest, ALaterVersionIsRefusedAndLeftAsItIs) {
  SQLite::Database database = Left(Migrations().size());
  database.exec("PRAGMA user_version = 1000");
  EXPECT_THAT(Migrate(database), HasReason(v1::STORE_UNUSABLE, HasSubstr("version 1000")));
  EXPECT_THAT(CheckVersion(database), HasReason(v1::STORE_UNUSABLE));
  EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), 1000);
}

// Proves: SES-6
TEST_F(SchemaTest, AnotherProgramsDatabaseIsRefused) {
  SQLite::Database database = OpenForWriting(dir_.Join("other.db"));
  database.exec("CREATE TABLE t (x)");
  EXPECT_THAT(Migrate(database), HasReason(v1::STORE_UNUSABLE, HasSubstr("another program")));
  EXPECT_FALSE(database.tableExists("sessions"));
}

}  // namespace
}  // namespace paraphe::server::sqlite
