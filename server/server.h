// paraphed as an object: both services, health checking, and what runs beside them.
#ifndef PARAPHE_SERVER_SERVER_H_
#define PARAPHE_SERVER_SERVER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"

#include "server/rpc/caller_adapter.h"
#include "server/rpc/signer_adapter.h"
#include "server/rpc/worker_pool.h"
#include "server/server_core.h"
#include "server/sweeper.h"

namespace paraphe::server {

// Thread-safe.
class Server {
  struct Passkey {};

 public:
  // Starts serving on the address of the settings; where `credentials` is null, through
  // InProcessChannel() only. NOT_REACHABLE where the address cannot be listened on.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      CoreParts parts, const std::shared_ptr<grpc::ServerCredentials>& credentials);
  // As Shutdown().
  ~Server();

  Server(Passkey, CoreParts parts);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The port that is listened on; 0 where none is.
  int port() const { return port_; }
  // A client's end without network or TLS, for tests.
  std::shared_ptr<grpc::Channel> InProcessChannel();
  // For tests and the tools of operators.
  SessionMachine& machine() { return core_.machine(); }

  // Refuses new calls, ends streams, lets running calls end within shutdown_grace, cancels the
  // rest. Returns when all is done. A second call does nothing.
  void Shutdown();

 private:
  absl::Status Listen(const std::shared_ptr<grpc::ServerCredentials>& credentials);

  // In the order of dependence: what is lower uses what is above.
  ServerCore core_;
  WorkerPool pool_;
  CallerAdapter caller_;
  SignerAdapter signer_;
  Sweeper sweeper_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> grpc_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SERVER_H_
