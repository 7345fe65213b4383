#include "server/store/postgresql/claims.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/session/sample_session.h"
#include "tests/server/store/postgresql/postgresql_world.h"
#include "tests/server/store/postgresql/waiting.h"
#include "tests/testing/fake_clock.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::DefaultNow;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ClaimsTest : public ::testing::Test {
 protected:
  v1::SessionRecord Due(absl::string_view name) {
    const v1::SessionRecord record = SampleRecord(SessionState::kPrepared, name);
    EXPECT_THAT(Put(world_.store(), record, SampleDocument()), IsOk());
    return record;
  }
  static auto Claim(SessionStore& store) {
    return store.ClaimDue(DefaultNow() + absl::Hours(24 * 365), 100);
  }
  // As if this much time had passed since all claims.
  void Age(absl::Duration time) {
    world_.Query(absl::StrCat("UPDATE sessions SET claimed_until = claimed_until - interval '",
                              absl::ToInt64Seconds(time), " seconds'"));
  }

  PostgresqlWorld world_{StoreBounds()};
};

// Proves: SES-4
TEST_F(ClaimsTest, WhatOneServerClaimedIsNoOthersAndStaysItsOwn) {
  Due("a");
  EXPECT_THAT(Claim(world_.store()), IsOkAndHolds(ElementsAre("id-a")));
  EXPECT_THAT(Claim(world_.replica()), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(Claim(world_.store()), IsOkAndHolds(ElementsAre("id-a")));
  Due("b");
  EXPECT_THAT(Claim(world_.replica()), IsOkAndHolds(ElementsAre("id-b")));
}

// Proves: SES-4
TEST_F(ClaimsTest, AnotherServerTakesOverWhatADeadOneClaimedOnceTheLeaseIsOver) {
  Due("a");
  EXPECT_THAT(Claim(world_.store()), IsOkAndHolds(ElementsAre("id-a")));
  world_.Reopen();  // two servers that never claimed anything
  EXPECT_THAT(Claim(world_.store()), IsOkAndHolds(IsEmpty()));
  Age(kClaimLease);
  EXPECT_THAT(Claim(world_.replica()), IsOkAndHolds(ElementsAre("id-a")));
  EXPECT_THAT(Claim(world_.store()), IsOkAndHolds(IsEmpty()));
}

// Proves: SES-4
TEST_F(ClaimsTest, AChangeEndsTheClaim) {
  const v1::SessionRecord record = Due("a");
  EXPECT_THAT(Claim(world_.store()), IsOkAndHolds(ElementsAre("id-a")));
  v1::SessionRecord next = record;
  next.set_version(2);
  ASSERT_THAT(Change(world_.replica(), 1, next, KeepDocument{}), IsOk());
  EXPECT_THAT(Claim(world_.replica()), IsOkAndHolds(ElementsAre("id-a")));
}

// Proves: SES-5
TEST_F(ClaimsTest, AClaimIsInNobodysWay) {
  const v1::SessionRecord record = Due("a");
  EXPECT_THAT(Claim(world_.store()), IsOkAndHolds(ElementsAre("id-a")));
  EXPECT_THAT(world_.replica().Load(SessionId{"id-a"}), IsOkAndHolds(SameRecord(record)));
  EXPECT_THAT(Change(world_.replica(), 1, RolledBack(record), EraseDocument{}), IsOk());
}

// Proves: SES-4
TEST_F(ClaimsTest, ASessionThatIsBeingChangedIsNotWaitedFor) {
  Due("a");
  Due("b");
  const Bystander change(world_.conninfo(),
                         "BEGIN; SELECT * FROM sessions WHERE id = 'id-a' FOR UPDATE");
  EXPECT_THAT(Claim(world_.store()), IsOkAndHolds(ElementsAre("id-b")));
}

}  // namespace
}  // namespace paraphe::server::test
