#include "server/store/postgresql/store_check.h"

#include "server/session/invariants.h"
#include "tests/server/session/sample_session.h"
#include "tests/server/store/postgresql/postgresql_world.h"
#include "tests/testing/run_command.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;
using paraphe::test::RunCommand;
using postgresql::CheckStore;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kDump[] = "/usr/lib/postgresql/15/bin/pg_dump";
constexpr char kPsql[] = "/usr/lib/postgresql/15/bin/psql";

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
  void ExpectFault(absl::string_view words) {
    const auto report = CheckStore(world_.conninfo(), CheckInvariants);
    ASSERT_THAT(report, IsOk());
    ASSERT_THAT(report->faults, SizeIs(1));
    EXPECT_THAT(report->faults[0], HasSubstr(std::string(words)));
  }

  PostgresqlWorld world_{StoreBounds()};
};

// Proves: SES-6
TEST_F(StoreCheckTest, AWholeStoreHasNoFault) {
  const auto report = CheckStore(world_.conninfo(), CheckInvariants);
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(report->faults, IsEmpty());
  EXPECT_EQ(report->sessions, 3u);
  EXPECT_EQ(report->documents, 2u);
}

// Proves: SES-6
TEST_F(StoreCheckTest, AChangedDocumentIsNamed) {
  world_.Query("UPDATE documents SET bytes = '\\x00' WHERE session = 'id-a'");
  ExpectFault("session id-a: ");
}

// Proves: SES-6
TEST_F(StoreCheckTest, AMissingDocumentIsNamed) {
  world_.Query("DELETE FROM documents WHERE session = 'id-a'");
  ExpectFault("session id-a: ");
}

// Proves: SES-6
TEST_F(StoreCheckTest, ARowWithAnothersRecordIsNamed) {
  world_.Query(
      "UPDATE sessions SET record = (SELECT record FROM sessions WHERE id = 'id-b') "
      "WHERE id = 'id-a'");
  ExpectFault("session id-a: ");
}

// Proves: SES-6
TEST_F(StoreCheckTest, AMissingKeyIsNamed) {
  world_.Query(
      "DELETE FROM content_keys WHERE id = (SELECT key_id FROM sessions WHERE id = 'id-b')");
  ExpectFault("session id-b: ");
}

// Proves: SES-6
TEST_F(StoreCheckTest, ARecordThatIsNotGoodIsNamed) {
  const auto report = CheckStore(world_.conninfo(), [](const v1::SessionRecord& record) {
    return record.id() == "id-c" ? absl::InternalError("not good") : absl::OkStatus();
  });
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(report->faults, ElementsAre("session id-c: not good"));
}

// Proves: SES-7
TEST_F(StoreCheckTest, WrongSumsAreNamed) {
  world_.Query("UPDATE usage SET bytes = bytes + 1 WHERE application = 'backoffice'");
  ExpectFault("what backoffice holds");
  world_.Query("UPDATE usage SET bytes = bytes - 1 WHERE application = 'backoffice'");
  world_.Query(
      "UPDATE usage SET open_sessions = open_sessions - 1 WHERE application = 'backoffice'");
  ExpectFault("what backoffice holds");
  world_.Query(
      "UPDATE usage SET open_sessions = open_sessions + 1 WHERE application = 'backoffice'");
  world_.Query("UPDATE usage SET sessions = sessions + 1 WHERE application = ''");
  ExpectFault("what all applications holds");
}

// Proves: ADM-2
TEST_F(StoreCheckTest, AnEndOfTheAuditLogThatWasCutOffIsNamed) {
  world_.Query("DELETE FROM audit WHERE number > 2");
  ExpectFault("entry 4, and the last that is there is 2");
  world_.Query("DELETE FROM audit");
  ExpectFault("the last that is there is 0");
}

// Proves: SES-6
TEST_F(StoreCheckTest, ADumpThatIsRestoredIsTheStore) {
  const auto made = RunCommand({kDump, "--dbname", world_.conninfo(), "--schema", world_.schema()});
  ASSERT_EQ(made->exit_code, 0) << made->err;
  EXPECT_THAT(made->out, Not(HasSubstr("DOCUMENT-MARK")));
  world_.Query("CREATE DATABASE restored");
  const std::string conninfo = absl::StrCat(world_.conninfo(), " dbname=restored");
  paraphe::test::CommandOptions options;
  options.standard_input = made->out;
  const auto restored =
      RunCommand({kPsql, "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", conninfo}, options);
  EXPECT_EQ(restored->exit_code, 0) << restored->err;
  const auto report = CheckStore(conninfo, CheckInvariants);
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(report->faults, IsEmpty());
  EXPECT_EQ(report->documents, 2u);
  auto store = postgresql::PostgresqlStore::Open(conninfo, 1, StoreBounds());
  ASSERT_THAT(store, IsOk());
  EXPECT_THAT((*store)->Load(SessionId{"id-a"}),
              IsOkAndHolds(SameRecord(SampleRecord(SessionState::kPrepared, "a"))));
  EXPECT_THAT(Drop(**store, "id-a", 1), IsOk());
  store->reset();
  world_.Query("DROP DATABASE restored");
}

// Proves: SES-6
TEST_F(StoreCheckTest, WhatIsNotThereOrNoStoreIsAnError) {
  EXPECT_THAT(CheckStore("host=/nowhere dbname=x", CheckInvariants),
              HasReason(v1::STORE_UNAVAILABLE));
  world_.Query("UPDATE store_version SET version = 99");
  EXPECT_THAT(CheckStore(world_.conninfo(), CheckInvariants), HasReason(v1::STORE_UNUSABLE));
}

}  // namespace
}  // namespace paraphe::server::test
