// Servers are killed under load, and nothing that they acknowledged is lost.
//
//   PARAPHE_CRASH_KILLS=N   as many kills as asked, in all; else 200, under a sanitizer 40
//   PARAPHE_CRASH_SEED=S    of one seed only; else of a fixed few
//
// What a seed fixes are the sessions and the times between kills; how far each request had come by
// then is chance.
#include "tests/crash/crash_run.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe::test {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;
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

void Print(uint64_t seed, const CrashReport& report) {
  std::cout << "seed " << seed << ": " << report.kills << " kills, and " << report.kills_early
            << " while starting; " << report.sessions << " sessions, " << report.signed_documents
            << " signed; " << report.acknowledged << " answers, " << report.lost_answers
            << " lost: " << absl::StrJoin(report.lost, " ", absl::PairFormatter(" ")) << std::endl;
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
    options.seed = seed;
    options.kills = share;
    const CrashReport report = RunUnderKills(options);
    Print(seed, report);
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

// The check is able to fail: a store that forgets is found.
TEST(CrashTest, AServerThatForgetsIsFound) {
  CrashOptions options;
  options.store = "store { memory {} }";
  options.lasts = false;
  const CrashReport report = RunUnderKills(options);
  Print(options.seed, report);
  EXPECT_LT(report.kills, 10) << "the first fault ends the run";
  // The second is that of a Prepare that was repeated with its key.
  EXPECT_THAT(report.faults, Contains(AnyOf(HasSubstr("an acknowledged session is lost"),
                                            HasSubstr("the same session has another id"))))
      << Words(report);
}

// A store that is put back as it was some kills ago, as from an old backup, or by a disk that did not
// write what it said that it wrote.
TEST(CrashTest, AStoreThatGoesBackInTimeIsFound) {
  namespace fs = std::filesystem;
  CrashOptions options;
  options.kills = 20;
  options.while_down = [](const KilledServer& server, int kill) {
    const fs::path backup = server.dir().Join("backup");
    if (kill == 4) fs::create_directory(backup);
    for (const char* name : {"crash.db", "crash.db-wal"}) {
      const fs::path file = server.dir().Join(name);
      if (kill == 4 && fs::exists(file)) fs::copy_file(file, backup / name);
      if (kill != 8) continue;
      fs::remove(file);
      if (fs::exists(backup / name)) fs::copy_file(backup / name, file);
    }
    if (kill == 8) fs::remove(server.dir().Join("crash.db-shm"));
  };
  const CrashReport report = RunUnderKills(options);
  Print(options.seed, report);
  EXPECT_LT(report.kills, 20) << "the first fault ends the run";
  EXPECT_THAT(report.faults, Contains(AnyOf(HasSubstr("a step is lost"),
                                            HasSubstr("an acknowledged session is lost"))))
      << Words(report);
}

}  // namespace
}  // namespace paraphe::test
