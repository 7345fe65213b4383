#include "client/cli/output.h"

#include "gtest/gtest.h"

#include "common/errors.h"

namespace paraphe::cli {
namespace {

// Proves: PRES-6
TEST(OutputTest, NothingInvisibleReachesTheTerminal) {
  EXPECT_EQ(ForTerminal("\x1B[2J"), "⟦U+001B⟧[2J");
  EXPECT_EQ(ForTerminal("Maire\u202E"), "Maire⟦U+202E⟧");
  EXPECT_EQ(ForTerminal("a\nb"), "a\u240Ab");
  EXPECT_EQ(ForTerminal("Hélène Lefèvre"), "Hélène Lefèvre");
}

TEST(OutputTest, ErrorsAsJsonHoldReasonAndPlace) {
  v1::SourcePosition position;
  position.set_line(3);
  position.set_column(14);
  position.set_byte_offset(88);
  const Json json = ErrorToJson(MakeErrorAt(v1::DOCUMENT_NOT_CANONICAL, position, "3:14: x"));
  EXPECT_EQ(json["reason"], "DOCUMENT_NOT_CANONICAL");
  EXPECT_EQ(json["recovery"], "FIX_INPUT");
  EXPECT_EQ(json["position"]["byte_offset"], 88);
  EXPECT_FALSE(json.contains("device_code"));
}

TEST(OutputTest, ErrorsWithoutDetailAreInternal) {
  EXPECT_EQ(ErrorToJson(absl::UnknownError("x"))["reason"], "INTERNAL");
}

}  // namespace
}  // namespace paraphe::cli
