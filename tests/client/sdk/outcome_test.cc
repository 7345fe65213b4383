#include "client/sdk/outcome.h"

#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::client {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;

v1::FinalizeResponse Response(v1::StatusCode status, const std::string& document = "") {
  v1::FinalizeResponse response;
  response.set_session_id("s1");
  response.set_status(status);
  response.set_signed_document(document);
  return response;
}

v1::SessionEvent Event(v1::SessionState state, v1::StatusCode status) {
  v1::SessionEvent event;
  event.set_state(state);
  event.set_status(status);
  return event;
}

// Proves: EXP-1, EXP-5
TEST(OutcomeTest, EveryEndHasItsName) {
  struct {
    v1::StatusCode status;
    v1::ErrorReason reason;
    int exit_code;
  } const rows[] = {
      {v1::ST_PENDING, v1::SESSION_WRONG_STATE, 3},
      {v1::ST_ABORTED_BY_SIGNER, v1::ABORTED_BY_SIGNER, 4},
      {v1::ST_ABORTED_BY_CALLER, v1::ABORTED_BY_CALLER, 4},
      {v1::ST_EXPIRED, v1::SESSION_EXPIRED, 4},
      {v1::ST_DEVICE_FAILED, v1::SESSION_FAILED, 5},
      {v1::ST_SIGNATURE_INVALID, v1::DEVICE_SIGNATURE_INVALID, 5},
      {v1::ST_PROGRAM_FAILED, v1::INTERNAL, 1},
      {v1::ST_NO_ANSWER, v1::SESSION_EXPIRED, 4},
  };
  for (const auto& row : rows) {
    const absl::Status outcome = OutcomeOf(Response(row.status));
    EXPECT_THAT(outcome, HasReason(row.reason, HasSubstr("s1")));
    EXPECT_EQ(ExitCodeOf(outcome), row.exit_code);
    EXPECT_THAT(OutcomeOf(Event(v1::FAILED, row.status)), HasReason(row.reason));
  }
}

TEST(OutcomeTest, EveryStatusOfTheProtocolIsKnown) {
  for (int number = v1::ST_PENDING; number <= v1::StatusCode_MAX; ++number) {
    EXPECT_THAT(std::string(OutcomeOf(Response(static_cast<v1::StatusCode>(number))).message()),
                testing::Not(HasSubstr("does not know")))
        << number;
  }
}

TEST(OutcomeTest, OkOnlyWithADocument) {
  EXPECT_THAT(OutcomeOf(Response(v1::ST_OK, "<a></a>")), IsOk());
  EXPECT_THAT(OutcomeOf(Response(v1::ST_OK)), HasReason(v1::SERVER_ANSWER_MISMATCH));
  EXPECT_THAT(OutcomeOf(Response(v1::ST_DEVICE_FAILED, "<a></a>")), HasReason(v1::SESSION_FAILED));
}

TEST(OutcomeTest, AnUnknownStatusIsAnError) {
  EXPECT_THAT(OutcomeOf(Response(v1::STATUS_CODE_UNSPECIFIED)), HasReason(v1::INTERNAL));
  EXPECT_THAT(OutcomeOf(Response(static_cast<v1::StatusCode>(99))), HasReason(v1::INTERNAL));
}

TEST(OutcomeTest, TheServersReasonIsKept) {
  v1::FinalizeResponse response = Response(v1::ST_DEVICE_FAILED);
  response.set_reason("PIN locked");
  EXPECT_THAT(OutcomeOf(response), HasReason(v1::SESSION_FAILED, HasSubstr("PIN locked")));
}

// Proves: CONS-2
TEST(OutcomeTest, TheSignersReasonStandsOnceBehindOurWords) {
  v1::FinalizeResponse response = Response(v1::ST_ABORTED_BY_SIGNER);
  response.set_reason("le montant est faux");
  constexpr char kWords[] =
      "session s1: the signer stopped; nothing was signed: le montant est faux";
  EXPECT_EQ(OutcomeOf(response).message(), kWords);
  v1::SessionEvent event = Event(v1::ABORTED, v1::ST_ABORTED_BY_SIGNER);
  event.set_session_id("s1");
  event.set_reason("le montant est faux");
  EXPECT_EQ(OutcomeOf(event).message(), kWords);
}

TEST(OutcomeTest, OverOnceNothingChangesForTheCaller) {
  for (const v1::SessionState state :
       {v1::SIGNED, v1::FINALIZED, v1::ABORTED, v1::EXPIRED, v1::FAILED}) {
    EXPECT_TRUE(IsOver(state)) << state;
  }
  for (const v1::SessionState state :
       {v1::SESSION_STATE_UNSPECIFIED, v1::PREPARED, v1::PRESENTED, v1::CONSENTED, v1::SIGNING}) {
    EXPECT_FALSE(IsOver(state)) << state;
  }
}

}  // namespace
}  // namespace paraphe::client
