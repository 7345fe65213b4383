#include "server/audit/audit_chain.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "common/errors.h"
#include "common/hash.h"

namespace paraphe::server {
namespace {

constexpr size_t kSha256Bytes = 32;

absl::Status Broken(uint64_t number, absl::string_view what) {
  return MakeError(v1::AUDIT_BROKEN,
                   absl::StrCat("the audit log is broken at entry ", number, ": ", what));
}

}  // namespace

ChainedEntry Chain(const ChainHead& head, v1::AuditEntry entry) {
  entry.set_number(head.number + 1);
  entry.set_previous_sha256(head.sha256);
  std::string body = entry.SerializeAsString();
  ChainHead next = {head.number + 1, Sha256(body)};
  return {std::move(body), std::move(next)};
}

absl::StatusOr<v1::AuditEntry> FollowChain(absl::string_view body, absl::string_view sha256,
                                           ChainHead& head) {
  const uint64_t number = head.number + 1;
  const std::string computed = Sha256(body);
  if (computed != sha256) return Broken(number, "it is not what was hashed when it was written");
  v1::AuditEntry entry;
  if (!entry.ParseFromArray(body.data(), static_cast<int>(body.size()))) {
    return Broken(number, "it cannot be read");
  }
  if (entry.number() != number) {
    return Broken(number, absl::StrCat("entry ", entry.number(), " stands in its place"));
  }
  if (entry.previous_sha256() != head.sha256) {
    return Broken(number, "it does not follow the entry before it");
  }
  head = {number, computed};
  return entry;
}

std::string FormatHead(const ChainHead& head) {
  return absl::StrCat(head.number, " ", absl::BytesToHexString(head.sha256));
}

absl::StatusOr<ChainHead> ParseHead(absl::string_view line) {
  const absl::string_view text = absl::StripSuffix(line, "\n");
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ' ');
  ChainHead head;
  if (parts.size() == 2 && absl::SimpleAtoi(parts[0], &head.number) &&
      parts[1].size() == 2 * kSha256Bytes) {
    head.sha256 = absl::HexStringToBytes(parts[1]);
    // What is no hexadecimal digit does not come back as it was.
    if (FormatHead(head) == text) return head;
  }
  return MakeError(v1::MALFORMED_FILE,
                   "not a head of the audit log: NUMBER, a blank and 64 lower-case hexadecimal "
                   "digits are needed");
}

}  // namespace paraphe::server
