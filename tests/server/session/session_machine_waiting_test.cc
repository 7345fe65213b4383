// Sessions that name their signer: no ticket opens them, and nobody else. Proves: CHN-4
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/session/machine_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class WaitingTest : public ::testing::Test {
 protected:
  PrepareResult Prepared(const std::string& signer = "marie") {
    NewSession request = MachineWorld::Request();
    request.signer = signer;
    request.idempotency_key += signer;
    PrepareResult result = world_.machine.Create(request).value();
    world_.caller = {result.record.id(), result.caller_token, {result.record.application()}};
    return result;
  }
  static v1::SessionRecord::Presented Listing() {
    v1::SessionRecord::Presented listing = SamplePresented();
    listing.clear_choice();
    return listing;
  }
  std::vector<std::string> WaitingFor(const std::string& signer) {
    const std::vector<v1::SessionRecord> listed = world_.machine.ListWaiting(signer, 10).value();
    std::vector<std::string> ids;
    for (const v1::SessionRecord& one : listed) ids.push_back(one.id());
    return ids;
  }

  MachineWorld world_;
};

TEST_F(WaitingTest, ThereIsNoTicketAndNoneComesLater) {
  const PrepareResult prepared = Prepared();
  EXPECT_THAT(prepared.ticket, IsEmpty());
  EXPECT_EQ(prepared.record.tickets_size(), 0);
  EXPECT_EQ(prepared.record.signer(), "marie");
  const auto amended = world_.Amend();
  ASSERT_THAT(amended, IsOk());
  EXPECT_THAT(amended->ticket, IsEmpty());
  EXPECT_EQ(amended->record.signer(), "marie");
}

TEST_F(WaitingTest, TheSignerOpensItAndNobodyElse) {
  const std::string id = Prepared().record.id();
  EXPECT_THAT(world_.Present(WaitingRef{id, "pierre"}, Listing()), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(world_.Present(WaitingRef{id, ""}, Listing()), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(world_.Present(WaitingRef{"id-of-none", "marie"}, Listing()),
              HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(world_.Present(TicketRef{"a ticket"}, Listing()), HasReason(v1::SESSION_UNKNOWN));
  const auto opened = world_.Present(WaitingRef{id, "marie"}, Listing());
  ASSERT_THAT(opened, IsOk());
  EXPECT_THAT(opened->session_token, Not(IsEmpty()));
  world_.signer = {opened->session_token};
  EXPECT_THAT(world_.PresentByToken(), IsOk());
  EXPECT_THAT(world_.Consent(), IsOk());
}

TEST_F(WaitingTest, ASessionThatNamesNobodyIsNobodys) {
  const auto created = world_.Create();
  ASSERT_THAT(created, IsOk());
  EXPECT_THAT(world_.Present(WaitingRef{created->record.id(), ""}, Listing()),
              HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(world_.Present(WaitingRef{created->record.id(), "marie"}, Listing()),
              HasReason(v1::SESSION_UNKNOWN));
}

TEST_F(WaitingTest, AnotherDeskOfTheSignerTakesTheSessionOver) {
  const std::string id = Prepared().record.id();
  const auto first = world_.Present(WaitingRef{id, "marie"}, Listing());
  ASSERT_THAT(first, IsOk());
  const auto second = world_.Present(WaitingRef{id, "marie"}, Listing());
  ASSERT_THAT(second, IsOk());
  EXPECT_NE(first->session_token, second->session_token);
  world_.signer = {first->session_token};
  EXPECT_THAT(world_.PresentByToken(), HasReason(v1::SESSION_UNKNOWN));
  world_.signer = {second->session_token};
  EXPECT_THAT(world_.PresentByToken(), IsOk());
}

TEST_F(WaitingTest, NobodyTakesOverWhatWasConsentedTo) {
  const std::string id = Prepared().record.id();
  world_.signer = {world_.Present(WaitingRef{id, "marie"}, SamplePresented())->session_token};
  ASSERT_THAT(world_.Consent(), IsOk());
  EXPECT_THAT(world_.Present(WaitingRef{id, "marie"}, Listing()),
              HasReason(v1::SESSION_WRONG_STATE));
  EXPECT_THAT(world_.Release(), IsOk());
}

TEST_F(WaitingTest, TheInboxHoldsWhatHasNotEnded) {
  const std::string first = Prepared().record.id();
  world_.clock.Advance(absl::Hours(1));
  NewSession request = MachineWorld::Request();
  request.signer = "marie";
  request.idempotency_key = "";
  const std::string second = world_.machine.Create(request).value().record.id();
  EXPECT_THAT(WaitingFor("marie"), ElementsAre(first, second));
  EXPECT_THAT(WaitingFor("pierre"), IsEmpty());
  ASSERT_THAT(world_.AbortByCaller(), IsOk());
  EXPECT_THAT(WaitingFor("marie"), ElementsAre(second));
  world_.clock.Advance(absl::Hours(24 * 30));
  EXPECT_THAT(WaitingFor("marie"), IsEmpty());
}

}  // namespace
}  // namespace paraphe::server::test
