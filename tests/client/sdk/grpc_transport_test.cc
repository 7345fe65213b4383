// The SDK over a real connection: TLS, the error seam, the deadline, ending a stream from another
// thread.
#include "client/sdk/grpc_transport.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"

#include "client/sdk/caller_client.h"
#include "common/errors.h"
#include "common/grpc/status_seam.h"
#include "common/grpc/tls.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::client {
namespace {

using test::HasReason;
using test::IsOk;
using test::TestPki;
using ::testing::HasSubstr;

// SubjectAltName with one dNSName (RFC 5280 §4.2.1.6).
std::string SanDer(absl::string_view name) { return test::DerSequence(test::DerTlv(0x82, name)); }

// Refuses Prepare with a position, never ends Watch by itself, gives back what Finalize was asked
// with.
class FakeService final : public v1::CallerService::Service {
 public:
  grpc::Status Prepare(grpc::ServerContext*, const v1::PrepareRequest*,
                       v1::PrepareResponse*) override {
    v1::SourcePosition position;
    position.set_byte_offset(88);
    return ToGrpcStatus(
        "Prepare", MakeErrorAt(v1::DOCUMENT_NOT_CANONICAL, position, "3:14 (byte 88): quotes"));
  }
  grpc::Status Watch(grpc::ServerContext* context, const v1::CallerWatchRequest*,
                     grpc::ServerWriter<v1::SessionEvent>* writer) override {
    v1::SessionEvent event;
    event.set_state(v1::PREPARED);
    writer->Write(event);
    // The stream lives until the client ends it.
    while (!context->IsCancelled()) std::this_thread::yield();
    return grpc::Status::OK;
  }
  grpc::Status Finalize(grpc::ServerContext*, const v1::FinalizeRequest* request,
                        v1::FinalizeResponse* response) override {
    response->set_session_id(request->session_id());
    response->set_signed_document(std::string(size_t{20} << 20, 'x'));
    return grpc::Status::OK;
  }
};

class GrpcTransportTest : public testing::Test {
 protected:
  GrpcTransportTest() {
    const test::TestCert certificate = TestPki::Get()
                                           .Signer("localhost")
                                           .KeyUsage({test::kDigitalSignature})
                                           .Extension("2.5.29.17", false, SanDer("localhost"))
                                           .Build();
    const auto credentials = MakeServerTls(
        {certificate.Pem() + TestPki::Get().intermediate().Pem(), certificate.key->Pkcs8Pem()});
    grpc::ServerBuilder builder;
    builder.AddListeningPort("localhost:0", credentials, &port_);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    dir_.WriteFileOrDie("ca.pem", TestPki::Get().root().Pem());
  }

  v1::ServerAddress Address(const std::string& ca = "ca.pem") const {
    v1::ServerAddress address;
    address.set_address(absl::StrCat("localhost:", port_));
    address.set_root_certificates_file(ca);
    return address;
  }
  absl::StatusOr<std::unique_ptr<CallerClient>> Client(
      const v1::ServerAddress& address, absl::Duration deadline = absl::Seconds(30)) const {
    CallerOptions options;
    options.base_file = dir_.Join("caller.textproto");
    options.deadline = deadline;
    return CallerClient::Create(address, options);
  }

  test::TempDir dir_;
  FakeService service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  const SessionKey key_{"s1", "secret"};
};

TEST_F(GrpcTransportTest, ErrorDetailSurvivesTheWire) {
  const auto client = Client(Address());
  ASSERT_THAT(client, IsOk());
  const auto session = (*client)->Prepare(v1::PrepareRequest());
  EXPECT_THAT(session, HasReason(v1::DOCUMENT_NOT_CANONICAL, "3:14 (byte 88): quotes"));
  EXPECT_EQ(GetErrorDetail(session.status())->position().byte_offset(), 88u);
}

TEST_F(GrpcTransportTest, LargeDocumentsComeThrough) {
  const auto client = Client(Address());
  ASSERT_THAT(client, IsOk());
  const auto result = (*client)->Finalize(key_);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->signed_document().size(), size_t{20} << 20);
}

// Proves: CHN-1
TEST_F(GrpcTransportTest, AServerThatTheCaDidNotIssueIsNotTalkedTo) {
  dir_.WriteFileOrDie("other.pem", test::CertBuilder::Ca("Other").Build().Pem());
  const auto client = Client(Address("other.pem"));
  ASSERT_THAT(client, IsOk());
  EXPECT_THAT((*client)->Finalize(key_), HasReason(v1::NOT_REACHABLE, HasSubstr("localhost")));
}

TEST_F(GrpcTransportTest, AServerByAnotherNameIsNotTalkedTo) {
  v1::ServerAddress address = Address();
  address.set_server_name("elsewhere.example");
  const auto client = Client(address);
  ASSERT_THAT(client, IsOk());
  EXPECT_THAT((*client)->Finalize(key_), HasReason(v1::NOT_REACHABLE));
}

TEST_F(GrpcTransportTest, ACaFileThatIsMissingIsNamed) {
  EXPECT_THAT(Client(Address("missing.pem")),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("missing.pem")));
}

TEST_F(GrpcTransportTest, AServerThatIsGoneIsNotReachable) {
  server_->Shutdown();
  const auto client = Client(Address());
  ASSERT_THAT(client, IsOk());
  EXPECT_THAT((*client)->Finalize(key_), HasReason(v1::NOT_REACHABLE));
}

TEST_F(GrpcTransportTest, WatchEndsWithItsPatience) {
  const auto client = Client(Address());
  ASSERT_THAT(client, IsOk());
  EXPECT_THAT((*client)->Watch(key_, absl::Milliseconds(300), [](const v1::SessionEvent&) {}),
              HasReason(v1::NOT_SIGNED_YET));
}

TEST_F(GrpcTransportTest, WatchIsStoppedFromAnotherThread) {
  const auto client = Client(Address());
  ASSERT_THAT(client, IsOk());
  absl::Notification watching;
  std::thread stopper([&] {
    watching.WaitForNotification();
    (*client)->StopWaiting();
  });
  const absl::Status status =
      (*client)->Watch(key_, absl::Minutes(5), [&](const v1::SessionEvent&) { watching.Notify(); });
  stopper.join();
  EXPECT_THAT(status, HasReason(v1::ABORTED_BY_CALLER));
}

}  // namespace
}  // namespace paraphe::client
