// Servers are killed under load, and nothing that they acknowledged is lost. Built twice: the sessions
// last in SQLite, and in PostgreSQL.
//
//   PARAPHE_CRASH_KILLS=N   as many kills as asked, in all; else 200, under a sanitizer 40
//   PARAPHE_CRASH_SEED=S    of one seed only; else of a fixed few
//
// What a seed fixes are the sessions and the times between kills; how far each request had come by
// then is chance.
#include "tests/crash/crash_run.h"

#include <cstdlib>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crash/crash_stores.h"

namespace paraphe::test {
namespace {

using ::testing::IsEmpty;

constexpr int kManyKills = 200;
// A sanitizer slows the server down, and looks for something else.
constexpr int kKills = PARAPHE_SANITIZED ? 40 : kManyKills;
constexpr uint64_t kSeeds[] = {1, 2, 3, 4};

template <typename Number>
Number FromEnvironment(const char* name, Number otherwise) {
  const char* const text = std::getenv(name);
  Number number = otherwise;
  if (text != nullptr && !absl::SimpleAtoi(text, &number)) {
    ADD_FAILURE() << name << " is a number";
  }
  return number;
}

std::vector<uint64_t> Seeds() {
  const auto one = FromEnvironment<uint64_t>("PARAPHE_CRASH_SEED", 0);
  if (one != 0) return {one};
  return {std::begin(kSeeds), std::end(kSeeds)};
}

std::string Store() {
  if (!PARAPHE_CRASH_POSTGRESQL) return SqliteStore();
  return PostgresqlStore(server::test::PostgresServer::Shared());
}

std::string Words(const CrashReport& report) { return absl::StrJoin(report.faults, "\n\n"); }

// Proves: SES-2, SES-3, SES-4, SES-5, SES-6, EXP-2, ADM-2
TEST(CrashTest, NothingAcknowledgedIsLostHoweverOftenTheServerIsKilled) {
  const std::vector<uint64_t> seeds = Seeds();
  const int kills = FromEnvironment("PARAPHE_CRASH_KILLS", kKills);
  const int share = (kills + static_cast<int>(seeds.size()) - 1) / static_cast<int>(seeds.size());
  std::set<std::string> lost;
  for (const uint64_t seed : seeds) {
    CrashOptions options;
    options.store = Store();
    options.seed = seed;
    options.kills = share;
    const CrashReport report = RunUnderKills(options);
    std::cout << "seed " << seed << ": " << ToText(report) << std::endl;
    EXPECT_THAT(report.faults, IsEmpty()) << "seed " << seed << "\n" << Words(report);
    EXPECT_EQ(report.kills, share);
    EXPECT_GE(report.lost_answers, share) << "the kills hit nothing";
    EXPECT_GT(report.signed_documents, 0);
    EXPECT_GT(report.judged_by_xmlsec, 0);
    for (const auto& [act, times] : report.lost) lost.insert(act);
  }
  if (kills < kManyKills) return;
  for (const char* act :
       {"Prepare", "Redeem", "Choose", "Consent", "Release", "Deliver", "Finalize"}) {
    EXPECT_EQ(lost.count(act), 1u) << "no kill hit " << act;
  }
}

}  // namespace
}  // namespace paraphe::test
