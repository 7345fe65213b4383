// What deploy/release.sh hands out, judged by sha256sum. Proves: ADM-3
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;

class ReleaseTest : public testing::Test {
 protected:
  CommandResult Run(const std::vector<std::string>& arguments) const {
    const auto result = RunCommand(arguments);
    EXPECT_THAT(result, IsOk());
    return result.value_or(CommandResult());
  }
  CommandResult Release(const std::string& build) const {
    return Run({absl::StrCat(std::getenv("PARAPHE_SOURCE"), "/deploy/release.sh"), build, out_});
  }
  CommandResult Judge() const {
    return Run(
        {"sh", "-c", absl::StrCat("cd '", out_, "' && sha256sum --strict --quiet -c SHA256SUMS")});
  }

  const TempDir dir_;
  const std::string out_ = dir_.Join("paraphe");
};

TEST_F(ReleaseTest, EveryFileIsInTheManifestAndAChangeShows) {
  const std::string build =
      std::filesystem::path(OurProgram("paraphed")).parent_path().parent_path();
  const CommandResult made = Release(build);
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(Judge().exit_code, 0);
  const std::string sums = dir_.ReadFileOrDie("paraphe/SHA256SUMS");
  for (const char* file :
       {"bin/paraphed", "bin/paraphe", "bin/paraphe-agent", "bin/paraphe-device", "README.md",
        "deploy/systemd/paraphed.service", "proto/paraphe/v1/audit.proto"}) {
    EXPECT_THAT(sums, HasSubstr(absl::StrCat("  ", file, "\n"))) << file;
  }
  // The window is there where it was built.
  const bool has_window = std::filesystem::exists(absl::StrCat(build, "/bin/paraphe-desk"));
  EXPECT_EQ(absl::StrContains(sums, "  bin/paraphe-desk\n"), has_window);
  EXPECT_THAT(dir_.ReadFileOrDie("paraphe/VERSIONS"),
              ContainsRegex("paraphe-agent [0-9.]+\nbuild: "));
  // Each says of itself what the manifest says of it.
  const CommandResult said = Run({absl::StrCat(out_, "/bin/paraphe"), "--version", "--verbose"});
  const std::string digest = said.out.substr(said.out.find("sha256: ") + 8, 64);
  EXPECT_THAT(sums, HasSubstr(absl::StrCat(digest, "  bin/paraphe\n")));
  dir_.WriteFileOrDie("paraphe/README.md", "another");
  EXPECT_NE(Judge().exit_code, 0);
}

TEST_F(ReleaseTest, WhatIsThereIsNotReplacedAndWhatIsMissingIsNamed) {
  const CommandResult none = Release(dir_.path());
  EXPECT_EQ(none.exit_code, 3);
  EXPECT_THAT(none.err, HasSubstr("bin/paraphed is missing"));
  EXPECT_FALSE(std::filesystem::exists(out_));
  std::filesystem::create_directory(out_);
  EXPECT_EQ(Release(dir_.path()).exit_code, 2);
}

}  // namespace
}  // namespace paraphe::test
