#include "server/rpc/anchor_cache.h"

#include <vector>

#include "absl/strings/str_cat.h"

#include "common/hash.h"

namespace paraphe::server {
namespace {

// Each text with its length before it: no two lists give the same digest.
std::string DigestOf(const v1::Policy& policy) {
  std::string texts;
  for (const std::string& pem : policy.trusted_ca_pem()) {
    absl::StrAppend(&texts, pem.size(), ":", pem);
  }
  return Sha256(texts);
}

TrustAnchors Read(const v1::Policy& policy) {
  absl::StatusOr<TrustAnchors> anchors =
      TrustAnchors::Create({policy.trusted_ca_pem().begin(), policy.trusted_ca_pem().end()});
  return anchors.ok() ? *std::move(anchors) : TrustAnchors();
}

}  // namespace

TrustAnchors AnchorCache::Of(const v1::Policy& policy) {
  const std::string digest = DigestOf(policy);
  {
    absl::MutexLock lock(&mutex_);
    if (const auto found = by_digest_.find(digest); found != by_digest_.end()) return found->second;
  }
  TrustAnchors anchors = Read(policy);
  absl::MutexLock lock(&mutex_);
  ++reads_;
  if (by_digest_.size() >= kMaxEntries) by_digest_.clear();
  by_digest_.insert_or_assign(digest, anchors);
  return anchors;
}

size_t AnchorCache::reads() const {
  absl::MutexLock lock(&mutex_);
  return reads_;
}

}  // namespace paraphe::server
