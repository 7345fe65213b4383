// A server for the session commands, which answers as a test says.
#ifndef PARAPHE_TESTS_CLIENT_CLI_FAKE_CALLER_SERVER_H_
#define PARAPHE_TESTS_CLIENT_CLI_FAKE_CALLER_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "grpcpp/server.h"

#include "paraphe/v1/caller_service.grpc.pb.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// Serves on a port of its own over TLS. Change the answers before a command runs, read the requests
// after it. One command at a time.
class FakeCallerServer final : private v1::CallerService::Service {
 public:
  FakeCallerServer();
  ~FakeCallerServer() override;

  // A configuration of the command line that names this server.
  const std::string& config() const { return config_; }
  // A file as `paraphe prepare --state` writes it, of the session s1.
  std::string StateFile() const;
  const TempDir& dir() const { return dir_; }

  // The answers. A refusal that is set answers every call of its kind.
  absl::Status prepare_refusal;
  absl::Status abort_refusal;
  std::vector<v1::SessionEvent> events;  // of Watch
  bool watch_ends = true;                // false: the stream stays open until the client ends it
  v1::FinalizeResponse result;

  // The requests, in order.
  std::vector<v1::PrepareRequest> prepared;
  std::vector<v1::CallerAbortRequest> aborted;
  std::vector<v1::FinalizeRequest> finalized;

  static v1::SessionEvent Event(v1::SessionState state, uint64_t version, v1::StatusCode status);

 private:
  grpc::Status Prepare(grpc::ServerContext* context, const v1::PrepareRequest* request,
                       v1::PrepareResponse* response) override;
  grpc::Status Watch(grpc::ServerContext* context, const v1::CallerWatchRequest* request,
                     grpc::ServerWriter<v1::SessionEvent>* writer) override;
  grpc::Status Abort(grpc::ServerContext* context, const v1::CallerAbortRequest* request,
                     v1::CallerAbortResponse* response) override;
  grpc::Status Finalize(grpc::ServerContext* context, const v1::FinalizeRequest* request,
                        v1::FinalizeResponse* response) override;

  TempDir dir_;
  std::string address_;
  std::string config_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_CLI_FAKE_CALLER_SERVER_H_
