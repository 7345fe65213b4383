#include "server/store/postgresql/store_key_rows.h"

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/log.h"
#include "common/status_macros.h"
#include "server/store/postgresql/session_reader.h"
#include "server/store/sealed_parts.h"

namespace paraphe::server::postgresql {
namespace {

constexpr Statement kStoreKeys{
    "store_keys", "SELECT DISTINCT store_key FROM content_keys WHERE store_key IS NOT NULL"};
constexpr Statement kBegin{"begin_renewal", "BEGIN"};
// Those that another server renews are left to it.
constexpr Statement kOutdated{
    "outdated_keys",
    "SELECT id, key, store_key FROM content_keys WHERE store_key IS DISTINCT FROM $1::text "
    "LIMIT 256 FOR UPDATE SKIP LOCKED"};
constexpr Statement kRenew{
    "renew_key",
    "UPDATE content_keys SET key = $2::bytea, store_key = $3::text WHERE id = $1::bytea"};
// As if something had been erased now: the purge has work.
constexpr Statement kMarkHead{"mark_head", "UPDATE audit_head SET erased = number"};
constexpr Statement kMarkPurged{"mark_purged", "UPDATE purged SET erased = 0"};

// How many there were.
absl::StatusOr<int> RenewSome(Connection& connection, const StoreKeys& keys) {
  const std::string current = keys.current();
  connection.Add(kBegin);
  connection.Add(kOutdated, Arguments().Text(current));
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  const Rows& outdated = results[1];
  std::deque<StoredKey> renewed;
  for (int row = 0; row < outdated.size(); ++row) {
    const absl::string_view id = outdated.Bytes(0, row);
    ASSIGN_OR_RETURN(const ContentKey key, UnwrapKey(keys, outdated, 0, row));
    ASSIGN_OR_RETURN(StoredKey stored, keys.Wrap(key, KeyPlace(id)));
    const StoredKey& kept = renewed.emplace_back(std::move(stored));
    connection.Add(kRenew, Arguments().Bytes(id).Bytes(kept.bytes).Text(kept.store_key));
  }
  if (!outdated.empty()) {
    connection.Add(kMarkHead);
    connection.Add(kMarkPurged);
  }
  RETURN_IF_ERROR(connection.Commit());
  return outdated.size();
}

}  // namespace

absl::Status CheckStoreKeys(Connection& connection, const StoreKeys& keys) {
  connection.Add(kStoreKeys);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  for (int row = 0; row < results[0].size(); ++row) {
    const absl::string_view id = results[0].Bytes(0, row);
    if (!keys.Has(id)) return MissingStoreKey(id);
  }
  return absl::OkStatus();
}

absl::Status RenewStoreKeys(Connection& connection, const StoreKeys& keys) {
  if (keys.empty()) return absl::OkStatus();
  int renewed = 0;
  while (true) {
    const absl::StatusOr<int> some = RenewSome(connection, keys);
    if (!some.ok()) connection.Rollback();
    RETURN_IF_ERROR(some.status());
    if (*some == 0) break;
    renewed += *some;
  }
  if (renewed == 0) return absl::OkStatus();
  Log(LogLevel::kInfo, "store_keys_renewed",
      {{"current", keys.current()}, {"keys", absl::StrCat(renewed)}});
  return absl::OkStatus();
}

}  // namespace paraphe::server::postgresql
