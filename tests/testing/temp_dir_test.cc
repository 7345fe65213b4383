#include "tests/testing/temp_dir.h"

#include <filesystem>
#include <string>

#include "gtest/gtest.h"

namespace paraphe::test {
namespace {

TEST(TempDirTest, HoldsFilesAndIsRemoved) {
  std::string path;
  {
    const TempDir folder;
    path = folder.path();
    const std::string file = folder.WriteFileOrDie("a/b.txt", absl::string_view("x\0y", 3));
    EXPECT_EQ(file, folder.Join("a/b.txt"));
    EXPECT_EQ(folder.ReadFileOrDie("a/b.txt"), std::string("x\0y", 3));
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(TempDirTest, TwoFoldersDiffer) {
  const TempDir one;
  const TempDir other;
  EXPECT_NE(one.path(), other.path());
}

TEST(TempDirDeathTest, ReadingAMissingFileDies) {
  const TempDir folder;
  EXPECT_DEATH(folder.ReadFileOrDie("none"), "opening a temporary file");
}

}  // namespace
}  // namespace paraphe::test
