// What the content of a row is sealed under where the operator has keys (store_key_file); else it stands in
// clear, as it does in rows of before.
#ifndef PARAPHE_SERVER_STORE_SQLITE_ROW_KEY_H_
#define PARAPHE_SERVER_STORE_SQLITE_ROW_KEY_H_

#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "server/store/store_keys.h"

namespace paraphe::server::sqlite {

// The places of their keys (StoreKeys::Wrap). Those of content: server/store/sealed_parts.h.
std::string SessionKeyPlace(absl::string_view id);
std::string SharedKeyPlace(absl::string_view sha256);

class RowKey {
 public:
  // In clear.
  RowKey() = default;
  // Of a row that is written anew; in clear where there are no keys.
  static absl::StatusOr<RowKey> New(const StoreKeys& keys, const std::string& place);
  // Of a row that is there. Errors: as StoreKeys::Unwrap.
  static absl::StatusOr<RowKey> Of(const StoreKeys& keys, StoredKey stored,
                                   const std::string& place);
  // The same key under the current store key. Errors: INTERNAL, where OpenSSL fails.
  absl::StatusOr<RowKey> Renewed(const StoreKeys& keys, const std::string& place) &&;

  bool in_clear() const { return !key_.has_value(); }
  // As the columns content_key and store_key hold it; both empty where in clear.
  const StoredKey& stored() const { return stored_; }

  // What is stored, and what was. Views into `content`, or into `kept`, which is to outlive them.
  // Errors: those of ContentKey.
  absl::StatusOr<absl::string_view> Seal(absl::string_view content, const std::string& place,
                                         std::string& kept) const;
  absl::StatusOr<absl::string_view> Open(absl::string_view content, const std::string& place,
                                         std::string& kept) const;

 private:
  RowKey(ContentKey key, StoredKey stored) : key_(std::move(key)), stored_(std::move(stored)) {}

  std::optional<ContentKey> key_;
  StoredKey stored_;
};

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_ROW_KEY_H_
