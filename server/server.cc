#include "server/server.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <thread>
#include <utility>

#include "absl/time/clock.h"
#include <sys/resource.h>

#include "common/errors.h"
#include "common/grpc/channel.h"
#include "common/log.h"
#include "common/status_macros.h"
#include "server/identity/certificate_authenticator.h"

namespace paraphe::server {
namespace {

constexpr absl::Duration kSweepPeriod = absl::Seconds(5);

// What waits for its turn, and what is worked on: calls, and largest messages' worth of memory. The
// work on a message takes about six times its size, whatever the number of threads.
constexpr size_t kMaxWaitingCalls = 1024;
constexpr size_t kMaxWaitingMessages = 8;
constexpr size_t kMaxRunningMessages = 4;

// Messages that may be on their way at once, and for how long each.
constexpr size_t kMaxReceipts = 1024;
constexpr absl::Duration kLongestReceipt = absl::Minutes(2);
constexpr absl::Duration kSecond = absl::Seconds(1);

// A signer's certificate is forgotten after one to two of these without a use (SES-8).
constexpr absl::Duration kForgetPeriod = absl::Seconds(20);

// A call that runs has its document several times: as it came, parsed, in the row that the store makes of it, in its pages.
constexpr size_t kCopiesOfRequest = 4;

// Work waits for the store most of the time: what waits together shares a commit. docs/performance.md
size_t WorkerCount() { return std::max<size_t>(16, 2 * std::thread::hardware_concurrency()); }

// Logins and changes of passwords: each hash in work takes up to 1 GiB (AccountsConfig.scrypt_log2_n), by default 128
// MiB, and a core. What waits is answered within some seconds.
constexpr PoolBounds kHashing = {.waiting = 64, .waiting_bytes = 1 << 20, .running_bytes = 1 << 20};
constexpr size_t kMaxDelayed = 1024;

// REQ: CHN-4
size_t HashingCount(const ServerSettings& settings) {
  if (!settings.accounts.has_value()) return 1;
  return std::clamp<size_t>(std::thread::hardware_concurrency() / 2, 1, 8);
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

Server::Server(Passkey, CoreParts parts, std::optional<ChannelMaterial> channel,
               std::shared_ptr<grpc::ServerCredentials> credentials)
    : core_(std::move(parts)),
      pool_(WorkerCount(), PoolBoundsOf(core_.settings())),
      hashing_pool_(HashingCount(core_.settings()), kHashing),
      delayed_(kMaxDelayed),
      receipts_(kMaxReceipts),
      refusals_(core_.context().clock, "refused calls"),
      channel_(channel.has_value() ? std::make_unique<ChannelHolder>(*std::move(channel))
                                   : nullptr),
      credentials_(std::move(credentials)),
      authenticator_(MakeAuthenticator()),
      quota_("paraphed"),
      sweeper_(&core_.machine(), kSweepPeriod),
      watch_follower_(&core_.store(), &core_.hub()),
      each_second_(kSecond, [this] { DoEachSecond(); }),
      forgetting_(kForgetPeriod, [this] { core_.certificates().ForgetUnused(); }),
      connections_(BoundsOf(core_.settings())) {
  quota_.Resize(core_.settings().arriving_bytes);
}

Server::~Server() { Shutdown(); }

std::unique_ptr<Authenticator> Server::MakeAuthenticator() {
  if (channel_ == nullptr) {
    return std::make_unique<TrustingAuthenticator>(NamesOf(core_.settings().applications));
  }
  return std::make_unique<CertificateAuthenticator>([this] { return channel_->identities(); },
                                                    core_.context().clock);
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    CoreParts parts, std::optional<ChannelMaterial> channel,
    std::shared_ptr<grpc::ServerCredentials> credentials) {
  auto server = std::make_unique<Server>(Passkey{}, std::move(parts), std::move(channel),
                                         std::move(credentials));
  RETURN_IF_ERROR(server->Open());
  server->Listen();
  return server;
}

absl::Status Server::Open() {
  const ServerSettings& settings = core_.settings();
  const std::pair<Audience, const std::vector<std::string>*> audiences[] = {
      {Audience::kEverybody, &settings.listen},
      {Audience::kCallers, &settings.callers_listen},
      {Audience::kSigners, &settings.signers_listen}};
  if (channel_ != nullptr) core_.reloader().Attach(channel_.get());
  if (core_.logins() != nullptr) RETURN_IF_ERROR(core_.logins()->Prepare());
  if (!HasPorts()) return OpenEndpoint(Audience::kEverybody, {});
  for (const auto& [audience, addresses] : audiences) {
    if (!addresses->empty()) RETURN_IF_ERROR(OpenEndpoint(audience, *addresses));
  }
  return absl::OkStatus();
}

absl::Status Server::OpenEndpoint(Audience audience, const std::vector<std::string>& addresses) {
  const EndpointParts parts = {
      &core_.context(),
      authenticator_.get(),
      &core_.hub(),
      {&pool_, &hashing_pool_, &delayed_},
      {&receipts_, &refusals_, MessageBound(core_.settings().bounds.document_bytes)},
      &quota_,
      channel_ == nullptr ? nullptr : channel_->tls(),
      credentials_};
  ASSIGN_OR_RETURN(endpoints_.emplace_back(), Endpoint::Open(parts, audience, addresses));
  return absl::OkStatus();
}

void Server::Listen() {
  if (!HasPorts()) return;
  for (const auto& endpoint : endpoints_) {
    endpoint->Listen(&connections_, core_.settings().deaf_after, EndDeaf);
  }
  memory_guard_.emplace(
      core_.settings().arriving_bytes, [this] { return KeptBytes(); }, &connections_);
}

std::vector<int> Server::ports() const {
  std::vector<int> ports;
  for (const auto& endpoint : endpoints_) {
    for (const int port : endpoint->ports()) ports.push_back(port);
  }
  return ports;
}

void Server::DoEachSecond() {
  receipts_.GiveUpBefore(absl::Now() - kLongestReceipt);
  refusals_.Report();
}

size_t Server::KeptBytes() {
  return kCopiesOfRequest * pool_.bytes() + core_.store().MemoryBytes();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  return endpoints_.front()->InProcessChannel();
}

void Server::Shutdown() {
  if (endpoints_.empty()) return;
  for (const auto& endpoint : endpoints_) endpoint->Stop();
  core_.hub().Close();
  const absl::Time deadline = absl::Now() + core_.settings().shutdown_grace;
  for (const auto& endpoint : endpoints_) endpoint->Shutdown(deadline);
  memory_guard_.reset();
  endpoints_.clear();
  refusals_.ReportAll();
}

}  // namespace paraphe::server
