// What a client asks of a server's certificate beside the path to a trusted CA, which TLS itself
// validates: the server's name, and one of the pinned keys.
//
// REQ: CHN-1, CHN-2
#ifndef PARAPHE_COMMON_GRPC_SERVER_CHECK_H_
#define PARAPHE_COMMON_GRPC_SERVER_CHECK_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/security/tls_certificate_verifier.h"

namespace paraphe {

// Who the other end must be.
struct ExpectedServer {
  std::string address;            // HOST:PORT, for words
  std::string name;               // a DNS name, or an IP address without brackets
  std::vector<std::string> pins;  // KeyPin (common/key_pin.h); empty: any key
};

// Judges the certificate that a server showed. The name must be among its subject alternative
// names (RFC 9525 §6; a common name is none). Thread-safe.
// Errors:
//   NOT_REACHABLE          the certificate does not parse, or is for another name
//   SERVER_KEY_NOT_PINNED  its key is none of the pins
absl::Status CheckServerCertificate(absl::string_view pem, const ExpectedServer& expected);

// What the last certificate that came over a channel was judged; OK before the first. Thread-safe.
class LastVerdict {
 public:
  void Set(absl::Status verdict) {
    const absl::MutexLock lock(&mutex_);
    verdict_ = std::move(verdict);
  }
  absl::Status Get() const {
    const absl::MutexLock lock(&mutex_);
    return verdict_;
  }

 private:
  mutable absl::Mutex mutex_;
  absl::Status verdict_ ABSL_GUARDED_BY(mutex_);
};

// For grpc's TLS credentials: after each handshake CheckServerCertificate, whose answer goes to
// `verdict`. Where it is an error, nothing of a call is sent.
std::shared_ptr<grpc::experimental::CertificateVerifier> MakeServerVerifier(
    ExpectedServer expected, std::shared_ptr<LastVerdict> verdict);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_SERVER_CHECK_H_
