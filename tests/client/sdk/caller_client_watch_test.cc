#include <vector>

#include "gtest/gtest.h"

#include "client/sdk/caller_client.h"
#include "common/errors.h"
#include "tests/client/sdk/scripted_transport.h"
#include "tests/testing/matchers.h"

namespace paraphe::client {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::ElementsAre;
using ::testing::SizeIs;

v1::SessionEvent Event(v1::SessionState state, uint64_t version,
                       v1::StatusCode status = v1::ST_PENDING) {
  v1::SessionEvent event;
  event.set_session_id("s1");
  event.set_state(state);
  event.set_version(version);
  event.set_status(status);
  return event;
}

absl::Status Down() { return MakeError(v1::NOT_REACHABLE, "down"); }

class CallerClientWatchTest : public testing::Test {
 protected:
  CallerClientWatchTest() : waiter_(std::make_shared<ScriptedWaiter>()) {
    CallerOptions options;
    options.waiter = waiter_;
    client_ = std::make_unique<CallerClient>(std::make_unique<ScriptedTransport>(&script_),
                                             "sign.example:9443", options);
  }

  absl::Status Watch(absl::Duration patience = absl::Hours(1)) {
    return client_->Watch(key_, patience, [this](const v1::SessionEvent& event) {
      states_.push_back(event.state());
    });
  }

