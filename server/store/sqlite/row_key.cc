#include "server/store/sqlite/row_key.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "common/status_macros.h"

namespace paraphe::server::sqlite {

std::string SessionKeyPlace(absl::string_view id) { return absl::StrCat("key of session ", id); }

std::string SharedKeyPlace(absl::string_view sha256) {
  return absl::StrCat("key of shared ", absl::BytesToHexString(sha256));
}

absl::StatusOr<RowKey> RowKey::New(const StoreKeys& keys, const std::string& place) {
  if (keys.empty()) return RowKey();
  ASSIGN_OR_RETURN(ContentKey key, ContentKey::Generate());
  ASSIGN_OR_RETURN(StoredKey stored, keys.Wrap(key, place));
  return RowKey(std::move(key), std::move(stored));
}

absl::StatusOr<RowKey> RowKey::Of(const StoreKeys& keys, StoredKey stored,
                                  const std::string& place) {
  if (stored.store_key.empty()) return RowKey();
  ASSIGN_OR_RETURN(ContentKey key, keys.Unwrap(stored, place));
  return RowKey(std::move(key), std::move(stored));
}

absl::StatusOr<RowKey> RowKey::Renewed(const StoreKeys& keys, const std::string& place) && {
  ASSIGN_OR_RETURN(StoredKey stored, keys.Wrap(*key_, place));
  return RowKey(*std::move(key_), std::move(stored));
}

absl::StatusOr<absl::string_view> RowKey::Seal(absl::string_view content, const std::string& place,
                                               std::string& kept) const {
  if (in_clear()) return content;
  ASSIGN_OR_RETURN(kept, key_->Seal(content, place));
  return absl::string_view(kept);
}

absl::StatusOr<absl::string_view> RowKey::Open(absl::string_view content, const std::string& place,
                                               std::string& kept) const {
  if (in_clear()) return content;
  ASSIGN_OR_RETURN(kept, key_->Open(content, place));
  return absl::string_view(kept);
}

}  // namespace paraphe::server::sqlite
