#include "server/store/sqlite/stored_record.h"

#include "common/status_macros.h"
#include "server/store/record_parts.h"
#include "server/store/sealed_parts.h"

namespace paraphe::server::sqlite {
namespace {

// The shared part whose columns begin at `column`; empty where the session has none.
absl::StatusOr<absl::string_view> OpenShared(const StoreKeys& keys, const Query& row, int column,
                                             std::string& kept) {
  if (row.IsNull(column)) return "";
  const absl::string_view sha256 = row.Bytes(column);
  ASSIGN_OR_RETURN(const RowKey key, KeyAt(keys, row, column + 1, SharedKeyPlace(sha256)));
  return key.Open(row.Bytes(column + 3), SharedPlace(sha256), kept);
}

}  // namespace

absl::StatusOr<v1::SessionRecord> ReadRecord(const StoreKeys& keys, const Query& row) {
  const absl::string_view id = row.Bytes(0);
  const auto version = static_cast<uint64_t>(row.Number(1));
  ASSIGN_OR_RETURN(const RowKey key, KeyAt(keys, row, 2, SessionKeyPlace(id)));
  std::string kept_own, kept_policy, kept_table;
  ASSIGN_OR_RETURN(const absl::string_view own,
                   key.Open(row.Bytes(4), RecordPlace(id, version), kept_own));
  ASSIGN_OR_RETURN(const absl::string_view policy, OpenShared(keys, row, 5, kept_policy));
  ASSIGN_OR_RETURN(const absl::string_view table, OpenShared(keys, row, 9, kept_table));
  return JoinParts(own, policy, table);
}

absl::StatusOr<v1::SessionRecord> ReadOwnRecord(const StoreKeys& keys, const Query& row) {
  const absl::string_view id = row.Bytes(0);
  ASSIGN_OR_RETURN(const RowKey key, KeyAt(keys, row, 2, SessionKeyPlace(id)));
  std::string kept;
  ASSIGN_OR_RETURN(
      const absl::string_view own,
      key.Open(row.Bytes(4), RecordPlace(id, static_cast<uint64_t>(row.Number(1))), kept));
  return ParseOwnPart(own);
}

absl::StatusOr<RowKey> KeyAt(const StoreKeys& keys, const Query& row, int column,
                             const std::string& place) {
  return RowKey::Of(keys, {std::string(row.Bytes(column + 1)), std::string(row.Bytes(column))},
                    place);
}

}  // namespace paraphe::server::sqlite
