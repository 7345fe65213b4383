#include "client/agent/grpc_signer_server.h"

#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

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

  grpc::Status Export(grpc::ServerContext*, const v1::SignerExportRequest* request,
                      v1::SignerExportResponse* response) override {
    response->set_session_id(request->session_token());
    return ToGrpcStatus("Export", error);
  }
  // Hands one event out and then hangs until nobody listens any more.
  grpc::Status Watch(grpc::ServerContext* context, const v1::SignerWatchRequest* request,
                     grpc::ServerWriter<v1::SessionEvent>* writer) override {
    v1::SessionEvent event;
    event.set_session_id(request->session_token());
    writer->Write(event);
    while (!context->IsCancelled())
      watch_ends.WaitForNotificationWithTimeout(absl::Milliseconds(5));
    return grpc::Status::OK;
  }

  absl::Notification watch_ends;
  absl::Status error;
  bool has_deadline = false;
};

class GrpcSignerServerTest : public ::testing::Test {
 protected:
  GrpcSignerServerTest() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    client_ = std::make_unique<GrpcSignerServer>(ServerChannel(server_->InProcessChannel({})),
                                                 absl::Seconds(20), stop_);
  }

  EchoService service_;
  Stop stop_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<GrpcSignerServer> client_;
};

// Proves: SES-1
TEST_F(GrpcSignerServerTest, EveryCallReachesItsRpc) {
  v1::PresentRequest present;
  present.set_ticket("p");
  EXPECT_EQ(client_->Present(present, 1)->session_id(), "p");
  v1::ConsentRequest consent;
  consent.set_session_token("c");
  EXPECT_EQ(client_->Consent(consent)->session_id(), "c");
  v1::SignRequest sign;
  sign.set_session_token("s");
  EXPECT_EQ(client_->Sign(sign)->session_id(), "s");
  v1::SignerExportRequest take;
  take.set_session_token("e");
  EXPECT_EQ(client_->Export(take, 1)->session_id(), "e");
  v1::SignerAbortRequest abort;
  abort.set_session_token("a");
  EXPECT_EQ(client_->Abort(abort)->session_id(), "a");
}

// Proves: CONS-4
TEST_F(GrpcSignerServerTest, FollowsASessionUntilItIsLetGo) {
  absl::Notification heard;
  v1::SignerWatchRequest request;
  request.set_session_token("w");
  auto watch = client_->Follow(request, [&](const v1::SessionEvent& event) {
    EXPECT_EQ(event.session_id(), "w");
    if (!heard.HasBeenNotified()) heard.Notify();
  });
  heard.WaitForNotification();
  watch.reset();
}

// A server that accepts connections and says nothing.
class DeafServer {
 public:
  DeafServer() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* any = reinterpret_cast<sockaddr*>(&address);
    bind(socket_, any, size);
    listen(socket_, 16);
    getsockname(socket_, any, &size);
    port_ = ntohs(address.sin_port);
  }
  ~DeafServer() { close(socket_); }
  DeafServer(const DeafServer&) = delete;
  DeafServer& operator=(const DeafServer&) = delete;
  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }

 private:
  int socket_;
  int port_ = 0;
};

// Proves: CONS-4
TEST(DeafServerTest, StopEndsACallThatIsNotAnswered) {
  const DeafServer deaf;
  Stop stop;
  GrpcSignerServer client(
      ServerChannel(grpc::CreateChannel(deaf.address(), grpc::InsecureChannelCredentials())),
      absl::Hours(1), stop);
  std::thread impatient([&stop] { stop.Ask(MakeError(v1::ABORTED_BY_SIGNER, "now")); });
  EXPECT_THAT(client.Abort({}), HasReason(v1::DEADLINE));
  impatient.join();
}

// Proves: CONS-4
TEST(DeafServerTest, SessionThatIsGivenUpWaitsSecondsOnly) {
  const DeafServer deaf;
  Stop stop;
  stop.Ask(MakeError(v1::ABORTED_BY_SIGNER, "now"));
  stop.Enter(Stage::kGivingUp);
  GrpcSignerServer client(
      ServerChannel(grpc::CreateChannel(deaf.address(), grpc::InsecureChannelCredentials())),
      absl::Hours(1), stop);
  const absl::Time begin = absl::Now();
  EXPECT_FALSE(client.Abort({}).ok());
  EXPECT_LT(absl::Now() - begin, absl::Minutes(1));
}

// Proves: SES-1
TEST_F(GrpcSignerServerTest, EveryCallHasADeadline) {
  ASSERT_THAT(client_->Present({}, 1), IsOk());
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
  const Stop stop;
  v1::ServerAddress address;
  address.set_address("127.0.0.1:1");  // nobody listens at the port of tcpmux
  address.add_spki_sha256(std::string(64, '0'));
  const auto server =
      GrpcSignerServer::Dial(address, "agent.textproto", 1000, absl::Seconds(20), stop);
  ASSERT_THAT(server, IsOk());
  EXPECT_THAT((*server)->Present({}, 1), HasReason(v1::NOT_REACHABLE));
}

// Proves: CHN-1
TEST(DialTest, MissingRootsAreAFaultOfTheConfiguration) {
  const Stop stop;
  v1::ServerAddress address;
  address.set_address("localhost:1");
  address.add_spki_sha256(std::string(64, '0'));
  address.set_root_certificates_file("/nowhere/roots.pem");
  EXPECT_THAT(GrpcSignerServer::Dial(address, "agent.textproto", 1000, absl::Seconds(1), stop),
              HasReason(v1::FILE_UNREADABLE));
}

// Proves: CHN-2
TEST(DialTest, AServerWithoutAPinIsNotDialled) {
  const Stop stop;
  v1::ServerAddress address;
  address.set_address("localhost:1");
  EXPECT_THAT(GrpcSignerServer::Dial(address, "agent.textproto", 1000, absl::Seconds(1), stop),
              HasReason(v1::MALFORMED_FILE, testing::HasSubstr("spki_sha256")));
}

}  // namespace
}  // namespace paraphe::agent
