#include "client/cli/output.h"

#include <filesystem>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::cli {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;

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

TEST(OutputTest, EveryStateHasItsOwnText) {
  const std::string unknown(StateText(v1::SESSION_STATE_UNSPECIFIED));
  std::set<std::string> texts = {unknown};
  for (int state = v1::SessionState_MIN + 1; state <= v1::SessionState_MAX; ++state) {
    EXPECT_TRUE(texts.emplace(StateText(static_cast<v1::SessionState>(state))).second) << state;
  }
  EXPECT_EQ(unknown, "a state that this program does not know");
  EXPECT_EQ(StateText(static_cast<v1::SessionState>(99)), unknown);
  EXPECT_EQ(StateText(v1::EXPIRED), "expired and rolled back");
}

TEST(OutputTest, TimesAreWholeSecondsInUtc) {
  google::protobuf::Timestamp time;
  time.set_seconds(1795339800);
  time.set_nanos(999999999);
  EXPECT_EQ(TimeText(time), "2026-11-22T09:30:00Z");
  time.set_seconds(-1);
  EXPECT_EQ(TimeText(time), "1969-12-31T23:59:59Z");
}

TEST(OutputTest, StandardOutputHoldsADocumentOrJson) {
  EXPECT_TRUE(CheckJsonAndOut(false, "-").ok());
  EXPECT_TRUE(CheckJsonAndOut(true, "file").ok());
  EXPECT_EQ(ReasonOf(CheckJsonAndOut(true, "-")), v1::USAGE);
}

TEST(OutputTest, AFileThatExistsIsReplacedByForceOnly) {
  const test::TempDir dir;
  const std::string there = dir.WriteFileOrDie("there.xml", "<a></a>");
  EXPECT_THAT(CheckNothingIsLost(there, false, {}),
              HasReason(v1::USAGE, HasSubstr("there.xml: exists already; --force replaces it")));
  EXPECT_THAT(CheckNothingIsLost(there, true, {"-", "", dir.Join("other.xml")}), IsOk());
  for (const std::string& out : {dir.Join("new.xml"), std::string("-"), std::string()}) {
    EXPECT_THAT(CheckNothingIsLost(out, false, {there, "-", ""}), IsOk());
  }
}

TEST(OutputTest, WhatACommandReadsIsNeverReplaced) {
  const test::TempDir dir;
  const std::string source = dir.WriteFileOrDie("source.xml", "<a></a>");
  const std::string link = dir.Join("link.xml");
  const std::string hard_link = dir.Join("hard.xml");
  std::filesystem::create_symlink(source, link);
  std::filesystem::create_hard_link(source, hard_link);
  for (const std::string& out : {source, dir.Join("./source.xml"), link, hard_link}) {
    for (const bool force : {false, true}) {
      EXPECT_THAT(CheckNothingIsLost(out, force, {"-", source}),
                  HasReason(v1::USAGE, HasSubstr("uses it otherwise")))
          << out;
    }
  }
  EXPECT_THAT(CheckNothingIsLost(dir.Join("new"), true, {dir.Join("new")}), HasReason(v1::USAGE))
      << "two outputs, one file";
  EXPECT_THAT(CheckNothingIsLost(link, true, {dir.Join("new")}), IsOk()) << "the twin";
}

}  // namespace
}  // namespace paraphe::cli
