#include "common/fault_list.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;

TEST(FaultListTest, NothingAddedIsNoError) {
  FaultList faults;
  EXPECT_THAT(faults.ToStatus(), IsOk());
  faults.Add(absl::OkStatus());
  EXPECT_THAT(faults.ToStatus(), IsOk());
}

TEST(FaultListTest, EveryFaultIsALineAndTheFirstSaysTheReasonAndThePlace) {
  v1::SourcePosition place;
  place.set_line(7);
  FaultList faults;
  faults.Add(MakeErrorAt(v1::TABLE_INVALID, place, "a.textproto:7: first"));
  faults.Add(absl::OkStatus());
  faults.Add(MakeError(v1::FILE_UNREADABLE, "b.textproto: second\nc.textproto: third"));
  const absl::Status status = faults.ToStatus();
  EXPECT_THAT(status, HasReason(v1::TABLE_INVALID));
  EXPECT_EQ(status.message(), "a.textproto:7: first\nb.textproto: second\nc.textproto: third");
  EXPECT_EQ(GetErrorDetail(status)->position().line(), 7u);
}

}  // namespace
}  // namespace paraphe
