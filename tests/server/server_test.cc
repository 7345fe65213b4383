// What surrounds the services: health checking, reflection, shutdown.
#include "server/server.h"

#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "common/grpc/status_seam.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "server/store/memory_store.h"
#include "tests/server/testing/raw_call.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using test::SessionWorld;

// HealthCheckRequest{service}; the answer SERVING is HealthCheckResponse{status: 1}.
std::string HealthOf(SessionWorld& world, const std::string& service) {
  const std::string request = std::string("\x0a", 1) + static_cast<char>(service.size()) + service;
  const test::RawAnswer answer =
      test::CallRaw(world.channel(), "/grpc.health.v1.Health/Check", request);
  return answer.status.ok() ? answer.response : "error";
}
constexpr char kServing[] = "\x08\x01";

TEST(ServiceTest, HealthIsToldForEachService) {
  SessionWorld world;
  EXPECT_EQ(HealthOf(world, ""), kServing);
  EXPECT_EQ(HealthOf(world, "paraphe.v1.CallerService"), kServing);
  EXPECT_EQ(HealthOf(world, "paraphe.v1.SignerService"), kServing);
  EXPECT_EQ(HealthOf(world, "paraphe.v1.AdminService"), kServing);
  EXPECT_EQ(HealthOf(world, "paraphe.v1.Other"), "error");
}

// Reflection is a stream: a server without it says that there is no such method.
absl::StatusCode ReflectionAnswer(SessionWorld& world) {
  return static_cast<absl::StatusCode>(
      test::CallRaw(world.channel(),
                    "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo")
          .code);
}

TEST(ServiceTest, ReflectionIsOffUnlessSwitchedOn) {
  SessionWorld without;
  EXPECT_EQ(ReflectionAnswer(without), absl::StatusCode::kUnimplemented);
  SessionWorld with([](ServerSettings& settings) { settings.reflection = true; });
  EXPECT_NE(ReflectionAnswer(with), absl::StatusCode::kUnimplemented);
}

TEST(ServiceTest, ACallWhoseDeadlinePassedIsToldSo) {
  SessionWorld world;
  const auto stub = v1::CallerService::NewStub(world.channel());
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() - std::chrono::seconds(1));
  v1::PrepareResponse response;
  EXPECT_THAT(FromGrpcStatus(stub->Prepare(&context, SessionWorld::GoodRequest(), &response)),
              HasReason(v1::DEADLINE));
}

// A store whose next Create waits until it is told to go on: a call that runs while the server
// stops.
class SlowStore final : public SessionStore {
 public:
  absl::Status Create(const v1::SessionRecord& record, DocumentPtr document,
                      const v1::AuditEntry& entry) override {
    reached.Notify();
    proceed.WaitForNotification();
    return inner_.Create(record, std::move(document), entry);
  }
  absl::StatusOr<v1::SessionRecord> Load(const SessionKey& key) const override {
    return inner_.Load(key);
  }
  absl::StatusOr<std::string> LoadDocument(absl::string_view id) const override {
    return inner_.LoadDocument(id);
  }
  absl::Status CompareAndSet(uint64_t expected_version, const v1::SessionRecord& record,
                             const DocumentChange& change, const v1::AuditEntry& entry) override {
    return inner_.CompareAndSet(expected_version, record, change, entry);
  }
  absl::StatusOr<std::vector<std::string>> ClaimDue(absl::Time time, size_t limit) override {
    return inner_.ClaimDue(time, limit);
  }
  absl::StatusOr<std::vector<SessionVersion>> LoadVersions(
      const std::vector<std::string>& ids) const override {
    return inner_.LoadVersions(ids);
  }
  absl::StatusOr<std::vector<v1::SessionRecord>> ListNewest(const SessionFilter& filter,
                                                            size_t limit) const override {
    return inner_.ListNewest(filter, limit);
  }
  absl::Status Remove(absl::string_view id, uint64_t expected_version,
                      const v1::AuditEntry& entry) override {
    return inner_.Remove(id, expected_version, entry);
  }
  absl::Status AppendAudit(const v1::AuditEntry& entry) override {
    return inner_.AppendAudit(entry);
  }
  absl::StatusOr<std::vector<v1::SessionRecord>> ListWaiting(const std::string& signer,
                                                             size_t limit) const override {
    return inner_.ListWaiting(signer, limit);
  }

  absl::Notification reached;
  absl::Notification proceed;

 private:
  MemoryStore inner_;
};

// Over a real port: gRPC's in-process transport drops its calls when the server stops.
TEST(ServiceTest, ARunningCallEndsBeforeTheServerDoes) {
  SlowStore store;
  SessionWorld::Parts parts;
  parts.store = &store;
  parts.credentials = grpc::InsecureServerCredentials();
  SessionWorld world(nullptr, parts);
  const auto stub = v1::CallerService::NewStub(
      grpc::CreateChannel(absl::StrCat("127.0.0.1:", world.server().ports().front()),
                          grpc::InsecureChannelCredentials()));
  const auto prepare = [&] {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    v1::PrepareResponse response;
    return FromGrpcStatus(stub->Prepare(&context, SessionWorld::GoodRequest(), &response));
  };
  absl::Status answer;
  std::thread client([&] { answer = prepare(); });
  store.reached.WaitForNotification();
  std::thread stop([&] { world.server().Shutdown(); });
  store.proceed.Notify();
  client.join();
  stop.join();
  EXPECT_THAT(answer, IsOk());
  EXPECT_THAT(prepare(), HasReason(v1::NOT_REACHABLE));
}

}  // namespace
}  // namespace paraphe::server
