#include "common/grpc/channel.h"

#include <cstdlib>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/support/channel_arguments.h"

#include "common/errors.h"
#include "common/file.h"
#include "common/grpc/status_seam.h"
#include "common/grpc/tls.h"
#include "common/proxy_probe.h"
#include "common/status_macros.h"
#include "common/value_rules.h"

namespace paraphe {
namespace {

// Channel arguments of gRPC that its public headers lack; what its own reading of the environment
// sets.
constexpr char kConnectServer[] = "grpc.http_connect_server";
constexpr char kConnectHeaders[] = "grpc.http_connect_headers";

constexpr absl::Duration kProbePatience = absl::Seconds(5);

grpc::ChannelArguments Arguments(const v1::ServerAddress& server, size_t message_bytes) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(ClampToInt(message_bytes));
  arguments.SetMaxSendMessageSize(ClampToInt(message_bytes));
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  // Another channel may have other pins, and its handshakes are its own.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  // gRPC's reading of the environment is another than curl's: http_proxy, for one, is none of ours.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  if (!server.server_name().empty()) arguments.SetSslTargetNameOverride(server.server_name());
  return arguments;
}

// gRPC dials the proxy, and asks it for the server.
void LeadThrough(const HttpProxy& proxy, const ExpectedServer& server,
                 grpc::ChannelArguments& arguments) {
  arguments.SetString(kConnectServer, server.address);
  if (!proxy.authorization.empty()) {
    arguments.SetString(kConnectHeaders, absl::StrCat("Proxy-Authorization:", proxy.authorization));
  }
  arguments.SetString(GRPC_ARG_DEFAULT_AUTHORITY, server.address);
  arguments.SetSslTargetNameOverride(server.name);
}

// The name and the pins of `server`, in the form in which they are compared.
absl::StatusOr<ExpectedServer> Expected(const v1::ServerAddress& server,
                                        const std::string& base_file) {
  if (server.address().empty() || !FaultOfHostPort(server.address()).empty()) {
    return MakeError(v1::MALFORMED_FILE,
                     absl::StrCat(base_file, ": the server's address is not HOST:PORT"));
  }
  ExpectedServer expected = {server.address(), server.server_name(), {}};
  if (expected.name.empty()) expected.name = HostOf(server.address());
  for (const std::string& pin : server.spki_sha256()) {
    const std::string fault = pin.empty() ? "is empty" : FaultOfKeyPin(pin);
    if (!fault.empty()) {
      return MakeError(v1::MALFORMED_FILE,
                       absl::StrCat(base_file, ": spki_sha256 of ", server.address(), ": ", fault));
    }
    expected.pins.push_back(*ReadSha256Hex(pin));
  }
  return expected;
}

absl::StatusOr<std::optional<TlsPair>> ReadIdentity(const v1::ServerAddress& server,
                                                    const std::string& base_file) {
  if (!server.has_identity()) return std::nullopt;
  v1::TlsIdentity resolved;
  resolved.set_certificate_file(ResolveBeside(base_file, server.identity().certificate_file()));
  resolved.set_private_key_file(ResolveBeside(base_file, server.identity().private_key_file()));
  return ReadTlsPair(resolved);
}

// gRPC only quotes OpenSSL here.
bool IsOfPath(absl::string_view grpc_words) {
  return absl::StrContains(grpc_words, "certificate verify failed");
}

}  // namespace

absl::Status ServerChannel::Outcome(const grpc::Status& status) const {
  absl::Status outcome = FromGrpcStatus(status);
  const v1::ErrorReason reason = ReasonOf(outcome);
  const bool silent = reason == v1::NOT_REACHABLE || reason == v1::DEADLINE;
  if (verdict_ == nullptr || !silent) return outcome;
  absl::Status verdict = verdict_->Get();
  if (!verdict.ok()) return verdict;
  if (!IsOfPath(outcome.message())) return ThroughProxy(outcome);
  return MakeError(v1::NOT_REACHABLE,
                   absl::StrCat(server_.address,
                                ": the server's certificate does not lead to a trusted CA "
                                "(root_certificates_file, or the system's), or is out of its time; "
                                "nothing was sent; ask your administrator"));
}

absl::Status ServerChannel::ThroughProxy(const absl::Status& outcome) const {
  if (!proxy_.has_value()) return outcome;
  if (channel_->GetState(/*try_to_connect=*/false) == GRPC_CHANNEL_READY) return outcome;
  RETURN_IF_ERROR(ProbeProxy(*proxy_, server_.address, kProbePatience));
  return Annotate(outcome, absl::StrCat(server_.address, ", through the proxy ", proxy_->address));
}

absl::StatusOr<ServerChannel> OpenChannel(const v1::ServerAddress& server,
                                          const std::string& base_file, size_t message_bytes) {
  ClientTls tls;
  ASSIGN_OR_RETURN(tls.server, Expected(server, base_file));
  ASSIGN_OR_RETURN(tls.identity, ReadIdentity(server, base_file));
  const std::string& roots = server.root_certificates_file();
  tls.root_file = roots.empty() ? "" : ResolveBeside(base_file, roots);
  tls.verdict = std::make_shared<LastVerdict>();
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::ChannelCredentials> credentials,
                   MakeChannelTls(tls));
  ASSIGN_OR_RETURN(std::optional<HttpProxy> proxy, ChooseProxy(server, base_file, std::getenv));
  grpc::ChannelArguments arguments = Arguments(server, message_bytes);
  if (proxy.has_value()) LeadThrough(*proxy, tls.server, arguments);
  const auto channel = grpc::CreateCustomChannel(
      proxy.has_value() ? proxy->address : server.address(), credentials, arguments);
  return ServerChannel(channel, std::move(tls.server), std::move(proxy), std::move(tls.verdict));
}

}  // namespace paraphe
