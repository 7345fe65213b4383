#include "common/grpc/channel.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/grpc/tls.h"
#include "common/key_pin.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::HasReason;
using test::IsOk;
using test::TestCert;
using ::testing::HasSubstr;

constexpr size_t kMessageBytes = size_t{1} << 20;

// Answers Finalize with as many bytes as the session id says.
class SizedService final : public v1::CallerService::Service {
 public:
  grpc::Status Finalize(grpc::ServerContext*, const v1::FinalizeRequest* request,
                        v1::FinalizeResponse* response) override {
    ++calls;
    response->set_signed_document(std::string(std::stoul(request->session_id()), 'x'));
    return grpc::Status::OK;
  }

  std::atomic<int> calls = 0;
};

CertBuilder ServerCertificate(const TestCert& ca) {
  return CertBuilder::Signer("localhost")
      .IssuedBy(ca)
      .NoQc()
      .KeyUsage({test::kDigitalSignature})
      .Extension("2.5.29.17", false, test::DerSequence(test::DerTlv(0x82, "localhost")));
}

class ChannelTest : public testing::Test {
 protected:
  ChannelTest() {
    Serve(MakeServerTls({certificate_.Pem(), certificate_.key->Pkcs8Pem()}));
    dir_.WriteFileOrDie("ca.pem", ca_.Pem());
    address_.set_root_certificates_file("ca.pem");
  }

  void Serve(const std::shared_ptr<grpc::ServerCredentials>& credentials) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("localhost:0", credentials, &port_);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    address_.set_address(absl::StrCat("localhost:", port_));
  }
  // A server that demands a certificate of clients.
  void ServeThoseCertifiedBy(const TestCert& ca) {
    grpc::SslServerCredentialsOptions options(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    options.pem_root_certs = ca.Pem();
    options.pem_key_cert_pairs.push_back({certificate_.key->Pkcs8Pem(), certificate_.Pem()});
    Serve(grpc::SslServerCredentials(options));
  }
  void WriteIdentity(const TestCert& certificate, const test::TestKeyPtr& key) {
    dir_.WriteFileOrDie("us.pem", certificate.Pem());
    chmod(dir_.WriteFileOrDie("us.key", key->Pkcs8Pem()).c_str(), 0600);
    address_.mutable_identity()->set_certificate_file("us.pem");
    address_.mutable_identity()->set_private_key_file("us.key");
  }

  absl::StatusOr<ServerChannel> Open() const {
    return OpenChannel(address_, dir_.Join("agent.textproto"), kMessageBytes);
  }
  // A call that asks for an answer of `bytes`.
  absl::Status Call(size_t bytes) const {
    const auto channel = Open();
    if (!channel.ok()) return channel.status();
    const auto stub = v1::CallerService::NewStub(channel->grpc());
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    v1::FinalizeRequest request;
    request.set_session_id(absl::StrCat(bytes));
    v1::FinalizeResponse response;
    return channel->Outcome(stub->Finalize(&context, request, &response));
  }

  const TestCert ca_ = CertBuilder::Ca("Test channel CA").Build();
  const TestCert certificate_ = ServerCertificate(ca_).Build();
  test::TempDir dir_;
  SizedService service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  v1::ServerAddress address_;
};

// Proves: CHN-1
TEST_F(ChannelTest, RelativeRootsAreBesideTheConfiguration) { EXPECT_THAT(Call(1), IsOk()); }

// Proves: CHN-1
TEST_F(ChannelTest, AServerOfAnotherCaIsNotTalkedTo) {
  dir_.WriteFileOrDie("ca.pem", CertBuilder::Ca("Test channel CA").Build().Pem());
  EXPECT_THAT(Call(1), HasReason(v1::NOT_REACHABLE, HasSubstr("trusted CA")));
}

// Proves: CHN-1
TEST_F(ChannelTest, AServerWhoseCertificateHasEndedIsNotTalkedTo) {
  const TestCert ended = ServerCertificate(ca_)
                             .Validity(absl::Now() - absl::Hours(48), absl::Now() - absl::Hours(24))
                             .Build();
  Serve(MakeServerTls({ended.Pem(), ended.key->Pkcs8Pem()}));
  EXPECT_THAT(Call(1), HasReason(v1::NOT_REACHABLE, HasSubstr("out of its time")));
}

// Proves: CHN-1
TEST_F(ChannelTest, AServerByAnotherNameIsNotTalkedTo) {
  address_.set_server_name("elsewhere.example");
  EXPECT_THAT(Call(1), HasReason(v1::NOT_REACHABLE, HasSubstr("not for elsewhere.example")));
  address_.set_server_name("localhost");
  EXPECT_THAT(Call(1), IsOk());
}

TEST_F(ChannelTest, NoMessageAboveTheBoundIsReceived) {
  EXPECT_THAT(Call(kMessageBytes - 100), IsOk());
  EXPECT_FALSE(Call(kMessageBytes + 100).ok());
}

TEST_F(ChannelTest, AnAddressThatIsNoneIsAFaultOfTheFile) {
  for (const char* address : {"", "localhost", "localhost:0", "localhost:x"}) {
    address_.set_address(address);
    EXPECT_THAT(Open(), HasReason(v1::MALFORMED_FILE, HasSubstr("agent.textproto"))) << address;
  }
}

TEST_F(ChannelTest, RootsThatCannotBeReadAreNamed) {
  address_.set_root_certificates_file("none.pem");
  EXPECT_THAT(Open(), HasReason(v1::FILE_UNREADABLE, HasSubstr("none.pem")));
}

