#include "common/file.h"

#include <filesystem>
#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/errors.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using test::IsOkAndHolds;
using test::TempDir;
using ::testing::HasSubstr;

TEST(FileTest, ReadsWhatWasWritten) {
  const TempDir dir;
  const std::string bytes("a\0b\n", 4);
  ASSERT_THAT(WriteFile(dir.Join("f"), bytes), IsOk());
  EXPECT_THAT(ReadFile(dir.Join("f"), 4), IsOkAndHolds(bytes));
  EXPECT_THAT(ReadFile(dir.WriteFileOrDie("empty", ""), 0), IsOkAndHolds(""));
}

TEST(FileTest, ReadsLargeFilesWhole) {
  const TempDir dir;
  const std::string bytes(200001, 'x');
  EXPECT_THAT(ReadFile(dir.WriteFileOrDie("f", bytes), bytes.size()), IsOkAndHolds(bytes));
}

TEST(FileTest, ReadsWhatIsNoFileWhole) {
  const TempDir dir;
  const std::string bytes(200001, 'x');
  const std::string pipe = dir.Join("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] { EXPECT_THAT(WriteFile(pipe, bytes), IsOk()); });
  EXPECT_THAT(ReadFile(pipe, bytes.size()), IsOkAndHolds(bytes));
  writer.join();
}

// No byte is moved once it is read.
TEST(FileTest, TakesNoMoreMemoryThanTheFile) {
  const TempDir dir;
  const std::string bytes(200001, 'x');
  const auto read = ReadFile(dir.WriteFileOrDie("f", bytes), 2 * bytes.size());
  ASSERT_THAT(read, IsOk());
  EXPECT_LT(read->capacity(), bytes.size() + 100);
}

// Proves: DOC-6
TEST(FileTest, RefusesFilesBeyondTheLimit) {
  const TempDir dir;
  EXPECT_THAT(ReadFile(dir.WriteFileOrDie("f", "12345"), 4),
              HasReason(v1::TOO_LARGE, HasSubstr("more than 4 bytes")));
  EXPECT_THAT(ReadFile("/dev/zero", 100000), HasReason(v1::TOO_LARGE));
}

TEST(FileTest, NamesTheFileThatCannotBeRead) {
  const TempDir dir;
  EXPECT_THAT(ReadFile(dir.Join("none"), 1),
              HasReason(v1::FILE_UNREADABLE, HasSubstr(dir.Join("none") + ": cannot open")));
  EXPECT_THAT(ReadFile(dir.path(), 1), HasReason(v1::FILE_UNREADABLE, HasSubstr("cannot read")));
}

TEST(FileTest, WritingReplacesWholeAndLeavesNothingElse) {
  const TempDir dir;
  ASSERT_THAT(WriteFile(dir.WriteFileOrDie("f", "long before"), "now"), IsOk());
  EXPECT_EQ(dir.ReadFileOrDie("f"), "now");
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir.path()))
    files += entry.is_regular_file() ? 1u : 0u;
  EXPECT_EQ(files, 1u);
}

TEST(FileTest, AFullDeviceIsAnErrorAndStaysADevice) {
  EXPECT_THAT(WriteFile("/dev/full", "x"),
              HasReason(v1::FILE_UNWRITABLE, HasSubstr("/dev/full: cannot write")));
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
  EXPECT_THAT(WriteFile("/dev/null", "x"), IsOk());
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(FileTest, OnlyOneCanCreateAFile) {
  const TempDir dir;
  EXPECT_THAT(CreateEmptyFile(dir.Join("f"), 0600), IsOk());
  EXPECT_EQ(dir.ReadFileOrDie("f"), "");
  EXPECT_THAT(CreateEmptyFile(dir.Join("f"), 0600), HasReason(v1::USAGE, HasSubstr("exists")));
  EXPECT_THAT(CreateEmptyFile(dir.Join("none/f"), 0600), HasReason(v1::FILE_UNWRITABLE));
}

TEST(FileTest, FailedWritingLeavesTheOldFile) {
  const TempDir dir;
  ASSERT_TRUE(std::filesystem::create_directory(dir.Join("folder")));
  EXPECT_THAT(WriteFile(dir.Join("folder"), "x"),
              HasReason(v1::FILE_UNWRITABLE, HasSubstr("cannot replace")));
  EXPECT_THAT(WriteFile(dir.Join("none/f"), "x"), HasReason(v1::FILE_UNWRITABLE));
  EXPECT_TRUE(std::filesystem::is_directory(dir.Join("folder")));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()),
                          std::filesystem::directory_iterator()),
            1);
}

TEST(FileTest, ResolvesPathsBesideAFile) {
  EXPECT_EQ(ResolveBeside("/etc/paraphe/server.textproto", "tables/a"), "/etc/paraphe/tables/a");
  EXPECT_EQ(ResolveBeside("/etc/paraphe/server.textproto", "/a"), "/a");
  EXPECT_EQ(ResolveBeside("server.textproto", "a"), "a");
}

}  // namespace
}  // namespace paraphe
