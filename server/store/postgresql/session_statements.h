// What is asked of the tables of schema.cc about sessions. Columns are read by their place.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_SESSION_STATEMENTS_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_SESSION_STATEMENTS_H_

#include "server/store/postgresql/statement.h"

namespace paraphe::server::postgresql {

inline constexpr Statement kBegin{"begin", "BEGIN"};

// ---- A session. The row is locked, so that a version that was read stays until the commit.

inline constexpr Statement kFind{
    "find",
    "SELECT version, application, idempotency_key, policy_sha256, table_sha256, document_bytes, "
    "counted_bytes, key_id, state FROM sessions WHERE id = $1::text FOR UPDATE"};
// After kFind: the key of the row that is locked.
inline constexpr Statement kFindKey{"find_key",
                                    "SELECT id, key, store_key FROM content_keys WHERE id = "
                                    "(SELECT key_id FROM sessions WHERE id = $1::text)"};
inline constexpr Statement kInsert{
    "insert",
    "INSERT INTO sessions (id, version, state, deadline, token_sha256, policy_sha256, "
    "table_sha256, document_bytes, counted_bytes, key_id, record, signer_sha256, waiting_since, "
    "application, idempotency_key) "
    "VALUES ($1::text, $2::bigint, $3::bigint, $4::bigint, $5::bytea, $6::bytea, $7::bytea, "
    "$8::bigint, $9::bigint, $10::bytea, $11::bytea, $12::bytea, $13::bigint, $14::text, "
    "$15::bytea)"};
// The same but for what never changes.
inline constexpr Statement kUpdate{
    "update",
    "UPDATE sessions SET version = $2::bigint, state = $3::bigint, deadline = $4::bigint, "
    "token_sha256 = $5::bytea, policy_sha256 = $6::bytea, table_sha256 = $7::bytea, "
    "document_bytes = $8::bigint, counted_bytes = $9::bigint, key_id = $10::bytea, "
    "record = $11::bytea, signer_sha256 = $12::bytea, waiting_since = $13::bigint, claimed_by = "
    "NULL, claimed_until = NULL WHERE id = $1::text AND version "
    "= $2::bigint - 1"};
inline constexpr Statement kDelete{"delete", "DELETE FROM sessions WHERE id = $1::text"};

// ---- What belongs to it.

inline constexpr Statement kDropTickets{
    "drop_tickets", "DELETE FROM tickets WHERE session = $1::text AND sha256 <> ALL ($2::bytea[])"};
inline constexpr Statement kAddTickets{
    "add_tickets",
    "INSERT INTO tickets (sha256, session) SELECT DISTINCT given, $1::text FROM "
    "unnest($2::bytea[]) AS given WHERE NOT EXISTS (SELECT FROM tickets "
    "WHERE sha256 = given AND session = $1::text)"};
inline constexpr Statement kPutDocument{
    "put_document",
    "INSERT INTO documents (session, bytes) VALUES ($1::text, $2::bytea) "
    "ON CONFLICT (session) DO UPDATE SET bytes = excluded.bytes"};
inline constexpr Statement kDropDocument{"drop_document",
                                         "DELETE FROM documents WHERE session = $1::text"};
inline constexpr Statement kPutKey{
    "put_key",
    "INSERT INTO content_keys (id, key, store_key) VALUES ($1::bytea, $2::bytea, $3::text)"};
inline constexpr Statement kDropKey{"drop_key", "DELETE FROM content_keys WHERE id = $1::bytea"};

// ---- What sessions share. Who finds it there has its reference checked at the end of the statement that makes it.

inline constexpr Statement kFindShared{"find_shared",
                                       "SELECT 1 FROM shared WHERE sha256 = $1::bytea"};
inline constexpr Statement kPutShared{
    "put_shared",
    "WITH made AS (INSERT INTO shared (sha256, key_id, bytes) VALUES ($1::bytea, $2::bytea, "
    "$3::bytea) ON CONFLICT (sha256) DO NOTHING RETURNING key_id) "
    "INSERT INTO content_keys (id, key, store_key) SELECT key_id, $4::bytea, $5::text FROM made"};

// ---- What is held (SES-7). The sums change under the lock of the audit log's head.

inline constexpr Statement kReadUsage{
    "read_usage",
    "SELECT application, sessions, bytes, erased_sessions, erased_bytes, open_sessions, minute, "
    "minute_sessions FROM usage "
    "WHERE application IN ($1::text, '')"};
inline constexpr Statement kMeet{"meet",
                                 "INSERT INTO usage (application) VALUES ($1::text) "
                                 "ON CONFLICT (application) DO NOTHING"};
inline constexpr Statement kCount{
    "count",
    "UPDATE usage SET sessions = sessions + $2::bigint, bytes = bytes + $3::bigint, "
    "erased_sessions = erased_sessions + $4::bigint, erased_bytes = erased_bytes + $5::bigint, "
    "open_sessions = open_sessions + $6::bigint, minute = coalesce($7::bigint, minute), "
    "minute_sessions = coalesce($8::bigint, minute_sessions) "
    "WHERE application = $1::text"};
// A session that another transaction has locked is none to wait for: it waits for the head.
inline constexpr Statement kForgetOwn{
    "forget_own",
    "WITH gone AS (DELETE FROM sessions WHERE id = (SELECT id FROM sessions "
    "WHERE document_bytes IS NULL AND application = $1::text ORDER BY deadline, id LIMIT 1 "
    "FOR UPDATE SKIP LOCKED) RETURNING application, counted_bytes, key_id), "
    "keys AS (DELETE FROM content_keys USING gone WHERE content_keys.id = gone.key_id) "
    "SELECT application, counted_bytes FROM gone"};
inline constexpr Statement kForgetAny{
    "forget_any",
    "WITH gone AS (DELETE FROM sessions WHERE id = (SELECT id FROM sessions "
    "WHERE document_bytes IS NULL ORDER BY deadline, id LIMIT 1 "
    "FOR UPDATE SKIP LOCKED) RETURNING application, counted_bytes, key_id), "
    "keys AS (DELETE FROM content_keys USING gone WHERE content_keys.id = gone.key_id) "
    "SELECT application, counted_bytes FROM gone"};

// ---- Who follows (change_feed.h).

inline constexpr char kListen[] =
    "DO $$BEGIN EXECUTE format('LISTEN %I', 'paraphe_' || "
    "current_schema()::regnamespace::oid); END$$";
// Told at the commit, to all who listen then.
inline constexpr Statement kNotify{
    "notify",
    "SELECT pg_notify('paraphe_' || current_schema()::regnamespace::oid, "
    "$2::bigint || ' ' || $1::text)"};

// ---- The audit log (ADM-2).

inline constexpr Statement kLockHead{"lock_head",
                                     "SELECT number, sha256 FROM audit_head FOR UPDATE"};
inline constexpr Statement kAppend{
    "append", "INSERT INTO audit (number, sha256, body) VALUES ($1::bigint, $2::bytea, $3::bytea)"};
inline constexpr Statement kMoveHead{
    "move_head",
    "UPDATE audit_head SET number = $1::bigint, sha256 = $2::bytea, "
    "erased = CASE $3::bigint WHEN 0 THEN erased ELSE $1::bigint END"};

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_SESSION_STATEMENTS_H_
