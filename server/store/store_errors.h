// The errors of every store, in the same words, so that an answer does not tell which key was wrong;
// and the checks that every store makes.
#ifndef PARAPHE_SERVER_STORE_STORE_ERRORS_H_
#define PARAPHE_SERVER_STORE_STORE_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "paraphe/v1/account_record.pb.h"
#include "paraphe/v1/audit.pb.h"
#include "paraphe/v1/session_record.pb.h"

namespace paraphe::server {

absl::Status UnknownSession();      // SESSION_UNKNOWN
absl::Status MovedSession();        // SESSION_CONFLICT
absl::Status UsedIdempotencyKey();  // IDEMPOTENCY_CONFLICT

absl::Status UnknownAccount();   // ACCOUNT_UNKNOWN
absl::Status ExistingAccount();  // ACCOUNT_EXISTS
absl::Status MovedAccount();     // SESSION_CONFLICT

// What can be used up (StoreBounds), and whose it is.
enum class Quota { kOpenSessions, kNewSessions, kSessions, kBytes };
enum class Whose { kApplication, kServer };

// OVERLOADED where it is used up, and TOO_LARGE where a session of `bytes` never fits. The words name the setting, and
// of an application no more than that it is the one that asks.
// REQ: SES-7
absl::Status QuotaReached(Quota quota, Whose whose, uint64_t most, absl::Duration retry_after);
absl::Status NeverFits(Whose whose, uint64_t bytes, uint64_t most);

// OVERLOADED, with the time after which it may be tried again, rounded up to whole seconds.
absl::Status Overload(absl::Duration retry_after, absl::string_view message);

// What every store checks before it looks at what it holds: INTERNAL unless `record` may be the
// first version of a session or an account, or may follow `expected_version`.
absl::Status CheckFirst(const v1::SessionRecord& record);
absl::Status CheckFirst(const v1::AccountRecord& record);
absl::Status CheckFollows(uint64_t expected_version, const v1::SessionRecord& record);

// INTERNAL unless what never changes is in `record` as it is stored.
absl::Status CheckSameSession(absl::string_view application, absl::string_view idempotency_key,
                              const v1::SessionRecord& record);

// INTERNAL unless `entry` is of an act that is no session's.
absl::Status CheckNoSessions(const v1::AuditEntry& entry);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_STORE_ERRORS_H_
