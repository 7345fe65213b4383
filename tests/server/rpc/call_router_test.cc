// What reaches the calls, and what a request that is none is answered: bytes over gRPC.
#include "server/rpc/call_router.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using testing::HasSubstr;
using testing::Not;

constexpr char kPrepare[] = "/paraphe.v1.CallerService/Prepare";
constexpr char kWatch[] = "/paraphe.v1.SignerService/Watch";
constexpr char kConsent[] = "/paraphe.v1.SignerService/Consent";

class CallRouterTest : public testing::Test {
 protected:
  // What a message of these bytes is answered, and logged.
  grpc::Status CallAs(const std::string& method, const std::string& message) {
    grpc::GenericStub stub(world_.channel());
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    const grpc::Slice slice(message);
    const grpc::ByteBuffer in(&slice, 1);
    grpc::ByteBuffer out;
    grpc::Status status;
    absl::Notification done;
    testing::internal::CaptureStderr();
    stub.UnaryCall(&context, method, grpc::StubOptions(), &in, &out, [&](grpc::Status result) {
      status = std::move(result);
      done.Notify();
    });
    done.WaitForNotification();
    log_ = testing::internal::GetCapturedStderr();
    return status;
  }
  absl::Status Call(const std::string& method, const std::string& message) {
    return FromGrpcStatus(CallAs(method, message));
  }

  SessionWorld world_{[](ServerSettings& settings) {
    settings.bounds.document_bytes = 1000;
    settings.store_bounds.open_sessions = 1;
  }};
  std::string log_;
};

TEST_F(CallRouterTest, AMessageThatDoesNotParseIsMalformed) {
  const std::string whole = SessionWorld::GoodRequest().SerializeAsString();
  for (const char* method : {kPrepare, kConsent, kWatch}) {
    EXPECT_THAT(Call(method, "\xff\xff\xff garbage"), HasReason(v1::MALFORMED_REQUEST)) << method;
    EXPECT_THAT(log_, HasSubstr("reason=MALFORMED_REQUEST"));
  }
  EXPECT_THAT(Call(kPrepare, whole.substr(0, whole.size() - 1)), HasReason(v1::MALFORMED_REQUEST));
}

TEST_F(CallRouterTest, ATextThatIsNotUtf8IsMalformed) {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_signer_role("Maire");
  std::string bytes = request.SerializeAsString();
  bytes[bytes.find("Maire")] = '\xe9';
  EXPECT_THAT(Call(kPrepare, bytes), HasReason(v1::MALFORMED_REQUEST));
}

// The rest of the message, which does not parse, is not looked at. Proves: SES-7
TEST_F(CallRouterTest, WhereThereIsNoRoomAPrepareIsRefusedBeforeItIsRead) {
  world_.PrepareOrDie();
  std::string bytes = SessionWorld::GoodRequest().SerializeAsString();
  bytes[bytes.find("Maire")] = '\xe9';
  EXPECT_THAT(Call(kPrepare, bytes), HasReason(v1::OVERLOADED));
  EXPECT_THAT(log_, HasSubstr("reason=OVERLOADED"));
  EXPECT_THAT(log_, HasSubstr("application=mairie"));
}

// Proves: DOC-6
TEST_F(CallRouterTest, AMessageAboveTheBoundIsTooLarge) {
  EXPECT_THAT(Call(kPrepare, std::string(9 << 20, 'x')), HasReason(v1::TOO_LARGE));
  EXPECT_THAT(log_, HasSubstr("reason=TOO_LARGE"));
  EXPECT_THAT(Call(kPrepare, std::string(8 << 20, 'x')), HasReason(v1::DOCUMENT_EMPTY));
}

TEST_F(CallRouterTest, AMethodThatThereIsNotIsUnimplemented) {
  const grpc::Status status = CallAs("/paraphe.v1.CallerService/Sign", "");
  EXPECT_EQ(static_cast<absl::StatusCode>(status.error_code()), absl::StatusCode::kUnimplemented);
  EXPECT_THAT(log_, HasSubstr("call_refused"));
}

TEST_F(CallRouterTest, AnEmptyMessageIsAMessage) {
  EXPECT_THAT(Call(kConsent, ""), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(Call(kWatch, ""), HasReason(v1::SESSION_UNKNOWN));
}

// Proves: CHN-6
TEST_F(CallRouterTest, ARefusalIsLoggedWithApplicationSessionPeerAndWords) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  TestAgent agent(world_);
  ASSERT_THAT(agent.Redeem(prepared.ticket()), IsOk());
  v1::ConsentRequest request;
  request.set_session_token(agent.token());
  EXPECT_FALSE(Call(kConsent, request.SerializeAsString()).ok());
  EXPECT_THAT(log_, HasSubstr(absl::StrCat("session=", prepared.session_id())));
  EXPECT_THAT(log_, HasSubstr("application=mairie"));
  EXPECT_THAT(log_, HasSubstr("peer=unknown"));
  EXPECT_THAT(log_, Not(HasSubstr("words=-")));
  EXPECT_THAT(log_, Not(HasSubstr(agent.token())));
  EXPECT_THAT(log_, Not(HasSubstr(" error ")));
}

// Proves: DOC-6
TEST_F(CallRouterTest, AStrangersRefusalsDoNotFillTheLog) {
  size_t lines = 0;
  for (int i = 0; i < 30; ++i) {
    const char* method = i % 3 == 0   ? "/paraphe.v1.CallerService/Sign"
                         : i % 3 == 1 ? kWatch
                                      : kConsent;
    CallAs(method, "");
    lines += absl::StrContains(log_, "call_refused") ? 1 : 0;
  }
  EXPECT_EQ(lines, 20u);
  world_.clock().Advance(absl::Seconds(10));
  EXPECT_THAT(Call(kConsent, ""), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(log_, HasSubstr("call_refused"));
}

// Proves: CHN-6
TEST_F(CallRouterTest, AStrangersWordsAreNotLogged) {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_application("OWNED");
  request.set_session_id("OWNED-TOO");
  request.set_caller_token("OWNED-AS-WELL");
  EXPECT_FALSE(Call(kPrepare, request.SerializeAsString()).ok());
  EXPECT_THAT(log_, HasSubstr("application=- session=-"));
  EXPECT_THAT(log_, Not(HasSubstr("OWNED")));
  request.clear_session_id();
  request.clear_caller_token();
  EXPECT_FALSE(Call(kPrepare, request.SerializeAsString()).ok());
  EXPECT_THAT(log_, Not(HasSubstr("OWNED")));
}

}  // namespace
}  // namespace paraphe::server
