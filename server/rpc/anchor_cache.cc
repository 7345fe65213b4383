#include "server/rpc/anchor_cache.h"

#include "absl/strings/str_cat.h"

#include "common/hash.h"

namespace paraphe::server {
namespace {

// Each text with its length before it: no two lists give the same digest.
std::string DigestOf(const std::vector<std::string>& pem_texts) {
  std::string texts;
  for (const std::string& pem : pem_texts) absl::StrAppend(&texts, pem.size(), ":", pem);
  return Sha256(texts);
}

TrustAnchors Read(const std::vector<std::string>& pem_texts) {
  absl::StatusOr<TrustAnchors> anchors = TrustAnchors::Create(pem_texts);
  return anchors.ok() ? *std::move(anchors) : TrustAnchors();
}

}  // namespace

TrustAnchors AnchorCache::Of(const std::vector<std::string>& pem_texts) {
  const std::string digest = DigestOf(pem_texts);
  {
    absl::MutexLock lock(&mutex_);
    if (const auto found = by_digest_.find(digest); found != by_digest_.end()) return found->second;
  }
  TrustAnchors anchors = Read(pem_texts);
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
