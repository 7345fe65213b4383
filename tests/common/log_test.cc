#include "common/log.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

std::string Logged(LogLevel level, const std::string& value) {
  testing::internal::CaptureStderr();
  Log(level, "session_opened", {{"state", value}, {"bytes", "12"}});
  return testing::internal::GetCapturedStderr();
}

TEST(LogTest, OneLineAnEvent) {
  SetLogLevel(LogLevel::kInfo);
  EXPECT_THAT(
      Logged(LogLevel::kInfo, "PREPARED"),
      MatchesRegex("[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\\.[0-9]{3}Z info session_opened "
                   "state=PREPARED bytes=12\n"));
}

TEST(LogTest, NothingBelowTheLevel) {
  SetLogLevel(LogLevel::kWarning);
  EXPECT_EQ(Logged(LogLevel::kInfo, "x"), "");
  EXPECT_THAT(Logged(LogLevel::kError, "x"), HasSubstr("error"));
  SetLogLevel(LogLevel::kInfo);
}

// Proves: CHN-6
TEST(LogTest, ValuesCannotForgeALineOrAField) {
  SetLogLevel(LogLevel::kInfo);
  const std::string line = Logged(LogLevel::kInfo, "a\nb c=d \"e\" \x1b[0m\r");
  EXPECT_THAT(line, EndsWith(" bytes=12\n"));
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_THAT(line, Not(HasSubstr("\x1b")));
  EXPECT_THAT(line, HasSubstr("state=\"a\\nb c=d \\\"e\\\" "));
  EXPECT_THAT(Logged(LogLevel::kInfo, ""), HasSubstr("state=\"\" bytes"));
}

}  // namespace
}  // namespace paraphe
