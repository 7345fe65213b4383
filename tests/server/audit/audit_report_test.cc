#include "server/audit/audit_report.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "nlohmann/json.hpp"
#include "tests/server/audit/audit_log.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;
using test::AuditLog;
using test::SampleAuditEntry;
using test::SampleAuditLog;
using test::SourceOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// Proves: ADM-2
TEST(VerifyAuditTest, AWholeLogHasItsHead) {
  const AuditLog log = SampleAuditLog(4);
  EXPECT_THAT(VerifyAudit(SourceOf(log), {}), IsOkAndHolds(log.back().head));
  const AuditLog empty;
  EXPECT_THAT(VerifyAudit(SourceOf(empty), {}), IsOkAndHolds(ChainHead()));
}

// Proves: ADM-2
TEST(VerifyAuditTest, HeadsThatWereKeptAreInIt) {
  const AuditLog log = SampleAuditLog(4);
  EXPECT_THAT(VerifyAudit(SourceOf(log), {log[3].head, ChainHead(), log[1].head}),
              IsOkAndHolds(log.back().head));
}

// Proves: ADM-2
TEST(VerifyAuditTest, ALogWhoseEndWasCutOffIsBroken) {
  AuditLog log = SampleAuditLog(4);
  const ChainHead kept = log.back().head;
  log.pop_back();
  EXPECT_THAT(VerifyAudit(SourceOf(log), {}), IsOk()) << "the chain alone does not show it";
  EXPECT_THAT(VerifyAudit(SourceOf(log), {kept}),
              HasReason(v1::AUDIT_BROKEN, HasSubstr("ends at entry 3, and had 4")));
}

// Proves: ADM-2
TEST(VerifyAuditTest, ALogThatWasWrittenAnewIsBroken) {
  const AuditLog log = SampleAuditLog(4);
  AuditLog other;
  ChainHead head;
  for (int i = 0; i < 4; ++i) {
    other.push_back(Chain(head, SampleAuditEntry("another")));
    head = other.back().head;
  }
  EXPECT_THAT(VerifyAudit(SourceOf(other), {log[1].head}),
              HasReason(v1::AUDIT_BROKEN, HasSubstr("entry 2")));
}

// Proves: ADM-2
TEST(VerifyAuditTest, TheFirstBrokenLinkIsNamed) {
  AuditLog log = SampleAuditLog(6);
  log[2].body[10] ^= 1;
  log[4].body[10] ^= 1;
  EXPECT_THAT(VerifyAudit(SourceOf(log), {}), HasReason(v1::AUDIT_BROKEN, HasSubstr("entry 3")));
}

// Proves: ADM-2
TEST(VerifyAuditTest, WhatTheSourceSaysIsTheAnswer) {
  const AuditSource broken = [](const AuditVisitor&) {
    return MakeError(v1::STORE_UNAVAILABLE, "the disk fails");
  };
  EXPECT_THAT(VerifyAudit(broken, {}), HasReason(v1::STORE_UNAVAILABLE));
}

// Proves: ADM-2
TEST(ExportAuditTest, WritesOneObjectForEachEntry) {
  const AuditLog log = SampleAuditLog(3);
  std::vector<nlohmann::json> lines;
  ASSERT_THAT(ExportAudit(SourceOf(log),
                          [&](absl::string_view line) {
                            lines.push_back(nlohmann::json::parse(line));
                            return absl::OkStatus();
                          }),
              IsOk());
  ASSERT_THAT(lines, SizeIs(3));
  EXPECT_EQ(lines[1]["number"], 2);
  EXPECT_EQ(lines[1]["act"], "act 1");
  EXPECT_EQ(lines[1]["actor"], "signer");
  EXPECT_EQ(lines[1]["state"], "SIGNED");
  EXPECT_EQ(lines[1]["session_id"], "session-a");
  EXPECT_EQ(lines[1]["time"], "2026-09-21T14:13:20+00:00");
  EXPECT_EQ(lines[1]["document_sha256"],
            "0101010101010101010101010101010101010101010101010101010101010101");
  EXPECT_FALSE(lines[1].contains("policy")) << "what is not known is left out";
}

// Proves: ADM-2
TEST(ExportAuditTest, EndsAtTheFirstBrokenLinkAndAtAFailedWrite) {
  AuditLog log = SampleAuditLog(4);
  int lines = 0;
  const auto full = [&](absl::string_view) {
    return ++lines == 2 ? MakeError(v1::FILE_UNWRITABLE, "full") : absl::OkStatus();
  };
  EXPECT_THAT(ExportAudit(SourceOf(log), full), HasReason(v1::FILE_UNWRITABLE));
  EXPECT_EQ(lines, 2);
  log[1].body[0] ^= 1;
  lines = 10;
  EXPECT_THAT(ExportAudit(SourceOf(log), full), HasReason(v1::AUDIT_BROKEN));
  EXPECT_EQ(lines, 11);
}

// Proves: ADM-2
TEST(SessionAuditTest, TellsOneSessionOnly) {
  AuditLog log;
  ChainHead head;
  for (const char* session : {"a", "b", "a"}) {
    log.push_back(Chain(head, SampleAuditEntry("Consent", session)));
    head = log.back().head;
  }
  const auto found = FindSessionAudit(SourceOf(log), "a");
  ASSERT_THAT(found, IsOk());
  ASSERT_THAT(*found, SizeIs(2));
  EXPECT_EQ((*found)[1].number(), 3u);
  EXPECT_THAT(FindSessionAudit(SourceOf(log), "c"), HasReason(v1::SESSION_UNKNOWN));
  std::swap(log[0], log[1]);
  EXPECT_THAT(FindSessionAudit(SourceOf(log), "a"), HasReason(v1::AUDIT_BROKEN));
}

}  // namespace
}  // namespace paraphe::server
