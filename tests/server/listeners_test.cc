// What the server's log tells of sessions, and what it never tells.
#include <string>

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using test::SessionWorld;
using test::TestAgent;
using testing::HasSubstr;
using testing::Not;

class LogTest : public testing::Test {
 protected:
  SessionWorld world_;
  TestAgent agent_{world_};
};

TEST_F(LogTest, EveryStepOfASessionIsALine) {
  testing::internal::CaptureStderr();
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  const absl::Status walked = agent_.SignWholeSession(prepared.ticket());
  const bool finalized = world_.Finalize(prepared).ok();
  const std::string log = testing::internal::GetCapturedStderr();
  ASSERT_THAT(walked, IsOk());
  ASSERT_TRUE(finalized);
  EXPECT_THAT(log, HasSubstr(prepared.session_id()));
  for (const char* state :
       {"PREPARED", "PRESENTED", "CONSENTED", "SIGNING", "SIGNED", "FINALIZED"}) {
    EXPECT_THAT(log, HasSubstr(state));
  }
}

// Proves: CHN-6
TEST_F(LogTest, NoContentNameOrSecretIsInTheLog) {
  testing::internal::CaptureStderr();
  const v1::PrepareResponse signed_one = world_.PrepareOrDie();
  const absl::Status walked = agent_.SignWholeSession(signed_one.ticket());
  const bool finalized = world_.Finalize(signed_one).ok();
  const v1::PrepareResponse aborted = world_.PrepareOrDie();
  const bool ended = world_.Abort(aborted, "Monsieur Dupuis est absent").ok();
  v1::PrepareRequest refused = SessionWorld::GoodRequest();
  refused.set_document("<Deliberation numero='FR-93-2026-0117'></Deliberation>");
  const auto refusal = world_.Prepare(refused);
  const std::string log = testing::internal::GetCapturedStderr();
  ASSERT_THAT(walked, IsOk());
  ASSERT_TRUE(finalized && ended);
  ASSERT_THAT(refusal, HasReason(v1::DOCUMENT_NOT_CANONICAL));
  EXPECT_THAT(log, HasSubstr("DOCUMENT_NOT_CANONICAL"));
  for (const std::string& secret :
       {std::string(test::kDocumentMark), std::string("Saint-Denis"), std::string("Maire"),
        std::string("Anne Dupont"), std::string("Dupuis"), signed_one.ticket(),
        signed_one.caller_token(), agent_.token(),
        absl::BytesToHexString(agent_.released().digest_info()).substr(40)}) {
    EXPECT_THAT(log, Not(HasSubstr(secret)));
  }
}

}  // namespace
}  // namespace paraphe::server
