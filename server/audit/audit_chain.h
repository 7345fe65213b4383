// The chain that joins the entries of the audit log (proto/paraphe/v1/audit.proto), apart from where
// they are kept. It shows every change of the log to whoever knows a later head: entries cannot be
// changed, removed, inserted or reordered before it. What was cut off after it, or written anew from
// the start, shows only against a head that was kept elsewhere.
#ifndef PARAPHE_SERVER_AUDIT_AUDIT_CHAIN_H_
#define PARAPHE_SERVER_AUDIT_AUDIT_CHAIN_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/audit.pb.h"

namespace paraphe::server {

// How far a chain goes. As made: that of an empty log.
struct ChainHead {
  uint64_t number = 0;                                 // of the last entry
  std::string sha256 = std::string(size_t{32}, '\0');  // its hash, raw

  friend bool operator==(const ChainHead& a, const ChainHead& b) {
    return a.number == b.number && a.sha256 == b.sha256;
  }
};

// An entry as it is stored.
struct ChainedEntry {
  std::string body;  // v1::AuditEntry, serialized
  ChainHead head;    // of the chain up to it
};

// `entry` with its number and the hash before it, behind `head`.
//
// REQ: ADM-2
ChainedEntry Chain(const ChainHead& head, v1::AuditEntry entry);

// The entry of `body`, where it is the one that follows `head` and `sha256` is its hash; moves `head` to
// it.
// Errors:
//   AUDIT_BROKEN  names the entry and what is wrong with it; `head` stays
absl::StatusOr<v1::AuditEntry> FollowChain(absl::string_view body, absl::string_view sha256,
                                           ChainHead& head);

// "NUMBER SHA256", the hash in hexadecimal: one line, as heads are kept outside the store.
std::string FormatHead(const ChainHead& head);

// Errors:
//   MALFORMED_FILE  not such a line
absl::StatusOr<ChainHead> ParseHead(absl::string_view line);

// Takes what is stored of one entry: its body, and its raw hash. Both are valid during the call. An
// error ends the reading.
using AuditVisitor = std::function<absl::Status(absl::string_view body, absl::string_view sha256)>;

// Gives every entry of a log, by number, as it stood at one moment. Returns the visitor's error, or one
// of whoever reads it.
using AuditSource = std::function<absl::Status(const AuditVisitor& visit)>;

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_AUDIT_AUDIT_CHAIN_H_
