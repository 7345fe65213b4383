#include "server/server.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/server_builder_plugin.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/server_builder.h"

#include "common/errors.h"
#include "common/grpc/channel.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

constexpr absl::Duration kSweepPeriod = absl::Seconds(5);

// What waits for its turn: calls, and largest messages' worth of memory.
constexpr size_t kMaxWaitingCalls = 1024;
constexpr size_t kMaxWaitingMessages = 8;

// What one connection may take, so that no client exhausts the server for the others:
// - calls and streams at once; an application may watch its open sessions over one connection;
// - metadata of a call; tokens are in messages, so that gRPC's own and a proxy's must fit;
// - time without any call; a client's channel connects again by itself;
// - pings; keepalives of 10 s must pass, with and without calls, or streams behind a NAT break.
// Silent connections are asked whether they still live, so that a vanished client's stream ends.
constexpr int kMaxStreams = 4096;
constexpr int kMaxMetadataBytes = 8 << 10;
constexpr int kMaxIdleMs = 10 * 60'000;
constexpr int kMinPingIntervalMs = 1'000;
constexpr int kKeepaliveMs = 60'000;
constexpr int kKeepaliveTimeoutMs = 20'000;

// What gRPC may take for all connections: largest messages that arrive at once, and the rest.
constexpr size_t kMaxArrivingMessages = 16;
constexpr size_t kConnectionsBytes = size_t{256} << 20;

// Work is CPU most of the time, and waits for a store some of it.
size_t WorkerCount() { return std::max<size_t>(4, 2 * std::thread::hardware_concurrency()); }

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

void BoundMemory(size_t message_bytes, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(ClampToInt(message_bytes));
  grpc::ResourceQuota quota("paraphed");
  quota.Resize(kConnectionsBytes + kMaxArrivingMessages * message_bytes);
  builder.SetResourceQuota(quota);
}

void SetUp(const ServerSettings& settings, grpc::ServerBuilder& builder) {
  grpc::EnableDefaultHealthCheckService(true);
  SetReflection(settings.reflection, builder);
  BoundConnections(builder);
  RefuseCompression(builder);
  BoundMemory(MessageBound(settings.bounds.document_bytes), builder);
  // Two servers on one port would share its connections, and know nothing of each other's sessions.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
}

void SetServing(grpc::Server& server, bool serving) {
  if (grpc::HealthCheckServiceInterface* health = server.GetHealthCheckService()) {
    health->SetServingStatus(v1::CallerService::service_full_name(), serving);
    health->SetServingStatus(v1::SignerService::service_full_name(), serving);
    health->SetServingStatus(serving);
  }
}

}  // namespace

Server::Server(Passkey, CoreParts parts)
    : core_(std::move(parts)),
      pool_(WorkerCount(), kMaxWaitingCalls,
            kMaxWaitingMessages * MessageBound(core_.settings().bounds.document_bytes)),
      caller_(core_.context(), &core_.hub(), &pool_),
      signer_(core_.context(), &core_.hub(), &pool_),
      sweeper_(&core_.machine(), kSweepPeriod) {}

Server::~Server() { Shutdown(); }

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    CoreParts parts, const std::shared_ptr<grpc::ServerCredentials>& credentials) {
  auto server = std::make_unique<Server>(Passkey{}, std::move(parts));
  RETURN_IF_ERROR(server->Listen(credentials));
  return server;
}

absl::Status Server::Listen(const std::shared_ptr<grpc::ServerCredentials>& credentials) {
  grpc::ServerBuilder builder;
  SetUp(core_.settings(), builder);
  builder.RegisterService(&caller_).RegisterService(&signer_);
  if (credentials != nullptr)
    builder.AddListeningPort(core_.settings().listen, credentials, &port_);
  grpc_ = builder.BuildAndStart();
  if (grpc_ == nullptr) {
    return MakeError(v1::NOT_REACHABLE,
                     absl::StrCat("cannot listen on ", core_.settings().listen,
                                  "; is the address this machine's, and the port free?"));
  }
  SetServing(*grpc_, true);
  return absl::OkStatus();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  return grpc_->InProcessChannel(arguments);
}

void Server::Shutdown() {
  if (grpc_ == nullptr) return;
  SetServing(*grpc_, false);
  core_.hub().Close();
  grpc_->Shutdown(std::chrono::system_clock::now() +
                  absl::ToChronoMilliseconds(core_.settings().shutdown_grace));
  grpc_->Wait();
  grpc_.reset();
}

}  // namespace paraphe::server
