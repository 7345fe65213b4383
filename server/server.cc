#include "server/server.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/server_builder_plugin.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/server_builder.h"
#include <sys/resource.h>

#include "common/errors.h"
#include "common/grpc/channel.h"
#include "common/log.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

constexpr absl::Duration kSweepPeriod = absl::Seconds(5);

// What waits for its turn, and what is worked on: calls, and largest messages' worth of memory. The
// work on a message takes about six times its size, whatever the number of threads.
constexpr size_t kMaxWaitingCalls = 1024;
constexpr size_t kMaxWaitingMessages = 8;
constexpr size_t kMaxRunningMessages = 4;

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

// Messages that may be on their way at once, and for how long each.
constexpr size_t kMaxReceipts = 1024;
constexpr absl::Duration kLongestReceipt = absl::Minutes(2);
constexpr absl::Duration kSecond = absl::Seconds(1);

// A call that runs has its document several times: as it came, parsed, rendered, answered.
constexpr size_t kCopiesOfRequest = 4;

// Work is CPU most of the time, and waits for a store some of it.
size_t WorkerCount() { return std::max<size_t>(4, 2 * std::thread::hardware_concurrency()); }

// Logins and changes of passwords: each hash in work takes up to 1 GiB (AccountsConfig.scrypt_log2_n), by default 128
// MiB, and a core. What waits is answered within some seconds.
constexpr PoolBounds kHashing = {.waiting = 64, .waiting_bytes = 1 << 20, .running_bytes = 1 << 20};
constexpr size_t kMaxDelayed = 1024;

// REQ: CHN-4
size_t HashingCount(const ServerSettings& settings) {
  if (!settings.accounts.has_value()) return 1;
  return std::clamp<size_t>(std::thread::hardware_concurrency() / 2, 1, 8);
}

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
void BoundMemory(size_t arriving, grpc::ServerBuilder& builder) {
  builder.SetMaxReceiveMessageSize(-1);
  grpc::ResourceQuota quota("paraphed");
  quota.Resize(arriving);
  builder.SetResourceQuota(quota);
}

void SetUp(const ServerSettings& settings, grpc::ServerBuilder& builder) {
  grpc::EnableDefaultHealthCheckService(true);
  SetReflection(settings.reflection, builder);
  BoundConnections(builder);
  RefuseCompression(builder);
  BoundMemory(settings.arriving_bytes, builder);
}

void SetServing(grpc::Server& server, bool serving) {
  if (grpc::HealthCheckServiceInterface* health = server.GetHealthCheckService()) {
    health->SetServingStatus(v1::CallerService::service_full_name(), serving);
    health->SetServingStatus(v1::SignerService::service_full_name(), serving);
    health->SetServingStatus(v1::AdminService::service_full_name(), serving);
    health->SetServingStatus(serving);
  }
}

ConnectionBounds BoundsOf(const ServerSettings& settings) {
  rlimit limit = {};
  getrlimit(RLIMIT_NOFILE, &limit);
  return BoundsWithin(settings.connections, limit.rlim_cur);
}

PoolBounds PoolBoundsOf(const ServerSettings& settings) {
  const size_t message = MessageBound(settings.bounds.document_bytes);
  return {kMaxWaitingCalls, kMaxWaitingMessages * message, kMaxRunningMessages * message};
}

std::vector<std::string> NamesOf(const std::vector<v1::ApplicationConfig>& applications) {
  std::vector<std::string> names;
  for (const v1::ApplicationConfig& application : applications) names.push_back(application.name());
  return names;
}

// Nothing of it can be trusted to end well.
void EndDeaf() {
  const absl::Status deaf =
      MakeError(v1::NOT_REACHABLE, "the server no longer answers at its own port");
  Log(LogLevel::kError, "deaf", {{"words", std::string(deaf.message())}});
  std::_Exit(ExitCodeOf(deaf));
}

}  // namespace

Server::Server(Passkey, CoreParts parts)
    : core_(std::move(parts)),
      pool_(WorkerCount(), PoolBoundsOf(core_.settings())),
      hashing_pool_(HashingCount(core_.settings()), kHashing),
      delayed_(kMaxDelayed),
      receipts_(kMaxReceipts),
      refusals_(core_.context().clock, "refused calls"),
      trusting_(NamesOf(core_.settings().applications)),
      router_(core_.context(), &trusting_, &core_.hub(), {&pool_, &hashing_pool_, &delayed_},
              {&receipts_, &refusals_, MessageBound(core_.settings().bounds.document_bytes)}),
      sweeper_(&core_.machine(), kSweepPeriod),
      watch_follower_(&core_.store(), &core_.hub()),
      each_second_(kSecond, [this] { DoEachSecond(); }),
      connections_(BoundsOf(core_.settings())) {}

Server::~Server() { Shutdown(); }

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    CoreParts parts, const std::shared_ptr<grpc::ServerCredentials>& credentials) {
  auto server = std::make_unique<Server>(Passkey{}, std::move(parts));
  RETURN_IF_ERROR(server->Build(credentials));
  if (credentials != nullptr) server->Listen();
  return server;
}

absl::Status Server::Build(const std::shared_ptr<grpc::ServerCredentials>& credentials) {
  grpc::ServerBuilder builder;
  SetUp(core_.settings(), builder);
  builder.RegisterService(&caller_methods_).RegisterService(&signer_methods_);
  builder.RegisterService(&admin_methods_);
  builder.RegisterCallbackGenericService(&router_);
  if (credentials != nullptr) {
    ASSIGN_OR_RETURN(listener_, Listener::Open(core_.settings().listen.front()));
    using Type = grpc::ServerBuilder::experimental_type::ExternalConnectionType;
    acceptor_ = builder.experimental().AddExternalConnectionAcceptor(Type::FROM_FD, credentials);
  }
  grpc_ = builder.BuildAndStart();
  if (grpc_ == nullptr) {
    return MakeError(v1::MALFORMED_FILE, "gRPC does not take the TLS certificate and its key");
  }
  SetServing(*grpc_, true);
  if (core_.logins() != nullptr) RETURN_IF_ERROR(core_.logins()->Prepare());
  return absl::OkStatus();
}

void Server::Listen() {
  listener_->Start(&connections_, [this](int listening, int fd) {
    grpc::experimental::ExternalConnectionAcceptor::NewConnectionParameters connection;
    connection.listener_fd = listening;
    connection.fd = fd;
    acceptor_->HandleNewConnection(&connection);
  });
  memory_guard_.emplace(
      core_.settings().arriving_bytes, [this] { return KeptBytes(); }, &connections_);
  watchdog_.emplace(listener_->OwnAddress(), TimesFor(core_.settings().deaf_after), EndDeaf);
}

void Server::DoEachSecond() {
  receipts_.GiveUpBefore(absl::Now() - kLongestReceipt);
  refusals_.Report();
}

size_t Server::KeptBytes() {
  return kCopiesOfRequest * pool_.bytes() + core_.store().MemoryBytes();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  return grpc_->InProcessChannel(arguments);
}

void Server::Shutdown() {
  if (grpc_ == nullptr) return;
  watchdog_.reset();
  if (listener_ != nullptr) listener_->Stop();
  SetServing(*grpc_, false);
  core_.hub().Close();
  grpc_->Shutdown(std::chrono::system_clock::now() +
                  absl::ToChronoMilliseconds(core_.settings().shutdown_grace));
  grpc_->Wait();
  memory_guard_.reset();
  grpc_.reset();
  refusals_.ReportAll();
}

}  // namespace paraphe::server
