#include "server/store/postgresql/claims.h"

#include "common/status_macros.h"
#include "server/store/session_store.h"

namespace paraphe::server::postgresql {
namespace {

constexpr Statement kClaimDue{
    "claim_due",
    "WITH due AS (SELECT id FROM sessions WHERE deadline <= $1::bigint AND (claimed_until IS NULL "
    "OR claimed_until <= now() OR claimed_by = $3::bytea) ORDER BY deadline LIMIT $2::bigint "
    "FOR NO KEY UPDATE SKIP LOCKED), "
    "claimed AS (UPDATE sessions SET claimed_by = $3::bytea, claimed_until = now() + $4::bigint * "
    "interval '1 millisecond' FROM due WHERE sessions.id = due.id "
    "RETURNING sessions.id, sessions.deadline) SELECT id FROM claimed ORDER BY deadline"};

}  // namespace

absl::StatusOr<std::vector<std::string>> ClaimDue(Connection& connection, absl::string_view claimer,
                                                  absl::Time time, size_t limit) {
  connection.Add(kClaimDue, Arguments()
                                .Number(ToColumn(time))
                                .Number(static_cast<int64_t>(limit))
                                .Bytes(claimer)
                                .Number(absl::ToInt64Milliseconds(kClaimLease)));
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  std::vector<std::string> ids;
  for (int row = 0; row < results[0].size(); ++row) ids.emplace_back(results[0].Bytes(0, row));
  return ids;
}

}  // namespace paraphe::server::postgresql
