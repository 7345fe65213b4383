// What is read of sessions, each in one statement: it sees one moment.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_SESSION_READER_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_SESSION_READER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "server/store/postgresql/connection.h"
#include "server/store/session_store.h"
#include "server/store/store_keys.h"

namespace paraphe::server::postgresql {

// As SessionStore has them; and
//
// Errors:
//   INTERNAL           a row does not belong where it stands, or its key is gone
//   STORE_UNAVAILABLE  the store key that it needs is none of `keys`; and those of StatusOf() of failure.h
absl::StatusOr<v1::SessionRecord> LoadRecord(Connection& connection, const StoreKeys& keys,
                                             const SessionKey& key);
absl::StatusOr<std::string> LoadDocument(Connection& connection, const StoreKeys& keys,
                                         absl::string_view id);
absl::StatusOr<std::vector<SessionVersion>> LoadVersions(Connection& connection,
                                                         const std::vector<std::string>& ids);

absl::StatusOr<std::vector<v1::SessionRecord>> ListWaiting(Connection& connection,
                                                           const StoreKeys& keys,
                                                           const std::string& signer, size_t limit);
absl::StatusOr<std::vector<v1::SessionRecord>> ListNewest(Connection& connection,
                                                          const StoreKeys& keys,
                                                          const SessionFilter& filter,
                                                          size_t limit);

// The content key whose id, bytes and store key begin at `column`; INTERNAL where the row has none.
absl::StatusOr<ContentKey> UnwrapKey(const StoreKeys& keys, const Rows& rows, int column,
                                     int row = 0);

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_SESSION_READER_H_
