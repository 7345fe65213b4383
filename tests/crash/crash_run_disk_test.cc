// The disk of the store is full: no new session is taken in, those that are open end where they can, and
// nothing that was acknowledged is lost.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/crash/crash_documents.h"
#include "tests/crash/crash_run.h"
#include "tests/crash/crash_session.h"
#include "tests/crash/crash_stores.h"
#include "tests/crash/journal_check.h"
#include "tests/testing/matchers.h"

namespace paraphe::test {
namespace {

using server::test::PostgresServer;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Steps of a session fit into what is left.
constexpr uint64_t kRoom = 500'000;
constexpr uint64_t kLargeDocument = 1'000'000;
// Does not fit into a file as large as those of a full disk are, wherever in it SQLite begins to write: its log begins
// anew whenever nobody reads it.
constexpr uint64_t kVastDocument = 8'000'000;

uint64_t LargestFile(const KilledServer& server) {
  uint64_t largest = 0;
  for (const char* suffix : {"", "-wal"}) {
    std::error_code none;
    const auto size =
        std::filesystem::file_size(absl::StrCat(server.dir().Join(kSqliteFile), suffix), none);
    if (!none) largest = std::max<uint64_t>(largest, size);
  }
  return largest;
}

std::unique_ptr<FullDisk> FillSqlite(const KilledServer& server) {
  return std::make_unique<FullDisk>(std::vector<pid_t>{server.pid()}, LargestFile(server) + kRoom);
}

uint64_t Number(const std::string& text) {
  uint64_t number = 0;
  EXPECT_TRUE(absl::SimpleAtoi(text, &number)) << text;
  return number;
}

// The file that documents are in can no longer grow; those of records are much smaller. PostgreSQL calls a
// disk full where half a page was written.
std::unique_ptr<FullDisk> FillPostgresql(const KilledServer& /*server*/) {
  const PostgresServer& database = PostgresServer::Shared();
  constexpr uint64_t kHalfPage = 4096;
  const uint64_t bytes = Number(database.Query(
      "public",
      "SELECT max(pg_relation_size(reltoastrelid)) FROM pg_class WHERE relname = 'documents'"));
  std::vector<pid_t> processes = {database.pid()};
  const std::string clients =
      database.Query("public",
                     "SELECT string_agg(pid::text, ' ') FROM pg_stat_activity WHERE "
                     "application_name = 'paraphed'");
  for (const absl::string_view pid : absl::StrSplit(clients, ' ')) {
    processes.push_back(static_cast<pid_t>(Number(std::string(pid))));
  }
  return std::make_unique<FullDisk>(processes, bytes + kHalfPage);
}

struct Disk {
  const char* name;
  std::function<std::string()> store;
  std::function<std::unique_ptr<FullDisk>(const KilledServer&)> fill;
  const char* words;  // of the refusal
};

void PrintTo(const Disk& disk, std::ostream* out) { *out << disk.name; }

class CrashDiskTest : public ::testing::TestWithParam<Disk> {
 protected:
  void SetUp() override { ASSERT_THAT(server_.Start(), IsOk()); }

  absl::Status Prepare(int number, uint64_t size) {
    v1::PrepareRequest request;
    request.set_document(CrashDocument(number, 1, size));
    request.set_application(kCrashApplication);
    request.set_signer_role("Maire");
    request.set_table_name(kCrashTable);
    return server_.Await(0, absl::ZeroDuration())->Prepare(request).status();
  }

  // Of a session that is neither aborted nor fails.
  uint64_t StraightSeed() {
    uint64_t seed = 1;
    while (true) {
      CrashSession session(&server_, server_.dir(), 100 + static_cast<int>(seed), seed);
      session.Run();
      if (!session.TakeSignedDocument().empty()) return seed;
      ++seed;
    }
  }

  KilledServer server_{GetParam().store()};
};

// Does something once a session has begun.
class Interrupted final : public ServerInTrouble {
 public:
  Interrupted(KilledServer* server, std::function<void()> once_begun)
      : server_(*server), once_begun_(std::move(once_begun)) {}

  std::shared_ptr<const ServerCalls> Await(int after, absl::Duration soon) override {
    if (++requests_ == 2) once_begun_();
    return server_.Await(after, soon);
  }

 private:
  KilledServer& server_;
  const std::function<void()> once_begun_;
  int requests_ = 0;
};

// Proves: SES-6, SES-7
TEST_P(CrashDiskTest, OpenSessionsEndWhileThereIsNoRoomForNewOnes) {
  for (int number = 1; number <= 3; ++number) {
    ASSERT_THAT(Prepare(number, kLargeDocument), IsOk());
  }
  const uint64_t seed = StraightSeed();
  std::unique_ptr<FullDisk> full;
  Interrupted server(&server_, [&] {
    full = GetParam().fill(server_);
    EXPECT_THAT(Prepare(4, kVastDocument),
                HasReason(v1::STORE_UNAVAILABLE, HasSubstr(GetParam().words)));
  });
  CrashSession session(&server, server_.dir(), 5, seed);
  session.Run();
  EXPECT_THAT(Prepare(6, kVastDocument), HasReason(v1::STORE_UNAVAILABLE));
  const std::vector<JournalLine> journal = ReadJournal(session.journal());
  EXPECT_THAT(FaultsOf(journal, SessionIs::kOver), IsEmpty());
  EXPECT_EQ(journal.back().state, v1::FINALIZED);
  EXPECT_THAT(XmlsecFaultOf(session.TakeSignedDocument()), IsEmpty());
  full = nullptr;
  EXPECT_THAT(Prepare(6, kVastDocument), IsOk());
  server_.Kill();
  EXPECT_EQ(server_.Ask({"audit", "verify"}).exit_code, 0);
  EXPECT_EQ(server_.Ask({"store", "check"}).exit_code, 0);
}

// Every other time there is room again.
//
// Proves: SES-2, SES-3, SES-5, SES-6, EXP-2, ADM-2
TEST(CrashSqliteDiskTest, NothingAcknowledgedIsLostHoweverOftenTheDiskIsFull) {
  CrashOptions options;
  options.store = SqliteStore();
  options.kills = PARAPHE_SANITIZED ? 20 : 60;
  options.seed = 8;
  std::unique_ptr<FullDisk> full;
  options.instead_of_kill = [&](KilledServer& server, int kill) {
    full = nullptr;
    if (kill % 2 == 0) return;
    full = std::make_unique<FullDisk>(std::vector<pid_t>{server.pid()}, LargestFile(server));
  };
  const CrashReport report = RunUnderKills(options);
  std::cout << ToText(report) << std::endl;
  EXPECT_THAT(report.faults, IsEmpty()) << absl::StrJoin(report.faults, "\n\n");
  EXPECT_EQ(report.kills, options.kills);
  EXPECT_GT(report.signed_documents, 0);
  EXPECT_EQ(report.refused.count("STORE_UNAVAILABLE"), 1u) << "the disk was never full";
}

INSTANTIATE_TEST_SUITE_P(
    Stores, CrashDiskTest,
    ::testing::Values(Disk{"sqlite", SqliteStore, FillSqlite, "the disk of the session store"},
                      Disk{"postgresql", [] { return PostgresqlStore(PostgresServer::Shared()); },
                           FillPostgresql, "the disk of the session store's database is full"}),
    [](const auto& of) { return of.param.name; });

}  // namespace
}  // namespace paraphe::test
