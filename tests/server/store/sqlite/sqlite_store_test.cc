#include "server/store/sqlite/sqlite_store.h"

#include <filesystem>
#include <thread>

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "SQLiteCpp/Database.h"
#include "SQLiteCpp/Exception.h"
#include "tests/contract/account_store_contract.h"
#include "tests/contract/durable_store_contract.h"
#include "tests/contract/session_store_contract.h"
#include "tests/contract/store_audit_contract.h"
#include "tests/contract/store_bounds_contract.h"
#include "tests/contract/store_documents_contract.h"
#include "tests/contract/store_keys_contract.h"
#include "tests/contract/store_list_contract.h"
#include "tests/contract/store_quotas_contract.h"
#include "tests/contract/store_writers_contract.h"
#include "tests/server/store/sqlite/sqlite_world.h"

namespace paraphe::server::test {
namespace {

using sqlite::SqliteStore;
using ::testing::HasSubstr;

const auto kSqlite = ::testing::Values(StoreKind{
    "sqlite", [](const StoreBounds& bounds) { return std::make_unique<SqliteWorld>(bounds); }});

// Proves: SES-1, SES-2, SES-4, SES-5
INSTANTIATE_TEST_SUITE_P(Sqlite, SessionStoreContract, kSqlite, StoreName());

// Proves: SES-2
INSTANTIATE_TEST_SUITE_P(Sqlite, SessionStoreDocuments, kSqlite, StoreName());

// Proves: SES-6
INSTANTIATE_TEST_SUITE_P(Sqlite, DurableSessionStoreContract, kSqlite, StoreName());
INSTANTIATE_TEST_SUITE_P(Sqlite, StoreKeysContract, kSqlite, StoreName());

// Proves: SES-7
INSTANTIATE_TEST_SUITE_P(Sqlite, SessionStoreBounds, kSqlite, StoreName());
INSTANTIATE_TEST_SUITE_P(Sqlite, SessionStoreQuotas, kSqlite, StoreName());
INSTANTIATE_TEST_SUITE_P(Sqlite, DurableSessionStoreQuotas, kSqlite, StoreName());

// Proves: SES-5
INSTANTIATE_TEST_SUITE_P(Sqlite, SessionStoreWriters, kSqlite, StoreName());

// Proves: ADM-2
INSTANTIATE_TEST_SUITE_P(Sqlite, StoreAuditContract, kSqlite, StoreName());

// Proves: CHN-4
INSTANTIATE_TEST_SUITE_P(Sqlite, AccountStoreContract, kSqlite, StoreName());
INSTANTIATE_TEST_SUITE_P(Sqlite, DurableAccountStoreContract, kSqlite, StoreName());

// Proves: ADM-1
INSTANTIATE_TEST_SUITE_P(Sqlite, StoreListContract, kSqlite, StoreName());

// While it lives, no file of this process grows beyond `bytes`: a disk that is full.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

 private:
  rlimit before_ = {};
};

class SqliteStoreTest : public ::testing::Test {
 protected:
  SqliteStore& store() { return static_cast<SqliteStore&>(world_.store()); }
  v1::SessionRecord Stored(absl::string_view name, SessionState state = SessionState::kPrepared) {
    const v1::SessionRecord record = SampleRecord(state, name);
    EXPECT_THAT(Put(store(), record, SampleDocument()), IsOk());
    return record;
  }
  int64_t Count(const char* query) {
    SQLite::Database database(world_.path());
    return database.execAndGet(query).getInt64();
  }

  SqliteWorld world_{StoreBounds()};
};

// Proves: SES-6
TEST_F(SqliteStoreTest, ASecondProcessIsRefusedByName) {
  const auto second = SqliteStore::Open(world_.path(), StoreBounds());
  EXPECT_THAT(second, HasReason(v1::STORE_IN_USE, HasSubstr(absl::StrCat("process ", getpid()))));
  world_.Close();
  EXPECT_THAT(SqliteStore::Open(world_.path(), StoreBounds()), IsOk());
}

// Proves: CHN-6
TEST_F(SqliteStoreTest, ItsFilesAreItsOwnersOnly) {
  Stored("a");
  int files = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(world_.path()).parent_path())) {
    struct stat info = {};
    ASSERT_EQ(stat(file.path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u) << file.path();
    ++files;
  }
  EXPECT_EQ(files, 4) << "database, log, index of the log, lock";
}

// Proves: POL-7
TEST_F(SqliteStoreTest, PolicyAndTableAreStoredOnceAndAsLongAsTheyAreUsed) {
  const v1::SessionRecord a = Stored("a"), b = Stored("b");
  EXPECT_EQ(Count("SELECT count(*) FROM shared"), 2);
  ASSERT_THAT(Change(store(), 1, RolledBack(a), EraseDocument{}), IsOk());
  EXPECT_EQ(Count("SELECT count(*) FROM shared"), 2);
  EXPECT_THAT(store().Load(SessionId{b.id()}), IsOkAndHolds(SameRecord(b)));
  ASSERT_THAT(Drop(store(), b.id(), 1), IsOk());
  EXPECT_EQ(Count("SELECT count(*) FROM shared"), 0);
}

