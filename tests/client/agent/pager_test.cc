#include "client/agent/pager.h"

#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "tests/client/testing/pty.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::Pty;
using ::paraphe::test::TempDir;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) absl::StrAppend(&text, "line ", i, ".\n");
  return text;
}

// Proves: PRES-1
TEST(TakeRowTest, CutsAtLinesAndAtTheEdge) {
  absl::string_view text = "abc\n\ndefghij\n";
  EXPECT_EQ(TakeRow(text, 5), "abc");
  EXPECT_EQ(TakeRow(text, 5), "");
  EXPECT_EQ(TakeRow(text, 5), "defgh");
  EXPECT_EQ(TakeRow(text, 5), "ij");
  EXPECT_TRUE(text.empty());
}

// Proves: PRES-1
TEST(TakeRowTest, NeverCutsACharacter) {
  absl::string_view text = "éééé漢漢";
  EXPECT_EQ(TakeRow(text, 3), "ééé");
  EXPECT_EQ(TakeRow(text, 3), "é漢");
  EXPECT_EQ(TakeRow(text, 3), "漢");
}

// Proves: PRES-4
TEST(TakeRowTest, LosesNothing) {
  const std::string whole = Lines(50) + std::string(1000, 'x') + "\n" + Lines(3);
  absl::string_view text = whole;
  std::string rows;
  while (!text.empty()) absl::StrAppend(&rows, TakeRow(text, 7));
  std::string expected = whole;
  expected.erase(std::remove(expected.begin(), expected.end(), '\n'), expected.end());
  EXPECT_EQ(rows, expected);
}

class PagerTest : public ::testing::Test {
 protected:
  template <typename Typist>
  absl::Status Show(const std::string& text, Typist typist) {
    Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
    absl::Status status;
    std::thread thread([&] { status = ShowPaged(terminal, text, Language::kEnglish); });
    typist();
    thread.join();
    pty_.Drain();
    return status;
  }

  Pty pty_;
};

// Proves: PRES-1
TEST_F(PagerTest, StopsAtEachScreen) {
  EXPECT_THAT(Show(Lines(60),
                   [this] {
                     ASSERT_TRUE(pty_.WaitFor("close"));
                     EXPECT_THAT(pty_.Screen(), Not(HasSubstr("line 23.")));
                     pty_.Type("\n");
                     ASSERT_TRUE(pty_.WaitFor("line 44."));
                     ASSERT_TRUE(pty_.WaitFor("close"));
                     pty_.Type("\n");
                     ASSERT_TRUE(pty_.WaitFor("line 60."));
                   }),
              IsOk());
}

// Proves: PRES-1
TEST_F(PagerTest, ClosesOrRunsToTheEndOnDemand) {
  EXPECT_THAT(Show(Lines(60),
                   [this] {
                     ASSERT_TRUE(pty_.WaitFor("close"));
                     pty_.Type("f\n");
                     ASSERT_TRUE(pty_.WaitFor("line 60."));
                   }),
              IsOk());
}

// Proves: CONS-2
TEST_F(PagerTest, StopsTheSessionAtTheEndOfInput) {
  EXPECT_THAT(Show(Lines(60),
                   [this] {
                     ASSERT_TRUE(pty_.WaitFor("close"));
                     pty_.Type("\x04");
                   }),
              HasReason(v1::ABORTED_BY_SIGNER));
}

std::string Script(const TempDir& dir, const std::string& body) {
  const std::string path = dir.WriteFileOrDie("pager", "#!/bin/sh\n" + body);
  chmod(path.c_str(), 0700);
  return path;
}

// Proves: PRES-1
TEST(ProgramPagerTest, GetsTheWholeTextAndNoFreedom) {
  const TempDir dir;
  const std::string text = Lines(100000);
  const std::string path = Script(dir, absl::StrCat("echo $LESSSECURE $# > ", dir.Join("how"),
                                                    "; cat > ", dir.Join("what"), "\n"));
  EXPECT_THAT(ShowInProgram(path, text), IsOk());
  EXPECT_EQ(dir.ReadFileOrDie("what"), text);
  EXPECT_EQ(dir.ReadFileOrDie("how"), "1 0\n");
}

// Proves: PRES-1
TEST(ProgramPagerTest, ClosedEarlyIsNoError) {
  const TempDir dir;
  EXPECT_THAT(ShowInProgram(Script(dir, "exit 0\n"), Lines(100000)), IsOk());
}

// Proves: PRES-1
TEST(ProgramPagerTest, MissingProgramIsNamed) {
  EXPECT_THAT(ShowInProgram("/nowhere/pager", "x"),
              HasReason(v1::INTERNAL, HasSubstr("/nowhere/pager")));
}

// Proves: PRES-1
TEST(ProgramPagerTest, PathIsNotACommandLine) {
  EXPECT_THAT(ShowInProgram("/bin/cat; touch /tmp/owned", "x"), HasReason(v1::INTERNAL));
}

}  // namespace
}  // namespace paraphe::agent
