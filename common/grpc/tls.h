// TLS credentials of both ends. TLS 1.3, or 1.2 with forward-secret AEAD suites only; the
// environment cannot widen that.
//
// REQ: CHN-1
#ifndef PARAPHE_COMMON_GRPC_TLS_H_
#define PARAPHE_COMMON_GRPC_TLS_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"

#include "common/grpc/server_check.h"
#include "common/grpc/tls_files.h"

namespace paraphe {

// Call before any other use of gRPC in the process's main thread: fixes the cipher suites for the
// process (gRPC reads them from the environment, once).
void FixCipherSuites();

// For a server; `pair` comes from ReadTlsPair. A client is asked for its certificate and must prove that
// it has the key of the one that it sends; whose it is, and whether in its time, is for the calls to
// judge, so that a wrong one gets an answer in words: gRPC hands them any certificate, or none. No names
// of CAs are sent, as many clients would then withhold a certificate that is known by its key.
std::shared_ptr<grpc::ServerCredentials> MakeServerTls(const TlsPair& pair);

// What a client brings to TLS.
struct ClientTls {
  std::string root_file;            // PEM of the CAs that it trusts; empty: the system's
  std::optional<TlsPair> identity;  // its own certificate, where the server asks for one
  ExpectedServer server;
  std::shared_ptr<LastVerdict> verdict;  // where what server_check.h says of each handshake goes
};

// For a client: the server's certificate must lead to a trusted CA, be in its time, and pass
// CheckServerCertificate.
// Errors: those of ReadCertificates, of root_file.
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeChannelTls(const ClientTls& client);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_TLS_H_
