// A TLS server's key and certificate as files, checked by OpenSSL's own TLS before anything listens:
// gRPC itself only says that the port could not be bound.
//
// REQ: CHN-1
#ifndef PARAPHE_COMMON_GRPC_TLS_FILES_H_
#define PARAPHE_COMMON_GRPC_TLS_FILES_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "paraphe/v1/config.pb.h"

namespace paraphe {

// PEM texts. Copies of the key live as long as the credentials made of it.
struct TlsPair {
  std::string certificate_chain;  // leaf first
  std::string private_key;
};

// Reads the files of `identity` (their paths are used as they stand) and checks them: the
// certificates parse, their keys and hashes are strong enough for OpenSSL's security level, the key
// parses without a passphrase, belongs to the first certificate, and
// its file is not accessible to others than owner and group. The messages of errors name the file.
// Errors:
//   FILE_UNREADABLE  a file cannot be read
//   TOO_LARGE        a file has more than 1 MiB
//   MALFORMED_FILE   a check fails
absl::StatusOr<TlsPair> ReadTlsPair(const v1::TlsIdentity& identity);

// Whether the first certificate of `pair`, which is from ReadTlsPair, is in its time.
// Errors:
//   MALFORMED_FILE  it has expired, or is not yet valid
absl::Status CheckInTime(const TlsPair& pair, absl::Time now);

// Reads a PEM file with at least one certificate, every block of which parses.
// Errors: those of ReadTlsPair.
absl::StatusOr<std::string> ReadCertificates(const std::string& path);

// The pair in force. Thread-safe.
class TlsHolder {
 public:
  explicit TlsHolder(TlsPair first) : current_(std::make_shared<const TlsPair>(std::move(first))) {}

  std::shared_ptr<const TlsPair> Get() const {
    absl::MutexLock lock(&mutex_);
    return current_;
  }
  // The same pair again changes nothing.
  void Replace(TlsPair next) {
    absl::MutexLock lock(&mutex_);
    if (next.certificate_chain == current_->certificate_chain &&
        next.private_key == current_->private_key) {
      return;
    }
    current_ = std::make_shared<const TlsPair>(std::move(next));
  }

 private:
  mutable absl::Mutex mutex_;
  std::shared_ptr<const TlsPair> current_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_TLS_FILES_H_
