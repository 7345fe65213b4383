#include "common/text_file.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

// Proves: POL-1
TEST(TextFileTest, ReadsAMessage) {
  TextFile file;
  v1::ErrorDetail detail;
  EXPECT_TRUE(file.Parse("# a comment\nreason: USAGE\nposition { line: 3 }\n", detail));
  EXPECT_EQ(detail.reason(), v1::USAGE);
  EXPECT_EQ(detail.position().line(), 3u);
  EXPECT_THAT(file.ToStatus(v1::MALFORMED_FILE, "f"), IsOk());
}

// Proves: POL-1
TEST(TextFileTest, AFaultOfSyntaxHasLineAndColumn) {
  TextFile file;
  v1::ErrorDetail detail;
  EXPECT_FALSE(file.Parse("reason: USAGE\n  no_such: 1\n", detail));
  ASSERT_THAT(file.faults(), SizeIs(1));
  EXPECT_EQ(file.faults()[0].line, 2u);
  EXPECT_GE(file.faults()[0].column, 3u);
  EXPECT_THAT(file.faults()[0].message, HasSubstr("no_such"));
  const absl::Status status = file.ToStatus(v1::MALFORMED_FILE, "policy.textproto");
  EXPECT_THAT(status, HasReason(v1::MALFORMED_FILE, StartsWith("policy.textproto:2:")));
  EXPECT_EQ(GetErrorDetail(status)->position().line(), 2u);
}

// Proves: POL-1
TEST(TextFileTest, RefusesWhatIsNotTheMessage) {
  for (const char* text :
       {"reason: NO_SUCH", "reason: USAGE reason: USAGE", "position { line: -1 }", "position {",
        "reason: USAGE }", "session_state: 3", "\xFF"}) {
    TextFile file;
    v1::ErrorDetail detail;
    EXPECT_FALSE(file.Parse(text, detail)) << text;
    EXPECT_FALSE(file.faults().empty());
  }
  TextFile file;
  v1::ErrorDetail detail;
  EXPECT_TRUE(file.Parse("", detail));
  EXPECT_THAT(file.faults(), IsEmpty());
}

// Proves: POL-1
TEST(TextFileTest, FaultsOfMeaningStandAtTheirFieldInTheOrderOfTheText) {
  TextFile file;
  v1::ErrorDetail detail;
  ASSERT_TRUE(file.Parse("reason: USAGE\nposition {\n  line: 3\n}\n", detail));
  file.AddFault({{"position"}, {"line"}}, "second");
  file.AddFault({{"reason"}}, "first");
  const absl::Status status = file.ToStatus(v1::POLICY_INVALID, "f");
  EXPECT_EQ(status.message(), "f:1:1: reason: first\nf:3:3: position.line: second");
  EXPECT_EQ(GetErrorDetail(status)->position().column(), 1u);
}

// Proves: POL-1
TEST(TextFileTest, AnAbsentFieldIsBlamedOnTheLastThatTheTextHas) {
  TextFile file;
  v1::ErrorDetail detail;
  ASSERT_TRUE(file.Parse("reason: USAGE\n position {\n}\n", detail));
  file.AddFault({{"position"}, {"line"}}, "needed");
  file.AddFault({{"session_state"}}, "needed");
  file.AddFault({}, "whole");
  EXPECT_EQ(file.ToStatus(v1::POLICY_INVALID, "f").message(),
            "f:1:1: session_state: needed\nf:1:1: whole\nf:2:2: position.line: needed");
}

TEST(TextFileTest, KnowsWhatIsWritten) {
  TextFile file;
  v1::ErrorDetail detail;
  ASSERT_TRUE(file.Parse("reason: ERROR_REASON_UNSPECIFIED position { line: 0 }", detail));
  EXPECT_TRUE(file.IsWritten({{"reason"}}));
  EXPECT_TRUE(file.IsWritten({{"position"}, {"line"}}));
  EXPECT_FALSE(file.IsWritten({{"position"}, {"column"}}));
  EXPECT_FALSE(file.IsWritten({{"session_state"}}));
}

TEST(TextFileTest, EmptyWordsAreNoFault) {
  TextFile file;
  v1::ErrorDetail detail;
  ASSERT_TRUE(file.Parse("", detail));
  file.AddFaultUnlessEmpty({{"reason"}}, "");
  file.AddFaultIfEmpty({{"reason"}}, "given");
  EXPECT_THAT(file.faults(), IsEmpty());
  file.AddFaultIfEmpty({{"reason"}}, "");
  EXPECT_THAT(file.faults(), SizeIs(1));
}

// Proves: POL-1
TEST(TextFileTest, OtherEncodingsAreRefusedByPlace) {
  v1::ErrorDetail detail;
  TextFile latin;
  EXPECT_FALSE(latin.Parse("reason: USAGE\n# caf\xE9\n", detail));
  EXPECT_THAT(latin.ToStatus(v1::MALFORMED_FILE, "f"),
              HasReason(v1::MALFORMED_FILE, "f:2:6: not UTF-8; save the file in that encoding"));
  TextFile marked;
  EXPECT_FALSE(marked.Parse("\xEF\xBB\xBFreason: USAGE", detail));
  EXPECT_THAT(marked.ToStatus(v1::MALFORMED_FILE, "f"),
              HasReason(v1::MALFORMED_FILE, StartsWith("f:1:1: byte order mark")));
}

// Proves: DOC-6
TEST(TextFileTest, DepthAndFaultsWithoutNumberAreBounded) {
  std::string deep;
  std::string faulty;
  for (int i = 0; i < 100000; ++i) {
    deep += "a {";
    faulty += "reason: x\n";
  }
  for (const std::string& text : {deep, faulty}) {
    TextFile file;
    v1::ErrorDetail detail;
    EXPECT_FALSE(file.Parse(text, detail));
    EXPECT_THAT(file.faults(), SizeIs(::testing::Lt(100)));
  }
}

// Proves: POL-1
TEST(TextFileTest, AFileIsReadUpToItsBoundAndJudgedOnlyWhereItParses) {
  const test::TempDir dir;
  v1::ErrorDetail detail;
  const auto judge = [](TextFile& file) { file.AddFault({{"reason"}}, "judged"); };
  const auto read = [&](const std::string& text, size_t limit) {
    return ReadTextFile(dir.WriteFileOrDie("f", text), limit, v1::TABLE_INVALID, detail, judge);
  };
  EXPECT_THAT(read("reason: USAGE", 13), HasReason(v1::TABLE_INVALID, HasSubstr("judged")));
  EXPECT_THAT(read("reason: USAGE", 12), HasReason(v1::TOO_LARGE));
  EXPECT_THAT(read("reason: x", 99), HasReason(v1::TABLE_INVALID, Not(HasSubstr("judged"))));
  EXPECT_THAT(ReadTextFile(dir.Join("none"), 1, v1::TABLE_INVALID, detail, judge),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("none")));
}

}  // namespace
}  // namespace paraphe
