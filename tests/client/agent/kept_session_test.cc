#include "client/agent/kept_session.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kServer[] = "localhost:7443";

class KeptSessionTest : public ::testing::Test {
 protected:
  KeptSession Take(absl::string_view key = "TICKET", absl::string_view address = kServer) {
    return *KeptSession::Take(folder_, address, key);
  }
  std::vector<std::string> Files() const {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      files.push_back(entry.path().string());
    }
    return files;
  }

  test::TempDir dir_;
  const std::string folder_ = dir_.Join("state/paraphe");
};

v1::KeptSession At(v1::KeptSession::Stage stage) {
  v1::KeptSession change;
  change.set_stage(stage);
  return change;
}

v1::KeptSession Opened() {
  v1::KeptSession change = At(v1::KeptSession::OPEN);
  change.set_session_token("the-token");
  change.set_session_id("session-1");
  return change;
}

// Proves: SES-5
TEST_F(KeptSessionTest, TheNextAgentFindsWhatWasKept) {
  {
    KeptSession kept = Take();
    EXPECT_EQ(kept.state().stage(), v1::KeptSession::STAGE_UNSPECIFIED);
    ASSERT_THAT(kept.Keep(Opened()), IsOk());
    ASSERT_THAT(kept.Keep(At(v1::KeptSession::DEVICE_ASKED)), IsOk());
  }
  const KeptSession kept = Take();
  EXPECT_EQ(kept.state().stage(), v1::KeptSession::DEVICE_ASKED);
  EXPECT_EQ(kept.state().session_token(), "the-token");
  EXPECT_TRUE(kept.MayBeReleased());
}

// Proves: SES-5
TEST_F(KeptSessionTest, AnotherTicketOrServerFindsNothing) {
  KeptSession kept = Take();
  ASSERT_THAT(kept.Keep(Opened()), IsOk());
  EXPECT_TRUE(Take("OTHER").state().session_token().empty());
  EXPECT_TRUE(Take("TICKET", "localhost:1").state().session_token().empty());
}

