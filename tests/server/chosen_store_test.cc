#include "server/chosen_store.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "server/session/invariants.h"
#include "tests/server/session/sample_session.h"
#include "tests/server/store/postgresql/postgres_server.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Stores one session, and looks at it from outside.
void ExpectASessionAndItsAudit(const ServerSettings& settings) {
  EXPECT_TRUE(Lasts(settings));
  const auto store = OpenStore(settings);
  ASSERT_THAT(store, IsOk());
  ASSERT_THAT(
      test::Put(**store, test::SampleRecord(SessionState::kPrepared), test::SampleDocument()),
      IsOk());
  const auto report = CheckStoreOf(settings, CheckInvariants);
  ASSERT_THAT(report, IsOk());
  EXPECT_EQ(report->sessions, 1u);
  EXPECT_THAT(report->faults, IsEmpty());
  ChainHead head;
  EXPECT_THAT(AuditOf(settings)([&](absl::string_view body, absl::string_view sha256) {
                return FollowChain(body, sha256, head).status();
              }),
              IsOk());
  EXPECT_EQ(head.number, 1u);
  EXPECT_THAT(AuditHeadOf(settings), IsOkAndHolds(head));
}

// Proves: SES-6, ADM-2
TEST(ChosenStoreTest, AFile) {
  const paraphe::test::TempDir dir;
  ServerSettings settings;
  settings.sqlite_path = dir.Join("s.db");
  EXPECT_EQ(NameOfStore(settings), settings.sqlite_path);
  ExpectASessionAndItsAudit(settings);
}

// Proves: SES-6
TEST(ChosenStoreTest, AFileUnderAKey) {
  const paraphe::test::TempDir dir;
  ServerSettings settings;
  settings.sqlite_path = dir.Join("s.db");
  settings.store_key_file = dir.Join("keys");
  EXPECT_THAT(OpenStore(settings), HasReason(v1::FILE_UNREADABLE, HasSubstr("keys")));
  chmod(dir.WriteFileOrDie("keys", absl::StrCat("a ", std::string(64, '1'), "\n")).c_str(), 0600);
  ExpectASessionAndItsAudit(settings);
  settings.store_key_file.clear();
  EXPECT_THAT(OpenStore(settings), HasReason(v1::STORE_UNUSABLE, HasSubstr("store_key_file")));
  EXPECT_THAT(CheckStoreOf(settings, CheckInvariants),
              HasReason(v1::STORE_UNUSABLE, HasSubstr("under the key a,")));
}

// Proves: SES-6, ADM-2
TEST(ChosenStoreTest, ADatabase) {
  test::PostgresServer& server = test::PostgresServer::Shared();
  ServerSettings settings;
  settings.conninfo = server.Conninfo(server.MakeSchema());
  settings.store_connections = 2;
  ExpectASessionAndItsAudit(settings);
}

// Proves: CHN-6
TEST(ChosenStoreTest, ADatabasesNameHoldsNoPassword) {
  ServerSettings settings;
  settings.conninfo = "host=db.example.org dbname=paraphe user=p password=SECRET";
  EXPECT_EQ(NameOfStore(settings), "database paraphe at db.example.org");
  settings.conninfo = "postgresql://p:SECRET@db.example.org/paraphe";
  EXPECT_EQ(NameOfStore(settings), "database paraphe at db.example.org");
  settings.conninfo = "host=/nowhere password=SECRET";
  EXPECT_THAT(OpenStore(settings),
              HasReason(v1::STORE_UNAVAILABLE, ::testing::Not(HasSubstr("SECRET"))));
}

// Proves: SES-6
TEST(ChosenStoreTest, MemoryDoesNotLast) {
  EXPECT_FALSE(Lasts(ServerSettings()));
  EXPECT_THAT(OpenStore(ServerSettings()), IsOk());
}

}  // namespace
}  // namespace paraphe::server
