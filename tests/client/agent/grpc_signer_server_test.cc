#include "client/agent/grpc_signer_server.h"

#include <memory>

#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "common/grpc/status_seam.h"
#include "tests/testing/matchers.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;

// Answers with what it was asked, or with one error.
class EchoService final : public v1::SignerService::Service {
 public:
  grpc::Status Present(grpc::ServerContext* context, const v1::PresentRequest* request,
                       v1::PresentResponse* response) override {
    has_deadline = context->deadline() != std::chrono::system_clock::time_point::max();
    response->set_session_id(request->ticket());
    return ToGrpcStatus("Present", error);
  }
  grpc::Status Consent(grpc::ServerContext*, const v1::ConsentRequest* request,
                       v1::ConsentResponse* response) override {
    response->set_session_id(request->session_token());
    return ToGrpcStatus("Consent", error);
  }
  grpc::Status Sign(grpc::ServerContext*, const v1::SignRequest* request,
                    v1::SignResponse* response) override {
    response->set_session_id(request->session_token());
    return ToGrpcStatus("Sign", error);
  }
  grpc::Status Abort(grpc::ServerContext*, const v1::SignerAbortRequest* request,
                     v1::SignerAbortResponse* response) override {
    response->set_session_id(request->session_token());
    return ToGrpcStatus("Abort", error);
  }

  absl::Status error;
  bool has_deadline = false;
};

class GrpcSignerServerTest : public ::testing::Test {
 protected:
  GrpcSignerServerTest() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    client_ = std::make_unique<GrpcSignerServer>(server_->InProcessChannel({}), absl::Seconds(20));
  }

  EchoService service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<GrpcSignerServer> client_;
};

// Proves: SES-1
TEST_F(GrpcSignerServerTest, EveryCallReachesItsRpc) {
  v1::PresentRequest present;
  present.set_ticket("p");
  EXPECT_EQ(client_->Present(present)->session_id(), "p");
  v1::ConsentRequest consent;
  consent.set_session_token("c");
  EXPECT_EQ(client_->Consent(consent)->session_id(), "c");
  v1::SignRequest sign;
  sign.set_session_token("s");
  EXPECT_EQ(client_->Sign(sign)->session_id(), "s");
  v1::SignerAbortRequest abort;
  abort.set_session_token("a");
  EXPECT_EQ(client_->Abort(abort)->session_id(), "a");
}

// Proves: SES-1
TEST_F(GrpcSignerServerTest, EveryCallHasADeadline) {
  ASSERT_THAT(client_->Present({}), IsOk());
  EXPECT_TRUE(service_.has_deadline);
}

// Proves: SES-3
TEST_F(GrpcSignerServerTest, ReasonsComeThrough) {
  service_.error = MakeError(v1::DIGEST_RELEASED, "the digest is on its way");
  EXPECT_THAT(client_->Abort({}), HasReason(v1::DIGEST_RELEASED));
  service_.error = MakeError(v1::CONSENT_TOO_OLD, "too old");
  EXPECT_THAT(client_->Sign({}), HasReason(v1::CONSENT_TOO_OLD));
}

// Proves: SES-5
TEST(DialTest, ServerThatIsNotThereIsNotReachable) {
  v1::ServerAddress address;
  address.set_address("127.0.0.1:1");  // nobody listens at the port of tcpmux
  const auto server = GrpcSignerServer::Dial(address, "agent.textproto", 1000, absl::Seconds(20));
  ASSERT_THAT(server, IsOk());
  EXPECT_THAT((*server)->Present({}), HasReason(v1::NOT_REACHABLE));
}

// Proves: CHN-1
TEST(DialTest, MissingRootsAreAFaultOfTheConfiguration) {
  v1::ServerAddress address;
  address.set_address("localhost:1");
  address.set_root_certificates_file("/nowhere/roots.pem");
  EXPECT_THAT(GrpcSignerServer::Dial(address, "agent.textproto", 1000, absl::Seconds(1)),
              HasReason(v1::FILE_UNREADABLE));
}

}  // namespace
}  // namespace paraphe::agent
