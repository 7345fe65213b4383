// paraphed as an object: the three services, health checking, and what runs beside them.
#ifndef PARAPHE_SERVER_SERVER_H_
#define PARAPHE_SERVER_SERVER_H_

#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"

#include "common/log_bound.h"
#include "server/channel_material.h"
#include "server/connections.h"
#include "server/endpoint.h"
#include "server/identity/authenticator.h"
#include "server/memory_guard.h"
#include "server/rpc/delayed_answers.h"
#include "server/rpc/receipts.h"
#include "server/rpc/watch_follower.h"
#include "server/rpc/worker_pool.h"
#include "server/server_core.h"
#include "server/sweeper.h"

namespace paraphe::server {

// Thread-safe.
class Server {
  struct Passkey {};

 public:
  // Starts serving on every address of the settings. A server that no longer answers at one of its own
  // ports ends the process. Without `channel` everybody may do everything, through InProcessChannel()
  // and, with `credentials`, over the network: for tests.
  // Errors:
  //   NOT_REACHABLE   an address cannot be listened on
  //   MALFORMED_FILE  gRPC takes no such key and certificate
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      CoreParts parts, std::optional<ChannelMaterial> channel,
      std::shared_ptr<grpc::ServerCredentials> credentials = nullptr);
  // As Shutdown().
  ~Server();

  Server(Passkey, CoreParts parts, std::optional<ChannelMaterial> channel,
         std::shared_ptr<grpc::ServerCredentials> credentials);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The ports that are listened on: those of listen, callers_listen and signers_listen, in their order.
  std::vector<int> ports() const;
  // What can be replaced of its channels; null where it has none.
  ChannelHolder* channel() { return channel_.get(); }
  // A client's end without network or TLS, for tests.
  std::shared_ptr<grpc::Channel> InProcessChannel();
  // For tests and the tools of operators.
  SessionMachine& machine() { return core_.machine(); }
  Reloader& reloader() { return core_.reloader(); }

  // Refuses new calls, ends streams, lets running calls end within shutdown_grace, cancels the
  // rest. Returns when all is done. A second call does nothing.
  void Shutdown();

 private:
  bool HasPorts() const { return channel_ != nullptr || credentials_ != nullptr; }
  std::unique_ptr<Authenticator> MakeAuthenticator();
  absl::Status Open();
  absl::Status OpenEndpoint(Audience audience, const std::vector<std::string>& addresses);
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
  const std::unique_ptr<ChannelHolder> channel_;
  const std::shared_ptr<grpc::ServerCredentials> credentials_;  // without channel_
  const std::unique_ptr<Authenticator> authenticator_;
  grpc::ResourceQuota quota_;
  Sweeper sweeper_;
  WatchFollower watch_follower_;
  Periodic each_second_;
  Periodic forgetting_;
  Connections connections_;
  std::vector<std::unique_ptr<Endpoint>> endpoints_;
  std::optional<MemoryGuard> memory_guard_;  // while it listens
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SERVER_H_
