#include "client/agent/pager.h"

#include <cstdlib>
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

std::string Script(const TempDir& dir, const std::string& body) {
  const std::string path = dir.WriteFileOrDie("pager", "#!/bin/sh\n" + body);
  chmod(path.c_str(), 0700);
  return path;
}

// A variable of the environment while it lives.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const std::string& value) : name_(name) {
    setenv(name, value.c_str(), 1);
  }
  ~ScopedVariable() { unsetenv(name_); }
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;

 private:
  const char* name_;
};

class PagerTest : public ::testing::Test {
 protected:
  template <typename Typist>
  absl::Status Show(const std::string& pager, const std::string& text, Typist typist) {
    const Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
    absl::Status status;
    std::thread thread([&] { status = ShowInPager(pager, terminal, text, Language::kEnglish); });
    typist();
    if (HasFatalFailure()) pty_.HangUp();
    thread.join();
    pty_.Drain();
    return status;
  }
  absl::Status Show(const std::string& pager, const std::string& text) {
    return Show(pager, text, [] {});
  }

  Pty pty_;
};

// Proves: PRES-1
TEST_F(PagerTest, LessStopsAtEachScreenAndCloses) {
  EXPECT_THAT(Show(kDefaultPager, Lines(60),
                   [this] {
                     ASSERT_TRUE(pty_.WaitFor("-- space = go on, b = back, q = close --"));
                     EXPECT_THAT(pty_.Screen(), Not(HasSubstr("line 24.")));
                     pty_.Type(" ");
                     ASSERT_TRUE(pty_.WaitFor("line 46."));
                     ASSERT_TRUE(pty_.WaitFor("q = close"));
                     pty_.Type(" ");
                     ASSERT_TRUE(pty_.WaitFor("line 60."));
                     pty_.Type("q");
                   }),
              IsOk());
}

// Proves: PRES-1
TEST_F(PagerTest, LessOnlyWritesWhatFitsTheScreen) {
  EXPECT_THAT(Show(kDefaultPager, "Réfection de l'école\n漢字\n"), IsOk());
  EXPECT_THAT(pty_.Screen(), HasSubstr("Réfection de l'école\n漢字\n"));
}

// Proves: PRES-4
TEST_F(PagerTest, LessCutsNoLine) {
  const ScopedVariable chop("LESS", "-S");
  EXPECT_THAT(Show(kDefaultPager, std::string(500, 'x') + "end\n"), IsOk());
  EXPECT_THAT(pty_.Screen(), HasSubstr("xend"));
}

// Proves: PRES-6
TEST_F(PagerTest, LessRunsNoCommandAndOpensNoOtherFile) {
  EXPECT_THAT(Show(kDefaultPager, Lines(60),
                   [&] {
                     ASSERT_TRUE(pty_.WaitFor("q = close"));
                     for (const char* command : {"!", "|", "v", ":e"}) {
                       pty_.Type(command);
                       ASSERT_TRUE(pty_.WaitFor("not available")) << command;
                       pty_.Type("\n");
                       ASSERT_TRUE(pty_.WaitFor("q = close"));
                     }
                     pty_.Type("q");
                   }),
              IsOk());
}

// Proves: PRES-6
TEST_F(PagerTest, EnvironmentOfTheAgentDoesNotSteerLess) {
  const ScopedVariable raw("LESS", "-R");
  const ScopedVariable open("LESSOPEN", "|-echo preprocessed");
  EXPECT_THAT(Show(kDefaultPager, "\x1b[31mred\n"), IsOk());
  EXPECT_THAT(pty_.Screen(), HasSubstr("⟦U+001B⟧[31mred"));
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("preprocessed")));
}

// Proves: PRES-6
TEST_F(PagerTest, ProgramGetsNoArgumentsAndLittleEnvironment) {
  const TempDir dir;
  const ScopedVariable secret("PARAPHE_TEST_SECRET", "secret");
  const ScopedVariable key("LESSKEY", "/tmp/keys");
  const std::string pager =
      Script(dir, absl::StrCat("echo $# > ", dir.Join("count"), "; env > ", dir.Join("env"), "\n"));
  EXPECT_THAT(Show(pager, "x"), IsOk());
  EXPECT_EQ(dir.ReadFileOrDie("count"), "0\n");
  const std::string environment = dir.ReadFileOrDie("env");
  EXPECT_THAT(environment, HasSubstr("LESSSECURE=1\n"));
  EXPECT_THAT(environment, Not(HasSubstr("secret")));
  EXPECT_THAT(environment, Not(HasSubstr("LESSKEY=")));
}

// Proves: PRES-1
TEST_F(PagerTest, ProgramGetsTheWholeText) {
  const TempDir dir;
  const std::string text = Lines(100000);
  EXPECT_THAT(Show(Script(dir, absl::StrCat("cat > ", dir.Join("what"), "\n")), text), IsOk());
  EXPECT_EQ(dir.ReadFileOrDie("what"), text);
}

// Proves: PRES-1
TEST_F(PagerTest, ProgramThatDoesNotReadToTheEndWasClosedByTheSigner) {
  const TempDir dir;
  EXPECT_THAT(Show(Script(dir, "exit 0\n"), Lines(100000)), IsOk());
}

// Proves: PRES-1
TEST_F(PagerTest, ProgramThatFailsHasNotShownTheText) {
  const TempDir dir;
  EXPECT_THAT(Show(Script(dir, "exit 3\n"), "x"), HasReason(v1::INTERNAL, HasSubstr("status 3")));
  EXPECT_THAT(Show(Script(dir, "kill -9 $$\n"), "x"),
              HasReason(v1::INTERNAL, HasSubstr("signal 9")));
}

// Proves: PRES-1
TEST_F(PagerTest, MissingProgramIsNamedAndNothingIsShown) {
  EXPECT_THAT(Show("/nowhere/pager", "secret text"),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("/nowhere/pager")));
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("secret text")));
}

// Proves: PRES-1
TEST_F(PagerTest, PathIsNotACommandLine) {
  EXPECT_THAT(Show("/bin/cat; touch /tmp/owned", "x"), HasReason(v1::FILE_UNREADABLE));
}

}  // namespace
}  // namespace paraphe::agent
