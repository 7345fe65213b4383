#include "server/store/postgresql/connection_pool.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "server/store/postgresql/audit_rows.h"
#include "tests/server/session/sample_session.h"
#include "tests/server/store/postgresql/postgresql_world.h"
#include "tests/server/store/postgresql/waiting.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;
using ::testing::HasSubstr;

v1::SessionRecord Following(v1::SessionRecord record) {
  record.set_version(record.version() + 1);
  return record;
}

// Connections that are cut, and databases that go away.
class ConnectionPoolTest : public ::testing::Test {
 protected:
  SessionStore& store() { return world_.store(); }
  v1::SessionRecord Stored(absl::string_view name) {
    const v1::SessionRecord record = SampleRecord(SessionState::kPrepared, name);
    EXPECT_THAT(Put(store(), record, SampleDocument()), IsOk());
    return record;
  }
  std::string LockHead() { return "BEGIN; SELECT * FROM audit_head FOR UPDATE"; }

  PostgresqlWorld world_{StoreBounds()};
};

// Proves: SES-6
TEST_F(ConnectionPoolTest, IdleConnectionsThatWereCutAreNotNoticed) {
  const v1::SessionRecord record = Stored("a");
  OnThreads(4, [&](int) { EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOk()); });
  Cut("true");
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
  Cut("true");
  EXPECT_THAT(Change(store(), 1, Following(record), KeepDocument{}), IsOk());
}

// Proves: SES-6
TEST_F(ConnectionPoolTest, ARestartedDatabaseIsReachedAgain) {
  const v1::SessionRecord record = Stored("a");
  PostgresServer::Shared().Stop();
  EXPECT_THAT(store().Load(SessionId{"id-a"}), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_THAT(Change(store(), 1, Following(record), KeepDocument{}),
              HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_THAT(store().Purge(), HasReason(v1::STORE_UNAVAILABLE));
  PostgresServer::Shared().Start();
  EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
  EXPECT_THAT(Change(store(), 1, Following(record), KeepDocument{}), IsOk());
}

// Proves: SES-6
TEST_F(ConnectionPoolTest, AnErrorNamesNoHostToACaller) {
  Stored("a");
  PostgresServer::Shared().Stop();
  const auto result = store().Load(SessionId{"id-a"});
  PostgresServer::Shared().Start();
  EXPECT_THAT(result, HasReason(v1::STORE_UNAVAILABLE, ::testing::Not(HasSubstr("/"))));
}

// Proves: SES-5, SES-6
TEST_F(ConnectionPoolTest, AChangeThatIsCutBeforeItsCommitIsDoneOnceAllTheSame) {
  const v1::SessionRecord record = Stored("a");
  std::thread change;
  {
    const Bystander other(world_.conninfo(), LockHead());
    change = std::thread(
        [&] { EXPECT_THAT(Change(store(), 1, Following(record), KeepDocument{}), IsOk()); });
    WaitUntil(AnyWaits("transactionid"));
    Cut("wait_event = 'transactionid'");
    WaitUntil(AnyWaits("transactionid"));
  }
  change.join();
  EXPECT_EQ(store().Load(SessionId{"id-a"})->version(), 2u);
  EXPECT_EQ(world_.Query("SELECT count(*) FROM audit"), "2");
}

// The commit is in the log, and waits for a standby that never answers: then its connection is cut.
//
// Proves: SES-5, SES-6
TEST_F(ConnectionPoolTest, ACommitWhoseAnswerWasLostIsNeitherRepeatedNorCalledOff) {
  const v1::SessionRecord record = Stored("a");
  PostgresServer& server = PostgresServer::Shared();
  server.Query("public", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
  server.Query("public", "SELECT pg_reload_conf()");
  // The setting is heeded some time after that: from the first commit on that waits.
  std::thread probe([&] {
    const auto connection = postgresql::Connection::Open(world_.conninfo());
    while ((*connection)->Execute("CREATE TABLE probe (); DROP TABLE probe").ok()) continue;
  });
  WaitUntil(AnyWaits("SyncRep"));
  std::thread change([&] {
    EXPECT_THAT(Change(store(), 1, Following(record), KeepDocument{}),
                HasReason(v1::STORE_UNAVAILABLE));
  });
  WaitUntil("(SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep') = 2");
  Cut("wait_event = 'SyncRep'");
  probe.join();
  change.join();
  server.Query("public", "ALTER SYSTEM RESET synchronous_standby_names");
  server.Query("public", "SELECT pg_reload_conf()");
  EXPECT_EQ(store().Load(SessionId{"id-a"})->version(), 2u);
  EXPECT_EQ(world_.Query("SELECT count(*) FROM audit"), "2");
}

// Proves: SES-6
TEST_F(ConnectionPoolTest, WhoWaitsTooLongForALockIsToldToRepeat) {
  const v1::SessionRecord record = Stored("a");
  {
    const Bystander other(world_.conninfo(), LockHead());
    const absl::Time begin = absl::Now();
    EXPECT_THAT(Change(store(), 1, Following(record), KeepDocument{}),
                HasReason(v1::STORE_UNAVAILABLE, HasSubstr("busy")));
    EXPECT_LT(absl::Now() - begin, absl::Seconds(20));
    EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)))
        << "reading waits for nobody";
  }
  EXPECT_THAT(Change(store(), 1, Following(record), KeepDocument{}), IsOk());
}

