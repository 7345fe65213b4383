#include "client/desk/reply.h"

#include <memory>
#include <thread>

#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::desk {
namespace {

using test::HasReason;
using test::IsOk;

TEST(ReplyTest, FirstAnswerCountsWhicheverThreadGivesIt) {
  const agent::Stop stop;
  const Reply<int> reply;
  std::thread giver([reply] {
    reply.Give(7);
    reply.Give(8);
  });
  const absl::StatusOr<int> answer = reply.Wait(stop);
  giver.join();
  ASSERT_THAT(answer.status(), IsOk());
  EXPECT_EQ(*answer, 7);
}

// Proves: CONS-2
TEST(ReplyTest, StopEndsTheWaitAlsoWhereThereIsAnAnswer) {
  agent::Stop stop;
  const Reply<std::unique_ptr<int>> reply;
  reply.Give(std::make_unique<int>(7));
  stop.Ask(MakeError(v1::SESSION_ABORTED, "withdrawn"));
  EXPECT_THAT(reply.Wait(stop).status(), HasReason(v1::SESSION_ABORTED));
}

TEST(ReplyTest, StopFromAnotherThreadEndsTheWait) {
  agent::Stop stop;
  const Reply<int> reply;
  std::thread stopper([&stop] { stop.Ask(MakeError(v1::ABORTED_BY_SIGNER, "stopped")); });
  EXPECT_THAT(reply.Wait(stop).status(), HasReason(v1::ABORTED_BY_SIGNER));
  stopper.join();
  reply.Give(1);  // nobody hears it
}

}  // namespace
}  // namespace paraphe::desk
