// The system's clock jumps, forwards and backwards, under a server and its sessions.
#include <cstdio>
#include <iostream>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crash/crash_documents.h"
#include "tests/crash/crash_run.h"
#include "tests/crash/crash_stores.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {
namespace {

using ::testing::IsEmpty;

constexpr char kLifetimes[] =
    "session_lifetime { seconds: 3600 } signing_lifetime { seconds: 1800 }";

// The clock of a program that is started in its environment.
class OtherClock {
 public:
  OtherClock() { Set("+0"); }

  // Ahead of the system's, or behind: "+2h", "-30m".
  void Set(const std::string& offset) {
    dir_.WriteFileOrDie("new", absl::StrCat(offset, "\n"));
    EXPECT_EQ(std::rename(dir_.Join("new").c_str(), dir_.Join("clock").c_str()), 0);
  }
  // Of Debian's package faketime. Time that passes, and what was waited for, are the system's.
  std::map<std::string, std::string> environment() const {
    return {{"LD_PRELOAD", "/usr/$LIB/faketime/libfaketimeMT.so.1"},
            {"FAKETIME_TIMESTAMP_FILE", dir_.Join("clock")},
            {"FAKETIME_NO_CACHE", "1"},
            {"FAKETIME_DONT_FAKE_MONOTONIC", "1"}};
  }

 private:
  const TempDir dir_;
};

// Whoever sets the clock, the sweeper sweeps.
//
// Proves: SES-2, SES-4
TEST(CrashClockTest, SessionsExpireThoughNobodyAsksForThemAndTheClockWasSetTwice) {
  OtherClock clock;
  KilledServer server(absl::StrCat(SqliteStore(), kLifetimes), clock.environment());
  ASSERT_THAT(server.Start(), IsOk());
  for (const char* offset : {"+2h", "+4h"}) {
    v1::PrepareRequest request;
    request.set_document(CrashDocument(1, 1, 0));
    request.set_application(kCrashApplication);
    request.set_signer_role("Maire");
    request.set_table_name(kCrashTable);
    const auto prepared = server.Await(0, absl::ZeroDuration())->Prepare(request);
    ASSERT_THAT(prepared, IsOk());
    clock.Set(offset);
    EXPECT_TRUE(server.WaitFor(absl::StrCat("id=", prepared->session_id(), " event=Expire")))
        << offset;
  }
}

// Proves: SES-2, SES-3, SES-4, SES-5, SES-6, EXP-2, ADM-2
TEST(CrashClockTest, NothingAcknowledgedIsLostHoweverOftenTheClockJumps) {
  constexpr const char* kOffsets[] = {"+2h", "-1h", "+5h", "+0", "-3h", "+20m", "+3h", "-5h"};
  OtherClock clock;
  CrashOptions options;
  options.store = absl::StrCat(SqliteStore(), kLifetimes);
  options.environment = clock.environment();
  options.clock_jumps = true;
  options.kills = 80;
  options.seed = 9;
  options.instead_of_kill = [&](KilledServer&, int kill) {
    clock.Set(kOffsets[static_cast<size_t>(kill) % std::size(kOffsets)]);
  };
  const CrashReport report = RunUnderKills(options);
  std::cout << ToText(report) << std::endl;
  EXPECT_THAT(report.faults, IsEmpty()) << absl::StrJoin(report.faults, "\n\n");
  EXPECT_EQ(report.kills, options.kills);
  EXPECT_GT(report.signed_documents, 0);
  EXPECT_EQ(report.refused.count("SESSION_EXPIRED"), 1u) << "no jump hit a session";
}

}  // namespace
}  // namespace paraphe::test
