#include "common/grpc/tls.h"

#include <cstdlib>
#include <mutex>

#include "common/status_macros.h"

namespace paraphe {
namespace {

// What TLS 1.2 may use; TLS 1.3 has nothing but AEAD with forward secrecy. gRPC's own lower bound
// is 1.2.
constexpr char kCipherSuites[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305";

}  // namespace

void FixCipherSuites() {
  static std::once_flag once;
  std::call_once(once, [] { setenv("GRPC_SSL_CIPHER_SUITES", kCipherSuites, /*overwrite=*/1); });
}

std::shared_ptr<grpc::ServerCredentials> MakeServerTls(const TlsPair& pair) {
  FixCipherSuites();
  grpc::SslServerCredentialsOptions options(GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE);
  options.pem_key_cert_pairs.push_back({pair.private_key, pair.certificate_chain});
  return grpc::SslServerCredentials(options);
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeChannelTls(
    const std::string& root_file) {
  FixCipherSuites();
  grpc::SslCredentialsOptions options;
  if (!root_file.empty()) {
    ASSIGN_OR_RETURN(options.pem_root_certs, ReadCertificates(root_file));
  }
  return grpc::SslCredentials(options);
}

}  // namespace paraphe
