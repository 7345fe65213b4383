// The gRPC side of one audience, with every address that it listens on. paraphed has up to three, which
// share everything else: so callers and signers can be served on networks of their own.
//
// gRPC 1.51 replaces a port's certificate only where clients are told names of CAs too. So a new
// certificate gets a gRPC server of its own, which takes the connections from then on; those of the ones
// before live on where they are.
#ifndef PARAPHE_SERVER_ENDPOINT_H_
#define PARAPHE_SERVER_ENDPOINT_H_

#include <functional>
#include <future>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

#include "common/grpc/tls_files.h"
#include "server/connections.h"
#include "server/listener.h"
#include "server/rpc/call_queue.h"
#include "server/rpc/call_router.h"
#include "server/rpc/health.h"
#include "server/watchdog.h"

namespace paraphe::server {

// What all endpoints of a server have in common. What it points to must outlive them.
struct EndpointParts {
  const ServerContext* context = nullptr;
  const Authenticator* authenticator = nullptr;
  WatchHub* hub = nullptr;
  CallWork work;
  CallBounds bounds;
  const grpc::ResourceQuota* quota = nullptr;
  // One of the two, or neither: then it is reached through InProcessChannel() only.
  std::shared_ptr<const TlsHolder> tls;
  std::shared_ptr<grpc::ServerCredentials> credentials;
};

// Not thread-safe.
class Endpoint {
  struct Passkey {};

 public:
  // Takes the addresses; connections wait until Listen. The services of `audience` are the only ones
  // that it has.
  // Errors:
  //   NOT_REACHABLE   an address cannot be listened on
  //   MALFORMED_FILE  gRPC takes no such credentials
  static absl::StatusOr<std::unique_ptr<Endpoint>> Open(const EndpointParts& parts,
                                                        Audience audience,
                                                        const std::vector<std::string>& addresses);
  Endpoint(Passkey, const EndpointParts& parts, Audience audience)
      : audience_(audience), parts_(parts) {}
  // As Stop() and Shutdown(), now.
  ~Endpoint();
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  // One for each address, in their order.
  std::vector<int> ports() const;
  // A client's end without network or TLS.
  std::shared_ptr<grpc::Channel> InProcessChannel() const;

  // Accepts connections that `connections`, which must outlive it, admits. Where a port no longer
  // answers for about `deaf_after`, `on_deaf` is called (watchdog.h).
  void Listen(Connections* connections, absl::Duration deaf_after,
              const std::function<void()>& on_deaf);
  // Accepts no connection any more, and says by gRPC's health checking that it does not serve.
  void Stop();
  // Lets running calls end until `deadline`, then cancels the rest.
  void Shutdown(absl::Time deadline);

 private:
  // One gRPC server, with the pair that it was made with.
  struct Generation {
    Generation(const EndpointParts& parts, Health* health, Audience audience)
        : router(*parts.context, parts.authenticator, parts.hub, health, parts.work, parts.bounds,
                 audience) {}
    void Shutdown(absl::Time deadline) const;

    std::shared_ptr<const TlsPair> pair;
    const CallRouter router;
    HealthMethods health_methods;
    CallerMethods caller_methods;
    SignerMethods signer_methods;
    AdminMethods admin_methods;
    grpc::AsyncGenericService calls;
    std::vector<std::unique_ptr<CallQueue>> queues;
    std::unique_ptr<grpc::Server> grpc;  // ends before its queues
    std::unique_ptr<grpc::experimental::ExternalConnectionAcceptor> acceptor;
  };
  using Generations = std::list<std::unique_ptr<Generation>>;

  absl::StatusOr<std::unique_ptr<Generation>> Make() const;
  void SetServing(bool serving);
  void Take(int listening, int fd);
  // Makes the next generation where there is another pair.
  void Renew() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Audience audience_;
  const EndpointParts parts_;
  mutable Health health_;
  mutable absl::Mutex mutex_;
  Generations generations_ ABSL_GUARDED_BY(mutex_);     // the last one takes new connections
  std::future<void> retiring_ ABSL_GUARDED_BY(mutex_);  // of a generation that is no longer there
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::vector<std::unique_ptr<Watchdog>> watchdogs_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_ENDPOINT_H_
