#include "pki/path_memory.h"

#include <algorithm>
#include <utility>

namespace paraphe {
namespace {

constexpr absl::Duration kLeast = absl::Nanoseconds(1);

}  // namespace

// Whether a certificate is valid changes at its first instant, and after its last one.
TimeSpan SteadySpan(absl::Time now, const std::vector<Certificate>& certificates) {
  TimeSpan span;
  for (const Certificate& certificate : certificates) {
    if (now < certificate.not_before()) {
      span.until = std::min(span.until, certificate.not_before() - kLeast);
    } else {
      span.from = std::max(span.from, certificate.not_before());
    }
    if (now > certificate.not_after()) {
      span.from = std::max(span.from, certificate.not_after() + kLeast);
    } else {
      span.until = std::min(span.until, certificate.not_after());
    }
  }
  return span;
}

std::optional<KnownPath> PathMemory::Find(const Certificate& certificate, absl::Time now) const {
  absl::MutexLock lock(&mutex_);
  const auto found = paths_.find(certificate.sha256());
  if (found == paths_.end() || !found->second.span.Contains(now)) return std::nullopt;
  return found->second;
}

void PathMemory::Keep(const Certificate& certificate, KnownPath path) {
  absl::MutexLock lock(&mutex_);
  if (paths_.size() >= kMaxPaths) paths_.clear();
  paths_.insert_or_assign(certificate.sha256(), std::move(path));
}

size_t PathMemory::size() const {
  absl::MutexLock lock(&mutex_);
  return paths_.size();
}

}  // namespace paraphe
