#include "server/store/sqlite/schema.h"

#include <filesystem>

#include "absl/strings/str_cat.h"

#include "SQLiteCpp/Transaction.h"
#include "common/errors.h"
#include "server/store/sqlite/connection.h"

namespace paraphe::server::sqlite {
namespace {

// States: 1 PREPARED, 2 PRESENTED, 3 CONSENTED, 4 SIGNING, 5 SIGNED, 6 FINALIZED; 7 ABORTED and 8 EXPIRED were
// rolled back, and hold nothing of document, policy and table. 9 FAILED was, unless it was given up (version 3).
constexpr char kVersion1[] = R"sql(
CREATE TABLE shared (              -- policies and tables, once for all sessions
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  uses INTEGER NOT NULL CHECK (uses > 0),
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY CHECK (id <> ''),
  version INTEGER NOT NULL CHECK (version >= 1),
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 9),
  application TEXT NOT NULL CHECK (application <> ''),
  idempotency_key TEXT CHECK (idempotency_key <> ''),
  deadline INTEGER,                -- nanoseconds since 1970; NULL: never
  token_sha256 BLOB UNIQUE CHECK (length(token_sha256) = 32),
  policy_sha256 BLOB REFERENCES shared,
  table_sha256 BLOB REFERENCES shared,
  document_bytes INTEGER CHECK (document_bytes >= 0),
  counted_bytes INTEGER NOT NULL,  -- what the session counts for (SES-7)
  record BLOB NOT NULL,            -- SessionRecord without policy and table
  UNIQUE (application, idempotency_key),
  CHECK ((state IN (7, 8, 9)) = (document_bytes IS NULL)),
  CHECK ((state IN (7, 8, 9)) = (policy_sha256 IS NULL)),
  CHECK ((state IN (7, 8, 9)) = (table_sha256 IS NULL)),
  CHECK (state NOT IN (2, 3, 4, 5, 6) OR token_sha256 IS NOT NULL)
) STRICT;
CREATE INDEX sessions_deadline ON sessions (deadline) WHERE deadline IS NOT NULL;

CREATE TABLE tickets (
  sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
  session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX tickets_session ON tickets (session);

CREATE TABLE documents (           -- apart, so that a transition never writes one
  session TEXT PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE audit (               -- proto/paraphe/v1/audit.proto
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  body BLOB NOT NULL
) STRICT;
)sql";

// Content may be sealed (row_key.h): record and document of a session, and what sessions share.
constexpr char kVersion2[] = R"sql(
ALTER TABLE sessions ADD content_key BLOB CHECK (length(content_key) = 60);
ALTER TABLE sessions ADD store_key TEXT CHECK ((store_key IS NULL) = (content_key IS NULL));
ALTER TABLE shared ADD content_key BLOB CHECK (length(content_key) = 60);
ALTER TABLE shared ADD store_key TEXT CHECK ((store_key IS NULL) = (content_key IS NULL));
)sql";

// A session that was given up keeps what a late signature needs. The way that SQLite's documentation of ALTER TABLE
// gives to change a CHECK: no row is written anew, however large the store is.
constexpr char kVersion3[] = R"sql(
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(replace(replace(sql,
    'CHECK ((state IN (7, 8, 9)) = (document_bytes IS NULL))',
    'CHECK (state = 9 OR (state IN (7, 8)) = (document_bytes IS NULL))'),
    'CHECK ((state IN (7, 8, 9)) = (policy_sha256 IS NULL))',
    'CHECK ((document_bytes IS NULL) = (policy_sha256 IS NULL))'),
    'CHECK ((state IN (7, 8, 9)) = (table_sha256 IS NULL))',
    'CHECK ((document_bytes IS NULL) = (table_sha256 IS NULL))')
  WHERE type = 'table' AND name = 'sessions';
PRAGMA writable_schema = RESET;  -- what is in memory of the schema is read anew
)sql";

// Accounts of signers, and the sessions that wait for one.
constexpr char kVersion4[] = R"sql(
CREATE TABLE accounts (
  name TEXT PRIMARY KEY CHECK (name <> ''),  -- in lower case
  version INTEGER NOT NULL CHECK (version >= 1),
  record BLOB NOT NULL                       -- AccountRecord
) STRICT;

CREATE TABLE logins (
  token_sha256 BLOB PRIMARY KEY CHECK (length(token_sha256) = 32),
  account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX logins_account ON logins (account);

ALTER TABLE sessions ADD signer_sha256 BLOB CHECK (length(signer_sha256) = 32);  -- of the name; while it waits
ALTER TABLE sessions ADD waiting_since INTEGER CHECK ((waiting_since IS NULL) = (signer_sha256 IS NULL));
CREATE INDEX sessions_waiting ON sessions (signer_sha256, waiting_since) WHERE signer_sha256 IS NOT NULL;
)sql";

constexpr const char* kMigrations[] = {kVersion1, kVersion2, kVersion3, kVersion4};

int Read(SQLite::Database& database, const char* pragma) {
  return database.execAndGet(pragma).getInt();
}

bool IsEmpty(SQLite::Database& database) {
  return database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
}

absl::Status CheckOurs(SQLite::Database& database) {
  if (Read(database, "PRAGMA application_id") != kApplicationId) {
    return MakeError(v1::STORE_UNUSABLE,
                     "this file is a database of another program; name another path");
  }
  const int version = Read(database, "PRAGMA user_version");
  if (version > static_cast<int>(Migrations().size())) {
    return MakeError(
        v1::STORE_UNUSABLE,
        absl::StrCat("this store has version ", version, ", and this program knows ",
                     Migrations().size(), ": a later program wrote it; start that one"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Span<const char* const> Migrations() { return kMigrations; }

absl::Status Migrate(SQLite::Database& database) {
  const bool empty = IsEmpty(database);
  if (!empty) {
    if (const absl::Status status = CheckOurs(database); !status.ok()) return status;
  }
  const int version = empty ? 0 : Read(database, "PRAGMA user_version");
  const int last = static_cast<int>(Migrations().size());
  if (version == last) return absl::OkStatus();
  SQLite::Transaction transaction(database);
  for (int next = version; next < last; ++next)
    database.exec(Migrations()[static_cast<size_t>(next)]);
  database.exec(absl::StrCat("PRAGMA application_id = ", kApplicationId));
  database.exec(absl::StrCat("PRAGMA user_version = ", last));
  transaction.commit();
  return absl::OkStatus();
}

absl::Status CheckVersion(SQLite::Database& database) {
  if (const absl::Status status = CheckOurs(database); !status.ok()) return status;
  const int version = Read(database, "PRAGMA user_version");
  if (version < static_cast<int>(Migrations().size())) {
    return MakeError(
        v1::STORE_UNUSABLE,
        absl::StrCat("this store has version ", version, ", and this program needs ",
                     Migrations().size(), ": start paraphed once, which brings it there"));
  }
  return absl::OkStatus();
}

absl::StatusOr<SQLite::Database> OpenStore(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return MakeError(v1::FILE_UNREADABLE, absl::StrCat(path, ": there is no session store here"));
  }
  SQLite::Database database = OpenForReading(path);
  if (const absl::Status status = CheckVersion(database); !status.ok()) {
    return Annotate(status, path);
  }
  return database;
}

}  // namespace paraphe::server::sqlite
