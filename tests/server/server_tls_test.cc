// The server's port as strangers meet it: TLS 1.2 with forward secrecy and AEAD, or 1.3, or
// nothing.
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include <openssl/ssl.h>
#include <sys/stat.h>

#include "common/grpc/channel.h"
#include "common/grpc/status_seam.h"
#include "common/grpc/tls.h"
#include "common/openssl.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "server/catalogue.h"
#include "server/server.h"
#include "server/store/memory_store.h"
#include "tests/server/testing/session_world.h"
#include "tests/testing/client_certificate.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using test::CertBuilder;
using test::HasReason;
using test::IsOk;
using test::SessionWorld;
using test::TestCert;

using UniqueSslCtx = UniqueHandle<SSL_CTX, SSL_CTX_free>;

// DER of subjectAltName { dNSName "localhost" } (RFC 5280 §4.2.1.6).
std::string LocalhostName() { return test::DerSequence(test::DerTlv(0x82, "localhost")); }

TestCert ServerCertificate(const TestCert& ca) {
  return CertBuilder::Signer("localhost")
      .IssuedBy(ca)
      .NoQc()
      .KeyUsage({test::kDigitalSignature})
      .Extension("2.5.29.17", false, LocalhostName())
      .Build();
}

// Proves: CHN-1
class TlsTest : public testing::Test {
 protected:
  TlsTest() {
    ServerSettings settings;
    v1::TlsIdentity& identity = settings.tls;
    const TestCert certificate = ServerCertificate(ca_);
    identity.set_certificate_file(dir_.WriteFileOrDie("tls.pem", certificate.Pem()));
    identity.set_private_key_file(dir_.WriteFileOrDie("tls.key", certificate.key->Pkcs8Pem()));
    chmod(identity.private_key_file().c_str(), 0600);
    const TestCert caller = test::ClientCertificate("caller").Build();
    test::WriteClientIdentity(dir_, "caller", caller);
    settings.identities = {{absl::HexStringToBytes(test::SpkiSha256Hex(caller)), "", "mairie", ""}};
    const auto channel = ReadChannelMaterial(settings);
    EXPECT_THAT(channel, IsOk());
    SessionWorld::Parts parts;
    parts.channel = *channel;
    world_ = std::make_unique<SessionWorld>(nullptr, parts);
  }

  std::string Address() { return absl::StrCat("localhost:", world_->server().ports().front()); }

  // A call over the channel: what the refusal of a request without session says, if it gets that
  // far.
  static absl::Status CallOver(const std::shared_ptr<grpc::ChannelInterface>& channel) {
    const auto stub = v1::CallerService::NewStub(channel);
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    v1::FinalizeResponse response;
    return FromGrpcStatus(stub->Finalize(&context, v1::FinalizeRequest(), &response));
  }
  absl::Status CallTrusting(const TestCert& ca, const std::string& server_name = "") {
    v1::ServerAddress address;
    address.set_address(Address());
    address.set_root_certificates_file(dir_.WriteFileOrDie("roots.pem", ca.Pem()));
    address.set_server_name(server_name);
    address.mutable_identity()->set_certificate_file("caller.pem");
    address.mutable_identity()->set_private_key_file("caller.key");
    const auto channel = OpenChannel(address, dir_.Join("agent.textproto"), size_t{1} << 20);
    EXPECT_THAT(channel, IsOk());
    return CallOver(channel->grpc());
  }

  // The protocol that a bare TLS handshake with these bounds ends in; "refused" where it does not.
  std::string Handshake(int lowest, int highest, const char* ciphers = nullptr) {
    const UniqueSslCtx context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), lowest);
    SSL_CTX_set_max_proto_version(context.get(), highest);
    if (ciphers != nullptr) {
      EXPECT_EQ(SSL_CTX_set_cipher_list(context.get(), ciphers), 1) << ciphers;
    }
    const UniqueBio bio(BIO_new_ssl_connect(context.get()));
    SSL* ssl = nullptr;
    BIO_get_ssl(bio.get(), &ssl);
    constexpr unsigned char kH2[] = "\x02h2";
    SSL_set_alpn_protos(ssl, kH2, 3);
    BIO_set_conn_hostname(bio.get(), Address().c_str());
    const bool done = BIO_do_handshake(bio.get()) == 1;
    ClearOpensslErrors();
    return done ? SSL_get_version(ssl) : "refused";
  }

  const TestCert ca_ = CertBuilder::Ca("Test TLS CA").Build();
  test::TempDir dir_;
  std::unique_ptr<SessionWorld> world_;
};

TEST_F(TlsTest, AClientThatTrustsTheCaIsServed) {
  EXPECT_THAT(CallTrusting(ca_), HasReason(v1::SESSION_UNKNOWN));
}

TEST_F(TlsTest, AClientThatTrustsAnotherCaDoesNotGoOn) {
  EXPECT_THAT(CallTrusting(CertBuilder::Ca("Test TLS CA").Build()), HasReason(v1::NOT_REACHABLE));
}

TEST_F(TlsTest, ACertificateForAnotherNameIsNotTaken) {
  EXPECT_THAT(CallTrusting(ca_, "paraphe.example"), HasReason(v1::NOT_REACHABLE));
  EXPECT_THAT(CallTrusting(ca_, "localhost"), HasReason(v1::SESSION_UNKNOWN));
}

TEST_F(TlsTest, PlainTextIsNotAnswered) {
  EXPECT_THAT(CallOver(grpc::CreateChannel(Address(), grpc::InsecureChannelCredentials())),
              HasReason(v1::NOT_REACHABLE));
}

TEST_F(TlsTest, ProtocolsBefore12AreRefused) {
  EXPECT_EQ(Handshake(TLS1_VERSION, TLS1_1_VERSION), "refused");
  EXPECT_EQ(Handshake(TLS1_2_VERSION, TLS1_2_VERSION), "TLSv1.2");
  EXPECT_EQ(Handshake(TLS1_VERSION, TLS1_3_VERSION), "TLSv1.3");
}

TEST_F(TlsTest, Tls12WithoutForwardSecrecyOrAeadIsRefused) {
  EXPECT_EQ(Handshake(TLS1_2_VERSION, TLS1_2_VERSION, "ECDHE-RSA-AES128-GCM-SHA256"), "TLSv1.2");
  EXPECT_EQ(Handshake(TLS1_2_VERSION, TLS1_2_VERSION, "ECDHE-RSA-CHACHA20-POLY1305"), "TLSv1.2");
  EXPECT_EQ(Handshake(TLS1_2_VERSION, TLS1_2_VERSION, "AES128-GCM-SHA256"), "refused");
  EXPECT_EQ(Handshake(TLS1_2_VERSION, TLS1_2_VERSION, "ECDHE-RSA-AES128-SHA256"), "refused");
  EXPECT_EQ(Handshake(TLS1_2_VERSION, TLS1_2_VERSION, "ECDHE-RSA-AES256-SHA"), "refused");
}

TEST_F(TlsTest, TwoServersCannotShareAPort) {
  const auto taken = absl::StrCat("127.0.0.1:", world_->server().ports().front());
  EXPECT_THAT(world_->StartAnother(taken, grpc::InsecureServerCredentials()),
              HasReason(v1::NOT_REACHABLE));
  EXPECT_THAT(world_->StartAnother("127.0.0.1:0", grpc::InsecureServerCredentials()), IsOk());
}

}  // namespace
}  // namespace paraphe::server
