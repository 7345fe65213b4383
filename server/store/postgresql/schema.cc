#include "server/store/postgresql/schema.h"

#include <vector>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::server::postgresql {
namespace {

// States: 1 PREPARED, 2 PRESENTED, 3 CONSENTED, 4 SIGNING, 5 SIGNED, 6 FINALIZED; 7 ABORTED and 8 EXPIRED were
// rolled back, and hold nothing of document, policy and table. 9 FAILED was, unless it was given up
// (version 5).
//
// What is sealed (server/store/content_key.h) is stored as it is: it cannot be compressed. Rows that are changed
// again and again leave room in their page for their next version, and are vacuumed often.
constexpr char kVersion1[] = R"sql(
CREATE TABLE store_version (
  program TEXT NOT NULL CHECK (program = 'paraphe'),
  version BIGINT NOT NULL CHECK (version >= 1)
);
CREATE UNIQUE INDEX store_version_one ON store_version ((true));

-- Of what is sealed, by who names one in key_id. No other copy of a key is in the database: Purge() writes the table
-- anew without those that were deleted. That is a TRUNCATE, which is why nothing can have a foreign key to it.
CREATE TABLE content_keys (
  id BYTEA PRIMARY KEY CHECK (octet_length(id) = 16),
  key BYTEA NOT NULL CHECK (octet_length(key) = 32)
);

-- Policies and tables, once for all sessions; removed by Purge() where no session has them any more.
CREATE TABLE shared (
  sha256 BYTEA PRIMARY KEY CHECK (octet_length(sha256) = 32),
  key_id BYTEA NOT NULL UNIQUE,
  bytes BYTEA NOT NULL  -- sealed
);

CREATE TABLE sessions (
  id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
  version BIGINT NOT NULL CHECK (version >= 1),
  state BIGINT NOT NULL CHECK (state BETWEEN 1 AND 9),
  application TEXT COLLATE "C" NOT NULL CHECK (application <> ''),
  idempotency_key BYTEA CHECK (idempotency_key <> ''),  -- the caller's text, which may hold NUL
  deadline BIGINT,                                      -- nanoseconds since 1970; NULL: never
  token_sha256 BYTEA CONSTRAINT sessions_token UNIQUE CHECK (octet_length(token_sha256) = 32),
  policy_sha256 BYTEA REFERENCES shared,
  table_sha256 BYTEA REFERENCES shared,
  document_bytes BIGINT CHECK (document_bytes >= 0),
  counted_bytes BIGINT NOT NULL CHECK (counted_bytes >= 0),  -- what the session counts for (SES-7)
  key_id BYTEA NOT NULL UNIQUE,                              -- of record and document
  record BYTEA NOT NULL,                                     -- SessionRecord without policy and table, sealed
  CONSTRAINT sessions_idempotency_key UNIQUE (application, idempotency_key),
  CHECK ((state IN (7, 8, 9)) = (document_bytes IS NULL)),
  CHECK ((state IN (7, 8, 9)) = (policy_sha256 IS NULL)),
  CHECK ((state IN (7, 8, 9)) = (table_sha256 IS NULL)),
  CHECK (state NOT IN (2, 3, 4, 5, 6) OR token_sha256 IS NOT NULL)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
ALTER TABLE sessions ALTER record SET STORAGE EXTERNAL;
CREATE INDEX sessions_deadline ON sessions (deadline) WHERE deadline IS NOT NULL;
CREATE INDEX sessions_policy ON sessions (policy_sha256) WHERE policy_sha256 IS NOT NULL;
CREATE INDEX sessions_table ON sessions (table_sha256) WHERE table_sha256 IS NOT NULL;
CREATE INDEX sessions_erased ON sessions (deadline, id) WHERE document_bytes IS NULL;
CREATE INDEX sessions_erased_of ON sessions (application, deadline, id) WHERE document_bytes IS NULL;

CREATE TABLE tickets (
  sha256 BYTEA PRIMARY KEY CHECK (octet_length(sha256) = 32),
  session TEXT COLLATE "C" NOT NULL REFERENCES sessions ON DELETE CASCADE
);
CREATE INDEX tickets_session ON tickets (session);

CREATE TABLE documents (  -- apart, so that a transition never writes one
  session TEXT COLLATE "C" PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
  bytes BYTEA NOT NULL    -- sealed
) WITH (autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE documents ALTER bytes SET STORAGE EXTERNAL;

CREATE TABLE usage (  -- what an application's sessions take (SES-7); '' has the sum of all
  application TEXT COLLATE "C" PRIMARY KEY,
  sessions BIGINT NOT NULL DEFAULT 0 CHECK (sessions >= 0),
  bytes BIGINT NOT NULL DEFAULT 0 CHECK (bytes >= 0),
  erased_sessions BIGINT NOT NULL DEFAULT 0 CHECK (erased_sessions BETWEEN 0 AND sessions),
  erased_bytes BIGINT NOT NULL DEFAULT 0 CHECK (erased_bytes BETWEEN 0 AND bytes)
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
INSERT INTO usage (application) VALUES ('');

CREATE TABLE audit (  -- proto/paraphe/v1/audit.proto
  number BIGINT PRIMARY KEY CHECK (number >= 1),
  sha256 BYTEA NOT NULL CHECK (octet_length(sha256) = 32),
  body BYTEA NOT NULL
);

CREATE TABLE audit_head (  -- one row, which every change locks last
  number BIGINT NOT NULL CHECK (number >= 0),
  sha256 BYTEA NOT NULL CHECK (octet_length(sha256) = 32),
  erased BIGINT NOT NULL CHECK (erased BETWEEN 0 AND number)  -- the last entry whose change erased something
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
CREATE UNIQUE INDEX audit_head_one ON audit_head ((true));
INSERT INTO audit_head VALUES (0, decode(repeat('00', 32), 'hex'), 0);

CREATE TABLE purged (  -- one row
  erased BIGINT NOT NULL CHECK (erased >= 0)  -- audit_head.erased when Purge() last began
);
CREATE UNIQUE INDEX purged_one ON purged ((true));
INSERT INTO purged VALUES (0);
)sql";

// Open sessions, and how many began in the minute in which the last one did (SES-7).
constexpr char kVersion2[] = R"sql(
ALTER TABLE usage
  ADD open_sessions BIGINT NOT NULL DEFAULT 0 CHECK (open_sessions BETWEEN 0 AND sessions),
  ADD minute BIGINT NOT NULL DEFAULT 0,  -- since 1970
  ADD minute_sessions BIGINT NOT NULL DEFAULT 0 CHECK (minute_sessions >= 0);
UPDATE usage SET open_sessions = (SELECT count(*) FROM sessions
  WHERE state <= 5 AND usage.application IN (sessions.application, ''));
)sql";

// Claims of sessions that are due (claims.h).
constexpr char kVersion3[] = R"sql(
ALTER TABLE sessions
  ADD claimed_by BYTEA CHECK (octet_length(claimed_by) = 16),
  ADD claimed_until TIMESTAMPTZ,
  ADD CHECK ((claimed_by IS NULL) = (claimed_until IS NULL));
)sql";

// Content keys may be sealed themselves, under one of the operator's (server/store/store_keys.h), which store_key names.
constexpr char kVersion4[] = R"sql(
ALTER TABLE content_keys DROP CONSTRAINT content_keys_key_check;
ALTER TABLE content_keys ADD store_key TEXT COLLATE "C" CHECK (store_key <> '');
ALTER TABLE content_keys ADD CHECK (octet_length(key) = CASE WHEN store_key IS NULL THEN 32 ELSE 60 END);
)sql";

// A session that was given up keeps what a late signature needs. The names are those that PostgreSQL gave.
constexpr char kVersion5[] = R"sql(
ALTER TABLE sessions
  DROP CONSTRAINT sessions_check,   -- (state IN (7, 8, 9)) = (document_bytes IS NULL)
  DROP CONSTRAINT sessions_check1,  -- the same of policy_sha256
  DROP CONSTRAINT sessions_check2,  -- and of table_sha256
  ADD CONSTRAINT sessions_document CHECK (state = 9 OR (state IN (7, 8)) = (document_bytes IS NULL)),
  ADD CONSTRAINT sessions_policy_kept CHECK ((document_bytes IS NULL) = (policy_sha256 IS NULL)),
  ADD CONSTRAINT sessions_table_kept CHECK ((document_bytes IS NULL) = (table_sha256 IS NULL));
)sql";