// Proves: CHN-2
TEST_F(ChannelTest, AServerWhoseKeyIsPinnedIsTalkedTo) {
  address_.add_spki_sha256(KeyPin(*certificate_.Parse()));
  EXPECT_THAT(Call(1), IsOk());
  // The one that will follow, as people paste it.
  address_.add_spki_sha256(absl::AsciiStrToUpper(KeyPin(*ca_.Parse())));
  EXPECT_THAT(Call(1), IsOk());
  std::swap((*address_.mutable_spki_sha256())[0], (*address_.mutable_spki_sha256())[1]);
  EXPECT_THAT(Call(1), IsOk());
}

// Proves: CHN-2
TEST_F(ChannelTest, NothingIsSentToAServerWhoseKeyIsNotPinned) {
  // The digest of the certificate, and the key of its CA, which is in its path, are no pins of it.
  address_.add_spki_sha256(absl::BytesToHexString(certificate_.Sha256()));
  address_.add_spki_sha256(KeyPin(*ca_.Parse()));
  EXPECT_THAT(Call(1), HasReason(v1::SERVER_KEY_NOT_PINNED, HasSubstr(address_.address())));
  EXPECT_EQ(service_.calls, 0);
}

// Proves: CHN-2
TEST_F(ChannelTest, APinStandsInForNoPathAndNoName) {
  address_.add_spki_sha256(KeyPin(*certificate_.Parse()));
  address_.set_server_name("elsewhere.example");
  EXPECT_THAT(Call(1), HasReason(v1::NOT_REACHABLE, HasSubstr("elsewhere.example")));
  address_.clear_server_name();
  dir_.WriteFileOrDie("ca.pem", CertBuilder::Ca("Another CA").Build().Pem());
  EXPECT_THAT(Call(1), HasReason(v1::NOT_REACHABLE, HasSubstr("trusted CA")));
  EXPECT_EQ(service_.calls, 0);
}

// Proves: CHN-2
TEST_F(ChannelTest, ARenewedCertificateOfThePinnedKeyIsTalkedTo) {
  address_.add_spki_sha256(KeyPin(*certificate_.Parse()));
  const TestCert renewed = ServerCertificate(ca_).SerialHex("77").Build();
  ASSERT_NE(renewed.der, certificate_.der);
  Serve(MakeServerTls({renewed.Pem(), renewed.key->Pkcs8Pem()}));
  EXPECT_THAT(Call(1), IsOk());
}

// Proves: CHN-2
TEST_F(ChannelTest, AKeyIsChangedWithoutAnybodyWhoHasBothPinsNoticing) {
  const TestCert next = ServerCertificate(ca_).Key(test::TestKey::OtherRsa()).Build();
  address_.add_spki_sha256(KeyPin(*certificate_.Parse()));
  address_.add_spki_sha256(KeyPin(*next.Parse()));
  EXPECT_THAT(Call(1), IsOk());
  Serve(MakeServerTls({next.Pem(), next.key->Pkcs8Pem()}));
  EXPECT_THAT(Call(1), IsOk());
  // The old pin is taken away.
  address_.mutable_spki_sha256()->DeleteSubrange(0, 1);
  EXPECT_THAT(Call(1), IsOk());
  address_.set_spki_sha256(0, KeyPin(*certificate_.Parse()));
  EXPECT_THAT(Call(1), HasReason(v1::SERVER_KEY_NOT_PINNED));
}

TEST_F(ChannelTest, APinThatIsNoneIsAFaultOfTheFile) {
  for (const std::string& pin : {std::string(), std::string("abc"), std::string(64, 'x')}) {
    address_.clear_spki_sha256();
    address_.add_spki_sha256(pin);
    EXPECT_THAT(Open(), HasReason(v1::MALFORMED_FILE, HasSubstr("spki_sha256"))) << pin;
  }
}

// Proves: CHN-1
TEST_F(ChannelTest, AServerThatAsksIsShownOurCertificate) {
  const TestCert clients = CertBuilder::Ca("Test client CA").Build();
  ServeThoseCertifiedBy(clients);
  const auto us = CertBuilder::Signer("us").NoQc().KeyUsage({test::kDigitalSignature});
  WriteIdentity(CertBuilder(us).IssuedBy(clients).Build(), test::TestKey::SharedRsa());
  EXPECT_THAT(Call(1), IsOk());
  // The system's roots, which do not know the server, and our certificate.
  address_.clear_root_certificates_file();
  EXPECT_THAT(Call(1), HasReason(v1::NOT_REACHABLE, HasSubstr("trusted CA")));
  address_.set_root_certificates_file("ca.pem");

  WriteIdentity(CertBuilder(us).IssuedBy(CertBuilder::Ca("Another CA").Build()).Build(),
                test::TestKey::SharedRsa());
  EXPECT_FALSE(Call(1).ok());
  address_.clear_identity();
  EXPECT_FALSE(Call(1).ok());
  EXPECT_EQ(service_.calls, 1);
}

// Proves: CHN-1
TEST_F(ChannelTest, AnIdentityIsCheckedBeforeAnythingIsDialled) {
  const TestCert us = CertBuilder::Signer("us").Build();
  WriteIdentity(us, test::TestKey::OtherRsa());
  EXPECT_THAT(Open(), HasReason(v1::MALFORMED_FILE, HasSubstr("us.key")));
  WriteIdentity(us, us.key);
  EXPECT_THAT(Open(), IsOk());
  chmod(dir_.Join("us.key").c_str(), 0604);
  EXPECT_THAT(Open(), HasReason(v1::MALFORMED_FILE, HasSubstr("chmod")));
  address_.mutable_identity()->set_private_key_file("none.key");
  EXPECT_THAT(Open(), HasReason(v1::FILE_UNREADABLE, HasSubstr("none.key")));
}

}  // namespace
}  // namespace paraphe
