// Certificates that were read lately, so that one that comes again, at each call of a session, is not read
// again: OpenSSL needs longer to read a certificate than a signature of it takes to check.
#ifndef PARAPHE_PKI_CERTIFICATE_MEMORY_H_
#define PARAPHE_PKI_CERTIFICATE_MEMORY_H_

#include <cstddef>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "pki/certificate.h"

namespace paraphe {

// A certificate is a pure function of its bytes, all of which are compared: what is remembered never
// becomes wrong. Bytes that are no certificate are read again each time. Thread-safe.
class CertificateMemory {
 public:
  // Twice as many certificates at most, and none that is larger. When there would be more, those that were
  // not used lately are forgotten.
  static constexpr size_t kMaxKept = 512;
  static constexpr size_t kMaxKeptBytes = size_t{8} << 10;

  // As Certificate::Parse, with its errors.
  absl::StatusOr<Certificate> Read(absl::string_view der);

  // Lets go of the certificates that were not asked for since the call before this one, so that nothing of
  // a signer stays (SES-8). The owner calls it from time to time.
  void ForgetUnused();

  size_t size() const;

 private:
  // The keys are the certificates' own bytes.
  using ByDer = absl::flat_hash_map<absl::string_view, Certificate>;

  std::optional<Certificate> Find(absl::string_view der);
  void Keep(const Certificate& certificate);
  // Gives what it forgets, to be freed without the lock.
  ByDer ForgetUnusedLocked() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  ByDer used_ ABSL_GUARDED_BY(mutex_);    // since the last ForgetUnused
  ByDer before_ ABSL_GUARDED_BY(mutex_);  // and those used only before that
};

}  // namespace paraphe

#endif  // PARAPHE_PKI_CERTIFICATE_MEMORY_H_
