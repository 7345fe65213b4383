// The one way in which Paraphe's programs dial a server, and how large a message may be.
//
// REQ: CHN-1, CHN-2, CHN-5
#ifndef PARAPHE_COMMON_GRPC_CHANNEL_H_
#define PARAPHE_COMMON_GRPC_CHANNEL_H_

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"

#include "common/grpc/server_check.h"
#include "common/http_proxy.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe {

// What a message that holds a document of at most `document_bytes` may need: the document with its
// signature, the table, 64 certificates of 64 KiB. An agent that asks for the HTML as well needs
// several times that.
constexpr size_t MessageBound(size_t document_bytes) { return document_bytes + (size_t{8} << 20); }

// The same as gRPC takes it.
constexpr int ClampToInt(size_t bytes) {
  return static_cast<int>(std::min(bytes, static_cast<size_t>(std::numeric_limits<int>::max())));
}

// A channel, and what is known of the server at its other end beyond what gRPC says. Copies share
// both. Thread-safe.
class ServerChannel {
 public:
  // Nothing is known but what gRPC says: for tests.
  explicit ServerChannel(std::shared_ptr<grpc::ChannelInterface> channel)
      : channel_(std::move(channel)) {}
  // `server` is whom the channel leads to, through `proxy` where there is one; `verdict` what its
  // handshakes come to.
  ServerChannel(std::shared_ptr<grpc::ChannelInterface> channel, ExpectedServer server,
                std::optional<HttpProxy> proxy, std::shared_ptr<const LastVerdict> verdict)
      : channel_(std::move(channel)),
        server_(std::move(server)),
        proxy_(std::move(proxy)),
        verdict_(std::move(verdict)) {}

  const std::shared_ptr<grpc::ChannelInterface>& grpc() const { return channel_; }

  // What a call over grpc() came to: FromGrpcStatus (common/grpc/status_seam.h), but where the
  // server was not talked to because of its certificate, the error says so: that of
  // CheckServerCertificate (common/grpc/server_check.h), or NOT_REACHABLE in plain words. Where it
  // was the proxy's fault, PROXY_FAILED as ProbeProxy (common/proxy_probe.h) says it: this asks the
  // proxy, for at most five seconds, only after a call failed and there is no connection.
  absl::Status Outcome(const grpc::Status& status) const;

 private:
  absl::Status ThroughProxy(const absl::Status& outcome) const;

  std::shared_ptr<grpc::ChannelInterface> channel_;
  ExpectedServer server_;
  std::optional<HttpProxy> proxy_;
  std::shared_ptr<const LastVerdict> verdict_;
};

// A channel to `server`, over TLS. Nothing is dialled yet: the first call does. `base_file` is the
// configuration that `server` stands in; its relative paths are resolved beside it. No message
// above `message_bytes` (MessageBound) is received or sent. gRPC's own silent retries are
// off: a call is repeated where its rpc's comment says that it is safe, by whoever knows that. The
// server is reached as ChooseProxy (common/http_proxy.h) says of `server` and our environment; TLS
// ends at the server in any case.
// Errors:
//   MALFORMED_FILE  the address is not HOST:PORT, a pin is none, the root certificates are not PEM
//   and those of ReadTlsPair and ReadCertificates (common/grpc/tls_files.h), and of ChooseProxy
absl::StatusOr<ServerChannel> OpenChannel(const v1::ServerAddress& server,
                                          const std::string& base_file, size_t message_bytes);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_CHANNEL_H_