// Accounts of signers, and the sessions that wait for one.
constexpr char kVersion6[] = R"sql(
CREATE TABLE accounts (
  name TEXT COLLATE "C" PRIMARY KEY CHECK (name <> ''),  -- in lower case
  version BIGINT NOT NULL CHECK (version >= 1),
  record BYTEA NOT NULL                                  -- AccountRecord
);

CREATE TABLE logins (
  token_sha256 BYTEA PRIMARY KEY CHECK (octet_length(token_sha256) = 32),
  account TEXT COLLATE "C" NOT NULL REFERENCES accounts ON DELETE CASCADE
);
CREATE INDEX logins_account ON logins (account);

ALTER TABLE sessions
  ADD signer_sha256 BYTEA CHECK (octet_length(signer_sha256) = 32),  -- of the name; while it waits
  ADD waiting_since BIGINT,
  ADD CONSTRAINT sessions_waits CHECK ((waiting_since IS NULL) = (signer_sha256 IS NULL));
CREATE INDEX sessions_waiting ON sessions (signer_sha256, waiting_since) WHERE signer_sha256 IS NOT NULL;
)sql";

// When a session was created, by the database's clock, for who lists them.
constexpr char kVersion7[] = R"sql(
ALTER TABLE sessions ADD created TIMESTAMPTZ;
ALTER TABLE sessions ALTER created SET DEFAULT clock_timestamp();
CREATE INDEX sessions_created ON sessions (created DESC NULLS LAST, id);
)sql";

constexpr const char* kMigrations[] = {kVersion1, kVersion2, kVersion3, kVersion4,
                                       kVersion5, kVersion6, kVersion7};

