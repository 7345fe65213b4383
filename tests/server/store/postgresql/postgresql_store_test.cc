#include "server/store/postgresql/postgresql_store.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "server/store/postgresql/audit_rows.h"
#include "server/store/postgresql/connection.h"
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
#include "tests/server/store/postgresql/postgresql_world.h"

namespace paraphe::server::test {
namespace {

using postgresql::Connection;
using postgresql::PostgresqlStore;
using ::testing::HasSubstr;

const auto kPostgresql =
    ::testing::Values(StoreKind{"postgresql", [](const StoreBounds& bounds) {
                                  return std::make_unique<PostgresqlWorld>(bounds);
                                }});

// Proves: SES-1, SES-2, SES-4, SES-5
INSTANTIATE_TEST_SUITE_P(Postgresql, SessionStoreContract, kPostgresql, StoreName());

// Proves: SES-2
INSTANTIATE_TEST_SUITE_P(Postgresql, SessionStoreDocuments, kPostgresql, StoreName());

// Proves: SES-6
INSTANTIATE_TEST_SUITE_P(Postgresql, DurableSessionStoreContract, kPostgresql, StoreName());
INSTANTIATE_TEST_SUITE_P(Postgresql, StoreKeysContract, kPostgresql, StoreName());

// Proves: SES-7
INSTANTIATE_TEST_SUITE_P(Postgresql, SessionStoreBounds, kPostgresql, StoreName());
INSTANTIATE_TEST_SUITE_P(Postgresql, SessionStoreQuotas, kPostgresql, StoreName());
INSTANTIATE_TEST_SUITE_P(Postgresql, DurableSessionStoreQuotas, kPostgresql, StoreName());

// Proves: SES-5
INSTANTIATE_TEST_SUITE_P(Postgresql, SessionStoreWriters, kPostgresql, StoreName());

// Proves: ADM-2
INSTANTIATE_TEST_SUITE_P(Postgresql, StoreAuditContract, kPostgresql, StoreName());

// Proves: CHN-4
INSTANTIATE_TEST_SUITE_P(Postgresql, AccountStoreContract, kPostgresql, StoreName());
INSTANTIATE_TEST_SUITE_P(Postgresql, DurableAccountStoreContract, kPostgresql, StoreName());

// Proves: ADM-1
INSTANTIATE_TEST_SUITE_P(Postgresql, StoreListContract, kPostgresql, StoreName());

class PostgresqlStoreTest : public ::testing::Test {
 protected:
  SessionStore& store() { return world_.store(); }
  v1::SessionRecord Stored(absl::string_view name, SessionState state = SessionState::kPrepared) {
    const v1::SessionRecord record = SampleRecord(state, name);
    EXPECT_THAT(Put(store(), record, SampleDocument()), IsOk());
    return record;
  }
  int64_t Count(const std::string& query) { return std::stoll(world_.Query(query)); }
  int64_t LogPosition() { return Count("SELECT pg_current_wal_insert_lsn() - '0/0'"); }

  // The sums of SES-7 against what is there.
  void ExpectRightSums() {
    EXPECT_EQ(Count("SELECT count(*) FROM usage FULL JOIN (SELECT application, count(*), "
                    "sum(counted_bytes), count(*) FILTER (WHERE document_bytes IS NULL), "
                    "coalesce(sum(counted_bytes) FILTER (WHERE document_bytes IS NULL), 0) FROM "
                    "(SELECT application, document_bytes, counted_bytes FROM sessions UNION ALL "
                    "SELECT '', document_bytes, counted_bytes FROM sessions) AS twice "
                    "GROUP BY application) AS real (application, s, b, es, eb) "
                    "USING (application) WHERE (sessions, bytes, erased_sessions, erased_bytes) IS "
                    "DISTINCT FROM (coalesce(s, 0), coalesce(b, 0), coalesce(es, 0), "
                    "coalesce(eb, 0))"),
              0);
  }
  void ExpectWholeChain(uint64_t entries) {
    ChainHead head;
    EXPECT_THAT(postgresql::ReadAudit(world_.conninfo())(
                    [&](absl::string_view body, absl::string_view sha256) {
                      return FollowChain(body, sha256, head).status();
                    }),
                IsOk());
    EXPECT_EQ(head.number, entries);
    EXPECT_THAT(postgresql::ReadAuditHead(world_.conninfo()), IsOkAndHolds(head));
  }

