// TLS credentials of both ends. TLS 1.3, or 1.2 with forward-secret AEAD suites only; the
// environment cannot widen that. The server shows its certificate; clients are not asked for theirs
// yet.
//
// REQ: CHN-1
#ifndef PARAPHE_COMMON_GRPC_TLS_H_
#define PARAPHE_COMMON_GRPC_TLS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"

#include "common/grpc/tls_files.h"

namespace paraphe {

// Call before any other use of gRPC in the process's main thread: fixes the cipher suites for the
// process (gRPC reads them from the environment, once).
void FixCipherSuites();

// For a server; `pair` comes from ReadTlsPair.
std::shared_ptr<grpc::ServerCredentials> MakeServerTls(const TlsPair& pair);

// For a client that trusts the certificates of the PEM file `root_file`; the system's where it is
// empty. FILE_UNREADABLE, MALFORMED_FILE.
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeChannelTls(
    const std::string& root_file);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_TLS_H_
