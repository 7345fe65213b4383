// Health checking as load balancers do it, over gRPC.
#include "server/rpc/health.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "common/grpc/status_seam.h"
#include "server/server.h"
#include "tests/server/testing/raw_call.h"
#include "tests/server/testing/session_world.h"

namespace paraphe::server {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;
using Stub = grpc::health::v1::Health::Stub;
// gRPC's numbers.
constexpr int kCancelled = 1;
constexpr int kNotFound = 5;
int CodeOf(const grpc::Status& status) { return static_cast<int>(status.error_code()); }

using Stream = grpc::ClientReader<HealthCheckResponse>;

HealthCheckRequest Of(const std::string& service) {
  HealthCheckRequest request;
  request.set_service(service);
  return request;
}

class HealthTest : public testing::Test {
 protected:
  grpc::Status Check(const std::string& service, HealthCheckResponse& response) {
    grpc::ClientContext context;
    return stub_->Check(&context, Of(service), &response);
  }
  // What a stream says next; UNKNOWN at its end.
  static ServingStatus Next(Stream& stream) {
    HealthCheckResponse response;
    return stream.Read(&response) ? response.status() : HealthCheckResponse::UNKNOWN;
  }

  // Over the network: in one process gRPC drops what was written just before a stream's end.
  static test::SessionWorld::Parts OnAPort() {
    test::SessionWorld::Parts parts;
    parts.credentials = grpc::InsecureServerCredentials();
    return parts;
  }

  test::SessionWorld world_{nullptr, OnAPort()};
  const std::shared_ptr<grpc::Channel> channel_ =
      grpc::CreateChannel(absl::StrCat("127.0.0.1:", world_.server().ports().front()),
                          grpc::InsecureChannelCredentials());
  const std::unique_ptr<Stub> stub_ = grpc::health::v1::Health::NewStub(channel_);
};

TEST_F(HealthTest, EachServiceIsSaidToServe) {
  for (const char* service :
       {"", "paraphe.v1.CallerService", "paraphe.v1.SignerService", "paraphe.v1.AdminService"}) {
    HealthCheckResponse response;
    EXPECT_TRUE(Check(service, response).ok()) << service;
    EXPECT_EQ(response.status(), HealthCheckResponse::SERVING) << service;
  }
}

TEST_F(HealthTest, AServiceThatThereIsNotIsNotFound) {
  HealthCheckResponse response;
  EXPECT_EQ(CodeOf(Check("paraphe.v1.None", response)), kNotFound);
}

TEST_F(HealthTest, ANameBeyondItsBoundAndBytesThatAreNoMessageAreMalformed) {
  HealthCheckResponse response;
  EXPECT_EQ(CodeOf(Check(std::string(200, 'a'), response)), kNotFound);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(Check(std::string(201, 'a'), response))),
            v1::MALFORMED_REQUEST);
  grpc::ClientContext context;
  const auto stream = stub_->Watch(&context, Of(std::string(201, 'a')));
  EXPECT_EQ(Next(*stream), HealthCheckResponse::UNKNOWN);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(stream->Finish())), v1::MALFORMED_REQUEST);
  for (const char* path : {"/grpc.health.v1.Health/Check", "/grpc.health.v1.Health/Watch"}) {
    EXPECT_EQ(ReasonOf(test::CallRaw(channel_, path, "\xFF").status), v1::MALFORMED_REQUEST)
        << path;
  }
}

TEST_F(HealthTest, AStreamTellsThatTheServerStopsAndEnds) {
  grpc::ClientContext context, unknown_context;
  const auto stream = stub_->Watch(&context, Of("paraphe.v1.SignerService"));
  const auto unknown = stub_->Watch(&unknown_context, Of("paraphe.v1.None"));
  EXPECT_EQ(Next(*stream), HealthCheckResponse::SERVING);
  EXPECT_EQ(Next(*unknown), HealthCheckResponse::SERVICE_UNKNOWN);
  std::thread stop([this] { world_.server().Shutdown(); });
  EXPECT_EQ(Next(*stream), HealthCheckResponse::NOT_SERVING);
  EXPECT_EQ(Next(*stream), HealthCheckResponse::UNKNOWN);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(stream->Finish())), v1::NOT_REACHABLE);
  EXPECT_EQ(Next(*unknown), HealthCheckResponse::UNKNOWN);
  EXPECT_EQ(ReasonOf(FromGrpcStatus(unknown->Finish())), v1::NOT_REACHABLE);
  stop.join();
}

TEST_F(HealthTest, AStreamThatItsClientLeftEnds) {
  {
    grpc::ClientContext context;
    const auto stream = stub_->Watch(&context, Of(""));
    EXPECT_EQ(Next(*stream), HealthCheckResponse::SERVING);
    context.TryCancel();
    EXPECT_EQ(CodeOf(stream->Finish()), kCancelled);
  }
  // The end finds it finished: gRPC ends the process where a call is finished twice.
  world_.server().Shutdown();
}

TEST(HealthOfServicesTest, WatchersAreToldOfChangesUntilTheyAreRemoved) {
  class Watcher final : public Health::Watcher {
   public:
    void OnStatus(ServingStatus status) override { told.push_back(status); }
    void OnClose() override { closed = true; }
    std::vector<ServingStatus> told;
    bool closed = false;
  };
  Health health;
  EXPECT_EQ(health.Get("one"), HealthCheckResponse::SERVICE_UNKNOWN);
  health.Set({"one"}, true);
  const auto stays = std::make_shared<Watcher>();
  const auto leaves = std::make_shared<Watcher>();
  health.Add("one", stays);
  health.Add("one", leaves);
  health.Remove(leaves.get());
  health.Set({"one"}, false);
  health.Close();
  EXPECT_EQ(stays->told, (std::vector<ServingStatus>{HealthCheckResponse::SERVING,
                                                     HealthCheckResponse::NOT_SERVING}));
  EXPECT_TRUE(stays->closed);
  EXPECT_EQ(leaves->told.size(), 1u);
  EXPECT_FALSE(leaves->closed);
  const auto late = std::make_shared<Watcher>();
  health.Add("one", late);
  EXPECT_TRUE(late->closed);
}

}  // namespace
}  // namespace paraphe::server
