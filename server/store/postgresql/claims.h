// Which server sweeps what: each is given sessions of its own.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_CLAIMS_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_CLAIMS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "server/store/postgresql/connection.h"

namespace paraphe::server::postgresql {

// What a claim's owner is known by: one for each store that is open.
inline constexpr size_t kClaimerBytes = 16;

// As SessionStore::ClaimDue() has it, for the owner `claimer`, who may claim again what it has. The lease runs by
// the database's clock. A session that another transaction has locked is none to wait for: it is being changed.
// Errors: as StatusOf() of failure.h
absl::StatusOr<std::vector<std::string>> ClaimDue(Connection& connection, absl::string_view claimer,
                                                  absl::Time time, size_t limit);

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_CLAIMS_H_
