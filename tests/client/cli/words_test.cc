#include "client/cli/words.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

#include "paraphe/v1/session.pb.h"

namespace paraphe::cli {
namespace {

TEST(WordsTest, EveryStateHasItsOwnWords) {
  const std::string unknown(WordsFor(v1::SESSION_STATE_UNSPECIFIED));
  std::set<std::string> words = {unknown};
  for (int state = v1::SessionState_MIN + 1; state <= v1::SessionState_MAX; ++state) {
    EXPECT_TRUE(words.emplace(WordsFor(static_cast<v1::SessionState>(state))).second) << state;
  }
  EXPECT_EQ(unknown, "a state that this program does not know");
  EXPECT_EQ(WordsFor(static_cast<v1::SessionState>(99)), unknown);
  EXPECT_EQ(WordsFor(v1::EXPIRED), "expired and rolled back");
}

TEST(WordsTest, TimesAreWholeSecondsInUtc) {
  google::protobuf::Timestamp time;
  time.set_seconds(1795339800);
  time.set_nanos(999999999);
  EXPECT_EQ(TimeText(time), "2026-11-22T09:30:00Z");
  time.set_seconds(-1);
  EXPECT_EQ(TimeText(time), "1969-12-31T23:59:59Z");
}

}  // namespace
}  // namespace paraphe::cli
