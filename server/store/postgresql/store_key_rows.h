// The keys of the operator's that content keys are stored under (server/store/store_keys.h): which there are,
// and their rotation.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_STORE_KEY_ROWS_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_STORE_KEY_ROWS_H_

#include "absl/status/status.h"

#include "server/store/postgresql/connection.h"
#include "server/store/store_keys.h"

namespace paraphe::server::postgresql {

// Errors, beside those of StatusOf() of failure.h:
//   STORE_UNUSABLE  a content key is stored under another key than `keys` has; names it
absl::Status CheckStoreKeys(Connection& connection, const StoreKeys& keys);

// Stores each content key that is in clear, or under another key, under the current one, some at a time;
// several servers may do so at once, as each leaves out what another has locked. What a session's content is sealed with stays, so that no document is
// written. The next purge takes what stood there before out of the files. Nothing where `keys` has none.
// Errors, beside those of StatusOf() of failure.h:
//   STORE_UNAVAILABLE  a content key is stored under another key than `keys` has
absl::Status RenewStoreKeys(Connection& connection, const StoreKeys& keys);

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_STORE_KEY_ROWS_H_
