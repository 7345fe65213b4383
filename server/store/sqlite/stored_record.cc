#include "server/store/sqlite/stored_record.h"

#include <memory>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/store/record_parts.h"
#include "server/store/sealed_parts.h"

namespace paraphe::server::sqlite {

SharedReader::SharedReader(SQLite::Database& database, SharedTexts* texts)
    : texts_(*texts),
      by_sha256_(database, "SELECT content_key, store_key, bytes FROM shared WHERE sha256 = ?") {}

absl::StatusOr<SharedTexts::Text> SharedReader::Read(const StoreKeys& keys,
                                                     absl::string_view sha256) {
  if (sha256.empty()) return std::make_shared<const std::string>();
  if (SharedTexts::Text kept = texts_.Find(sha256); kept != nullptr) return kept;
  BindBytes(by_sha256_, 1, sha256);
  const Query row(by_sha256_);
  if (!row.Next()) return MakeError(v1::INTERNAL, "a part that a stored session needs is missing");
  ASSIGN_OR_RETURN(const RowKey key, KeyAt(keys, row, 0, SharedKeyPlace(sha256)));
  std::string opened;
  ASSIGN_OR_RETURN(const absl::string_view bytes,
                   key.Open(row.Bytes(2), SharedPlace(sha256), opened));
  auto text = std::make_shared<const std::string>(bytes);
  texts_.Keep(sha256, text);
  return text;
}

absl::StatusOr<v1::SessionRecord> ReadRecord(const StoreKeys& keys, const Query& row,
                                             SharedReader& shared) {
  const absl::string_view id = row.Bytes(0);
  const auto version = static_cast<uint64_t>(row.Number(1));
  ASSIGN_OR_RETURN(const RowKey key, KeyAt(keys, row, 2, SessionKeyPlace(id)));
  std::string kept;
  ASSIGN_OR_RETURN(const absl::string_view own,
                   key.Open(row.Bytes(4), RecordPlace(id, version), kept));
  ASSIGN_OR_RETURN(const SharedTexts::Text policy, shared.Read(keys, row.Bytes(5)));
  ASSIGN_OR_RETURN(const SharedTexts::Text table, shared.Read(keys, row.Bytes(6)));
  return JoinParts(own, *policy, *table);
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
