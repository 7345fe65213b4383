#include "server/audit/audit_heads.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/errors.h"
#include "common/file.h"
#include "tests/server/audit/audit_log.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AuditHeadsTest : public ::testing::Test {
 protected:
  std::string Text() { return *ReadFile(file_, 1 << 20); }

  const paraphe::test::TempDir dir_;
  const std::string file_ = dir_.Join("paraphed.db.heads");
  const test::AuditLog log_ = test::SampleAuditLog(2);
  paraphe::test::FakeClock clock_;
  absl::StatusOr<ChainHead> head_ = log_[0].head;
  AuditHeads heads_{file_, [this] { return head_; }, &clock_};
};

// Proves: ADM-2
TEST_F(AuditHeadsTest, AddsEachNewHeadOnce) {
  heads_.Note();
  heads_.Note();
  head_ = log_[1].head;
  heads_.Note();
  EXPECT_THAT(ReadAuditHeads(file_), IsOkAndHolds(ElementsAre(log_[0].head, log_[1].head)));
  EXPECT_THAT(Text(), HasSubstr(absl::StrCat("Z ", FormatHead(log_[0].head), "\n")));
  struct stat info = {};
  ASSERT_EQ(stat(file_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

// Proves: ADM-2
TEST_F(AuditHeadsTest, AnEmptyLogHasNoHeadToKeep) {
  head_ = ChainHead();
  heads_.Note();
  EXPECT_THAT(ReadAuditHeads(file_), IsOkAndHolds(IsEmpty()));
}

// Proves: ADM-2
TEST_F(AuditHeadsTest, AHeadThatCouldNotBeReadIsKeptTheNextTime) {
  head_ = MakeError(v1::STORE_UNAVAILABLE, "the disk fails");
  heads_.Note();
  EXPECT_THAT(ReadAuditHeads(file_), IsOkAndHolds(IsEmpty()));
  head_ = log_[0].head;
  heads_.Note();
  EXPECT_THAT(ReadAuditHeads(file_), IsOkAndHolds(ElementsAre(log_[0].head)));
}

// Proves: ADM-2
TEST_F(AuditHeadsTest, ALineThatIsNoHeadIsNamed) {
  heads_.Note();
  ASSERT_THAT(WriteFile(file_, absl::StrCat(Text(), "2026-11-26T10:00:00Z 2 abc\n")),
              paraphe::test::IsOk());
  EXPECT_THAT(ReadAuditHeads(file_), HasReason(v1::MALFORMED_FILE, HasSubstr(".heads:2")));
}

}  // namespace
}  // namespace paraphe::server
