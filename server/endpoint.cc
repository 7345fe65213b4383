#include "server/endpoint.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/server_builder_plugin.h"

#include "common/errors.h"
#include "common/grpc/tls.h"
#include "common/log.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

// What one connection may take, so that no client exhausts the server for the others:
// - calls and streams at once; an application may watch its open sessions over one connection;
// - metadata of a call; tokens are in messages, so that gRPC's own and a proxy's must fit;
// - time until its TLS handshake and its HTTP/2 settings are there;
// - time without any call; a client's channel connects again by itself;
// - pings; keepalives of 10 s must pass, with and without calls, or streams behind a NAT break.
// Silent connections are asked whether they still live, so that a vanished client's stream ends.
constexpr int kMaxStreams = 4096;
constexpr int kMaxMetadataBytes = 8 << 10;
constexpr int kHandshakeMs = 10'000;
constexpr int kMaxIdleMs = 20'000;
constexpr int kMinPingIntervalMs = 1'000;
constexpr int kKeepaliveMs = 60'000;
constexpr int kKeepaliveTimeoutMs = 20'000;

// Certificates whose connections live on; a server that lives for years gets many.
constexpr size_t kMaxGenerations = 8;
constexpr absl::Duration kLastCalls = absl::Seconds(5);

// One thread moves the bytes of more small calls than two cores answer; the rest is for the pool's threads.
unsigned QueueCount() { return std::clamp(std::thread::hardware_concurrency() / 2, 1u, 8u); }

using Plugins = std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>;

class WithoutReflection final : public grpc::ServerBuilderOption {
 public:
  void UpdateArguments(grpc::ChannelArguments* /*arguments*/) override {}
  void UpdatePlugins(Plugins* plugins) override {
    const std::string reflection = grpc::reflection::ProtoServerReflectionPlugin().name();
    plugins->erase(std::remove_if(plugins->begin(), plugins->end(),
                                  [&](const auto& plugin) { return plugin->name() == reflection; }),
                   plugins->end());
  }
};

void SetReflection(bool on, grpc::ServerBuilder& builder) {
  if (!on) builder.SetOption(std::make_unique<WithoutReflection>());
}

void BoundConnections(grpc::ServerBuilder& builder) {
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kMaxStreams);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMaxMetadataBytes);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS, kHandshakeMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, kMaxIdleMs);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
                             kMinPingIntervalMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
}

// The bound of a message must hold for what arrives: a few compressed kilobytes could become it.
void RefuseCompression(grpc::ServerBuilder& builder) {
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
}

// The bound of one message is the calls' own (received_call.h): gRPC's would refuse without reason.
void SetUp(const EndpointParts& parts, grpc::ServerBuilder& builder) {
  SetReflection(parts.context->settings.reflection, builder);
  BoundConnections(builder);
  RefuseCompression(builder);
  builder.SetMaxReceiveMessageSize(-1);
  builder.SetResourceQuota(*parts.quota);
}

}  // namespace

void Endpoint::Generation::Shutdown(absl::Time deadline) const {
  grpc->Shutdown(absl::ToChronoTime(deadline));
  grpc->Wait();
  for (const auto& queue : queues) queue->End();
}

Endpoint::~Endpoint() {
  Stop();
  Shutdown(absl::InfinitePast());
}

absl::StatusOr<std::unique_ptr<Endpoint>> Endpoint::Open(
    const EndpointParts& parts, Audience audience, const std::vector<std::string>& addresses) {
  auto endpoint = std::make_unique<Endpoint>(Passkey{}, parts, audience);
  endpoint->SetServing(true);
  for (const std::string& address : addresses) {
    ASSIGN_OR_RETURN(endpoint->listeners_.emplace_back(), Listener::Open(address));
  }
  ASSIGN_OR_RETURN(std::unique_ptr<Generation> first, endpoint->Make());
  absl::MutexLock lock(&endpoint->mutex_);
  endpoint->generations_.push_back(std::move(first));
  return endpoint;
}

