#include "server/store/sqlite/connection.h"

#include "absl/strings/str_cat.h"
#include <sqlite3.h>

#include "common/errors.h"
#include "common/log.h"

namespace paraphe::server::sqlite {
namespace {

// Another program may look at the file for a moment: a backup, an audit.
constexpr int kBusyMilliseconds = 5000;

struct Meaning {
  int code;  // a primary result code
  v1::ErrorReason reason;
  absl::string_view words;
};

constexpr Meaning kMeanings[] = {
    {SQLITE_FULL, v1::STORE_UNAVAILABLE, "the disk of the session store is full"},
    {SQLITE_IOERR, v1::STORE_UNAVAILABLE, "the disk of the session store fails"},
    {SQLITE_CANTOPEN, v1::STORE_UNAVAILABLE, "the session store's file cannot be opened"},
    {SQLITE_READONLY, v1::STORE_UNAVAILABLE, "the session store's file cannot be written"},
    {SQLITE_BUSY, v1::STORE_UNAVAILABLE, "another program has locked the session store"},
    {SQLITE_LOCKED, v1::STORE_UNAVAILABLE, "another program has locked the session store"},
    {SQLITE_NOMEM, v1::STORE_UNAVAILABLE, "there is no memory for the session store"},
    {SQLITE_CORRUPT, v1::STORE_UNAVAILABLE,
     "the session store is damaged: stop the server and run paraphed store check"},
    {SQLITE_NOTADB, v1::STORE_UNAVAILABLE,
     "the session store's file is not a database, or damaged: stop the server and restore it"},
};

}  // namespace

SQLite::Database OpenForWriting(const std::string& path) {
  SQLite::Database database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyMilliseconds);
  database.exec("PRAGMA auto_vacuum = INCREMENTAL");  // heeded while the file is empty
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA secure_delete = ON");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA temp_store = MEMORY");
  return database;
}

SQLite::Database OpenForReading(const std::string& path) {
  SQLite::Database database(path, SQLite::OPEN_READONLY, kBusyMilliseconds);
  database.exec("PRAGMA temp_store = MEMORY");
  return database;
}

absl::Status StatusOf(const SQLite::Exception& error) {
  const int primary = error.getErrorCode() & 0xff;
  for (const Meaning& meaning : kMeanings) {
    if (meaning.code != primary) continue;
    Log(LogLevel::kError, "store_unavailable",
        {{"words", std::string(meaning.words)},
         {"sqlite", absl::StrCat(error.getExtendedErrorCode())}});
    return MakeError(meaning.reason, meaning.words);
  }
  Log(LogLevel::kError, "store_defect",
      {{"sqlite", absl::StrCat(error.getExtendedErrorCode())}, {"words", error.getErrorStr()}});
  return MakeError(v1::INTERNAL, "the session store refused what this program asked of it");
}

}  // namespace paraphe::server::sqlite
