#include "common/grpc/channel.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "common/grpc/status_seam.h"
#include "common/grpc/tls.h"
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
    response->set_signed_document(std::string(std::stoul(request->session_id()), 'x'));
    return grpc::Status::OK;
  }
};

class ChannelTest : public testing::Test {
 protected:
  ChannelTest() {
    const TestCert certificate =
        CertBuilder::Signer("localhost")
            .IssuedBy(ca_)
            .NoQc()
            .KeyUsage({test::kDigitalSignature})
            .Extension("2.5.29.17", false, test::DerSequence(test::DerTlv(0x82, "localhost")))
            .Build();
    grpc::ServerBuilder builder;
    builder.AddListeningPort(
        "localhost:0", MakeServerTls({certificate.Pem(), certificate.key->Pkcs8Pem()}), &port_);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    dir_.WriteFileOrDie("ca.pem", ca_.Pem());
    address_.set_address(absl::StrCat("localhost:", port_));
    address_.set_root_certificates_file("ca.pem");
  }

  absl::StatusOr<std::shared_ptr<grpc::Channel>> Open() const {
    return OpenChannel(address_, dir_.Join("agent.textproto"), kMessageBytes);
  }
  // A call that asks for an answer of `bytes`.
  absl::Status Call(size_t bytes) const {
    const auto channel = Open();
    if (!channel.ok()) return channel.status();
    const auto stub = v1::CallerService::NewStub(*channel);
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    v1::FinalizeRequest request;
    request.set_session_id(absl::StrCat(bytes));
    v1::FinalizeResponse response;
    return FromGrpcStatus(stub->Finalize(&context, request, &response));
  }

  const TestCert ca_ = CertBuilder::Ca("Test channel CA").Build();
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
  EXPECT_THAT(Call(1), HasReason(v1::NOT_REACHABLE));
}

// Proves: CHN-1
TEST_F(ChannelTest, AServerByAnotherNameIsNotTalkedTo) {
  address_.set_server_name("elsewhere.example");
  EXPECT_THAT(Call(1), HasReason(v1::NOT_REACHABLE));
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

}  // namespace
}  // namespace paraphe