// Proves: DEV-3
TEST_F(KeptSessionTest, FileIsItsOwnersAloneAndNamesNeitherTicketNorServer) {
  KeptSession kept = Take();
  ASSERT_THAT(kept.Keep(Opened()), IsOk());
  ASSERT_THAT(Files(), SizeIs(1));
  struct stat info = {};
  ASSERT_EQ(stat(Files()[0].c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0600u);
  ASSERT_EQ(stat(folder_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0700u);
  EXPECT_THAT(Files()[0], Not(HasSubstr("TICKET")));
  EXPECT_THAT(*ReadFile(Files()[0], 1 << 16), Not(HasSubstr("TICKET")));
}

// Proves: SES-5
TEST_F(KeptSessionTest, OneAgentWorksOnASession) {
  const KeptSession first = Take();
  EXPECT_THAT(KeptSession::Take(folder_, kServer, "TICKET"),
              HasReason(v1::USAGE, HasSubstr("another window")));
}

// Proves: SES-5
TEST_F(KeptSessionTest, WhatIsForgottenIsOverwrittenAndGone) {
  KeptSession kept = Take();
  ASSERT_THAT(kept.Keep(Opened()), IsOk());
  const std::string path = Files()[0];
  const int held = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  kept.Forget();
  EXPECT_THAT(Files(), IsEmpty());
  std::string bytes(4096, 'x');
  const ssize_t size = read(held, bytes.data(), bytes.size());
  close(held);
  ASSERT_GT(size, 0);
  EXPECT_TRUE(
      std::all_of(bytes.begin(), bytes.begin() + size, [](char byte) { return byte == 0; }));
}

// Proves: SES-5
TEST_F(KeptSessionTest, NothingStaysWhereNothingWasKept) {
  { const KeptSession kept = Take(); }
  EXPECT_THAT(Files(), IsEmpty());
}

// Proves: SES-5
TEST_F(KeptSessionTest, MessageThatWasCutCountsNotAndTheNextOneDoes) {
  std::string path;
  {
    KeptSession kept = Take();
    ASSERT_THAT(kept.Keep(Opened()), IsOk());
    path = Files()[0];
    ASSERT_THAT(kept.Keep(At(v1::KeptSession::DEVICE_ASKED)), IsOk());
  }
  ASSERT_EQ(truncate(path.c_str(), static_cast<off_t>(std::filesystem::file_size(path) - 1)), 0);
  {
    KeptSession kept = Take();
    EXPECT_EQ(kept.state().stage(), v1::KeptSession::OPEN);
    ASSERT_THAT(kept.Keep(At(v1::KeptSession::RELEASE_ASKED)), IsOk());
  }
  EXPECT_EQ(Take().state().stage(), v1::KeptSession::RELEASE_ASKED);
}

// Proves: SES-5
TEST_F(KeptSessionTest, FileThatIsNoneIsNotBelieved) {
  std::string path;
  {
    KeptSession kept = Take();
    ASSERT_THAT(kept.Keep(Opened()), IsOk());
    path = Files()[0];
  }
  ASSERT_THAT(WriteFile(path, std::string(100000, 'a'), 0600), IsOk());
  {
    KeptSession kept = Take();
    EXPECT_EQ(kept.state().stage(), v1::KeptSession::STAGE_UNSPECIFIED);
    ASSERT_THAT(kept.Keep(Opened()), IsOk());
  }
  EXPECT_EQ(Take().state().session_id(), "session-1");
}

// Proves: DEV-3
TEST_F(KeptSessionTest, WhatOthersMayReadIsRefused) {
  {
    KeptSession kept = Take();
    ASSERT_THAT(kept.Keep(Opened()), IsOk());
  }
  ASSERT_EQ(chmod(Files()[0].c_str(), 0644), 0);
  EXPECT_THAT(KeptSession::Take(folder_, kServer, "TICKET"),
              HasReason(v1::FILE_UNWRITABLE, HasSubstr("others may read")));
  ASSERT_EQ(chmod(folder_.c_str(), 0755), 0);
  EXPECT_THAT(KeptSession::Take(folder_, kServer, "OTHER"),
              HasReason(v1::FILE_UNWRITABLE, HasSubstr("others may read")));
}

// Proves: SES-5
TEST_F(KeptSessionTest, UnfinishedAreThoseThatMayBeReleasedAtThisServer) {
  {
    KeptSession open = Take("OPEN"), released = Take("RELEASED"),
                elsewhere = Take("X", "localhost:1");
    ASSERT_THAT(open.Keep(Opened()), IsOk());
    ASSERT_THAT(released.Keep(At(v1::KeptSession::RELEASE_ASKED)), IsOk());
    ASSERT_THAT(elsewhere.Keep(At(v1::KeptSession::SIGNED)), IsOk());
    EXPECT_THAT(KeptSession::Unfinished(folder_, kServer), IsEmpty()) << "an agent works on them";
  }
  const std::vector<KeptSession> unfinished = KeptSession::Unfinished(folder_, kServer);
  ASSERT_THAT(unfinished, SizeIs(1));
  EXPECT_EQ(unfinished[0].state().stage(), v1::KeptSession::RELEASE_ASKED);
  EXPECT_THAT(Files(), SizeIs(3));
}

// Proves: SES-5
TEST_F(KeptSessionTest, WhatNobodyAskedForInAWeekIsWiped) {
  {
    KeptSession kept = Take("X", "localhost:1");
    ASSERT_THAT(kept.Keep(Opened()), IsOk());
  }
  const timespec old[2] = {{time(nullptr) - 8 * 86400, 0}, {time(nullptr) - 8 * 86400, 0}};
  ASSERT_EQ(utimensat(AT_FDCWD, Files()[0].c_str(), old, 0), 0);
  EXPECT_THAT(KeptSession::Unfinished(folder_, kServer), IsEmpty());
  EXPECT_THAT(Files(), IsEmpty());
}

}  // namespace
}  // namespace paraphe::agent
