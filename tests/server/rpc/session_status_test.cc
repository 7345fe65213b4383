#include "server/rpc/session_status.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "paraphe/v1/session.pb.h"

namespace paraphe::server {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

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

v1::SessionRecord EndedWith(v1::StatusCode status, v1::ErrorReason reason) {
  v1::SessionRecord record = Record();
  record.mutable_ended()->set_status(status);
  record.mutable_ended()->set_reason(reason);
  return record;
}

// Proves: EXP-1, EXP-5
TEST(SessionStatusTest, EveryEndIsSaidInASentence) {
  const std::pair<v1::StatusCode, v1::ErrorReason> ends[] = {
      {v1::ST_ABORTED_BY_SIGNER, v1::ABORTED_BY_SIGNER},
      {v1::ST_ABORTED_BY_CALLER, v1::ABORTED_BY_CALLER},
      {v1::ST_EXPIRED, v1::SESSION_EXPIRED},
      {v1::ST_NO_ANSWER, v1::DEADLINE},
      {v1::ST_NO_ANSWER, v1::ABORTED_BY_SIGNER},
      {v1::ST_SIGNATURE_INVALID, v1::DEVICE_SIGNATURE_INVALID},
      {v1::ST_PROGRAM_FAILED, v1::SERVER_ANSWER_MISMATCH},
      {v1::ST_PROGRAM_FAILED, v1::SIGNATURE_INVALID},
      {v1::ST_PROGRAM_FAILED, v1::INTERNAL},
      {v1::ST_DEVICE_FAILED, v1::DEVICE_PIN_LOCKED},
  };
  for (const auto& [status, reason] : ends) {
    const std::string words = ReasonWordsOf(EndedWith(status, reason));
    EXPECT_THAT(words, Not(IsEmpty()));
    EXPECT_THAT(words, Not(HasSubstr(v1::ErrorReason_Name(reason)))) << "a sentence, not a name";
    EXPECT_THAT(words, Not(HasSubstr("the signature device reported"))) << words;
  }
}

// Proves: DEV-3
TEST(SessionStatusTest, DevicesAnswerWithoutASentenceIsNamedWithItsCode) {
  v1::SessionRecord record = EndedWith(v1::ST_DEVICE_FAILED, v1::DEVICE_ERROR);
  EXPECT_EQ(ReasonWordsOf(record), "the signature device reported DEVICE_ERROR");
  record.mutable_ended()->set_device_code(0x30);
  EXPECT_EQ(ReasonWordsOf(record), "the signature device reported DEVICE_ERROR (PKCS#11: 0x30)");
}

TEST(SessionStatusTest, WordsOfWhoAbortedComeBeforeOurs) {
  v1::SessionRecord record = EndedWith(v1::ST_ABORTED_BY_SIGNER, v1::ABORTED_BY_SIGNER);
  record.mutable_ended()->set_words("montant faux");
  EXPECT_EQ(ReasonWordsOf(record), "montant faux");
}

// Proves: EXP-5
TEST(SessionStatusTest, NameThatAnAgentGaveIsSaidInWords) {
  v1::SessionRecord record = EndedWith(v1::ST_ABORTED_BY_SIGNER, v1::ABORTED_BY_SIGNER);
  const std::pair<const char*, const char*> names[] = {
      {"ABORTED_BY_SIGNER", "the signer gave no reason"},
      {"DEVICE_PIN_LOCKED", "the PIN is locked"},
      {"TABLE_NOT_PINNED", "the signer's agent could not go on: TABLE_NOT_PINNED"},
      {"DEADLINE", "the signer's agent could not go on: DEADLINE"},
      {"device_pin_locked", "device_pin_locked"},
  };
  for (const auto& [name, words] : names) {
    record.mutable_ended()->set_words(name);
    EXPECT_EQ(ReasonWordsOf(record), words);
  }
  record = EndedWith(v1::ST_ABORTED_BY_CALLER, v1::ABORTED_BY_CALLER);
  record.mutable_ended()->set_words("INTERNAL");
  EXPECT_EQ(ReasonWordsOf(record), "INTERNAL") << "a caller's words are the caller's";
}

TEST(SessionStatusTest, WithoutAnEndThereIsNoReason) {
  EXPECT_EQ(ReasonWordsOf(Record()), "");
  EXPECT_EQ(ReasonWordsOf(EndedWith(v1::ST_OK, v1::ERROR_REASON_UNSPECIFIED)), "");
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
