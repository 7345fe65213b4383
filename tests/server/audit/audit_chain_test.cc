#include "server/audit/audit_chain.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;
using ::testing::HasSubstr;

v1::AuditEntry Entry(absl::string_view act) {
  v1::AuditEntry entry;
  entry.set_session_id("0123456789abcdef0123456789abcdef");
  entry.set_act(std::string(act));
  return entry;
}

std::vector<ChainedEntry> ChainOf(int count) {
  std::vector<ChainedEntry> chain;
  ChainHead head;
  for (int i = 0; i < count; ++i) {
    chain.push_back(Chain(head, Entry(absl::StrCat("act ", i))));
    head = chain.back().head;
  }
  return chain;
}

// OK where the whole chain holds.
absl::Status Follow(const std::vector<ChainedEntry>& chain, ChainHead& head) {
  for (const ChainedEntry& one : chain) {
    const auto entry = FollowChain(one.body, one.head.sha256, head);
    if (!entry.ok()) return entry.status();
  }
  return absl::OkStatus();
}
absl::Status Follow(const std::vector<ChainedEntry>& chain) {
  ChainHead head;
  return Follow(chain, head);
}

// Proves: ADM-2
TEST(AuditChainTest, AChainHoldsAndEndsAtItsHead) {
  const auto chain = ChainOf(5);
  ChainHead head;
  EXPECT_THAT(Follow(chain, head), IsOk());
  EXPECT_EQ(head, chain.back().head);
  EXPECT_EQ(head.number, 5u);
}

// Proves: ADM-2
TEST(AuditChainTest, AnEntryComesBackAsItWasWritten) {
  ChainHead head;
  const ChainedEntry one = Chain(head, Entry("Create"));
  const auto entry = FollowChain(one.body, one.head.sha256, head);
  ASSERT_THAT(entry, IsOk());
  EXPECT_EQ(entry->number(), 1u);
  EXPECT_EQ(entry->act(), "Create");
  EXPECT_EQ(entry->previous_sha256(), std::string(32, '\0'));
  EXPECT_EQ(one.head.sha256, Sha256(one.body));
}

// Proves: ADM-2
TEST(AuditChainTest, AFlippedBitBreaksItAtThatEntry) {
  for (size_t at = 0; at < 5; ++at) {
    auto chain = ChainOf(5);
    chain[at].body[chain[at].body.size() / 2] ^= 1;
    EXPECT_THAT(Follow(chain),
                HasReason(v1::AUDIT_BROKEN, HasSubstr(absl::StrCat("entry ", at + 1))));
  }
}

// Proves: ADM-2
TEST(AuditChainTest, AnEntryThatWasWrittenAnewBreaksItAtTheNext) {
  auto chain = ChainOf(5);
  chain[2] = Chain(chain[1].head, Entry("another"));
  EXPECT_THAT(Follow(chain), HasReason(v1::AUDIT_BROKEN, HasSubstr("entry 4")));
}

// Proves: ADM-2
TEST(AuditChainTest, ARemovedADoubledAndAMovedEntryBreakIt) {
  auto removed = ChainOf(5), doubled = removed, moved = removed;
  removed.erase(removed.begin() + 2);
  doubled.insert(doubled.begin() + 2, doubled[1]);
  std::swap(moved[2], moved[3]);
  EXPECT_THAT(Follow(removed), HasReason(v1::AUDIT_BROKEN, HasSubstr("entry 3: entry 4 stands")));
  EXPECT_THAT(Follow(doubled), HasReason(v1::AUDIT_BROKEN, HasSubstr("entry 3: entry 2 stands")));
  EXPECT_THAT(Follow(moved), HasReason(v1::AUDIT_BROKEN, HasSubstr("entry 3: entry 4 stands")));
}

// Proves: ADM-2
TEST(AuditChainTest, WhatCannotBeReadBreaksIt) {
  ChainHead head;
  const std::string bytes = "\xff\xff\xff";
  EXPECT_THAT(FollowChain(bytes, Sha256(bytes), head), HasReason(v1::AUDIT_BROKEN));
  EXPECT_EQ(head, ChainHead());
}

// Proves: ADM-2
TEST(AuditChainTest, AHeadIsOneLineAndComesBack) {
  const ChainHead head = ChainOf(3).back().head;
  EXPECT_THAT(ParseHead(FormatHead(head)), IsOkAndHolds(head));
  EXPECT_THAT(ParseHead(absl::StrCat(FormatHead(head), "\n")), IsOkAndHolds(head));
  const std::string digits(64, 'a');
  for (const std::string& line :
       {std::string(), std::string("3"), absl::StrCat("3 ", digits, "0"),
        absl::StrCat("x ", digits), absl::StrCat("3  ", digits), absl::StrCat("03 ", digits),
        absl::StrCat("-1 ", digits), absl::StrCat("3 ", std::string(64, 'A')),
        absl::StrCat("3 ", std::string(64, 'g'))}) {
    EXPECT_THAT(ParseHead(line), HasReason(v1::MALFORMED_FILE)) << line;
  }
}

}  // namespace
}  // namespace paraphe::server
