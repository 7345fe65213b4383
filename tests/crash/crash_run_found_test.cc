// The check of a crash run is able to fail: servers that lose what they acknowledged are found.
#include <filesystem>
#include <string>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/crash/crash_run.h"

namespace paraphe::test {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;

std::string Words(const CrashReport& report) { return absl::StrJoin(report.faults, "\n\n"); }

// A store that forgets.
TEST(CrashFoundTest, AServerThatForgetsIsFound) {
  CrashOptions options;
  options.store = "store { memory {} }";
  options.lasts = false;
  const CrashReport report = RunUnderKills(options);
  EXPECT_LT(report.kills, 10) << "the first fault ends the run; " << ToText(report);
  // The second is that of a Prepare that was repeated with its key.
  EXPECT_THAT(report.faults, Contains(AnyOf(HasSubstr("an acknowledged session is lost"),
                                            HasSubstr("the same session has another id"))))
      << Words(report);
}

// A store that is put back as it was some kills ago, as from an old backup, or by a disk that did not
// write what it said that it wrote.
TEST(CrashFoundTest, AStoreThatGoesBackInTimeIsFound) {
  namespace fs = std::filesystem;
  CrashOptions options;
  options.kills = 30;
  options.while_down = [](const KilledServer& server, int kill) {
    const fs::path backup = server.dir().Join("backup");
    if (kill == 4) fs::create_directory(backup);
    for (const char* name : {"crash.db", "crash.db-wal"}) {
      const fs::path file = server.dir().Join(name);
      if (kill == 4 && fs::exists(file)) fs::copy_file(file, backup / name);
      if (kill != 12) continue;
      fs::remove(file);
      if (fs::exists(backup / name)) fs::copy_file(backup / name, file);
    }
    if (kill == 12) fs::remove(server.dir().Join("crash.db-shm"));
  };
  const CrashReport report = RunUnderKills(options);
  // Where hardly a step was acknowledged in between, a head of the audit log that was kept tells.
  EXPECT_THAT(report.faults, Contains(AnyOf(HasSubstr("a step is lost"),
                                            HasSubstr("an acknowledged session is lost"),
                                            HasSubstr("the audit log is broken"))))
      << Words(report);
}

}  // namespace
}  // namespace paraphe::test