  PostgresqlWorld world_{StoreBounds()};
};

// Proves: POL-7
TEST_F(PostgresqlStoreTest, PolicyAndTableAreStoredOnceAndAsLongAsTheyAreUsed) {
  const v1::SessionRecord a = Stored("a"), b = Stored("b");
  EXPECT_EQ(Count("SELECT count(*) FROM shared"), 2);
  ASSERT_THAT(Change(store(), 1, RolledBack(a), EraseDocument{}), IsOk());
  ASSERT_THAT(store().Purge(), IsOk());
  EXPECT_EQ(Count("SELECT count(*) FROM shared"), 2);
  EXPECT_THAT(store().Load(SessionId{b.id()}), IsOkAndHolds(SameRecord(b)));
  ASSERT_THAT(Drop(store(), b.id(), 1), IsOk());
  ASSERT_THAT(store().Purge(), IsOk());
  EXPECT_EQ(Count("SELECT count(*) FROM shared"), 0);
  EXPECT_EQ(Count("SELECT count(*) FROM content_keys"), 1);
}

// Proves: POL-7
TEST_F(PostgresqlStoreTest, AnotherTableOfAnAmendmentTakesThePlaceOfTheFirst) {
  v1::SessionRecord record = Stored("a");
  record.set_version(2);
  record.mutable_prepared()->set_table("another table");
  ASSERT_THAT(Change(store(), 1, record, KeepDocument{}), IsOk());
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
  ASSERT_THAT(store().Purge(), IsOk());
  EXPECT_EQ(Count("SELECT count(*) FROM shared"), 2);
}

// Proves: POL-7
TEST_F(PostgresqlStoreTest, NewSessionsAndPurgesDoNotTakeSharedPartsFromEachOther) {
  std::atomic<bool> ended = false;
  std::thread purger([&] {
    while (!ended) EXPECT_THAT(world_.replica().Purge(), IsOk());
  });
  for (int i = 0; i < 60; ++i) {
    v1::SessionRecord record = SampleRecord(SessionState::kPrepared, absl::StrCat(i));
    record.mutable_prepared()->set_table(absl::StrCat("table ", i % 2));
    EXPECT_THAT(Put(store(), record, SampleDocument()), IsOk());
    EXPECT_THAT(store().Load(SessionId{record.id()}), IsOkAndHolds(SameRecord(record)));
    EXPECT_THAT(Drop(store(), record.id(), 1), IsOk());
  }
  ended = true;
  purger.join();
}

// Proves: POL-7
TEST_F(PostgresqlStoreTest, ARecordIsSmallWhateverTableAndPolicyAre) {
  v1::SessionRecord record = SampleRecord(SessionState::kSigned);
  record.mutable_prepared()->set_table(std::string(100'000, 't'));
  record.mutable_prepared()->mutable_policy()->set_description(std::string(100'000, 'p'));
  ASSERT_THAT(Put(store(), record, SampleDocument()), IsOk());
  EXPECT_LT(Count("SELECT length(record) FROM sessions"), 4096);
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
}

// Proves: SES-6
TEST_F(PostgresqlStoreTest, ATransitionDoesNotWriteTheDocumentAgain) {
  v1::SessionRecord record = SampleRecord(SessionState::kPrepared);
  ASSERT_THAT(Put(store(), record, std::make_shared<const std::string>(10 << 20, 'd')), IsOk());
  const int64_t before = LogPosition();
  record.set_version(2);
  ASSERT_THAT(Change(store(), 1, record, KeepDocument{}), IsOk());
  EXPECT_LT(LogPosition() - before, 500'000);
}

// Proves: SES-5
TEST_F(PostgresqlStoreTest, AnIdempotencyKeyIsComparedToItsLastByte) {
  v1::SessionRecord first = SampleRecord(SessionState::kPrepared, "a"),
                    second = SampleRecord(SessionState::kPrepared, "b");
  first.set_idempotency_key(std::string("key\0one", 7));
  second.set_idempotency_key(std::string("key\0two", 7));
  ASSERT_THAT(Put(store(), first, SampleDocument()), IsOk());
  ASSERT_THAT(Put(store(), second, SampleDocument()), IsOk());
  EXPECT_THAT(store().Load(IdempotencyKey{"backoffice", second.idempotency_key()}),
              IsOkAndHolds(SameRecord(second)));
}

// Proves: SES-6
TEST_F(PostgresqlStoreTest, TheDatabaseItselfRefusesImpossibleRows) {
  Stored("a", SessionState::kPresented);
  const auto connection = Connection::Open(world_.conninfo());
  ASSERT_THAT(connection, IsOk());
  for (const char* change : {
           "UPDATE sessions SET state = 10",
           "UPDATE sessions SET state = 7",
           "UPDATE sessions SET token_sha256 = NULL",
           "UPDATE sessions SET token_sha256 = '\\x00'",
           "UPDATE sessions SET document_bytes = NULL",
           "UPDATE sessions SET policy_sha256 = NULL",
           "UPDATE sessions SET table_sha256 = decode(repeat('00', 32), 'hex')",
           "UPDATE sessions SET version = 0",
           "UPDATE sessions SET application = ''",
           "UPDATE sessions SET record = NULL",
           "UPDATE sessions SET key_id = NULL",
           "DELETE FROM shared",
           "UPDATE content_keys SET key = '\\x00'",
           "INSERT INTO tickets VALUES (decode(repeat('00', 32), 'hex'), 'nobody')",
           "INSERT INTO documents VALUES ('nobody', '\\x00')",
           "INSERT INTO audit VALUES (0, decode(repeat('00', 32), 'hex'), '\\x00')",
           "INSERT INTO audit_head SELECT * FROM audit_head",
           "INSERT INTO purged VALUES (0)",
           "UPDATE audit_head SET number = -1",
           "UPDATE usage SET sessions = -1",
           "UPDATE usage SET erased_sessions = sessions + 1",
       }) {
    EXPECT_FALSE((*connection)->Execute(change).ok()) << change;
    EXPECT_THAT((*connection)->failure().sqlstate, ::testing::StartsWith("23")) << change;
  }
  EXPECT_THAT((*connection)->Execute("UPDATE sessions SET state = 1"), IsOk());
}

// Proves: SES-6
TEST_F(PostgresqlStoreTest, ARowThatCannotBeReadIsAnError) {
  Stored("a");
  Stored("b");
  Stored("c");
  world_.Query("UPDATE sessions SET record = record || '\\x00' WHERE id = 'id-a'");
  EXPECT_THAT(store().Load(SessionId{"id-a"}), HasReason(v1::INTERNAL));
  world_.Query("UPDATE sessions SET version = 2 WHERE id = 'id-b'");
  EXPECT_THAT(store().Load(SessionId{"id-b"}), HasReason(v1::INTERNAL));
  world_.Query(
      "DELETE FROM content_keys WHERE id = (SELECT key_id FROM sessions WHERE id = 'id-b')");
  EXPECT_THAT(store().Load(SessionId{"id-b"}), HasReason(v1::INTERNAL));
  EXPECT_THAT(store().LoadDocument("id-b"), HasReason(v1::INTERNAL));
  v1::SessionRecord third = SampleRecord(SessionState::kPrepared, "b");
  third.set_version(3);
  EXPECT_THAT(Change(store(), 2, third, KeepDocument{}), HasReason(v1::INTERNAL));
  EXPECT_THAT(store().Load(SessionId{"id-c"}), IsOk());
}

// Proves: SES-6
TEST_F(PostgresqlStoreTest, ADocumentOfAnotherSessionIsRefused) {
  Stored("a");
  Stored("b");
  world_.Query("UPDATE documents SET bytes = (SELECT bytes FROM documents WHERE session = 'id-a')");
  EXPECT_THAT(store().LoadDocument("id-a"), IsOk());
  EXPECT_THAT(store().LoadDocument("id-b"), HasReason(v1::INTERNAL));
}

// Proves: SES-5, SES-6, SES-7, ADM-2
TEST_F(PostgresqlStoreTest, ManyThreadsOfTwoReplicasLoseNothing) {
  constexpr int kThreads = 8, kEach = 20;
  OnThreads(kThreads, [&](int t) {
    SessionStore& mine = t % 2 == 0 ? world_.store() : world_.replica();
    for (int i = 0; i < kEach; ++i) {
      v1::SessionRecord record = SampleRecord(SessionState::kPrepared, absl::StrCat(t, "-", i));
      record.set_application(absl::StrCat("application ", i % 3));
      EXPECT_THAT(Put(mine, record, SampleDocument()), IsOk());
      record.set_version(2);
      EXPECT_THAT(Change(mine, 1, record, KeepDocument{}), IsOk());
      EXPECT_THAT(Change(mine, 1, record, KeepDocument{}), HasReason(v1::SESSION_CONFLICT));
      if (i % 2 == 0) {
        EXPECT_THAT(Change(mine, 2, RolledBack(record), EraseDocument{}), IsOk());
      }
      if (i % 4 == 0) {
        EXPECT_THAT(Drop(mine, record.id(), 3), IsOk());
      }
    }
  });
  EXPECT_EQ(Count("SELECT count(*) FROM sessions WHERE version = 2"), kThreads * kEach / 2);
  EXPECT_EQ(Count("SELECT count(*) FROM sessions WHERE version = 3"), kThreads * kEach / 4);
  ExpectRightSums();
  ExpectWholeChain(kThreads * (2 * kEach + kEach / 2 + kEach / 4));
}

// Proves: SES-7
TEST(PostgresqlStoreBoundsTest, ReplicasKeepOneBoundTogether) {
  StoreBounds bounds;
  bounds.application_sessions = 10;
  PostgresqlWorld world(bounds);
  std::atomic<int> stored = 0, refused = 0;
  OnThreads(4, [&](int t) {
    SessionStore& mine = t % 2 == 0 ? world.store() : world.replica();
    for (int i = 0; i < 5; ++i) {
      const absl::Status status = Put(
          mine, SampleRecord(SessionState::kPrepared, absl::StrCat(t, "-", i)), SampleDocument());
      if (status.ok()) ++stored;
      if (ReasonOf(status) == v1::OVERLOADED) ++refused;
    }
  });
  EXPECT_EQ(stored, 10);
  EXPECT_EQ(refused, 10);
}

// Proves: SES-5, SES-7
TEST(PostgresqlStoreBoundsTest, SessionsThatMakeRoomAndThoseThatMoveDoNotBlockEachOther) {
  StoreBounds bounds;
  bounds.application_sessions = 8;
  PostgresqlWorld world(bounds);
  std::atomic<int> busy = 0;
  OnThreads(4, [&](int t) {
    SessionStore& mine = t % 2 == 0 ? world.store() : world.replica();
    for (int i = 0; i < 20; ++i) {
      const v1::SessionRecord record =
          SampleRecord(SessionState::kPrepared, absl::StrCat(t, "-", i));
      if (!Put(mine, record, SampleDocument()).ok()) continue;
      EXPECT_THAT(Change(mine, 1, RolledBack(record), EraseDocument{}), IsOk());
      v1::SessionRecord again = RolledBack(record);
      again.set_version(3);
      const absl::Status status = Change(mine, 2, again, KeepDocument{});
      if (ReasonOf(status) == v1::STORE_UNAVAILABLE) ++busy;
    }
  });
  EXPECT_EQ(busy, 0);
}

// Proves: SES-6
TEST(PostgresqlStoreOpenTest, WhatCannotBeReachedIsSaidInLibpqsWords) {
  EXPECT_THAT(PostgresqlStore::Open("host=/nowhere dbname=x", 1, StoreBounds()),
              HasReason(v1::STORE_UNAVAILABLE, HasSubstr("/nowhere")));
  EXPECT_THAT(PostgresqlStore::Open("no connection string", 1, StoreBounds()),
              HasReason(v1::STORE_UNAVAILABLE));
}

}  // namespace
}  // namespace paraphe::server::test
