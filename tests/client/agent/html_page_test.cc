#include "client/agent/html_page.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::TempDir;

class HtmlPageTest : public ::testing::Test {
 protected:
  HtmlPageTest() { setenv("XDG_RUNTIME_DIR", dir_.path().c_str(), 1); }
  ~HtmlPageTest() override { unsetenv("XDG_RUNTIME_DIR"); }

  TempDir dir_;
};

// Proves: PRES-1
TEST_F(HtmlPageTest, IsItsUsersAloneAndGoneAfterwards) {
  std::string path;
  {
    const auto page = HtmlPage::Write("<html/>");
    ASSERT_THAT(page, IsOk());
    path = page->path();
    EXPECT_THAT(ReadFile(path, 100), IsOkAndHolds("<html/>"));
    struct stat folder = {};
    ASSERT_EQ(stat(std::filesystem::path(path).parent_path().c_str(), &folder), 0);
    EXPECT_EQ(folder.st_mode & 07777, 0700u);
    struct stat file = {};
    ASSERT_EQ(stat(path.c_str(), &file), 0);
    EXPECT_EQ(file.st_mode & 07777, 0600u);
  }
  EXPECT_TRUE(std::filesystem::is_empty(dir_.path()));
}

// Proves: PRES-1
TEST_F(HtmlPageTest, IsNotLostWhenItMoves) {
  absl::StatusOr<HtmlPage> first = HtmlPage::Write("1");
  ASSERT_THAT(first, IsOk());
  HtmlPage page = *std::move(first);
  EXPECT_THAT(ReadFile(page.path(), 100), IsOkAndHolds("1"));
  page = *HtmlPage::Write("2");
  EXPECT_THAT(ReadFile(page.path(), 100), IsOkAndHolds("2"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir_.path()), {}), 1);
}

// Proves: PRES-1
TEST_F(HtmlPageTest, BrowserGetsThePathAndNoTerminal) {
  const std::string seen = dir_.Join("seen");
  const std::string browser = dir_.WriteFileOrDie(
      "browser", absl::StrCat("#!/bin/sh\n{ echo \"$#:$1\"; readlink /proc/self/fd/0; } > ", seen,
                              ".new\nmv ", seen, ".new ", seen, "\n"));
  chmod(browser.c_str(), 0700);
  const auto page = HtmlPage::Write("x");
  ASSERT_THAT(page, IsOk());
  ASSERT_TRUE(page->Open(browser));
  const absl::Time limit = absl::Now() + absl::Seconds(20);
  while (access(seen.c_str(), F_OK) != 0 && absl::Now() < limit) sched_yield();
  EXPECT_EQ(dir_.ReadFileOrDie("seen"), absl::StrCat("1:", page->path(), "\n/dev/null\n"));
}

// Proves: PRES-1
TEST_F(HtmlPageTest, WithoutABrowserItSaysSo) {
  const auto page = HtmlPage::Write("x");
  ASSERT_THAT(page, IsOk());
  EXPECT_FALSE(page->Open("/nowhere/browser"));
  unsetenv("DISPLAY");
  unsetenv("WAYLAND_DISPLAY");
  EXPECT_FALSE(page->Open(""));
}

}  // namespace
}  // namespace paraphe::agent
