#include "common/grpc/server_tls.h"

#include <utility>

#include "grpc/grpc.h"
#include "grpc/grpc_security.h"

#include "common/grpc/tls.h"

namespace paraphe {
namespace {

// gRPC's C++ credentials know no change of the pair; its C credentials ask before each handshake.
class ReplaceableTls final : public grpc::ServerCredentials {
 public:
  explicit ReplaceableTls(std::shared_ptr<const TlsHolder> holder)
      : holder_(std::move(holder)),
        credentials_(grpc_ssl_server_credentials_create_with_options(
            grpc_ssl_server_credentials_create_options_using_config_fetcher(
                GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_BUT_DONT_VERIFY, &ReplaceableTls::Fetch,
                this))) {}
  ~ReplaceableTls() override { grpc_server_credentials_release(credentials_); }
  ReplaceableTls(const ReplaceableTls&) = delete;
  ReplaceableTls& operator=(const ReplaceableTls&) = delete;

  void SetAuthMetadataProcessor(
      const std::shared_ptr<grpc::AuthMetadataProcessor>& /*processor*/) override {}

 private:
  int AddPortToServer(const std::string& address, grpc_server* server) override {
    return grpc_server_add_http2_port(server, address.c_str(), credentials_);
  }

  // Called under a lock of the port's.
  static grpc_ssl_certificate_config_reload_status Fetch(
      void* self, grpc_ssl_server_certificate_config** config) {
    return static_cast<ReplaceableTls*>(self)->FetchNext(config);
  }

  grpc_ssl_certificate_config_reload_status FetchNext(grpc_ssl_server_certificate_config** config) {
    const std::shared_ptr<const TlsPair> pair = holder_->Get();
    if (pair == used_) return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
    const grpc_ssl_pem_key_cert_pair pem = {pair->private_key.c_str(),
                                            pair->certificate_chain.c_str()};
    *config = grpc_ssl_server_certificate_config_create(nullptr, &pem, 1);
    used_ = pair;
    return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
  }

  const std::shared_ptr<const TlsHolder> holder_;
  std::shared_ptr<const TlsPair> used_;
  grpc_server_credentials* const credentials_;
};

}  // namespace

std::shared_ptr<grpc::ServerCredentials> MakeReplaceableServerTls(
    std::shared_ptr<const TlsHolder> holder) {
  FixCipherSuites();
  return std::make_shared<ReplaceableTls>(std::move(holder));
}

}  // namespace paraphe
