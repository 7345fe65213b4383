#include "server/store/sqlite/connection.h"

#include "absl/strings/str_cat.h"
#include <sqlite3.h>

#include "SQLiteCpp/Transaction.h"
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

// Each page of a cache is a block of its own, so that it is wiped when it is let go of
// (server/wiped_memory.cc): SQLite would keep them in one block.
void KeepPagesApart() {
  static const int once = sqlite3_config(SQLITE_CONFIG_PAGECACHE, nullptr, 0, 0);
  static_cast<void>(once);
}

}  // namespace

// REQ: SES-6
SQLite::Database OpenForWriting(const std::string& path) {
  KeepPagesApart();
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
  KeepPagesApart();
  SQLite::Database database(path, SQLite::OPEN_READONLY, kBusyMilliseconds);
  database.exec("PRAGMA temp_store = MEMORY");
  return database;
}

void ForgetPages(SQLite::Database& database) { sqlite3_db_release_memory(database.getHandle()); }

// SQLite makes up each row in one buffer as long as a page, which it keeps.
void ForgetRow(SQLite::Database& database) {
  const SQLite::Transaction rolled_back(database);
  database.exec(
      "INSERT INTO audit (number, sha256, body) "
      "VALUES (9223372036854775807, zeroblob(32), zeroblob(4000))");
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
