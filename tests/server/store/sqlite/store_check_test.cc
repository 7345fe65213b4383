#include "server/store/sqlite/store_check.h"

#include <filesystem>

#include "SQLiteCpp/Database.h"
#include "server/audit/audit_report.h"
#include "server/session/invariants.h"
#include "server/store/sqlite/store_file.h"
#include "tests/server/session/sample_session.h"
#include "tests/server/store/sqlite/sqlite_world.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;
using sqlite::CheckStore;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class StoreCheckTest : public ::testing::Test {
 protected:
  StoreCheckTest() {
    for (const char* name : {"a", "b", "c"}) {
      EXPECT_THAT(
          Put(world_.store(), SampleRecord(SessionState::kPrepared, name), SampleDocument()),
          IsOk());
    }
    EXPECT_THAT(Change(world_.store(), 1, RolledBack(SampleRecord(SessionState::kPrepared, "c")),
                       EraseDocument{}),
                IsOk());
  }
  // The store as who has the file, and not the program, changed it.
  void Tamper(const char* change) {
    SQLite::Database database(world_.path(), SQLite::OPEN_READWRITE, 5000);
    database.exec(change);
  }
  void ExpectFault(absl::string_view words) {
    const auto report = CheckStore(world_.path(), CheckInvariants);
    ASSERT_THAT(report, IsOk());
    ASSERT_THAT(report->faults, SizeIs(1));
    EXPECT_THAT(report->faults[0], HasSubstr(std::string(words)));
  }
  absl::StatusOr<ChainHead> Audit() { return VerifyAudit(sqlite::ReadAudit(world_.path()), {}); }

  SqliteWorld world_{StoreBounds()};
};

// Proves: SES-6, ADM-2
TEST_F(StoreCheckTest, AWholeStoreHasNoFault) {
  const auto report = CheckStore(world_.path(), CheckInvariants);
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(report->faults, IsEmpty());
  EXPECT_EQ(report->sessions, 3u);
  EXPECT_EQ(report->documents, 2u);
  const auto head = Audit();
  ASSERT_THAT(head, IsOk());
  EXPECT_EQ(head->number, 4u);
  EXPECT_THAT(sqlite::ReadAuditHead(world_.path()), IsOkAndHolds(*head));
}

// Proves: SES-6
TEST_F(StoreCheckTest, AnotherDocumentIsNamed) {
  Tamper("UPDATE documents SET bytes = x'00' WHERE session = 'id-a'");
  ExpectFault("session id-a: its document");
}

// Proves: SES-6
TEST_F(StoreCheckTest, ARowWithAnothersRecordIsNamed) {
  Tamper(
      "UPDATE sessions SET record = (SELECT record FROM sessions WHERE id = 'id-b') "
      "WHERE id = 'id-a'");
  ExpectFault("session id-a: its record is another session's");
}

// Proves: SES-6
TEST_F(StoreCheckTest, ARecordThatBreaksItsInvariantsIsNamed) {
  Tamper("UPDATE sessions SET record = x'' WHERE id = 'id-c'");
  ExpectFault("session id-c: ");
}

// Proves: ADM-2
TEST_F(StoreCheckTest, AnAuditEntryThatWasChangedRemovedOrInsertedIsNamed) {
  Tamper("UPDATE audit SET body = CAST(x'00' || substr(body, 2) AS BLOB) WHERE number = 2");
  EXPECT_THAT(Audit(), HasReason(v1::AUDIT_BROKEN, HasSubstr("entry 2")));
  Tamper("DELETE FROM audit WHERE number = 2");
  EXPECT_THAT(Audit(), HasReason(v1::AUDIT_BROKEN, HasSubstr("entry 2: entry 3 stands")));
  Tamper("INSERT INTO audit SELECT 2, sha256, body FROM audit WHERE number = 1");
  EXPECT_THAT(Audit(), HasReason(v1::AUDIT_BROKEN, HasSubstr("entry 2: entry 1 stands")));
}

// Proves: SES-6
TEST_F(StoreCheckTest, ABackupIsTheStoreAndIsRestoredByPuttingItInItsPlace) {
  const std::string copy = world_.path() + ".copy";
  ASSERT_THAT(sqlite::BackUpStore(world_.path(), copy), IsOk());
  ASSERT_THAT(Drop(world_.store(), "id-a", 1), IsOk());
  world_.Close();
  for (const char* beside : {"-wal", "-shm"}) std::filesystem::remove(world_.path() + beside);
  std::filesystem::rename(copy, world_.path());
  world_.Reopen();
  EXPECT_THAT(world_.store().Load(SessionId{"id-a"}),
              IsOkAndHolds(SameRecord(SampleRecord(SessionState::kPrepared, "a"))));
  const auto report = CheckStore(world_.path(), CheckInvariants);
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(report->faults, IsEmpty());
  EXPECT_THAT(Audit(), IsOk());
}

// Proves: SES-6
TEST_F(StoreCheckTest, ABackupReplacesNothingAndLeavesNothing) {
  const std::string copy = world_.path() + ".copy";
  EXPECT_THAT(sqlite::BackUpStore(world_.path(), world_.path()), HasReason(v1::USAGE));
  EXPECT_THAT(sqlite::BackUpStore(world_.path() + "x", copy), HasReason(v1::FILE_UNREADABLE));
  EXPECT_FALSE(std::filesystem::exists(copy));
}

// Proves: SES-6
TEST_F(StoreCheckTest, WhatIsNotThereOrNoStoreIsAnError) {
  EXPECT_THAT(CheckStore(world_.path() + "x", CheckInvariants), HasReason(v1::FILE_UNREADABLE));
  Tamper("PRAGMA application_id = 1");
  EXPECT_THAT(CheckStore(world_.path(), CheckInvariants), HasReason(v1::STORE_UNUSABLE));
}

}  // namespace
}  // namespace paraphe::server::test
