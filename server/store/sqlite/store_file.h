// A store in SQLite as a file, for who only reads it: a server may write to it meanwhile.
#ifndef PARAPHE_SERVER_STORE_SQLITE_STORE_FILE_H_
#define PARAPHE_SERVER_STORE_SQLITE_STORE_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "server/audit/audit_chain.h"

namespace paraphe::server::sqlite {

// The audit log of the store at `path`; it is opened when the source is asked.
// Errors:
//   FILE_UNREADABLE    there is no such file
//   STORE_UNUSABLE     it is not a store of this program's version
//   STORE_UNAVAILABLE  it cannot be read, or is damaged
AuditSource ReadAudit(const std::string& path);

// The head alone.
// Errors: as ReadAudit()
absl::StatusOr<ChainHead> ReadAuditHead(const std::string& path);

// Whether a server could open the file, by its head alone: nothing is written, not even beside it. An empty file is fine.
// Errors:
//   FILE_UNREADABLE  it cannot be read
//   STORE_UNUSABLE   it is no database, another program's, or of a later version than this program's
absl::Status CheckHeader(const std::string& path);

// Writes the store at `path`, as it stands at one moment, to the new file `copy`, for its owner only.
// To restore it, stop the server and put the copy in the store's place, without the files beside it.
// Nothing is left of a copy that was not finished.
// Errors, beside those of ReadAudit():
//   USAGE            something is at `copy` already
//   FILE_UNWRITABLE  `copy` cannot be made
absl::Status BackUpStore(const std::string& path, const std::string& copy);

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_STORE_FILE_H_