  Script script_;
  std::shared_ptr<ScriptedWaiter> waiter_;
  std::unique_ptr<CallerClient> client_;
  const SessionKey key_{"s1", "secret"};
  std::vector<v1::SessionState> states_;
};

// Proves: SES-1
TEST_F(CallerClientWatchTest, ReportsEachChangeUntilSigned) {
  script_.streams = {{{Event(v1::PREPARED, 1), Event(v1::PRESENTED, 2), Event(v1::SIGNED, 5)}, {}}};
  EXPECT_THAT(Watch(), IsOk());
  EXPECT_THAT(states_, ElementsAre(v1::PREPARED, v1::PRESENTED, v1::SIGNED));
}

// Proves: SES-5
TEST_F(CallerClientWatchTest, ABrokenStreamIsResumedWithoutRepetition) {
  script_.streams = {{{Event(v1::PREPARED, 1), Event(v1::PRESENTED, 2)}, Down()},
                     {{}, Down()},
                     {{Event(v1::PRESENTED, 2), Event(v1::SIGNED, 5)}, {}}};
  EXPECT_THAT(Watch(), IsOk());
  EXPECT_THAT(states_, ElementsAre(v1::PREPARED, v1::PRESENTED, v1::SIGNED));
  EXPECT_EQ(script_.watched, 3);
}

TEST_F(CallerClientWatchTest, AStreamThatTheServerClosesEarlyIsResumed) {
  script_.streams = {{{Event(v1::PREPARED, 1)}, absl::OkStatus()},
                     {{Event(v1::SIGNED, 5)}, absl::OkStatus()}};
  EXPECT_THAT(Watch(), IsOk());
}

TEST_F(CallerClientWatchTest, OnceAnsweredItOutlivesALongRestart) {
  script_.streams = {{{Event(v1::PREPARED, 1)}, Down()}};
  for (int i = 0; i < 30; ++i) script_.streams.push_back({{}, Down()});
  script_.streams.push_back({{Event(v1::SIGNED, 5)}, {}});
  EXPECT_THAT(Watch(), IsOk());
  EXPECT_THAT(waiter_->waits(), SizeIs(31));
}

TEST_F(CallerClientWatchTest, AServerThatNeverAnsweredIsNotWaitedFor) {
  for (int i = 0; i < 10; ++i) script_.streams.push_back({{}, Down()});
  EXPECT_THAT(Watch(), HasReason(v1::NOT_REACHABLE));
  EXPECT_EQ(script_.watched, 4);
}

TEST_F(CallerClientWatchTest, ARefusalEndsItAtOnce) {
  script_.streams = {{{Event(v1::PREPARED, 1)}, MakeError(v1::SESSION_UNKNOWN, "gone")}};
  EXPECT_THAT(Watch(), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_EQ(script_.watched, 1);
}

TEST_F(CallerClientWatchTest, PatienceEndsByName) {
  script_.on_watch = [this] { waiter_->Advance(absl::Minutes(5)); };
  script_.streams = {{{Event(v1::PREPARED, 1)}, MakeError(v1::DEADLINE, "x")}};
  EXPECT_THAT(Watch(absl::Minutes(5)), HasReason(v1::NOT_SIGNED_YET));
}

TEST_F(CallerClientWatchTest, ASilentServerIsWaitedForAsLongAsACallMayTake) {
  const absl::Time start = waiter_->Now();
  script_.on_watch = [this] { waiter_->Advance(absl::Seconds(30)); };
  script_.streams = {{{}, MakeError(v1::DEADLINE, "x")}, {{Event(v1::SIGNED, 5)}, {}}};
  EXPECT_THAT(Watch(), HasReason(v1::DEADLINE));
  EXPECT_THAT(script_.deadlines, ElementsAre(start + absl::Seconds(30)));
}

TEST_F(CallerClientWatchTest, OnceAnsweredItIsWatchedUntilPatienceEnds) {
  const absl::Time start = waiter_->Now();
  script_.streams = {{{Event(v1::PREPARED, 1)}, MakeError(v1::DEADLINE, "x")},
                     {{Event(v1::SIGNED, 5)}, {}}};
  EXPECT_THAT(Watch(), IsOk());
  EXPECT_THAT(script_.deadlines, ElementsAre(start + absl::Seconds(30), start + absl::Hours(1)));
}

TEST_F(CallerClientWatchTest, StopWaitingEndsIt) {
  script_.on_watch = [this] { client_->StopWaiting(); };
  script_.streams = {{{Event(v1::PREPARED, 1)}, MakeError(v1::INTERNAL, "cancelled")}};
  EXPECT_THAT(Watch(), HasReason(v1::ABORTED_BY_CALLER));
  EXPECT_TRUE(script_.stopped);
}

TEST_F(CallerClientWatchTest, StopWaitingBeforehandCountsToo) {
  client_->StopWaiting();
  EXPECT_THAT(Watch(), HasReason(v1::ABORTED_BY_CALLER));
  EXPECT_EQ(script_.watched, 0);
}

TEST_F(CallerClientWatchTest, OtherCallsGoOnAfterStopWaiting) {
  client_->StopWaiting();
  EXPECT_THAT(client_->Abort(key_, "x"), IsOk());
}

TEST_F(CallerClientWatchTest, ASignatureThatCameBeforeTheStopIsNotLost) {
  script_.on_watch = [this] { client_->StopWaiting(); };
  script_.streams = {{{Event(v1::SIGNED, 5, v1::ST_OK)}, {}}};
  EXPECT_THAT(client_->WaitUntilSigned(key_, absl::Hours(1)), IsOk());
}

// Proves: EXP-1
TEST_F(CallerClientWatchTest, WaitUntilSignedNamesEveryOtherEnd) {
  script_.streams = {{{Event(v1::ABORTED, 3, v1::ST_ABORTED_BY_SIGNER)}, {}},
                     {{Event(v1::EXPIRED, 3, v1::ST_EXPIRED)}, {}},
                     {{Event(v1::FAILED, 3, v1::ST_SIGNATURE_INVALID)}, {}},
                     {{Event(v1::FINALIZED, 6, v1::ST_OK)}, {}}};
  const auto wait = [this] { return client_->WaitUntilSigned(key_, absl::Hours(1)); };
  EXPECT_THAT(wait(), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_THAT(wait(), HasReason(v1::SESSION_EXPIRED));
  EXPECT_THAT(wait(), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  EXPECT_THAT(wait(), IsOk());
}

}  // namespace
}  // namespace paraphe::client
