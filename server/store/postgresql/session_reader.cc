#include "server/store/postgresql/session_reader.h"

#include <memory>
#include <utility>
#include <variant>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/store/content_key.h"
#include "server/store/postgresql/sealed_parts.h"
#include "server/store/record_parts.h"
#include "server/store/store_errors.h"

namespace paraphe::server::postgresql {
namespace {

#define PARAPHE_SELECT_RECORD                                                       \
  "SELECT s.id, s.version, s.record, own.key, s.policy_sha256, policy.bytes, "      \
  "policy_key.key, s.table_sha256, tables.bytes, table_key.key FROM sessions AS s " \
  "LEFT JOIN content_keys AS own ON own.id = s.key_id "                             \
  "LEFT JOIN shared AS policy ON policy.sha256 = s.policy_sha256 "                  \
  "LEFT JOIN content_keys AS policy_key ON policy_key.id = policy.key_id "          \
  "LEFT JOIN shared AS tables ON tables.sha256 = s.table_sha256 "                   \
  "LEFT JOIN content_keys AS table_key ON table_key.id = tables.key_id WHERE "

constexpr Statement kById{"by_id", PARAPHE_SELECT_RECORD "s.id = $1::text"};
constexpr Statement kByTicket{"by_ticket", PARAPHE_SELECT_RECORD
                              "s.id = (SELECT session FROM tickets WHERE sha256 = $1::bytea)"};
constexpr Statement kByToken{"by_token", PARAPHE_SELECT_RECORD "s.token_sha256 = $1::bytea"};
constexpr Statement kByIdempotencyKey{"by_idempotency_key", PARAPHE_SELECT_RECORD
                                      "s.application = $1::text AND s.idempotency_key = $2::bytea"};
constexpr Statement kDocument{
    "document",
    "SELECT documents.bytes, content_keys.key FROM sessions "
    "LEFT JOIN documents ON session = sessions.id "
    "LEFT JOIN content_keys ON content_keys.id = key_id WHERE sessions.id = $1::text"};
constexpr Statement kDue{
    "due",
    "SELECT id FROM sessions WHERE deadline <= $1::bigint ORDER BY deadline LIMIT $2::bigint"};

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

// The content of `column`, sealed under the key in the column behind it.
absl::StatusOr<std::string> Unseal(const Rows& row, int column, const std::string& place) {
  ASSIGN_OR_RETURN(const ContentKey key, ContentKey::Of(row.Bytes(column + 1)));
  return key.Open(row.Bytes(column), place);
}

// The shared part whose hash, bytes and key begin at `column`; empty where the session has none.
absl::StatusOr<std::string> UnsealShared(const Rows& row, int column) {
  if (row.IsNull(column)) return "";
  return Unseal(row, column + 1, SharedPlace(row.Bytes(column)));
}

}  // namespace

absl::StatusOr<v1::SessionRecord> LoadRecord(Connection& connection, const SessionKey& key) {
  std::visit(AddSelect{connection}, key);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  const Rows& row = results[0];
  if (row.empty()) return UnknownSession();
  const auto version = static_cast<uint64_t>(row.Number(1));
  ASSIGN_OR_RETURN(const std::string own, Unseal(row, 2, RecordPlace(row.Bytes(0), version)));
  ASSIGN_OR_RETURN(const std::string policy, UnsealShared(row, 4));
  ASSIGN_OR_RETURN(const std::string table, UnsealShared(row, 7));
  return JoinParts(own, policy, table);
}

absl::StatusOr<DocumentPtr> LoadDocument(Connection& connection, absl::string_view id) {
  connection.Add(kDocument, Arguments().Text(id));
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  const Rows& row = results[0];
  if (row.empty()) return UnknownSession();
  if (row.IsNull(0)) return MovedSession();
  ASSIGN_OR_RETURN(std::string bytes, Unseal(row, 0, DocumentPlace(id)));
  return std::make_shared<const std::string>(std::move(bytes));
}

absl::StatusOr<std::vector<std::string>> ListDue(Connection& connection, absl::Time time,
                                                 size_t limit) {
  connection.Add(kDue, Arguments().Number(ToColumn(time)).Number(static_cast<int64_t>(limit)));
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  std::vector<std::string> ids;
  for (int row = 0; row < results[0].size(); ++row) ids.emplace_back(results[0].Bytes(0, row));
  return ids;
}

}  // namespace paraphe::server::postgresql
