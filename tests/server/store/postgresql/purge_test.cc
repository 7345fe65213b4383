#include "server/store/postgresql/purge.h"

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/time/time.h"

#include "tests/server/session/sample_session.h"
#include "tests/server/store/postgresql/postgresql_world.h"
#include "tests/server/store/postgresql/waiting.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;
using postgresql::Connection;
using postgresql::PurgeErased;
using ::testing::HasSubstr;

class PurgeTest : public ::testing::Test {
 protected:
  SessionStore& store() { return world_.store(); }
  v1::SessionRecord Stored(absl::string_view name) {
    const v1::SessionRecord record = SampleRecord(SessionState::kSigning, name);
    EXPECT_THAT(Put(store(), record, SampleDocument()), IsOk());
    return record;
  }
  std::string KeyOf(absl::string_view name) {
    return absl::HexStringToBytes(world_.Query(
        absl::StrCat("SELECT encode(key, 'hex') FROM content_keys JOIN sessions ON key_id = "
                     "content_keys.id WHERE sessions.id = 'id-",
                     name, "'")));
  }
  static bool InTables(const std::string& bytes) {
    return absl::StrContains(PostgresServer::Shared().TableFiles(), bytes);
  }
  absl::Status Purge(absl::Duration patience = absl::Seconds(10)) {
    return PurgeErased(**Connection::Open(world_.conninfo()), patience);
  }

  PostgresqlWorld world_{StoreBounds()};
};

// Proves: SES-2
TEST_F(PurgeTest, NoContentIsEverInTheFilesNotInTheWriteAheadLogEither) {
  const v1::SessionRecord record = Stored("a");
  const std::string files =
      PostgresServer::Shared().TableFiles() + PostgresServer::Shared().LogFiles();
  EXPECT_TRUE(absl::StrContains(files, record.id())) << "the files cannot be searched";
  for (const std::string& mark : ContentMarks()) {
    EXPECT_FALSE(absl::StrContains(files, mark)) << mark;
  }
}

// Proves: SES-2
TEST_F(PurgeTest, AKeyIsInTheFilesAsLongAsItsSessionHasContent) {
  const v1::SessionRecord a = Stored("a");
  Stored("b");
  const std::string key_a = KeyOf("a"), key_b = KeyOf("b");
  ASSERT_THAT(Change(store(), 1, RolledBack(a), EraseDocument{}), IsOk());
  ASSERT_THAT(Drop(store(), "id-b", 1), IsOk());
  EXPECT_TRUE(InTables(key_a)) << "PostgreSQL overwrites what was deleted: is a purge needed?";
  EXPECT_TRUE(InTables(key_b));
  Stored("c");
  const std::string key_c = KeyOf("c");
  ASSERT_THAT(store().Purge(), IsOk());
  EXPECT_FALSE(InTables(key_a));
  EXPECT_FALSE(InTables(key_b));
  EXPECT_TRUE(InTables(key_c));
  EXPECT_THAT(store().LoadDocument("id-c"), IsOk());
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(RolledBack(a))));
}

// Proves: SES-2
TEST_F(PurgeTest, AReplacedDocumentHasAnotherKey) {
  v1::SessionRecord record = Stored("a");
  const std::string key = KeyOf("a");
  record.set_version(2);
  ASSERT_THAT(Change(store(), 1, record, ReplaceDocument{SampleDocument()}), IsOk());
  ASSERT_THAT(store().Purge(), IsOk());
  EXPECT_FALSE(InTables(key));
  EXPECT_TRUE(InTables(KeyOf("a")));
}

// Proves: SES-2
TEST_F(PurgeTest, AnotherReplicaPurgesWhatADeadOneErased) {
  const v1::SessionRecord record = Stored("a");
  const std::string key = KeyOf("a");
  ASSERT_THAT(Change(store(), 1, RolledBack(record), EraseDocument{}), IsOk());
  world_.Close();
  ASSERT_THAT(Purge(), IsOk());
  EXPECT_FALSE(InTables(key));
}

// Proves: SES-2
TEST_F(PurgeTest, ManySessionsAreKeptWholeWhileOthersGo) {
  for (int i = 0; i < 100; ++i) {
    const v1::SessionRecord record = Stored(absl::StrCat(i));
    if (i % 2 == 0) {
      ASSERT_THAT(Change(store(), 1, RolledBack(record), EraseDocument{}), IsOk());
    }
    if (i % 10 == 0) {
      ASSERT_THAT(store().Purge(), IsOk());
    }
  }
  for (int i = 1; i < 100; i += 2) {
    EXPECT_THAT(store().LoadDocument(absl::StrCat("id-", i)), IsOk()) << i;
  }
}

