// Present: the ticket's exchange and what is recorded of the presentation.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "server/store/record_time.h"
#include "tests/server/session/machine_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using ::testing::IsEmpty;
using ::testing::Not;
using Presentation = v1::SessionRecord::Presented;

// Proves: SES-1
TEST(PresentTest, TicketBecomesATokenThatHolds) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  const auto presented = world.PresentByTicket();
  ASSERT_THAT(presented, IsOk());
  EXPECT_EQ(presented->record.state(), v1::PRESENTED);
  EXPECT_THAT(presented->session_token, Not(IsEmpty()));
  EXPECT_THAT(world.PresentByToken()->session_token, IsEmpty());
}

// Proves: SES-5
TEST(PresentTest, TicketWorksOnce) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  ASSERT_THAT(world.PresentByTicket(), IsOk());
  EXPECT_THAT(world.PresentByTicket(), HasReason(v1::TICKET_USED));
  EXPECT_THAT(world.Abort(world.ticket, ""), HasReason(v1::TICKET_USED));
  EXPECT_THAT(world.PresentByToken(), IsOk());
}

const std::string kSecret(32, 's');

Presentation Listing() {
  Presentation listing = SamplePresented();
  listing.clear_choice();
  return listing;
}

// Its answer may be lost, and it be made again. Proves: SES-5
TEST(PresentTest, RepeatedWithTheAgentsSecretItGivesTheSameToken) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  world.ticket.agent_secret = kSecret;
  const auto first = world.Present(world.ticket, Listing());
  ASSERT_THAT(first, IsOk());
  const auto again = world.Present(world.ticket, Listing());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->session_token, first->session_token);
  EXPECT_EQ(again->record.SerializeAsString(), first->record.SerializeAsString());
  world.signer = {again->session_token};
  EXPECT_THAT(world.PresentByToken(), IsOk());
}

// Proves: SES-5
TEST(PresentTest, TheTicketWithoutTheSecretThatRedeemedItIsUsed) {
  MachineWorld world;
  const auto created = world.Create();
  const std::string other_ticket = world.RepeatCreate()->ticket;
  ASSERT_THAT(world.Present(TicketRef{created->ticket, kSecret}, Listing()), IsOk());
  std::string flipped = kSecret;
  flipped[31] ^= 1;
  const auto before = world.Get();
  for (const TicketRef& thief : {TicketRef{created->ticket}, TicketRef{created->ticket, flipped},
                                 TicketRef{created->ticket, std::string(1, 's')},
                                 TicketRef{other_ticket, kSecret}, TicketRef{other_ticket}}) {
    EXPECT_THAT(world.Present(thief, SamplePresented()), HasReason(v1::TICKET_USED));
    EXPECT_THAT(world.Abort(thief, ""), HasReason(v1::TICKET_USED));
  }
  EXPECT_EQ(WithoutOpenings(*world.Get()), WithoutOpenings(*before));
}

// Proves: SES-5
TEST(PresentTest, ATicketRedeemedWithoutASecretIsUsedForEverySecret) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  ASSERT_THAT(world.PresentByTicket(), IsOk());
  world.ticket.agent_secret = kSecret;
  EXPECT_THAT(world.Present(world.ticket, Listing()), HasReason(v1::TICKET_USED));
}

// A duplicate of the first Present that arrives late takes no step back. Proves: SES-5
TEST(PresentTest, ALateFirstPresentLeavesWhatCameAfterIt) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  world.ticket.agent_secret = kSecret;
  world.signer = {world.Present(world.ticket, Listing())->session_token};
  ASSERT_THAT(world.PresentByToken(), IsOk());
  const auto chosen = world.Get();
  EXPECT_EQ(world.Present(world.ticket, Listing())->session_token, world.signer.session_token);
  EXPECT_EQ(world.Get()->SerializeAsString(), chosen->SerializeAsString());
  ASSERT_THAT(world.Consent(), IsOk());
  EXPECT_THAT(world.Present(world.ticket, Listing()), HasReason(v1::SESSION_WRONG_STATE));
  ASSERT_THAT(world.Release(), IsOk());
  EXPECT_THAT(world.Present(world.ticket, Listing()), HasReason(v1::SESSION_WRONG_STATE));
  ASSERT_THAT(world.Deliver(), IsOk());
  EXPECT_EQ(world.state(), SessionState::kSigned);
}

// Nothing is presented any more: what the agent shows is stored. Proves: SES-5, ATT-3
TEST(PresentTest, AFirstPresentRepeatedAfterAnAmendmentPresentsAgain) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  world.ticket.agent_secret = kSecret;
  const auto first = world.Present(world.ticket, Listing());
  ASSERT_THAT(world.Amend(), IsOk());
  const auto again = world.Present(world.ticket, Listing());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->session_token, first->session_token);
  EXPECT_EQ(again->record.version(), first->record.version() + 2);
  EXPECT_EQ(world.state(), SessionState::kPresented);
}

