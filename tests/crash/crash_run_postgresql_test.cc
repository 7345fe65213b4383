// The database of servers that keep running gets into trouble under load, and nothing that they
// acknowledged is lost: it is restarted or crashes, connections are cut in the middle of transactions
// and between a commit and its answer, its disk is full.
#include <iostream>
#include <string>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crash/crash_run.h"
#include "tests/crash/crash_stores.h"
#include "tests/crash/lossy_relay.h"

namespace paraphe::test {
namespace {

using server::test::PostgresServer;
using ::testing::IsEmpty;

constexpr int kRestarts = PARAPHE_SANITIZED ? 4 : 12;
constexpr int kCuts = PARAPHE_SANITIZED ? 20 : 80;
constexpr int kLosses = PARAPHE_SANITIZED ? 10 : 40;

CrashOptions Options(uint64_t seed) {
  CrashOptions options;
  options.store = PostgresqlStore(PostgresServer::Shared());
  options.seed = seed;
  return options;
}

CrashReport RunInTrouble(const CrashOptions& options) {
  const CrashReport report = RunUnderKills(options);
  std::cout << ToText(report) << std::endl;
  EXPECT_THAT(report.faults, IsEmpty()) << absl::StrJoin(report.faults, "\n\n");
  EXPECT_EQ(report.kills, options.kills);
  EXPECT_GT(report.signed_documents, 0);
  return report;
}

// Proves: SES-2, SES-3, SES-5, SES-6, EXP-2, ADM-2
TEST(CrashPostgresqlTest, NothingAcknowledgedIsLostHoweverOftenTheDatabaseIsRestarted) {
  CrashOptions options = Options(5);
  options.kills = kRestarts;
  options.longest_run = absl::Milliseconds(600);
  options.instead_of_kill = [](KilledServer&, int kill) {
    if (kill % 2 == 0) {
      PostgresServer::Shared().Stop();
    } else {
      PostgresServer::Shared().Crash();
    }
    PostgresServer::Shared().Start();
  };
  const CrashReport report = RunInTrouble(options);
  EXPECT_EQ(report.refused.count("STORE_UNAVAILABLE"), 1u) << "the restarts hit nothing";
}

// Proves: SES-2, SES-3, SES-5, SES-6, EXP-2, ADM-2
TEST(CrashPostgresqlTest, NothingAcknowledgedIsLostHoweverOftenConnectionsAreCut) {
  CrashOptions options = Options(6);
  options.kills = kCuts;
  options.longest_run = absl::Milliseconds(40);
  int in_transactions = 0;
  options.instead_of_kill = [&](KilledServer&, int kill) {
    const bool all = kill % 4 == 0;
    const int cut = CutConnections(PostgresServer::Shared(), /*in_transaction=*/!all);
    if (!all) in_transactions += cut;
  };
  const CrashReport report = RunInTrouble(options);
  EXPECT_GT(in_transactions, 0) << "the cuts hit nothing";
}

// What was committed is neither lost nor done a second time where nobody heard of it.
//
// Proves: SES-2, SES-3, SES-5, SES-6, EXP-2, ADM-2
TEST(CrashPostgresqlTest, NothingAcknowledgedIsLostWhereTheAnswersToCommitsAre) {
  LossyRelay relay(PostgresServer::Shared().folder());
  CrashOptions options = Options(7);
  options.store = PostgresqlStore(PostgresServer::Shared(), relay.folder());
  options.kills = kLosses;
  options.longest_run = absl::Milliseconds(60);
  options.instead_of_kill = [&](KilledServer&, int) { relay.LoseAnswers(1); };
  const CrashReport report = RunInTrouble(options);
  EXPECT_GT(relay.lost(), kLosses / 2);
  EXPECT_EQ(report.refused.count("STORE_UNAVAILABLE"), 1u) << "nobody noticed";
}

}  // namespace
}  // namespace paraphe::test
