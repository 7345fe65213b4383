// Policies and tables as they were read last, by their digest: sessions share a few of them, and each call of a session
// reads its own row alone. What no session has any more is dropped with its row, and all with the next purge (SES-8).
#ifndef PARAPHE_SERVER_STORE_SQLITE_SHARED_TEXTS_H_
#define PARAPHE_SERVER_STORE_SQLITE_SHARED_TEXTS_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace paraphe::server::sqlite {

// Thread-safe. Digests are raw SHA-256.
class SharedTexts {
 public:
  using Text = std::shared_ptr<const std::string>;

  // Null where it is not kept.
  Text Find(absl::string_view sha256) const;
  // Keeps `text`, whose digest that is, and lets go of all others where they would hold more than kMostBytes together.
  void Keep(absl::string_view sha256, Text text);
  // Whether that is the digest of `text`: without a hash where it is kept.
  bool IsDigestOf(absl::string_view sha256, const std::string& text) const;
  void Drop(absl::string_view sha256);
  void Clear();

  static constexpr size_t kMostBytes = size_t{8} << 20;

 private:
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Text> texts_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_SHARED_TEXTS_H_