absl::StatusOr<std::unique_ptr<Endpoint::Generation>> Endpoint::Make() const {
  auto made = std::make_unique<Generation>(parts_, &health_, audience_);
  grpc::ServerBuilder builder;
  SetUp(parts_, builder);
  // By name, for reflection; the router has their methods.
  builder.RegisterService(&made->health_methods);
  if (Serves(audience_, Role::kCaller)) {
    builder.RegisterService(&made->caller_methods).RegisterService(&made->admin_methods);
  }
  if (Serves(audience_, Role::kSigner)) builder.RegisterService(&made->signer_methods);
  builder.RegisterAsyncGenericService(&made->calls);
  for (unsigned i = 0; i < QueueCount(); ++i) {
    made->queues.push_back(std::make_unique<CallQueue>(builder, &made->calls, &made->router));
  }
  if (parts_.tls != nullptr) made->pair = parts_.tls->Get();
  const auto credentials = made->pair == nullptr ? parts_.credentials : MakeServerTls(*made->pair);
  if (credentials != nullptr) {
    using Type = grpc::ServerBuilder::experimental_type::ExternalConnectionType;
    made->acceptor =
        builder.experimental().AddExternalConnectionAcceptor(Type::FROM_FD, credentials);
  }
  made->grpc = builder.BuildAndStart();
  if (made->grpc == nullptr) {
    return MakeError(v1::MALFORMED_FILE, "gRPC does not take the TLS certificate and its key");
  }
  for (const auto& queue : made->queues) queue->Begin();
  return made;
}

std::vector<int> Endpoint::ports() const {
  std::vector<int> ports;
  for (const auto& listener : listeners_) ports.push_back(listener->port());
  return ports;
}

std::shared_ptr<grpc::Channel> Endpoint::InProcessChannel() const {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  absl::MutexLock lock(&mutex_);
  return generations_.back()->grpc->InProcessChannel(arguments);
}

void Endpoint::Listen(Connections* connections, absl::Duration deaf_after,
                      const std::function<void()>& on_deaf) {
  for (const auto& listener : listeners_) {
    listener->Start(connections, [this](int listening, int fd) { Take(listening, fd); });
    watchdogs_.push_back(
        std::make_unique<Watchdog>(listener->OwnAddress(), TimesFor(deaf_after), on_deaf));
  }
}

void Endpoint::Take(int listening, int fd) {
  grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters connection;
  connection.listener_fd = listening;
  connection.fd = fd;
  absl::MutexLock lock(&mutex_);
  Renew();
  generations_.back()->acceptor->HandleNewConnection(&connection);
}

// Connections that outlive several certificates are told to dial again, and their calls end first; one certificate's after
// the other's, as nothing may be waited for where connections are taken.
void Endpoint::Renew() {
  if (parts_.tls == nullptr || parts_.tls->Get() == generations_.back()->pair) return;
  absl::StatusOr<std::unique_ptr<Generation>> next = Make();
  if (!next.ok()) {
    Log(LogLevel::kError, "tls_not_replaced", {{"words", std::string(next.status().message())}});
    return;
  }
  generations_.push_back(*std::move(next));
  Log(LogLevel::kInfo, "tls_replaced");
  const bool retiring =
      retiring_.valid() && retiring_.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
  if (generations_.size() <= kMaxGenerations || retiring) return;
  retiring_ = std::async(std::launch::async, [oldest = std::move(generations_.front())] {
    oldest->Shutdown(absl::Now() + kLastCalls);
  });
  generations_.pop_front();
}

void Endpoint::SetServing(bool serving) {
  std::vector<std::string> services = {""};
  if (Serves(audience_, Role::kCaller)) {
    services.push_back(v1::CallerService::service_full_name());
    services.push_back(v1::AdminService::service_full_name());
  }
  if (Serves(audience_, Role::kSigner)) {
    services.push_back(v1::SignerService::service_full_name());
  }
  health_.Set(services, serving);
}

void Endpoint::Stop() {
  watchdogs_.clear();
  for (const auto& listener : listeners_) listener->Stop();
  SetServing(false);
}

void Endpoint::Shutdown(absl::Time deadline) {
  health_.Close();
  Generations all;
  {
    absl::MutexLock lock(&mutex_);
    all.swap(generations_);
    if (retiring_.valid()) retiring_.wait();
  }
  for (const auto& generation : all) {
    generation->Shutdown(deadline);
  }
}

}  // namespace paraphe::server
