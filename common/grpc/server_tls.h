// A server's end of TLS that asks each client for its certificate, and whose own key and certificate
// can be replaced while it serves. Lower bounds as in tls.h.
//
// REQ: CHN-1
#ifndef PARAPHE_COMMON_GRPC_SERVER_TLS_H_
#define PARAPHE_COMMON_GRPC_SERVER_TLS_H_

#include <memory>

#include "grpcpp/security/server_credentials.h"

#include "common/grpc/tls_files.h"

namespace paraphe {

// Credentials of one port. A client is asked for its certificate and must prove that it has the key of
// the one that it sends; whose certificate it is, and whether in its time, is for the calls to judge, so
// that a wrong one gets an answer in words: gRPC hands them any certificate, or none. Must outlive the
// server that uses them. `holder` must hold a pair from ReadTlsPair.
std::shared_ptr<grpc::ServerCredentials> MakeReplaceableServerTls(
    std::shared_ptr<const TlsHolder> holder);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_SERVER_TLS_H_
