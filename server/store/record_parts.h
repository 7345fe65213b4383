// A record apart from what many sessions have in common: the policy, and the text of the table. A
// durable store keeps these once, by digest (POL-7), and what it writes at each transition is small.
#ifndef PARAPHE_SERVER_STORE_RECORD_PARTS_H_
#define PARAPHE_SERVER_STORE_RECORD_PARTS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/session_record.pb.h"

namespace paraphe::server {

// Bytes that sessions share, by their raw SHA-256. Empty after a rollback.
struct SharedPart {
  std::string sha256;
  std::string bytes;
};

// The record without the content of policy and table.
v1::SessionRecord WithoutSharedParts(const v1::SessionRecord& record);

// The record's own part, serialized.
std::string OwnPart(const v1::SessionRecord& record);

// The policy, serialized; and the table file's text.
SharedPart PolicyPart(const v1::SessionRecord& record);
SharedPart TablePart(const v1::SessionRecord& record);

// The record of that part alone.
// Errors:
//   INTERNAL  it cannot be read
absl::StatusOr<v1::SessionRecord> ParseOwnPart(absl::string_view own);

// The record whose parts these are, byte for byte.
// Errors:
//   INTERNAL  `own` or `policy` cannot be read
absl::StatusOr<v1::SessionRecord> JoinParts(absl::string_view own, absl::string_view policy,
                                            absl::string_view table);

// Puts policy and table into a record that lacks them; into one that was rolled back, nothing.
// Errors:
//   INTERNAL  `policy` cannot be read
absl::Status AddSharedParts(absl::string_view policy, absl::string_view table,
                            v1::SessionRecord& record);

// Whether the session waits for a signer who is named (CHN-4): from PREPARED until its digest is answered. And what stands
// in a database's column for that signer: no name; empty where it does not wait.
bool Waits(const v1::SessionRecord& record);
std::string WaitingKey(const v1::SessionRecord& record);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_RECORD_PARTS_H_
