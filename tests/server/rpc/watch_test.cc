// Watch over both services: the state now, each change after, an end.
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/rpc/watch_hub.h"
#include "server/server.h"
#include "server/store/memory_store.h"
#include "server/sweeper.h"
#include "tests/server/store/faulty_store.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/server/testing/watch_stream.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using paraphe::test::WatchStream;

class WatchTest : public testing::Test {
 protected:
  SessionWorld world_;
  TestAgent agent_{world_};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
};

TEST_F(WatchTest, TheCallerHearsOfEveryStepUntilTheSignature) {
  const auto stream = WatchStream::OfCaller(world_, prepared_);
  EXPECT_EQ(stream->Next(), v1::PREPARED);
  EXPECT_EQ(stream->last().session_id(), prepared_.session_id());
  EXPECT_EQ(stream->last().status(), v1::ST_PENDING);
  ASSERT_THAT(agent_.Redeem(prepared_.ticket()), IsOk());
  EXPECT_EQ(stream->Next(), v1::PRESENTED);
  const auto shown = agent_.Choose();
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(stream->Next(), v1::PRESENTED);
  EXPECT_EQ(stream->last().version(), shown->version());
  ASSERT_THAT(agent_.Consent(*shown), IsOk());
  EXPECT_EQ(stream->Next(), v1::CONSENTED);
  const auto released = agent_.Release();
  ASSERT_THAT(released, IsOk());
  EXPECT_EQ(stream->Next(), v1::SIGNING);
  ASSERT_THAT(agent_.Deliver(*released), IsOk());
  EXPECT_EQ(stream->Next(), v1::SIGNED);
  EXPECT_EQ(stream->last().status(), v1::ST_OK);
  EXPECT_EQ(stream->Next(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_THAT(stream->End(), IsOk());
}

TEST_F(WatchTest, TheSignerHearsThatTheCallerAborts) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared_.ticket()), IsOk());
  const auto stream = WatchStream::OfSigner(world_, agent_.token());
  EXPECT_EQ(stream->Next(), v1::PRESENTED);
  ASSERT_THAT(world_.Abort(prepared_, "wrong annex"), IsOk());
  EXPECT_EQ(stream->Next(), v1::ABORTED);
  EXPECT_EQ(stream->last().status(), v1::ST_ABORTED_BY_CALLER);
  EXPECT_EQ(stream->last().reason(), "wrong annex");
  EXPECT_EQ(stream->Next(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_THAT(stream->End(), IsOk());
}

// An agent watches from the redeemed ticket on, while its signer reads. Proves: CONS-2
TEST_F(WatchTest, TheSignersStreamLastsThroughTheSessionAndNeedsTheToken) {
  ASSERT_THAT(agent_.Redeem(prepared_.ticket()), IsOk());
  const auto stream = WatchStream::OfSigner(world_, agent_.token());
  EXPECT_EQ(stream->Next(), v1::PRESENTED);
  const auto shown = agent_.Choose();
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(stream->Next(), v1::PRESENTED);
  ASSERT_THAT(agent_.Consent(*shown), IsOk());
  EXPECT_EQ(stream->Next(), v1::CONSENTED);
  ASSERT_THAT(world_.Abort(prepared_), IsOk());
  EXPECT_EQ(stream->Next(), v1::ABORTED);
  EXPECT_EQ(stream->Next(), v1::SESSION_STATE_UNSPECIFIED);
  const auto other = WatchStream::OfSigner(world_, prepared_.ticket());
  EXPECT_EQ(other->Next(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_THAT(other->End(), HasReason(v1::SESSION_UNKNOWN));
}

// Proves: SES-4
TEST_F(WatchTest, TheCallerHearsOfTheExpiry) {
  const auto stream = WatchStream::OfCaller(world_, prepared_);
  EXPECT_EQ(stream->Next(), v1::PREPARED);
  world_.clock().Advance(absl::Hours(25));
  Sweeper::SweepAll(world_.machine());
  EXPECT_EQ(stream->Next(), v1::EXPIRED);
  EXPECT_THAT(stream->End(), IsOk());
}

TEST_F(WatchTest, ASessionThatHasEndedIsToldAtOnce) {
  ASSERT_THAT(world_.Abort(prepared_), IsOk());
  const auto stream = WatchStream::OfCaller(world_, prepared_);
  EXPECT_EQ(stream->Next(), v1::ABORTED);
  EXPECT_EQ(stream->Next(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_THAT(stream->End(), IsOk());
}

TEST_F(WatchTest, StrangersWatchNothing) {
  v1::PrepareResponse stolen = prepared_;
  stolen.set_caller_token(prepared_.ticket());
  const auto caller = WatchStream::OfCaller(world_, stolen);
  EXPECT_EQ(caller->Next(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_THAT(caller->End(), HasReason(v1::SESSION_UNKNOWN));
  const auto signer = WatchStream::OfSigner(world_, prepared_.ticket());
  EXPECT_EQ(signer->Next(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_THAT(signer->End(), HasReason(v1::SESSION_UNKNOWN));
}

TEST_F(WatchTest, AStreamThatItsClientCancelsDisturbsNobody) {
  const auto cancelled = WatchStream::OfCaller(world_, prepared_);
  const auto stream = WatchStream::OfCaller(world_, prepared_);
  EXPECT_EQ(cancelled->Next(), v1::PREPARED);
  EXPECT_EQ(stream->Next(), v1::PREPARED);
  cancelled->Cancel();
  EXPECT_EQ(cancelled->Next(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_FALSE(cancelled->End().ok());
  ASSERT_THAT(agent_.Redeem(prepared_.ticket()), IsOk());
  EXPECT_EQ(stream->Next(), v1::PRESENTED);
}

TEST_F(WatchTest, TooManyStreamsOfOneSessionAreRefused) {
  std::vector<std::unique_ptr<WatchStream>> streams;
  for (size_t i = 0; i < WatchHub::kMaxPerSession; ++i) {
    streams.push_back(WatchStream::OfCaller(world_, prepared_));
    ASSERT_EQ(streams.back()->Next(), v1::PREPARED);
  }
  const auto refused = WatchStream::OfCaller(world_, prepared_);
  EXPECT_EQ(refused->Next(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_THAT(refused->End(), HasReason(v1::OVERLOADED));
}

// The change happened, and the server does not know that it did. Proves: SES-6
TEST(WatchFaultTest, AChangeWhoseAcknowledgementWasLostIsToldAllTheSame) {
  MemoryStore store;
  test::FaultyStore faulty(&store);
  SessionWorld world(nullptr, {&faulty, nullptr, false});
  TestAgent agent(world);
  const v1::PrepareResponse prepared = world.PrepareOrDie();
  const auto stream = WatchStream::OfCaller(world, prepared);
  EXPECT_EQ(stream->Next(), v1::PREPARED);
  faulty.FailNextWrite(test::Fault::kUnacknowledged);
  EXPECT_THAT(world.Abort(prepared), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_EQ(stream->Next(), v1::ABORTED);
  EXPECT_THAT(stream->End(), IsOk());
}

TEST_F(WatchTest, AStoppingServerEndsItsStreamsByName) {
  const auto stream = WatchStream::OfCaller(world_, prepared_);
  EXPECT_EQ(stream->Next(), v1::PREPARED);
  world_.server().Shutdown();
  EXPECT_EQ(stream->Next(), v1::SESSION_STATE_UNSPECIFIED);
  EXPECT_THAT(stream->End(), HasReason(v1::NOT_REACHABLE));
}

}  // namespace
}  // namespace paraphe::server
