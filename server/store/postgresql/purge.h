// Erasing for good. PostgreSQL does not overwrite: what was deleted or replaced stands in the files of a table until
// its place is used again. So all content is stored sealed, each session's under a key of its own, and keys stand in
// one small table, which this writes anew without those that were deleted. The files of the old table are cut to
// nothing at its commit. What is sealed stays in the tables' files until autovacuum gives its place to others, and
// nobody can open it.
//
// PostgreSQL's write-ahead log holds keys and sealed content, until its segments are overwritten; so do backups, and
// its archive where there is one.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_PURGE_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_PURGE_H_

#include "absl/status/status.h"
#include "absl/time/time.h"

#include "server/store/postgresql/connection.h"

namespace paraphe::server::postgresql {

// Removes the shared parts that no session has any more, and the keys of all that was erased before it was called.
// Nothing where nothing was erased since the last purge, by whichever server. While it writes the table anew, all
// others wait: less than a second for 100,000 sessions. It waits for others at most 200 ms at a time, so that they
// never wait for each other for long.
// Errors, beside those of StatusOf() of failure.h:
//   STORE_UNAVAILABLE  another program, as a backup, reads the table for longer than `patience`
//
// REQ: SES-2
absl::Status PurgeErased(Connection& connection, absl::Duration patience);

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_PURGE_H_
