// paraphed as an object: the three services, health checking, and what runs beside them.
#ifndef PARAPHE_SERVER_SERVER_H_
#define PARAPHE_SERVER_SERVER_H_

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

#include "common/log_bound.h"
#include "server/connections.h"
#include "server/identity/authenticator.h"
#include "server/listener.h"
#include "server/memory_guard.h"
#include "server/rpc/call_router.h"
#include "server/rpc/delayed_answers.h"
#include "server/rpc/receipts.h"
#include "server/rpc/watch_follower.h"
#include "server/rpc/worker_pool.h"
#include "server/server_core.h"
#include "server/sweeper.h"
#include "server/watchdog.h"

namespace paraphe::server {

// Thread-safe.
class Server {
  struct Passkey {};

 public:
  // Starts serving on the address of the settings; where `credentials` is null, through
  // InProcessChannel() only. A server that no longer answers at its port ends the process.
  // Errors:
  //   NOT_REACHABLE   the address cannot be listened on
  //   MALFORMED_FILE  gRPC takes no such credentials
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      CoreParts parts, const std::shared_ptr<grpc::ServerCredentials>& credentials);
  // As Shutdown().
  ~Server();

  Server(Passkey, CoreParts parts);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The port that is listened on; 0 where none is.
  int port() const { return listener_ == nullptr ? 0 : listener_->port(); }
  // A client's end without network or TLS, for tests.
  std::shared_ptr<grpc::Channel> InProcessChannel();
  // For tests and the tools of operators.
  SessionMachine& machine() { return core_.machine(); }
  Reloader& reloader() { return core_.reloader(); }

  // Refuses new calls, ends streams, lets running calls end within shutdown_grace, cancels the
  // rest. Returns when all is done. A second call does nothing.
  void Shutdown();

 private:
  absl::Status Build(const std::shared_ptr<grpc::ServerCredentials>& credentials);
  void Listen();
  void DoEachSecond();
  // Bytes that are in memory on purpose.
  size_t KeptBytes();

  // In the order of dependence: what is lower uses what is above.
  ServerCore core_;
  WorkerPool pool_;
  WorkerPool hashing_pool_;
  DelayedAnswers delayed_;
  Receipts receipts_;
  LogBound refusals_;
  TrustingAuthenticator trusting_;
  CallRouter router_;
  CallerMethods caller_methods_;
  SignerMethods signer_methods_;
  AdminMethods admin_methods_;
  Sweeper sweeper_;
  WatchFollower watch_follower_;
  Periodic each_second_;
  Connections connections_;
  std::unique_ptr<grpc::Server> grpc_;
  std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor_;
  std::unique_ptr<Listener> listener_;
  // While it listens.
  std::optional<MemoryGuard> memory_guard_;
  std::optional<Watchdog> watchdog_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SERVER_H_
