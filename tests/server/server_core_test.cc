#include "server/server_core.h"

#include <string>

#include "gtest/gtest.h"

#include "server/store/memory_store.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::IsOk;
using test::SessionWorld;
using test::TestAgent;

class ServerCoreTest : public testing::Test {
 protected:
  // How long the session would live from now on.
  int64_t SecondsLeft() {
    const auto record = world_.store().Load(SessionId{prepared_.session_id()});
    return record->deadline().seconds() - absl::ToUnixSeconds(world_.clock().Now());
  }

  // A time of its own for each, so that none can be taken for another.
  SessionWorld world_{[](ServerSettings& settings) {
                        settings.session_lifetime = absl::Seconds(5000);
                        settings.consent_lifetime = absl::Seconds(70);
                        settings.signing_lifetime = absl::Seconds(1100);
                        settings.unclaimed_retention = absl::Seconds(130000);
                        settings.retention = absl::Seconds(17000);
                      },
                      {nullptr, nullptr, true}};
  TestAgent agent_{world_};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
};

// Proves: SES-4
TEST_F(ServerCoreTest, EachTimeOfTheSettingsHoldsWhereItBelongs) {
  EXPECT_EQ(SecondsLeft(), 5000);
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared_.ticket()), IsOk());
  EXPECT_EQ(SecondsLeft(), 5000);
  const auto consented = agent_.Consent(agent_.shown());
  ASSERT_THAT(consented, IsOk());
  EXPECT_EQ(consented->release_before().seconds(), absl::ToUnixSeconds(world_.clock().Now()) + 70);
  const auto released = agent_.Release();
  ASSERT_THAT(released, IsOk());
  EXPECT_EQ(SecondsLeft(), 1100);
  ASSERT_THAT(agent_.Deliver(*released), IsOk());
  EXPECT_EQ(SecondsLeft(), 130000);
  ASSERT_THAT(world_.Finalize(prepared_), IsOk());
  EXPECT_EQ(SecondsLeft(), 17000);
}

// Proves: SES-2
TEST_F(ServerCoreTest, SessionThatIsAbortedIsKeptAsLongAsOneThatWasTaken) {
  ASSERT_THAT(world_.Abort(prepared_), IsOk());
  EXPECT_EQ(SecondsLeft(), 17000);
}

}  // namespace
}  // namespace paraphe::server
