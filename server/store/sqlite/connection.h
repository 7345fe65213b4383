// A connection to the store's file, set up as every connection to it must be; and what SQLite's errors
// mean. SQLiteCpp throws: exceptions end in this folder.
#ifndef PARAPHE_SERVER_STORE_SQLITE_CONNECTION_H_
#define PARAPHE_SERVER_STORE_SQLITE_CONNECTION_H_

#include <string>

#include "absl/status/status.h"

#include "SQLiteCpp/Database.h"
#include "SQLiteCpp/Exception.h"

namespace paraphe::server::sqlite {

// Write-ahead log, each commit on the disk before it returns (synchronous=FULL), what is deleted
// overwritten with zeros (secure_delete), nothing of it in files beside (temp_store).
// Both may throw SQLite::Exception.
SQLite::Database OpenForWriting(const std::string& path);
SQLite::Database OpenForReading(const std::string& path);

// Lets go of the pages that the connection has in its cache and does not use now: what it read stays in
// this process's memory no longer (SES-8).
void ForgetPages(SQLite::Database& database);

// The same for the row that the connection wrote last. Outside a transaction; changes nothing. May throw
// SQLite::Exception.
void ForgetRow(SQLite::Database& database);

// The error's meaning for who called the store; logged, as only the operator can mend it.
// Errors:
//   STORE_UNAVAILABLE  the disk is full or fails, the file is locked by another program, or damaged
//   INTERNAL           anything else: a defect
absl::Status StatusOf(const SQLite::Exception& error);

// Runs `work`, which returns an absl::Status or a StatusOr.
template <typename Work>
auto WithStatus(const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    return StatusOf(error);
  }
}

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_CONNECTION_H_
