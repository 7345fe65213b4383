// paraphed whose quota is used up, asked again and again with large documents: its memory stays where it was.
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/text_format.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "common/grpc/channel.h"
#include "common/grpc/status_seam.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "tests/flow/flow_world.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;

constexpr size_t kMiB = size_t{1} << 20;
constexpr char kTable[] = R"(name: "t" title { fr: "T" en: "T" }
    default_rule { show_unlisted_elements: true show_unlisted_attributes: true })";

class FullServerTest : public testing::Test {
 protected:
  FullServerTest() {
    v1::CallerConfig config;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        world_.dir().ReadFileOrDie("paraphe.textproto"), &config));
    stub_ = v1::CallerService::NewStub(
        OpenChannel(config.server(), world_.caller_config(), MessageBound(8 * kMiB))->grpc());
  }

  static v1::PrepareRequest Request() {
    v1::PrepareRequest request;
    request.set_application("flow");
    request.set_signer_role("Maire");
    request.set_inline_table(kTable);
    request.set_document(absl::StrCat("<a>", std::string(kMiB, 'd'), "</a>"));
    return request;
  }
  absl::Status Prepare(const v1::PrepareRequest& request) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(2)));
    v1::PrepareResponse response;
    return FromGrpcStatus(stub_->Prepare(&context, request, &response));
  }
  void ExpectRefused(int times) {
    const v1::PrepareRequest request = Request();
    for (int i = 0; i < times; ++i) EXPECT_THAT(Prepare(request), HasReason(v1::OVERLOADED));
  }
  void ExpectRefusedOnThreads(int times) {
    constexpr int kThreads = 4;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([this, times] { ExpectRefused(times / kThreads); });
    }
    for (std::thread& thread : threads) thread.join();
  }
  uint64_t Resident() {
    std::ifstream status(absl::StrCat("/proc/", world_.server().pid(), "/status"));
    std::string word;
    uint64_t kilobytes = 0;
    while (status >> word && word != "VmRSS:") {
    }
    status >> kilobytes;
    return kilobytes << 10;
  }

  test::FlowWorld world_{{.server = "limits { open_sessions: 1 }"}};
  std::unique_ptr<v1::CallerService::Stub> stub_;
};

// Proves: SES-7
TEST_F(FullServerTest, AThousandRefusedDocumentsLeaveMemoryWhereItWas) {
  ASSERT_THAT(Prepare(Request()), IsOk());
  ExpectRefusedOnThreads(100);
  const uint64_t before = Resident();
  ASSERT_GT(before, 0u);
  ExpectRefusedOnThreads(1000);
  EXPECT_LT(Resident(), before + 32 * kMiB);
}

}  // namespace
}  // namespace paraphe