// Advisory locks of this program ("Prph" and one more), of the schema that is served from.
#define PARAPHE_SCHEMA "(current_schema()::regnamespace::oid::bigint & 2147483647)::int"
constexpr Statement kLockMigrations{"lock_migrations",
                                    "SELECT pg_advisory_xact_lock(1349677160, " PARAPHE_SCHEMA ")"};
constexpr Statement kLockOutServers{"lock_out_servers",
                                    "SELECT pg_try_advisory_xact_lock(1349677161, " PARAPHE_SCHEMA
                                    ")::int::bigint"};
constexpr Statement kServers{
    "servers",
    "SELECT count(*)::bigint FROM pg_locks WHERE locktype = 'advisory' AND "
    "classid = 1349677161 AND objid::bigint = " PARAPHE_SCHEMA
    " AND granted AND mode = 'ShareLock' AND database = (SELECT oid FROM "
    "pg_database WHERE datname = current_database())"};
constexpr Statement kServe{"serve",
                           "SELECT pg_advisory_lock_shared(1349677161, " PARAPHE_SCHEMA ")"};
#undef PARAPHE_SCHEMA

constexpr Statement kBegin{"begin_migration", "BEGIN"};
constexpr Statement kTables{
    "tables",
    "SELECT count(*)::bigint, count(*) FILTER (WHERE relname = 'store_version')::bigint, "
    "(current_schema() IS NULL)::int::bigint "
    "FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"};
constexpr Statement kVersion{"version", "SELECT version FROM store_version"};
constexpr Statement kSetVersion{"set_version",
                                "INSERT INTO store_version VALUES ('paraphe', $1::bigint) "
                                "ON CONFLICT ((true)) DO UPDATE SET version = excluded.version"};

int64_t LastVersion() { return static_cast<int64_t>(Migrations().size()); }

// The version of the tables that are there; 0 where there are none.
absl::StatusOr<int64_t> ReadVersion(Connection& connection) {
  connection.Add(kTables);
  ASSIGN_OR_RETURN(const std::vector<Rows> tables, connection.Run());
  if (tables[0].Number(2) == 1) {
    return MakeError(v1::STORE_UNUSABLE,
                     "the search_path of the session store's role names no schema that it may use");
  }
  if (tables[0].Number(0) == 0) return 0;
  if (tables[0].Number(1) == 0) {
    return MakeError(v1::STORE_UNUSABLE,
                     "the session store's database has tables of another program; name another "
                     "database, or another search_path");
  }
  connection.Add(kVersion);
  ASSIGN_OR_RETURN(const std::vector<Rows> versions, connection.Run());
  const int64_t version = versions[0].empty() ? 0 : versions[0].Number(0);
  if (version > LastVersion()) {
    return MakeError(v1::STORE_UNUSABLE,
                     absl::StrCat("the session store's database has version ", version,
                                  ", and this program knows ", LastVersion(),
                                  ": a later program wrote it; start that one"));
  }
  return version;
}

absl::Status MigrateLocked(Connection& connection) {
  connection.Add(kBegin);
  connection.Add(kLockMigrations);
  RETURN_IF_ERROR(connection.Run().status());
  ASSIGN_OR_RETURN(const int64_t version, ReadVersion(connection));
  if (version == LastVersion()) return connection.Commit();
  connection.Add(kLockOutServers);
  connection.Add(kServers);
  ASSIGN_OR_RETURN(const std::vector<Rows> alone, connection.Run());
  if (alone[0].Number(0) == 0) {
    return MakeError(
        v1::STORE_IN_USE,
        absl::StrCat("servers of an earlier version serve from this session store, with ",
                     alone[1].Number(0), " connections; it has version ", version,
                     ", and this program needs ", LastVersion(),
                     ": stop all servers of that version first"));
  }
  for (int64_t next = version; next < LastVersion(); ++next) {
    RETURN_IF_ERROR(connection.Execute(Migrations()[static_cast<size_t>(next)]));
  }
  connection.Add(kSetVersion, Arguments().Number(LastVersion()));
  return connection.Commit();
}

}  // namespace

absl::Span<const char* const> Migrations() { return kMigrations; }

absl::Status Migrate(Connection& connection) {
  const absl::Status status = MigrateLocked(connection);
  if (!status.ok()) connection.Rollback();
  return status;
}

absl::Status CheckVersion(Connection& connection) {
  ASSIGN_OR_RETURN(const int64_t version, ReadVersion(connection));
  if (version == LastVersion()) return absl::OkStatus();
  return MakeError(
      v1::STORE_UNUSABLE,
      absl::StrCat(
          "the session store's database has version ", version, ", and this program needs ",
          LastVersion(),
          ": start paraphed once, with a role that may create tables, which brings it there"));
}

absl::StatusOr<std::unique_ptr<Connection>> OpenServing(const std::string& conninfo) {
  ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, Connection::Open(conninfo));
  connection->Add(kServe);
  RETURN_IF_ERROR(connection->Run().status());
  RETURN_IF_ERROR(CheckVersion(*connection));
  return connection;
}

}  // namespace paraphe::server::postgresql
