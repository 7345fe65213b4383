// Two servers on one store: what one does, who watches on the other sees.
#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/server.h"
#include "tests/server/store/postgresql/postgresql_world.h"
#include "tests/server/store/postgresql/waiting.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/server/testing/watch_stream.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using paraphe::test::WatchStream;

class ReplicasTest : public testing::Test {
 protected:
  // How long after a step on one server its watcher on the other hears of it: the median of some, since other programs
  // take their share of the machine. `before` comes before the step.
  template <typename Before>
  absl::Duration TimeUntilTold(Before before) {
    std::vector<absl::Duration> times;
    for (int i = 0; i < 5; ++i) {
      v1::PrepareRequest request = SessionWorld::GoodRequest();
      request.set_idempotency_key(absl::StrCat("key ", i));
      const v1::PrepareResponse prepared = there_.PrepareOrDie(request);
      const auto stream = WatchStream::OfCaller(here_, prepared);
      EXPECT_EQ(stream->Next(), v1::PREPARED);
      before();
      EXPECT_THAT(there_.Abort(prepared), IsOk());
      const absl::Time stored = absl::Now();
      EXPECT_EQ(stream->Next(), v1::ABORTED);
      times.push_back(absl::Now() - stored);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
  }

  test::PostgresqlWorld stores_{StoreBounds()};
  SessionWorld here_{nullptr, {&stores_.store(), nullptr, false}};
  SessionWorld there_{nullptr, {&stores_.replica(), nullptr, false}};
};

// Proves: SES-6
TEST_F(ReplicasTest, WhoWatchesOnOneSeesEachStepOnAnother) {
  TestAgent agent(there_);
  const v1::PrepareResponse prepared = there_.PrepareOrDie();
  const auto stream = WatchStream::OfCaller(here_, prepared);
  EXPECT_EQ(stream->Next(), v1::PREPARED);
  ASSERT_THAT(agent.Redeem(prepared.ticket()), IsOk());
  EXPECT_EQ(stream->Next(), v1::PRESENTED);
  const auto shown = agent.Choose();
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(stream->Next(), v1::PRESENTED);
  ASSERT_THAT(agent.Consent(*shown), IsOk());
  EXPECT_EQ(stream->Next(), v1::CONSENTED);
  const auto released = agent.Release();
  ASSERT_THAT(released, IsOk());
  EXPECT_EQ(stream->Next(), v1::SIGNING);
  ASSERT_THAT(agent.Deliver(*released), IsOk());
  EXPECT_EQ(stream->Next(), v1::SIGNED);
  EXPECT_EQ(stream->Next(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_THAT(stream->End(), IsOk());
  EXPECT_THAT(here_.Finalize(prepared), IsOk());
}

// Proves: SES-6
TEST_F(ReplicasTest, AChangeIsSeenOnAnotherServerWithinASecond) {
  EXPECT_LT(TimeUntilTold([] {}), absl::Seconds(1));
}

// Proves: SES-6
TEST_F(ReplicasTest, AChangeWhoseNotificationWasLostIsSeenWithinASecondToo) {
  EXPECT_LT(TimeUntilTold([] { test::Cut("query LIKE '%LISTEN%'"); }), absl::Seconds(1));
}

// Proves: SES-4
TEST_F(ReplicasTest, ServersThatSweepAtOnceShareTheWork) {
  constexpr int kSessions = 40;
  for (int i = 0; i < kSessions; ++i) {
    v1::PrepareRequest request = SessionWorld::GoodRequest();
    request.set_idempotency_key(absl::StrCat("key ", i));
    there_.PrepareOrDie(request);
  }
  std::atomic<size_t> expired = 0, skipped = 0;
  const auto sweep = [&](SessionWorld* world) {
    world->clock().Advance(absl::Hours(25));
    while (true) {
      const auto counts = world->machine().Sweep(5);
      ASSERT_THAT(counts, IsOk());
      if (counts->expired + counts->skipped == 0) return;
      expired += counts->expired;
      skipped += counts->skipped;
    }
  };
  std::thread other(sweep, &there_);
  sweep(&here_);
  other.join();
  EXPECT_EQ(expired, size_t{kSessions});
  EXPECT_EQ(skipped, 0u);
}

}  // namespace
}  // namespace paraphe::server
