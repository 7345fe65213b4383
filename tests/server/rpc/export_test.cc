// Export: the signer takes the signed document.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"
#include "xades/verifier.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;

class ExportTest : public testing::Test {
 protected:
  SessionWorld world_;
  TestAgent agent_{world_};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
};

// Proves: EXP-2, EXP-4
TEST_F(ExportTest, TheSignerGetsTheBytesThatTheCallerGets) {
  ASSERT_THAT(agent_.SignWholeSession(prepared_.ticket()), IsOk());
  const auto before = world_.Export(agent_.token());
  ASSERT_THAT(before, IsOk());
  EXPECT_EQ(before->state(), v1::SIGNED);
  const auto finalized = world_.Finalize(prepared_);
  ASSERT_THAT(finalized, IsOk());
  const auto after = world_.Export(agent_.token());
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->state(), v1::FINALIZED);
  EXPECT_EQ(before->signed_document(), finalized->signed_document());
  EXPECT_EQ(after->signed_document(), finalized->signed_document());
  EXPECT_EQ(after->version(), finalized->version());
  const auto report = xades::Verify(before->signed_document(), {});
  ASSERT_THAT(report, IsOk());
  EXPECT_TRUE(report->valid());
}

// Proves: EXP-4
TEST_F(ExportTest, TheAnswerHoldsWhatAReceiptSays) {
  ASSERT_THAT(agent_.SignWholeSession(prepared_.ticket()), IsOk());
  const auto exported = world_.Export(agent_.token());
  ASSERT_THAT(exported, IsOk());
  EXPECT_EQ(exported->session_id(), prepared_.session_id());
  EXPECT_EQ(exported->status(), v1::ST_OK);
  EXPECT_EQ(exported->document_sha256(), Sha256(paraphe::test::kDocument));
  EXPECT_EQ(exported->certificate_sha256(), agent_.card().Sha256());
  EXPECT_EQ(exported->session_code(), prepared_.session_code());
  EXPECT_EQ(exported->application(), paraphe::test::kApplication);
  EXPECT_EQ(exported->policy_name(), "world");
  EXPECT_EQ(exported->policy_description(), "Signature des délibérations");
  EXPECT_FALSE(exported->unattended());
}

// Proves: EXP-4
TEST_F(ExportTest, BeforeTheSignatureThereIsNothingToTake) {
  for (const v1::SessionState state : {v1::PRESENTED, v1::CONSENTED, v1::SIGNING}) {
    TestAgent agent(world_);
    ASSERT_THAT(agent.GoTo(state, world_.PrepareOrDie().ticket()), IsOk());
    const auto refused = world_.Export(agent.token());
    EXPECT_THAT(refused, HasReason(v1::SESSION_WRONG_STATE));
    EXPECT_EQ(GetErrorDetail(refused.status())->session_state(), v1::SessionState_Name(state));
  }
}

// Proves: EXP-4, SES-2
TEST_F(ExportTest, AfterARollbackThereIsNothingToTake) {
  ASSERT_THAT(agent_.GoTo(v1::CONSENTED, prepared_.ticket()), IsOk());
  ASSERT_THAT(world_.Abort(prepared_), IsOk());
  EXPECT_THAT(world_.Export(agent_.token()), HasReason(v1::SESSION_ABORTED));

  TestAgent failed(world_);
  ASSERT_THAT(failed.GoTo(v1::SIGNING, world_.PrepareOrDie().ticket()), IsOk());
  v1::SignRequest failure;
  failure.set_session_token(failed.token());
  failure.mutable_failure()->set_reason(v1::DEVICE_TOKEN_REMOVED);
  ASSERT_THAT(world_.Sign(failure), IsOk());
  EXPECT_THAT(world_.Export(failed.token()), HasReason(v1::SESSION_FAILED));

  TestAgent late(world_);
  ASSERT_THAT(late.GoTo(v1::CONSENTED, world_.PrepareOrDie().ticket()), IsOk());
  world_.clock().Advance(absl::Hours(25));
  EXPECT_THAT(world_.Export(late.token()), HasReason(v1::SESSION_EXPIRED));
}

// Proves: EXP-4, ROLE-1
TEST_F(ExportTest, OnlyTheSessionTokenOpensIt) {
  ASSERT_THAT(agent_.SignWholeSession(prepared_.ticket()), IsOk());
  for (const std::string& token : {std::string(), prepared_.ticket(), prepared_.caller_token(),
                                   agent_.token() + "A", agent_.token().substr(1)}) {
    EXPECT_THAT(world_.Export(token), HasReason(v1::SESSION_UNKNOWN)) << token.size();
  }
  EXPECT_THAT(world_.Export(agent_.token()), IsOk());
}

}  // namespace
}  // namespace paraphe::server
