// One attempt at each call of both services, to one start of a server.
#ifndef PARAPHE_TESTS_CRASH_SERVER_CALLS_H_
#define PARAPHE_TESTS_CRASH_SERVER_CALLS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::test {

// Thread-safe. Where there is no answer the error is NOT_REACHABLE or DEADLINE; all others are the
// server's.
class ServerCalls {
 public:
  // `config_file` stands beside the server's "ca.pem"; dies where that cannot be read. `start` is
  // the start's number.
  ServerCalls(const std::string& address, const std::string& config_file, int start);
  ~ServerCalls();

  int start() const { return start_; }

  absl::StatusOr<v1::PrepareResponse> Prepare(const v1::PrepareRequest& request) const;
  absl::StatusOr<v1::FinalizeResponse> Finalize(const v1::FinalizeRequest& request) const;
  absl::StatusOr<v1::CallerAbortResponse> Abort(const v1::CallerAbortRequest& request) const;
  // The first event of Watch.
  absl::StatusOr<v1::SessionEvent> Look(const v1::CallerWatchRequest& request) const;

  absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request) const;
  absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) const;
  absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) const;
  absl::StatusOr<v1::SignerExportResponse> Export(const v1::SignerExportRequest& request) const;
  absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(
      const v1::SignerAbortRequest& request) const;

 private:
  struct Stubs;  // keeps gRPC's headers out of the tests

  const int start_;
  const std::unique_ptr<Stubs> stubs_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_SERVER_CALLS_H_