// Proves: SES-2
TEST_F(PurgeTest, WhereNothingWasErasedNothingIsWritten) {
  Stored("a");
  ASSERT_THAT(store().Purge(), IsOk());
  const std::string file = "SELECT pg_relation_filenode('content_keys')";
  const std::string before = world_.Query(file);
  ASSERT_THAT(store().Purge(), IsOk());
  EXPECT_EQ(world_.Query(file), before);
  ASSERT_THAT(Drop(store(), "id-a", 1), IsOk());
  ASSERT_THAT(store().Purge(), IsOk());
  EXPECT_NE(world_.Query(file), before);
}

// Proves: SES-2
TEST_F(PurgeTest, OfServersThatPurgeAtOnceOneDoesTheWork) {
  world_.Query(
      "CREATE SEQUENCE purges; CREATE FUNCTION note_purge() RETURNS trigger LANGUAGE plpgsql AS "
      "$$BEGIN PERFORM nextval('purges'); RETURN NULL; END$$; CREATE TRIGGER note BEFORE TRUNCATE "
      "ON content_keys EXECUTE FUNCTION note_purge()");
  Stored("a");
  ASSERT_THAT(Drop(store(), "id-a", 1), IsOk());
  std::vector<std::thread> servers;
  {
    const Bystander backup(world_.conninfo(), "BEGIN; SELECT * FROM content_keys");
    for (int i = 0; i < 2; ++i) {
      servers.emplace_back([&] { EXPECT_THAT(Purge(absl::Minutes(1)), IsOk()); });
    }
    WaitUntil(
        "(SELECT count(*) = 2 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock')");
  }
  for (std::thread& server : servers) server.join();
  EXPECT_EQ(world_.Query("SELECT last_value FROM purges WHERE is_called"), "1");
}

// Who looks at an older moment keeps dead rows from VACUUM, and no key from its end.
//
// Proves: SES-2
TEST_F(PurgeTest, AnOldSnapshotKeepsNoKey) {
  const v1::SessionRecord record = Stored("a");
  const std::string key = KeyOf("a");
  const Bystander reader(world_.conninfo(),
                         "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM sessions");
  ASSERT_THAT(Change(store(), 1, RolledBack(record), EraseDocument{}), IsOk());
  ASSERT_THAT(store().Purge(), IsOk());
  EXPECT_FALSE(InTables(key));
}

// A backup takes its snapshot before it locks what it reads: it has the keys of all that is not erased.
//
// Proves: SES-6
TEST_F(PurgeTest, AnOldSnapshotSeesTheKeysThatStay) {
  Stored("a");
  Stored("b");
  const auto backup = *Connection::Open(world_.conninfo());
  ASSERT_THAT(backup->Execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM audit"),
              IsOk());
  ASSERT_THAT(Drop(store(), "id-a", 1), IsOk());
  ASSERT_THAT(store().Purge(), IsOk());
  constexpr postgresql::Statement kCount{
      "count_keys",
      "SELECT count(*)::bigint FROM sessions JOIN content_keys ON key_id = content_keys.id "
      "WHERE sessions.id = 'id-b'"};
  backup->Add(kCount);
  const auto rows = backup->Run();
  ASSERT_THAT(rows, IsOk());
  EXPECT_EQ(rows->front().Number(0), 1);
}

// Proves: SES-2
TEST_F(PurgeTest, AnotherProgramsReadingKeepsThePurgeWaitingNotTheServer) {
  const v1::SessionRecord record = Stored("a");
  const std::string key = KeyOf("a");
  ASSERT_THAT(Change(store(), 1, RolledBack(record), EraseDocument{}), IsOk());
  {
    const Bystander backup(world_.conninfo(), "BEGIN; SELECT * FROM content_keys");
    std::thread purge([&] {
      EXPECT_THAT(Purge(absl::Seconds(1)),
                  HasReason(v1::STORE_UNAVAILABLE, HasSubstr("another program")));
    });
    for (int i = 0; i < 5; ++i) Stored(absl::StrCat("more ", i));
    purge.join();
  }
  EXPECT_TRUE(InTables(key));
  EXPECT_THAT(store().Purge(), IsOk());
  EXPECT_FALSE(InTables(key));
}

// Proves: SES-2
TEST_F(PurgeTest, AfterACrashWhatWasPurgedStaysGoneAndWhatWasNotIsPurgedNext) {
  const v1::SessionRecord a = Stored("a"), b = Stored("b");
  const std::string key_a = KeyOf("a"), key_b = KeyOf("b");
  ASSERT_THAT(Change(store(), 1, RolledBack(a), EraseDocument{}), IsOk());
  ASSERT_THAT(store().Purge(), IsOk());
  ASSERT_THAT(Change(store(), 1, RolledBack(b), EraseDocument{}), IsOk());
  PostgresServer::Shared().Crash();
  PostgresServer::Shared().Start();
  EXPECT_FALSE(InTables(key_a));
  ASSERT_THAT(store().Purge(), IsOk());
  EXPECT_FALSE(InTables(key_b));
}

}  // namespace
}  // namespace paraphe::server::test
