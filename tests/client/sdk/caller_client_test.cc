#include "client/sdk/caller_client.h"

#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/client/sdk/scripted_transport.h"
#include "tests/testing/matchers.h"

namespace paraphe::client {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class CallerClientTest : public testing::Test {
 protected:
  CallerClientTest() : waiter_(std::make_shared<ScriptedWaiter>()) {
    CallerOptions options;
    options.waiter = waiter_;
    client_ = std::make_unique<CallerClient>(std::make_unique<ScriptedTransport>(&script_),
                                             "sign.example:9443", options);
  }

  static v1::PrepareRequest Request() {
    v1::PrepareRequest request;
    request.set_document("<a></a>");
    return request;
  }
  static absl::Status Down() { return MakeError(v1::NOT_REACHABLE, "down"); }

  Script script_;
  std::shared_ptr<ScriptedWaiter> waiter_;
  std::unique_ptr<CallerClient> client_;
  const SessionKey key_{"s1", "secret"};
};

// Proves: SES-1
TEST_F(CallerClientTest, PrepareGivesKeyAndLink) {
  const auto session = client_->Prepare(Request());
  ASSERT_THAT(session, IsOk());
  EXPECT_EQ(session->key.session_id, "s1");
  EXPECT_EQ(session->key.caller_token, "secret");
  EXPECT_EQ(session->link, "paraphe://sign.example:9443/ticket");
}

// Proves: SES-5
TEST_F(CallerClientTest, RepeatedPrepareCarriesOneKey) {
  script_.answers = {Down(), Down(), absl::OkStatus()};
  EXPECT_THAT(client_->Prepare(Request()), IsOk());
  ASSERT_THAT(script_.prepared, SizeIs(3));
  EXPECT_THAT(script_.prepared[0].idempotency_key(), SizeIs(22));
  EXPECT_EQ(script_.prepared[0].idempotency_key(), script_.prepared[2].idempotency_key());
}

TEST_F(CallerClientTest, TwoSessionsHaveTwoKeys) {
  EXPECT_THAT(client_->Prepare(Request()), IsOk());
  EXPECT_THAT(client_->Prepare(Request()), IsOk());
  EXPECT_NE(script_.prepared[0].idempotency_key(), script_.prepared[1].idempotency_key());
}

TEST_F(CallerClientTest, TheCallersOwnKeyIsKept) {
  v1::PrepareRequest request = Request();
  request.set_idempotency_key("mine");
  EXPECT_THAT(client_->Prepare(std::move(request)), IsOk());
  EXPECT_EQ(script_.prepared[0].idempotency_key(), "mine");
}

TEST_F(CallerClientTest, ARefusalIsNotRepeatedAndKeepsItsDetail) {
  v1::SourcePosition position;
  position.set_line(3);
  script_.answers = {MakeErrorAt(v1::DOCUMENT_NOT_CANONICAL, position, "3:14 (byte 88): quotes")};
  const auto session = client_->Prepare(Request());
  EXPECT_THAT(session, HasReason(v1::DOCUMENT_NOT_CANONICAL, "3:14 (byte 88): quotes"));
  EXPECT_EQ(GetErrorDetail(session.status())->position().line(), 3u);
  EXPECT_THAT(script_.prepared, SizeIs(1));
  EXPECT_THAT(waiter_->waits(), IsEmpty());
}

TEST_F(CallerClientTest, AServerThatStaysDownIsNamedAfterFourAttempts) {
  script_.answers = {Down(), Down(), Down(), Down(), absl::OkStatus()};
  EXPECT_THAT(client_->Prepare(Request()),
              HasReason(v1::NOT_REACHABLE, HasSubstr("sign.example:9443")));
  EXPECT_THAT(script_.prepared, SizeIs(4));
}

TEST_F(CallerClientTest, AllAttemptsShareOneDeadline) {
  const absl::Time deadline = waiter_->Now() + CallerOptions().deadline;
  script_.answers = {Down(), Down(), absl::OkStatus()};
  EXPECT_THAT(client_->Finalize(key_), IsOk());
  EXPECT_THAT(script_.deadlines, Each(deadline));
}

TEST_F(CallerClientTest, NoAttemptBeginsAfterTheDeadline) {
  absl::Status busy = MakeError(v1::OVERLOADED, "busy");
  v1::ErrorDetail detail = *GetErrorDetail(busy);
  detail.mutable_retry_after()->set_seconds(31);
  SetErrorDetail(detail, busy);
  script_.answers = {busy, absl::OkStatus()};
  EXPECT_THAT(client_->Finalize(key_), HasReason(v1::OVERLOADED));
  EXPECT_EQ(script_.finalized, 1);
  EXPECT_THAT(waiter_->waits(), IsEmpty());
}

// Proves: ATT-3
TEST_F(CallerClientTest, AmendNamesTheSessionAndIsNeverRepeated) {
  script_.answers = {Down(), absl::OkStatus()};
  EXPECT_THAT(client_->Amend(key_, v1::PrepareRequest()), HasReason(v1::NOT_REACHABLE));
  ASSERT_THAT(script_.prepared, SizeIs(1));
  EXPECT_EQ(script_.prepared[0].session_id(), "s1");
  EXPECT_EQ(script_.prepared[0].caller_token(), "secret");
}

TEST_F(CallerClientTest, AmendWithoutDocumentDoesNotCompareDigests) {
  script_.echoed_sha256 = "that of the document sent first";
  EXPECT_THAT(client_->Amend(key_, v1::PrepareRequest()), IsOk());
}

// Proves: SES-5
TEST_F(CallerClientTest, FinalizeAndAbortAreRepeated) {
  script_.answers = {Down(), absl::OkStatus(), Down(), absl::OkStatus()};
  EXPECT_THAT(client_->Finalize(key_), IsOk());
  EXPECT_THAT(client_->Abort(key_, "reason"), IsOk());
  EXPECT_EQ(script_.finalized, 2);
  EXPECT_EQ(script_.aborted, 2);
}

TEST_F(CallerClientTest, AServerThatHoldsAnotherDocumentIsCaught) {
  script_.echoed_sha256 = Sha256("<b></b>");
  EXPECT_THAT(client_->Prepare(Request()), HasReason(v1::SERVER_ANSWER_MISMATCH));
  EXPECT_EQ(script_.aborted, 1);
}

TEST_F(CallerClientTest, ErrorsNeverHoldTheSecret) {
  script_.answers = {MakeError(v1::SESSION_UNKNOWN, "no such session")};
  EXPECT_THAT(std::string(client_->Finalize(key_).status().message()),
              Not(HasSubstr(key_.caller_token)));
}

}  // namespace
}  // namespace paraphe::client
