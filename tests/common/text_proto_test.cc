#include "common/text_proto.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Proves: POL-1
TEST(TextProtoTest, ReadsAMessage) {
  TextProto file;
  v1::ErrorDetail detail;
  EXPECT_TRUE(file.Parse("# a comment\nreason: USAGE\nposition { line: 3 }\n", detail));
  EXPECT_EQ(detail.reason(), v1::USAGE);
  EXPECT_EQ(detail.position().line(), 3u);
  EXPECT_THAT(file.ToStatus(v1::MALFORMED_FILE, "f"), IsOk());
}

// Proves: POL-1
TEST(TextProtoTest, FaultsOfSyntaxHaveLineAndColumn) {
  TextProto file;
  v1::ErrorDetail detail;
  EXPECT_FALSE(file.Parse("reason: USAGE\n  no_such: 1\n", detail));
  ASSERT_THAT(file.faults(), SizeIs(1));
  EXPECT_EQ(file.faults()[0].line, 2u);
  EXPECT_GE(file.faults()[0].column, 3u);
  const absl::Status status = file.ToStatus(v1::MALFORMED_FILE, "policy.textproto");
  EXPECT_THAT(status, HasReason(v1::MALFORMED_FILE, ::testing::StartsWith("policy.textproto:2:")));
  EXPECT_EQ(GetErrorDetail(status)->position().line(), 2u);
}

// Proves: POL-1
TEST(TextProtoTest, RefusesWhatIsNotTheMessage) {
  TextProto file;
  v1::ErrorDetail detail;
  for (const char* text :
       {"reason: NO_SUCH", "reason: USAGE reason: USAGE", "position { line: -1 }", "position {",
        "reason: USAGE }", "session_state: 3", "\xFF"}) {
    EXPECT_FALSE(file.Parse(text, detail)) << text;
    EXPECT_FALSE(file.faults().empty());
  }
  EXPECT_TRUE(file.Parse("", detail));
  EXPECT_THAT(file.faults(), IsEmpty());
}

// Proves: POL-1
TEST(TextProtoTest, FaultsOfMeaningStandAtTheirField) {
  TextProto file;
  v1::ErrorDetail detail;
  ASSERT_TRUE(file.Parse("reason: USAGE\nposition {\n  line: 3\n}\n", detail));
  file.AddFault(nullptr, detail, "reason", 0, "first");
  file.AddFault(file.Nested(nullptr, detail, "position", 0), detail.position(), "line", 0,
                "second");
  ASSERT_THAT(file.faults(), SizeIs(2));
  EXPECT_EQ(file.faults()[0].line, 1u);
  EXPECT_EQ(file.faults()[0].column, 1u);
  EXPECT_EQ(file.faults()[1].line, 3u);
  EXPECT_EQ(file.faults()[1].column, 3u);
  EXPECT_EQ(file.ToStatus(v1::POLICY_INVALID, "f").message(), "f:1:1: first\nf:3:3: second");
}

}  // namespace
}  // namespace paraphe