// Proves: POL-7
TEST_F(SqliteStoreTest, AnotherTableOfAnAmendmentTakesThePlaceOfTheFirst) {
  v1::SessionRecord record = Stored("a");
  record.set_version(2);
  record.mutable_prepared()->set_table("another table");
  ASSERT_THAT(Change(store(), 1, record, KeepDocument{}), IsOk());
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
  EXPECT_EQ(Count("SELECT count(*) FROM shared"), 2);
}

// Proves: POL-7
TEST_F(SqliteStoreTest, ARecordIsSmallWhateverTableAndPolicyAre) {
  v1::SessionRecord record = SampleRecord(SessionState::kSigned);
  record.mutable_prepared()->set_table(std::string(100'000, 't'));
  record.mutable_prepared()->mutable_policy()->set_description(std::string(100'000, 'p'));
  ASSERT_THAT(Put(store(), record, SampleDocument()), IsOk());
  EXPECT_LT(Count("SELECT length(record) FROM sessions"), 4096);
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
}

// Proves: SES-6
TEST_F(SqliteStoreTest, ATransitionDoesNotWriteTheDocumentAgain) {
  v1::SessionRecord record = SampleRecord(SessionState::kPrepared);
  ASSERT_THAT(Put(store(), record, std::make_shared<const std::string>(10 << 20, 'd')), IsOk());
  ASSERT_THAT(store().Purge(), IsOk());
  record.set_version(2);
  ASSERT_THAT(Change(store(), 1, record, KeepDocument{}), IsOk());
  EXPECT_LT(std::filesystem::file_size(world_.path() + "-wal"), 100'000u);
}

// Proves: SES-2
TEST_F(SqliteStoreTest, OfManySessionsNothingIsLeftOfThoseThatWereRolledBack) {
  constexpr int kSessions = 200;
  for (int i = 0; i < kSessions; ++i) {
    v1::SessionRecord record = SampleRecord(SessionState::kPrepared, absl::StrCat(i));
    // Odd ones are rolled back, and say so; records of different length, so that pages are split and joined.
    const std::string mark = i % 2 == 0 ? "STAYS" : "MUST-GO";
    record.mutable_prepared()->mutable_attributes()->mutable_place()->set_city(
        absl::StrCat(mark, std::string(static_cast<size_t>(i) * 7, 'x')));
    const auto document = std::make_shared<const std::string>(
        absl::StrCat("<a>", mark, std::string(static_cast<size_t>(i) * 101, 'y'), mark, "</a>"));
    ASSERT_THAT(Put(store(), record, document), IsOk());
    record.set_version(2);
    record.set_success_url(std::string(static_cast<size_t>(i) * 5, 'u'));
    ASSERT_THAT(Change(store(), 1, record, KeepDocument{}), IsOk());
    if (i % 2 == 0) continue;
    ASSERT_THAT(Change(store(), 2, RolledBack(record), EraseDocument{}), IsOk());
  }
  const std::string bytes = world_.Dump();
  EXPECT_TRUE(absl::StrContains(bytes, "STAYS"));
  EXPECT_FALSE(absl::StrContains(bytes, "MUST-GO"));
}

// Proves: SES-2
TEST_F(SqliteStoreTest, AnotherProgramsReadingKeepsThePurgeWaitingNotTheServer) {
  const v1::SessionRecord record = Stored("a");
  ASSERT_THAT(store().Purge(), IsOk());
  Stored("b");
  SQLite::Database other(world_.path());
  SQLite::Statement reading(other, "SELECT id FROM sessions");
  ASSERT_TRUE(reading.executeStep());
  ASSERT_THAT(Change(store(), 1, RolledBack(record), EraseDocument{}), IsOk());
  EXPECT_THAT(store().Purge(), HasReason(v1::STORE_UNAVAILABLE, HasSubstr("another program")));
  reading.reset();
  EXPECT_THAT(store().Purge(), IsOk());
  EXPECT_FALSE(absl::StrContains(world_.RawFiles(), "id-a DOCUMENT-MARK"));
}

// Proves: SES-6
TEST_F(SqliteStoreTest, TheDatabaseItselfRefusesImpossibleRows) {
  Stored("a", SessionState::kPresented);
  world_.Close();
  SQLite::Database database(world_.path(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA foreign_keys = ON");
  for (const char* change : {
           "UPDATE sessions SET state = 10",
           "UPDATE sessions SET state = 7",
           "UPDATE sessions SET token_sha256 = NULL",
           "UPDATE sessions SET token_sha256 = x'00'",
           "UPDATE sessions SET document_bytes = NULL",
           "UPDATE sessions SET policy_sha256 = NULL",
           "UPDATE sessions SET table_sha256 = zeroblob(32)",
           "UPDATE sessions SET version = 0",
           "UPDATE sessions SET application = ''",
           "UPDATE sessions SET record = NULL",
           "UPDATE shared SET uses = 0",
           "DELETE FROM shared",
           "INSERT INTO tickets VALUES (zeroblob(32), 'nobody')",
           "INSERT INTO documents VALUES ('nobody', x'00')",
           "INSERT INTO audit VALUES (0, zeroblob(32), x'00')",
       }) {
    EXPECT_THROW(database.exec(change), SQLite::Exception) << change;
  }
  EXPECT_NO_THROW(database.exec("UPDATE sessions SET state = 1"));
}

// Proves: SES-6
TEST_F(SqliteStoreTest, ARowThatCannotBeReadIsAnError) {
  Stored("a");
  Stored("b");
  {
    SQLite::Database database(world_.path(), SQLite::OPEN_READWRITE, 5000);
    database.exec("UPDATE sessions SET record = x'ffffffff' WHERE id = 'id-a'");
  }
  EXPECT_THAT(store().Load(SessionId{"id-a"}), HasReason(v1::INTERNAL));
  EXPECT_THAT(store().Load(SessionId{"id-b"}), IsOk());
}

// Proves: SES-6
TEST_F(SqliteStoreTest, AFullDiskRefusesTheChangeAndKeepsWhatWasThere) {
  const v1::SessionRecord record = Stored("a");
  const auto large = std::make_shared<const std::string>(4 << 20, 'd');
  {
    const SmallDisk disk(1 << 20);
    EXPECT_THAT(Put(store(), SampleRecord(SessionState::kPrepared, "b"), large),
                HasReason(v1::STORE_UNAVAILABLE, HasSubstr("disk")));
  }
  EXPECT_THAT(store().Load(SessionId{"id-b"}), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
  EXPECT_THAT(Put(store(), SampleRecord(SessionState::kPrepared, "b"), large), IsOk());
}

// Proves: SES-7
TEST_F(SqliteStoreTest, WhatAFailedChangeTookIsNotCounted) {
  StoreBounds bounds;
  bounds.application_bytes = 8 << 20;
  SqliteWorld world(bounds);
  const auto large = std::make_shared<const std::string>(5 << 20, 'd');
  {
    const SmallDisk disk(1 << 20);
    EXPECT_THAT(Put(world.store(), SampleRecord(SessionState::kPrepared, "a"), large),
                HasReason(v1::STORE_UNAVAILABLE));
  }
  EXPECT_THAT(Put(world.store(), SampleRecord(SessionState::kPrepared, "a"), large), IsOk());
  EXPECT_THAT(Put(world.store(), SampleRecord(SessionState::kPrepared, "b"), large),
              HasReason(v1::OVERLOADED));
  world.Reopen();
  EXPECT_THAT(Put(world.store(), SampleRecord(SessionState::kPrepared, "b"), large),
              HasReason(v1::OVERLOADED));
}

// Proves: SES-6
TEST(SqliteStoreOpenTest, WhatIsNoStoreIsRefusedByName) {
  const paraphe::test::TempDir dir;
  const std::string text = dir.Join("text.db"), foreign = dir.Join("foreign.db"),
                    later = dir.Join("later.db");
  ASSERT_THAT(WriteFile(text, "this is not a database, but a text that is longer than its head"),
              IsOk());
  EXPECT_THAT(SqliteStore::Open(text, StoreBounds()), HasReason(v1::STORE_UNAVAILABLE));
  {
    SQLite::Database other(foreign, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE t (x)");
  }
  EXPECT_THAT(SqliteStore::Open(foreign, StoreBounds()),
              HasReason(v1::STORE_UNUSABLE, HasSubstr("another program")));
  ASSERT_THAT(SqliteStore::Open(later, StoreBounds()), IsOk());
  {
    SQLite::Database ours(later, SQLite::OPEN_READWRITE);
    ours.exec("PRAGMA user_version = 99");
  }
  EXPECT_THAT(SqliteStore::Open(later, StoreBounds()),
              HasReason(v1::STORE_UNUSABLE, HasSubstr("version 99")));
  EXPECT_THAT(SqliteStore::Open(dir.Join("none/paraphed.db"), StoreBounds()),
              HasReason(v1::FILE_UNWRITABLE));
}

// Proves: SES-6, SES-5
TEST_F(SqliteStoreTest, ManyThreadsShareCommitsAndLoseNothing) {
  constexpr int kThreads = 8, kEach = 40;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const std::string name = absl::StrCat(t, "-", i);
        v1::SessionRecord record = SampleRecord(SessionState::kPrepared, name);
        EXPECT_THAT(Put(store(), record, SampleDocument()), IsOk());
        record.set_version(2);
        EXPECT_THAT(Change(store(), 1, record, KeepDocument{}), IsOk());
        EXPECT_THAT(Change(store(), 1, record, KeepDocument{}), HasReason(v1::SESSION_CONFLICT));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  world_.Reopen();
  EXPECT_EQ(Count("SELECT count(*) FROM sessions WHERE version = 2"), kThreads * kEach);
  EXPECT_EQ(Count("SELECT count(*) FROM audit"), 2 * kThreads * kEach);
}

}  // namespace
}  // namespace paraphe::server::test
