// One attempt at each call of both services, to one start of a server; and the way to the server.
#ifndef PARAPHE_TESTS_CRASH_SERVER_CALLS_H_
#define PARAPHE_TESTS_CRASH_SERVER_CALLS_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::test {

// Thread-safe. Where there is no answer the error is NOT_REACHABLE or DEADLINE; all others are the
// server's.
class ServerCalls {
 public:
  virtual ~ServerCalls() = default;

  // The start's number, from 1.
  virtual int start() const = 0;

  virtual absl::StatusOr<v1::PrepareResponse> Prepare(const v1::PrepareRequest& request) const = 0;
  virtual absl::StatusOr<v1::FinalizeResponse> Finalize(
      const v1::FinalizeRequest& request) const = 0;
  virtual absl::StatusOr<v1::CallerAbortResponse> Abort(
      const v1::CallerAbortRequest& request) const = 0;
  // The first event of Watch.
  virtual absl::StatusOr<v1::SessionEvent> Look(const v1::CallerWatchRequest& request) const = 0;

  virtual absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request) const = 0;
  virtual absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) const = 0;
  virtual absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) const = 0;
  virtual absl::StatusOr<v1::SignerExportResponse> Export(
      const v1::SignerExportRequest& request) const = 0;
  virtual absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(
      const v1::SignerAbortRequest& request) const = 0;
};

// `config_file` stands beside the server's "ca.pem"; dies where that cannot be read. Documents of at most
// `document_bytes` pass.
std::shared_ptr<const ServerCalls> CallsOverGrpc(const std::string& address,
                                                 const std::string& config_file, int start,
                                                 size_t document_bytes = size_t{1} << 20);

// A server that may go away and come back. Thread-safe.
class ServerInTrouble {
 public:
  virtual ~ServerInTrouble() = default;

  // The connection to the server; waits at most `soon` until there is one of a later start than `after`,
  // else takes `after` itself where it goes on. Null where there is none for a minute, or will be none.
  virtual std::shared_ptr<const ServerCalls> Await(int after, absl::Duration soon) = 0;
  // A request to that start was answered, were it with a refusal.
  virtual void Answered(int /*start*/) {}
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_SERVER_CALLS_H_