// Proves: SES-6
TEST_F(ConnectionPoolTest, MoreCallsThanConnectionsWaitForOne) {
  const v1::SessionRecord record = Stored("a");
  OnThreads(32, [&](int) {
    EXPECT_THAT(store().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
  });
  EXPECT_LE(std::stoi(world_.Query("SELECT count(*) FROM pg_stat_activity WHERE "
                                   "application_name = 'paraphed'")),
            4);
}

// Each thread changes a session of its own, and knows what was acknowledged, while the database crashes and
// connections are cut.
//
// Proves: SES-5, SES-6, ADM-2
TEST_F(ConnectionPoolTest, NothingAcknowledgedIsLostWhateverHappensToTheDatabase) {
  constexpr int kThreads = 4;
  std::atomic<bool> ended = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      SessionStore& mine = t % 2 == 0 ? world_.store() : world_.replica();
      v1::SessionRecord acknowledged = SampleRecord(SessionState::kPrepared, absl::StrCat(t));
      while (!Put(mine, acknowledged, SampleDocument()).ok()) {
        if (mine.Load(SessionId{acknowledged.id()}).ok()) break;
      }
      while (!ended) {
        const v1::SessionRecord next = Following(acknowledged);
        const absl::Status status = Change(mine, acknowledged.version(), next, KeepDocument{});
        if (status.ok()) {
          acknowledged = next;
          continue;
        }
        absl::StatusOr<v1::SessionRecord> loaded = absl::UnavailableError("");
        while (!loaded.ok()) loaded = mine.Load(SessionId{next.id()});
        EXPECT_GE(loaded->version(), acknowledged.version()) << "lost";
        EXPECT_LE(loaded->version(), next.version()) << "done twice";
        acknowledged = *loaded;
      }
      EXPECT_EQ(mine.Load(SessionId{acknowledged.id()})->version(), acknowledged.version());
    });
  }
  for (int round = 0; round < 3; ++round) {
    const std::string before = world_.Query("SELECT number FROM audit_head");
    WaitUntil(
        absl::StrCat("(SELECT number FROM ", world_.schema(), ".audit_head) > ", before, " + 20"));
    Cut("state <> 'idle'");
    Cut("true");
    if (round % 2 == 0) {
      PostgresServer::Shared().Crash();
    } else {
      PostgresServer::Shared().Stop();
    }
    PostgresServer::Shared().Start();
  }
  ended = true;
  for (std::thread& thread : threads) thread.join();
  ChainHead head;
  EXPECT_THAT(postgresql::ReadAudit(world_.conninfo())(
                  [&](absl::string_view body, absl::string_view sha256) {
                    return FollowChain(body, sha256, head).status();
                  }),
              IsOk());
  EXPECT_EQ(world_.Query("SELECT sum(version) FROM sessions"), absl::StrCat(head.number));
}

}  // namespace
}  // namespace paraphe::server::test
