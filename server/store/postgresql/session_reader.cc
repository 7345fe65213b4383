#include "server/store/postgresql/session_reader.h"

#include <memory>
#include <utility>
#include <variant>

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "server/store/content_key.h"
#include "server/store/record_parts.h"
#include "server/store/sealed_parts.h"
#include "server/store/store_errors.h"

namespace paraphe::server::postgresql {
namespace {

#define PARAPHE_SELECT_RECORD                                              \
  "SELECT s.id, s.version, s.record, own.id, own.key, own.store_key, "     \
  "s.policy_sha256, policy.bytes, policy_key.id, policy_key.key, "         \
  "policy_key.store_key, s.table_sha256, tables.bytes, table_key.id, "     \
  "table_key.key, table_key.store_key FROM sessions AS s "                 \
  "LEFT JOIN content_keys AS own ON own.id = s.key_id "                    \
  "LEFT JOIN shared AS policy ON policy.sha256 = s.policy_sha256 "         \
  "LEFT JOIN content_keys AS policy_key ON policy_key.id = policy.key_id " \
  "LEFT JOIN shared AS tables ON tables.sha256 = s.table_sha256 "          \
  "LEFT JOIN content_keys AS table_key ON table_key.id = tables.key_id WHERE "

constexpr Statement kById{"by_id", PARAPHE_SELECT_RECORD "s.id = $1::text"};
constexpr Statement kByTicket{"by_ticket", PARAPHE_SELECT_RECORD
                              "s.id = (SELECT session FROM tickets WHERE sha256 = $1::bytea)"};
constexpr Statement kByToken{"by_token", PARAPHE_SELECT_RECORD "s.token_sha256 = $1::bytea"};
constexpr Statement kByIdempotencyKey{"by_idempotency_key", PARAPHE_SELECT_RECORD
                                      "s.application = $1::text AND s.idempotency_key = $2::bytea"};
constexpr Statement kWaiting{
    "waiting",
    PARAPHE_SELECT_RECORD "s.signer_sha256 = $1::bytea ORDER BY s.waiting_since LIMIT $2::bigint"};
constexpr Statement kDocument{
    "document",
    "SELECT documents.bytes, content_keys.id, key, store_key FROM sessions "
    "LEFT JOIN documents ON session = sessions.id "
    "LEFT JOIN content_keys ON content_keys.id = key_id WHERE sessions.id = $1::text"};
constexpr Statement kVersions{
    "versions",
    "SELECT id, version FROM sessions WHERE id = ANY (ARRAY (SELECT convert_from(given, 'UTF8') "
    "COLLATE \"C\" FROM unnest($1::bytea[]) AS given))"};

constexpr Statement kNewest{
    "newest",
    "SELECT s.id, s.version, s.record, own.id, own.key, own.store_key FROM sessions AS s "
    "LEFT JOIN content_keys AS own ON own.id = s.key_id "
    "WHERE ($1::bigint = 0 OR s.state = $1::bigint) AND "
    "($2::text = '' OR s.application = $2::text) "
    "ORDER BY s.created DESC NULLS LAST, s.id LIMIT $3::bigint"};

#undef PARAPHE_SELECT_RECORD

struct AddSelect {
  Connection& connection;
  void operator()(const SessionId& id) const { connection.Add(kById, Arguments().Text(id.value)); }
  void operator()(const TicketHash& ticket) const {
    connection.Add(kByTicket, Arguments().Bytes(ticket.sha256));
  }
  void operator()(const TokenHash& token) const {
    connection.Add(kByToken, Arguments().Bytes(token.sha256));
  }
  void operator()(const IdempotencyKey& of) const {
    connection.Add(kByIdempotencyKey, Arguments().Text(of.application).Bytes(of.key));
  }
};

// The content of `column`, sealed under the key in the columns behind it.
absl::StatusOr<std::string> Unseal(const StoreKeys& keys, const Rows& row, int column,
                                   const std::string& place, int at = 0) {
  ASSIGN_OR_RETURN(const ContentKey key, UnwrapKey(keys, row, column + 1, at));
  return key.Open(row.Bytes(column, at), place);
}

// The shared part whose hash, bytes and key begin at `column`; empty where the session has none.
absl::StatusOr<std::string> UnsealShared(const StoreKeys& keys, const Rows& rows, int column,
                                         int at) {
  if (rows.IsNull(column, at)) return "";
  return Unseal(keys, rows, column + 1, SharedPlace(rows.Bytes(column, at)), at);
}

absl::StatusOr<v1::SessionRecord> RecordAt(const StoreKeys& keys, const Rows& rows, int at) {
  const auto version = static_cast<uint64_t>(rows.Number(1, at));
  ASSIGN_OR_RETURN(const std::string own,
                   Unseal(keys, rows, 2, RecordPlace(rows.Bytes(0, at), version), at));
  ASSIGN_OR_RETURN(const std::string policy, UnsealShared(keys, rows, 6, at));
  ASSIGN_OR_RETURN(const std::string table, UnsealShared(keys, rows, 11, at));
  return JoinParts(own, policy, table);
}

}  // namespace

absl::StatusOr<ContentKey> UnwrapKey(const StoreKeys& keys, const Rows& rows, int column, int row) {
  if (rows.empty() || rows.IsNull(column, row)) return ContentKey::Of("");
  return keys.Unwrap(
      {std::string(rows.Bytes(column + 2, row)), std::string(rows.Bytes(column + 1, row))},
      KeyPlace(rows.Bytes(column, row)));
}

absl::StatusOr<v1::SessionRecord> LoadRecord(Connection& connection, const StoreKeys& keys,
                                             const SessionKey& key) {
  std::visit(AddSelect{connection}, key);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  const Rows& row = results[0];
  if (row.empty()) return UnknownSession();
  return RecordAt(keys, row, 0);
}

absl::StatusOr<std::vector<v1::SessionRecord>> ListWaiting(Connection& connection,
                                                           const StoreKeys& keys,
                                                           const std::string& signer,
                                                           size_t limit) {
  const std::string key = Sha256(signer);
  connection.Add(kWaiting, Arguments().Bytes(key).Number(static_cast<int64_t>(limit)));
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  std::vector<v1::SessionRecord> records;
  for (int at = 0; at < results[0].size(); ++at) {
    ASSIGN_OR_RETURN(v1::SessionRecord record, RecordAt(keys, results[0], at));
    records.push_back(std::move(record));
  }
  return records;
}

absl::StatusOr<std::string> LoadDocument(Connection& connection, const StoreKeys& keys,
                                         absl::string_view id) {
  connection.Add(kDocument, Arguments().Text(id));
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  const Rows& row = results[0];
  if (row.empty()) return UnknownSession();
  if (row.IsNull(0)) return MovedSession();
  return Unseal(keys, row, 0, DocumentPlace(id));
}

absl::StatusOr<std::vector<SessionVersion>> LoadVersions(Connection& connection,
                                                         const std::vector<std::string>& ids) {
  connection.Add(kVersions, Arguments().List(ids));
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  const Rows& rows = results[0];
  std::vector<SessionVersion> versions;
  for (int row = 0; row < rows.size(); ++row) {
    versions.push_back(
        {std::string(rows.Bytes(0, row)), static_cast<uint64_t>(rows.Number(1, row))});
  }
  return versions;
}

absl::StatusOr<std::vector<v1::SessionRecord>> ListNewest(Connection& connection,
                                                          const StoreKeys& keys,
                                                          const SessionFilter& filter,
                                                          size_t limit) {
  connection.Add(kNewest, Arguments()
                              .Number(int64_t{filter.state})
                              .Text(filter.application)
                              .Number(static_cast<int64_t>(limit)));
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  const Rows& rows = results[0];
  std::vector<v1::SessionRecord> records;
  for (int row = 0; row < rows.size(); ++row) {
    ASSIGN_OR_RETURN(const ContentKey key, UnwrapKey(keys, rows, 3, row));
    const auto version = static_cast<uint64_t>(rows.Number(1, row));
    ASSIGN_OR_RETURN(const std::string own,
                     key.Open(rows.Bytes(2, row), RecordPlace(rows.Bytes(0, row), version)));
    ASSIGN_OR_RETURN(v1::SessionRecord record, ParseOwnPart(own));
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace paraphe::server::postgresql
