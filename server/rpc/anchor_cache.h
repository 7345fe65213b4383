// The trust anchors of sessions' policies, read from PEM once for many calls.
#ifndef PARAPHE_SERVER_RPC_ANCHOR_CACHE_H_
#define PARAPHE_SERVER_RPC_ANCHOR_CACHE_H_

#include <cstddef>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"

#include "paraphe/v1/policy.pb.h"
#include "pki/trust_anchors.h"

namespace paraphe::server {

// Keyed by the digest of a policy's CAs, so that policies of files and inline ones are alike, and a
// changed policy is another entry. Bounded: when full, it starts again empty. Thread-safe.
class AnchorCache {
 public:
  static constexpr size_t kMaxEntries = 64;

  // The CAs that a session's policy trusts. The policy of a session names them all (preparation.h);
  // one whose CAs do not parse trusts nobody.
  // REQ: POL-5
  TrustAnchors Of(const v1::Policy& policy);

  // How often CAs were read from PEM.
  size_t reads() const;

 private:
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, TrustAnchors> by_digest_ ABSL_GUARDED_BY(mutex_);
  size_t reads_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_ANCHOR_CACHE_H_
