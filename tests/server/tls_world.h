// A server in this process behind real TLS, and clients with every kind of certificate.
#ifndef PARAPHE_TESTS_SERVER_TLS_WORLD_H_
#define PARAPHE_TESTS_SERVER_TLS_WORLD_H_

#include <functional>
#include <memory>
#include <string>

#include "grpcpp/channel.h"

#include "server/channel_material.h"
#include "server/server.h"
#include "tests/server/testing/raw_call.h"
#include "tests/server/testing/session_world.h"
#include "tests/testing/client_certificate.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

class TlsWorld {
 public:
  // `adjust` may change the settings before they are used; the ports are listen, unless it says
  // otherwise.
  explicit TlsWorld(const SessionWorld::Adjust& adjust = nullptr);

  SessionWorld& world() { return *world_; }
  const TestCert& client_ca() const { return client_ca_; }
  // The settings that the server has; to be changed, read as material, and put in force.
  server::ServerSettings& settings() { return settings_; }
  // Writes another certificate of the server, and puts its files into settings().
  void WriteServerCertificate(const TestCert& certificate);

  // A client of the port whose number in ports() it is, with this certificate (none where null). It
  // trusts `server_ca`, the world's where null.
  std::shared_ptr<grpc::Channel> Dial(const TestCert* certificate, size_t port = 0,
                                      const TestCert* server_ca = nullptr);

  // A session of kApplication, prepared by caller.
  v1::PrepareResponse PrepareOrDie();

  // Certificate for "localhost" from the world's CA for servers.
  CertBuilder ServerCertificate() const;
  const TestCert& server_ca() const { return server_ca_; }

  // Known by their keys: of the applications kApplication and kInlineApplication, and an administrator.
  const TestCert caller = ClientCertificate("caller").Build();
  const TestCert other_caller = ClientCertificate("other").Build();
  const TestCert administrator = ClientCertificate("administrator").Build();
  // Known, and revoked.
  const TestCert revoked = ClientCertificate("revoked").Build();
  // A name of kApplication under client_ca().
  static constexpr char kName[] = "DNS:erp.example.org";

 private:
  TempDir dir_;
  const TestCert server_ca_ = CertBuilder::Ca("Test TLS CA").Build();
  const TestCert client_ca_ = CertBuilder::Ca("Test clients CA").Build();
  server::ServerSettings settings_;
  std::unique_ptr<SessionWorld> world_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_SERVER_TLS_WORLD_H_
