#include "tests/server/tls_world.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/grpcpp.h"
#include <sys/stat.h>

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

server::IdentitySetting Pinned(const TestCert& certificate, const std::string& application,
                               const std::string& administrator = "") {
  return {absl::HexStringToBytes(SpkiSha256Hex(certificate)), "", application, administrator};
}

}  // namespace

TlsWorld::TlsWorld(const SessionWorld::Adjust& adjust) {
  WriteServerCertificate(ServerCertificate().Build());
  settings_.identities = {Pinned(caller, kApplication),
                          Pinned(other_caller, kInlineApplication),
                          Pinned(administrator, "", "alice"),
                          Pinned(revoked, kApplication),
                          {"", kName, kApplication, ""}};
  settings_.client_ca_files = {dir_.WriteFileOrDie("client-ca.pem", client_ca_.Pem())};
  settings_.revoked_sha256 = {revoked.Sha256()};
  SessionWorld::Parts parts;
  auto material = server::ReadChannelMaterial(settings_);
  CheckOrDie(material.ok(), std::string(material.status().message()).c_str());
  parts.channel = *std::move(material);
  world_ = std::make_unique<SessionWorld>(adjust, parts);
}

void TlsWorld::WriteServerCertificate(const TestCert& certificate) {
  settings_.tls.set_certificate_file(dir_.WriteFileOrDie("tls.pem", certificate.Pem()));
  settings_.tls.set_private_key_file(dir_.WriteFileOrDie("tls.key", certificate.key->Pkcs8Pem()));
  chmod(settings_.tls.private_key_file().c_str(), 0600);
}

v1::PrepareResponse TlsWorld::PrepareOrDie() {
  const RawAnswer answer = CallRaw(Dial(&caller), "/paraphe.v1.CallerService/Prepare",
                                   SessionWorld::GoodRequest().SerializeAsString());
  v1::PrepareResponse prepared;
  CheckOrDie(answer.code == 0 && prepared.ParseFromString(answer.response), "Prepare");
  return prepared;
}

CertBuilder TlsWorld::ServerCertificate() const {
  return ClientCertificate("localhost", "DNS:localhost").IssuedBy(server_ca_);
}

std::shared_ptr<grpc::Channel> TlsWorld::Dial(const TestCert* certificate, size_t port,
                                              const TestCert* server_ca) {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = (server_ca == nullptr ? server_ca_ : *server_ca).Pem();
  if (certificate != nullptr) {
    options.pem_cert_chain = certificate->Pem();
    options.pem_private_key = certificate->key->Pkcs8Pem();
  }
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(absl::StrCat("localhost:", world_->server().ports().at(port)),
                                   grpc::SslCredentials(options), arguments);
}

}  // namespace paraphe::test