// Proves: SES-5
TEST(PresentTest, RefusedPresentationDoesNotCostTheTicket) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  Presentation refused = SamplePresented();
  refused.mutable_offered(1)->set_acceptable(false);
  EXPECT_THAT(world.Present(world.ticket, refused), HasReason(v1::CERTIFICATE_REFUSED));
  EXPECT_EQ(world.state(), SessionState::kPrepared);
  EXPECT_THAT(world.PresentByTicket(), IsOk());
}

TEST(PresentTest, UnknownTicketOrTokenIsRefused) {
  MachineWorld world;
  const auto created = world.Create();
  world.signer = {created->ticket};
  EXPECT_THAT(world.PresentByToken(), HasReason(v1::SESSION_UNKNOWN)) << "a ticket is no token";
  const std::string token = world.PresentByTicket()->session_token;
  for (const std::string& ticket :
       {std::string(), std::string(43, 'A'), token, created->caller_token}) {
    world.ticket = {ticket};
    EXPECT_THAT(world.PresentByTicket(), HasReason(v1::SESSION_UNKNOWN));
  }
}

TEST(PresentTest, StepHoldsTheSessionsOwnRecordAndDocument) {
  MachineWorld world;
  const auto created = world.Create();
  const auto step = world.machine.Begin(world.ticket, SessionEvent::kPresent);
  ASSERT_THAT(step, IsOk());
  EXPECT_EQ(step->record().SerializeAsString(), created->record.SerializeAsString());
  const auto document = world.machine.LoadDocument(*step);
  ASSERT_THAT(document, IsOk());
  EXPECT_EQ(*document, kSampleDocument);
}

// An amendment that comes between the computing and the storing must not be presented unseen.
// Proves: CONS-3, ATT-2, SES-5
TEST(PresentTest, AmendmentInBetweenIsAConflictAndNothingIsStored) {
  MachineWorld world;
  world.DriveTo(SessionState::kPrepared);
  auto step = world.machine.Begin(world.signer, SessionEvent::kPresent);
  ASSERT_THAT(step, IsOk());
  ASSERT_THAT(world.Amend(), IsOk());
  const auto amended = world.Get();
  EXPECT_THAT(world.machine.RecordPresentation(*std::move(step), SamplePresented()),
              HasReason(v1::SESSION_CONFLICT));
  EXPECT_EQ(world.Get()->SerializeAsString(), amended->SerializeAsString());
}

// Proves: CERT-3
TEST(PresentTest, ChoiceMustBeOfferedAndAcceptable) {
  MachineWorld world;
  world.DriveTo(SessionState::kPrepared);
  Presentation not_offered = SamplePresented(), refused = SamplePresented();
  not_offered.mutable_offered()->RemoveLast();
  refused.mutable_offered(1)->set_acceptable(false);
  EXPECT_THAT(world.Present(world.signer, not_offered), HasReason(v1::CERTIFICATE_NOT_OFFERED));
  EXPECT_THAT(world.Present(world.signer, refused), HasReason(v1::CERTIFICATE_REFUSED));
  EXPECT_EQ(world.state(), SessionState::kPrepared);
}

TEST(PresentTest, CertificateOtherThanTheOneNamedIsADefect) {
  MachineWorld world;
  world.DriveTo(SessionState::kPrepared);
  Presentation swapped = SamplePresented();
  swapped.mutable_choice()->mutable_attributes()->set_certificate("another certificate");
  EXPECT_THAT(world.Present(world.signer, swapped), HasReason(v1::INTERNAL));
  EXPECT_EQ(world.state(), SessionState::kPrepared);
}

// Proves: CONS-3
TEST(PresentTest, PresentingAgainReplacesTheChoice) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  Presentation listing = SamplePresented();
  listing.clear_choice();
  const auto presented = world.Present(world.signer, listing);
  ASSERT_THAT(presented, IsOk());
  EXPECT_FALSE(presented->record.presented().has_choice());
  EXPECT_THAT(world.Consent(), HasReason(v1::CONSENT_INCOMPLETE));
}

TEST(PresentTest, TimeIsTheServers) {
  MachineWorld world;
  world.DriveTo(SessionState::kPrepared);
  world.clock.Advance(absl::Minutes(5));
  const auto presented = world.PresentByToken();
  EXPECT_EQ(FromTimestamp(presented->record.presented().time()), world.clock.Now());
  EXPECT_EQ(world.machine.ReleaseBefore(presented->record),
            world.clock.Now() + world.options.max_consent_age);
}

}  // namespace
}  // namespace paraphe::server::test
