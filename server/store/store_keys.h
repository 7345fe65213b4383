// The operator's keys, under which the keys of stored content are stored (store_key_file): who has the
// store without them reads no content.
#ifndef PARAPHE_SERVER_STORE_STORE_KEYS_H_
#define PARAPHE_SERVER_STORE_STORE_KEYS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "server/store/content_key.h"

namespace paraphe::server {

inline constexpr size_t kMaxStoreKeys = 64;
inline constexpr size_t kMaxStoreKeyFileBytes = size_t{64} << 10;

// A content key as it is stored.
struct StoredKey {
  std::string store_key;  // the id of the key that it is sealed under; empty: it stands in clear
  std::string bytes;
};

// Immutable, so thread-safe.
class StoreKeys {
 public:
  // None: content keys are stored in clear.
  StoreKeys() = default;

  // Lines "ID KEY" as ServerConfig.store_key_file has them; empty ones and those that begin with "#" are
  // passed over. The first key is the current one.
  // Errors:
  //   MALFORMED_FILE  a line is something else, an id comes twice, or there is no key; names the line
  static absl::StatusOr<StoreKeys> Parse(absl::string_view text);

  bool empty() const { return keys_.empty(); }
  // The id of the current key; empty where there is none.
  std::string current() const { return empty() ? "" : keys_.front().id; }
  bool Has(absl::string_view id) const { return id.empty() || Find(id) != nullptr; }

  // `place` as ContentKey::Seal has it.
  // Errors:
  //   INTERNAL  OpenSSL fails
  absl::StatusOr<StoredKey> Wrap(const ContentKey& key, absl::string_view place) const;

  // Errors:
  //   STORE_UNAVAILABLE  its store key is none of these
  //   INTERNAL           it was changed, or stands elsewhere
  absl::StatusOr<ContentKey> Unwrap(const StoredKey& stored, absl::string_view place) const;

 private:
  struct Key {
    std::string id;
    ContentKey key;
  };
  const ContentKey* Find(absl::string_view id) const;

  std::vector<Key> keys_;
};

// The file, which may change while the server runs. Thread-safe.
class StoreKeyFile {
 public:
  // Errors:
  //   FILE_UNREADABLE, TOO_LARGE  the file cannot be read
  //   MALFORMED_FILE              others may read it, or as StoreKeys::Parse
  static absl::StatusOr<std::shared_ptr<StoreKeyFile>> Open(const std::string& path);

  explicit StoreKeyFile(std::string path, StoreKeys keys);

  std::shared_ptr<const StoreKeys> keys() const;

  // Reads the file again. Where that fails, the keys stay as they were; the errors are those of Open.
  absl::Status Reload();

 private:
  const std::string path_;
  mutable absl::Mutex mutex_;
  std::shared_ptr<const StoreKeys> keys_ ABSL_GUARDED_BY(mutex_);
};

// Those of `file`; none where it is null.
std::shared_ptr<const StoreKeys> KeysOf(const std::shared_ptr<StoreKeyFile>& file);

// For whoever opens a store that has content under the key `id`, which is missing.
absl::Status MissingStoreKey(absl::string_view id);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_STORE_KEYS_H_
