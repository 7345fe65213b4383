#include "server/rpc/session_status.h"

#include "gtest/gtest.h"

#include "paraphe/v1/session.pb.h"

namespace paraphe::server {
namespace {

v1::SessionRecord Record() {
  v1::SessionRecord record;
  record.set_id("s");
  record.set_version(3);
  record.set_state(v1::PRESENTED);
  record.set_success_url("https://mairie.example/merci");
  record.set_failure_url("https://mairie.example/dommage");
  return record;
}

// Proves: EXP-1
TEST(SessionStatusTest, SignerIsSentNowhereWhileTheSessionIsPending) {
  v1::SessionRecord record = Record();
  EXPECT_EQ(StatusOf(record), v1::ST_PENDING);
  EXPECT_EQ(ReturnUrlOf(record), "");
  record.mutable_released()->set_signed_info("released, and not signed yet");
  EXPECT_EQ(StatusOf(record), v1::ST_PENDING);
  EXPECT_EQ(ReturnUrlOf(record), "");
}

// Proves: EXP-1
TEST(SessionStatusTest, SignerIsSentToTheSuccessOnceTheSignatureIsThere) {
  v1::SessionRecord record = Record();
  record.mutable_signature()->set_value("signature");
  EXPECT_EQ(StatusOf(record), v1::ST_OK);
  EXPECT_EQ(ReturnUrlOf(record), "https://mairie.example/merci");
}

// Proves: EXP-1
TEST(SessionStatusTest, SignerIsSentToTheFailureHoweverTheSessionEnded) {
  for (const v1::StatusCode status :
       {v1::ST_ABORTED_BY_SIGNER, v1::ST_ABORTED_BY_CALLER, v1::ST_EXPIRED, v1::ST_DEVICE_FAILED}) {
    v1::SessionRecord record = Record();
    record.mutable_ended()->set_status(status);
    EXPECT_EQ(StatusOf(record), status);
    EXPECT_EQ(ReturnUrlOf(record), "https://mairie.example/dommage");
  }
}

// Proves: EXP-1
TEST(SessionStatusTest, EndCountsBeforeASignature) {
  v1::SessionRecord record = Record();
  record.mutable_signature()->set_value("signature");
  record.mutable_ended()->set_status(v1::ST_SIGNATURE_INVALID);
  EXPECT_EQ(StatusOf(record), v1::ST_SIGNATURE_INVALID);
  EXPECT_EQ(ReturnUrlOf(record), "https://mairie.example/dommage");
}

TEST(SessionStatusTest, AnswerBeginsWithTheSession) {
  v1::SessionEvent response;
  SetSession(Record(), response);
  EXPECT_EQ(response.session_id(), "s");
  EXPECT_EQ(response.version(), 3u);
  EXPECT_EQ(response.state(), v1::PRESENTED);
}

}  // namespace
}  // namespace paraphe::server
