#include "common/grpc/tls.h"

#include <cstdlib>
#include <mutex>
#include <vector>

#include "grpcpp/security/tls_certificate_provider.h"
#include "grpcpp/security/tls_credentials_options.h"

#include "common/status_macros.h"

namespace paraphe {
namespace {

// What TLS 1.2 may use; TLS 1.3 has nothing but AEAD with forward secrecy. gRPC's own lower bound
// is 1.2.
constexpr char kCipherSuites[] =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:"
    "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-CHACHA20-POLY1305";

// nullptr where there is nothing to provide.
std::shared_ptr<grpc::experimental::CertificateProviderInterface> MakeProvider(
    const std::string& roots, const std::optional<TlsPair>& identity) {
  std::vector<grpc::experimental::IdentityKeyCertPair> pairs;
  if (identity.has_value()) {
    pairs.push_back({identity->private_key, identity->certificate_chain});
  }
  if (roots.empty() && pairs.empty()) return nullptr;
  return std::make_shared<grpc::experimental::StaticDataCertificateProvider>(roots, pairs);
}

}  // namespace

void FixCipherSuites() {
  static std::once_flag once;
  std::call_once(once, [] { setenv("GRPC_SSL_CIPHER_SUITES", kCipherSuites, /*overwrite=*/1); });
}

std::shared_ptr<grpc::ServerCredentials> MakeServerTls(const TlsPair& pair) {
  FixCipherSuites();
  grpc::SslServerCredentialsOptions options(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_BUT_DONT_VERIFY);
  options.pem_key_cert_pairs.push_back({pair.private_key, pair.certificate_chain});
  return grpc::SslServerCredentials(options);
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeChannelTls(const ClientTls& client) {
  FixCipherSuites();
  std::string roots;
  if (!client.root_file.empty()) {
    ASSIGN_OR_RETURN(roots, ReadCertificates(client.root_file));
  }
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_certificate_verifier(MakeServerVerifier(client.server, client.verdict));
  // The verifier knows the one name that every call is for.
  options.set_check_call_host(false);
  if (const auto provider = MakeProvider(roots, client.identity)) {
    options.set_certificate_provider(provider);
  }
  if (!roots.empty()) options.watch_root_certs();
  if (client.identity.has_value()) options.watch_identity_key_cert_pairs();
  return grpc::experimental::TlsCredentials(options);
}

}  // namespace paraphe
