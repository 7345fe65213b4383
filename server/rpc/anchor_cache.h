// Lists of trusted CAs, read from PEM once for many calls.
#ifndef PARAPHE_SERVER_RPC_ANCHOR_CACHE_H_
#define PARAPHE_SERVER_RPC_ANCHOR_CACHE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"

#include "pki/trust_anchors.h"

namespace paraphe::server {

// Keyed by the digest of a list, so that those of files, of inline policies and of the server are
// alike, and a changed list is another entry. Bounded: when full, it starts again empty. Thread-safe.
class AnchorCache {
 public:
  static constexpr size_t kMaxEntries = 64;

  // The CAs of `pem_texts`, one or more each. A list that does not parse, or is empty, trusts nobody.
  // REQ: POL-5
  TrustAnchors Of(const std::vector<std::string>& pem_texts);

  // How often CAs were read from PEM.
  size_t reads() const;

 private:
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, TrustAnchors> by_digest_ ABSL_GUARDED_BY(mutex_);
  size_t reads_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_ANCHOR_CACHE_H_
