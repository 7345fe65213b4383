#include "common/build_info.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"

namespace paraphe {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

// Proves: ADM-3
TEST(BuildInfoTest, SaysVersionCommitCompilerAndKindOfBuild) {
  EXPECT_THAT(std::string(ProgramVersion()), MatchesRegex("[0-9]+\\.[0-9]+\\.[0-9]+"));
  EXPECT_THAT(ProgramBuild(),
              MatchesRegex("commit ([0-9a-f]{40}(-dirty)?|unknown), [A-Za-z]+ [0-9.]+, [A-Za-z]+"));
}

// Proves: ADM-3
TEST(BuildInfoTest, TheDigestIsThatOfTheFileThatRuns) {
  std::ifstream file(std::filesystem::read_symlink("/proc/self/exe"), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_EQ(ProgramSha256(), absl::BytesToHexString(Sha256(bytes)));
}

TEST(BuildInfoTest, OneLineIsTheNameAndTheVersion) {
  const std::string line = absl::StrCat("paraphed ", ProgramVersion());
  EXPECT_EQ(VersionLine("paraphed"), line);
  EXPECT_EQ(VersionLines("paraphed"),
            absl::StrCat(line, "\nbuild: ", ProgramBuild(), "\nsha256: ", ProgramSha256()));
}

}  // namespace
}  // namespace paraphe
