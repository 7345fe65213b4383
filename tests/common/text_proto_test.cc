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

// Proves: POL-1, PRES-3
TEST(TextProtoTest, EveryStatementThatDoesNotParseIsReported) {
  TextProto file;
  v1::ErrorDetail detail;
  EXPECT_FALSE(
      file.Parse("reason: NO_SUCH\nposition { line: x colour: 1 column: 2 }\n"
                 "session_state: \"a\" session_state: \"b\"\n} no_such { a { b: 1 } }\n",
                 detail));
  EXPECT_TRUE(file.readable());
  EXPECT_EQ(detail.position().column(), 2u);
  EXPECT_THAT(std::string(file.ToStatus(v1::MALFORMED_FILE, "f").message()),
              ::testing::MatchesRegex("f:1:9: Unknown enumeration value.* Use one of .*\n"
                                      "f:2:18: Expected integer.*\n"
                                      "f:2:20: .* no field named \"colour\".*line, column.*\n"
                                      "f:3:20: Non-repeated field.*\n"
                                      "f:4:1: Expected identifier.*\n"
                                      "f:4:3: .* no field named \"no_such\".*"));
}

// Proves: POL-1
TEST(TextProtoTest, AFaultOfMeaningDoesNotRepeatOneOfSyntax) {
  TextProto file;
  v1::ErrorDetail detail;
  EXPECT_FALSE(file.Parse("reason: NO_SUCH session_state: \"a\"", detail));
  file.AddFault(nullptr, detail, "reason", 0, "needs a reason");
  EXPECT_THAT(file.faults(), SizeIs(1));
  file.AddFault(nullptr, detail, "session_state", 0, "is no state");
  EXPECT_THAT(file.faults(), SizeIs(2));
}

// Proves: POL-1
TEST(TextProtoTest, OtherEncodingsAreRefusedByPlace) {
  TextProto file;
  v1::ErrorDetail detail;
  EXPECT_FALSE(file.Parse("reason: USAGE\n# caf\xE9\n", detail));
  EXPECT_FALSE(file.readable());
  EXPECT_THAT(file.ToStatus(v1::MALFORMED_FILE, "f"),
              HasReason(v1::MALFORMED_FILE, "f:2:6: not UTF-8; save the file in that encoding"));
  EXPECT_FALSE(file.Parse("\xEF\xBB\xBFreason: USAGE", detail));
  EXPECT_THAT(file.ToStatus(v1::MALFORMED_FILE, "f"),
              HasReason(v1::MALFORMED_FILE, ::testing::StartsWith("f:1:1: byte order mark")));
}

// Proves: DOC-6
TEST(TextProtoTest, DepthAndFaultsWithoutNumberAreBounded) {
  TextProto file;
  v1::ErrorDetail detail;
  std::string deep;
  std::string faulty;
  for (int i = 0; i < 100000; ++i) {
    deep += "a {";
    faulty += "reason: x\n";
  }
  EXPECT_FALSE(file.Parse(deep, detail));
  EXPECT_FALSE(file.Parse(faulty, detail));
  EXPECT_THAT(file.faults(), ::testing::SizeIs(::testing::Lt(100)));
}

}  // namespace
}  // namespace paraphe
