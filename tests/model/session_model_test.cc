// What spin finds in the model of the session protocol: nothing, in every state that there is.
#include "tests/model/session_model.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::CheckSessionModel;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

// Runs one search, and gives what check.sh says of it.
std::string Search(const std::string& search) {
  const auto result = CheckSessionModel({search});
  EXPECT_THAT(result, paraphe::test::IsOk());
  if (!result.ok()) return "";
  EXPECT_EQ(result->exit_code, 0) << result->err;
  return result->out;
}

// No acknowledged step is lost, no digest leaves after an abort or before it is stored, never two
// DTBS, no export without a verified signature, nothing comes back. Proves: SES-2, SES-3, SES-5, SES-6
TEST(SessionModelTest, NothingIsLostOrComesBackWhateverCrashesAndRepeats) {
  EXPECT_THAT(Search("safety"),
              MatchesRegex("safety\nwhole: [0-9]+ states, errors: 0\nevery line used\n"));
}

// Proves: SES-4
TEST(SessionModelTest, SessionAlwaysEnds) {
  EXPECT_THAT(Search("liveness"), MatchesRegex("liveness\nwhole: [0-9]+ states, errors: 0\n"));
}

TEST(SessionModelTest, FaultThatTheModelDoesNotHaveIsRefused) {
  const auto result = CheckSessionModel({"ABORT"});
  ASSERT_THAT(result, paraphe::test::IsOk());
  EXPECT_EQ(result->exit_code, 2);
  EXPECT_THAT(result->err, HasSubstr("has no fault ABORT"));
}

}  // namespace
}  // namespace paraphe::server
