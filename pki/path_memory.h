// The certification paths that were found to hold under one list of trust anchors, so that a signer's
// path is not built and checked again at each call of a session.
#ifndef PARAPHE_PKI_PATH_MEMORY_H_
#define PARAPHE_PKI_PATH_MEMORY_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "pki/certificate.h"

namespace paraphe {

// Both ends included.
struct TimeSpan {
  absl::Time from = absl::InfinitePast();
  absl::Time until = absl::InfiniteFuture();

  bool Contains(absl::Time time) const { return from <= time && time <= until; }
};

// The longest span around `now` in which no validity of `certificates` begins or ends, to the
// nanosecond. Thread-safe.
TimeSpan SteadySpan(absl::Time now, const std::vector<Certificate>& certificates);

// A path without a fault, made of a list of anchors alone: no certificate that came with a signature
// stands in it.
struct KnownPath {
  std::vector<Certificate> issuers;  // from the certificate's issuer upwards
  size_t work = 0;                   // signatures that the search for it checked (issuer_search.h)
  TimeSpan span;                     // in which building it anew finds the same
};

// One for each list, which owns it: what holds under one list says nothing of another. Keeps digests
// of signers' certificates, not the certificates. Bounded: when full, it starts again empty.
// Thread-safe.
class PathMemory {
 public:
  static constexpr size_t kMaxPaths = 1024;

  // The path of `certificate` that holds at `now`; nullopt where none is known.
  std::optional<KnownPath> Find(const Certificate& certificate, absl::Time now) const;

  // Takes the place of an older path of the same certificate.
  void Keep(const Certificate& certificate, KnownPath path);

  size_t size() const;

 private:
  mutable absl::Mutex mutex_;
  // By the SHA-256 of the certificate.
  absl::flat_hash_map<std::string, KnownPath> paths_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe

#endif  // PARAPHE_PKI_PATH_MEMORY_H_
