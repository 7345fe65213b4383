// Prepare: Create, its repetition, Amend.
#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "common/session_code.h"
#include "server/store/record_time.h"
#include "tests/server/session/machine_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using ::testing::IsEmpty;
using ::testing::Not;

// Proves: SES-1, DOC-1
TEST(PrepareTest, NewSessionIsPreparedAndWhole) {
  MachineWorld world;
  const auto created = world.Create();
  ASSERT_THAT(created, IsOk());
  const v1::SessionRecord& record = created->record;
  EXPECT_EQ(record.state(), v1::PREPARED);
  EXPECT_EQ(record.version(), 1u);
  EXPECT_EQ(record.document_sha256(), Sha256(kSampleDocument));
  EXPECT_EQ(record.prepared().table_sha256(), Sha256("TABLE-MARK"));
  EXPECT_EQ(record.prepared().session_code(),
            SessionCode(record.document_sha256(), record.prepared().attributes()));
  EXPECT_EQ(DeadlineOf(record), world.clock.Now() + world.options.lifetime);
  EXPECT_EQ(world.Get()->SerializeAsString(), record.SerializeAsString());
}

// Proves: SES-1
TEST(PrepareTest, SecretsAreNotStored) {
  MachineWorld world;
  const auto created = world.Create();
  const auto presented = world.PresentByTicket();
  const std::string dump = world.store.Dump();
  for (const std::string& secret :
       {created->ticket, created->caller_token, presented->session_token}) {
    EXPECT_EQ(secret.size(), 43u);
    EXPECT_FALSE(absl::StrContains(dump, secret));
  }
}

// Proves: SES-5
TEST(PrepareTest, RepeatedRequestAnswersTheSameSession) {
  MachineWorld world;
  const auto first = world.Create();
  const auto second = world.RepeatCreate();
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->record.id(), first->record.id());
  EXPECT_EQ(second->record.state(), v1::PREPARED);
  EXPECT_NE(second->ticket, first->ticket);
}

// Nobody knows which of the answers arrived. Proves: SES-5
TEST(PrepareTest, SecretsOfBothAnswersWork) {
  for (const bool use_first : {true, false}) {
    MachineWorld world;
    const auto first = world.Create();
    const auto second = world.RepeatCreate();
    const auto& used = use_first ? *first : *second;
    EXPECT_THAT(world.machine.Get(CallerRef{first->record.id(), used.caller_token, {"backoffice"}}),
                IsOk());
    world.ticket = {used.ticket};
    ASSERT_THAT(world.PresentByTicket(), IsOk());
    world.ticket = {use_first ? second->ticket : first->ticket};
    EXPECT_THAT(world.PresentByTicket(), HasReason(v1::TICKET_USED));
  }
}

// Proves: SES-5
TEST(PrepareTest, ReissueFindsTheKeyOfThisApplicationOnly) {
  MachineWorld world;
  const auto reissue = [&](const std::string& application, const std::string& key) {
    return world.machine.Reissue(application, key, MachineWorld::Request().request_sha256).value();
  };
  EXPECT_FALSE(reissue("backoffice", "key").has_value());
  ASSERT_THAT(world.Create(), IsOk());
  const auto found = reissue("backoffice", "key");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->record.id(), world.caller.session_id);
  EXPECT_FALSE(reissue("other", "key").has_value());
  EXPECT_FALSE(reissue("backoffice", "other").has_value());
}

// Proves: SES-5
TEST(PrepareTest, RepeatedRequestLeavesEveryStateAsItIs) {
  for (const SessionState state : RealStates()) {
    MachineWorld world;
    world.DriveTo(state);
    const auto before = world.Get();
    const auto repeated = world.RepeatCreate();
    ASSERT_THAT(repeated, IsOk()) << InfoOf(state).name;
    EXPECT_THAT(repeated->ticket, IsEmpty()) << "an agent holds the token already";
    EXPECT_EQ(world.state(), state);
    v1::SessionRecord after = repeated->record;
    *after.mutable_caller_token_sha256() = before->caller_token_sha256();
    after.set_version(before->version());
    EXPECT_EQ(after.SerializeAsString(), before->SerializeAsString()) << InfoOf(state).name;
  }
}

// Proves: SES-5
TEST(PrepareTest, SameKeyForAnotherRequestIsRefused) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  NewSession other = MachineWorld::Request();
  other.request_sha256 = Sha256("another request");
  EXPECT_THAT(world.machine.Create(other), HasReason(v1::IDEMPOTENCY_CONFLICT));
  other.application = "another application";
  EXPECT_THAT(world.machine.Create(other), IsOk());
}

TEST(PrepareTest, WithoutKeyEachRequestIsItsOwnSession) {
  MachineWorld world;
  NewSession request = MachineWorld::Request();
  request.idempotency_key.clear();
  EXPECT_NE(world.machine.Create(request)->record.id(), world.machine.Create(request)->record.id());
}

// Proves: SES-4, SES-5
TEST(PrepareTest, KeyIsFreeOnceTheSessionIsForgotten) {
  MachineWorld world;
  world.DriveTo(SessionState::kAborted);
  const std::string first = world.caller.session_id;
  world.clock.Advance(world.options.retention);
  ASSERT_THAT(world.Create(), IsOk());
  EXPECT_NE(world.caller.session_id, first);
}

// Proves: ATT-3
TEST(PrepareTest, AmendGoesBackToPreparedWithTheNewValues) {
  for (const SessionState state : {SessionState::kPrepared, SessionState::kPresented}) {
    MachineWorld world;
    world.DriveTo(state);
    const auto before = world.Get();
    const auto amended = world.Amend();
    ASSERT_THAT(amended, IsOk());
    EXPECT_EQ(amended->record.state(), v1::PREPARED);
    EXPECT_FALSE(amended->record.has_presented());
    EXPECT_EQ(amended->record.prepared().attributes().place().city(), "CITY-MARK amended");
    EXPECT_EQ(amended->record.prepared().session_code(),
              SessionCode(Sha256(kSampleDocument), amended->record.prepared().attributes()));
  }
}

// Proves: ATT-3, CONS-3
TEST(PrepareTest, AmendIsRefusedFromConsentOn) {
  for (const SessionState state : {SessionState::kConsented, SessionState::kSigning,
                                   SessionState::kSigned, SessionState::kFinalized}) {
    MachineWorld world;
    world.DriveTo(state);
    EXPECT_THAT(world.Amend(), HasReason(v1::SESSION_WRONG_STATE)) << InfoOf(state).name;
    EXPECT_EQ(world.Get()->prepared().attributes().place().city(), "CITY-MARK");
  }
}

// The consent to what was shown before the amendment is worth nothing. Proves: ATT-3, CONS-3
TEST(PrepareTest, ConsentAfterAnAmendmentNeedsAnotherPresentation) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  ASSERT_THAT(world.Amend(), IsOk());
  EXPECT_THAT(world.Consent(), HasReason(v1::SESSION_WRONG_STATE));
  ASSERT_THAT(world.PresentByToken(), IsOk());
  EXPECT_THAT(world.Consent(), IsOk());
}

// The answer to an amendment with this preparation.
absl::StatusOr<PrepareResult> AmendWith(MachineWorld& world, const Preparation& preparation) {
  absl::StatusOr<Step> step = world.machine.Begin(world.caller, SessionEvent::kAmend);
  if (!step.ok()) return step.status();
  return world.machine.Amend(*std::move(step), preparation);
}

// Proves: POL-7
TEST(PrepareTest, AmendKeepsThePolicyAndTheSignerRole) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  Preparation other = MachineWorld::Request().preparation;
  other.prepared.mutable_policy()->set_allow_unattended(true);
  other.prepared.set_signer_role("another role");
  const auto amended = AmendWith(world, other);
  ASSERT_THAT(amended, IsOk());
  EXPECT_FALSE(amended->record.prepared().policy().allow_unattended());
  EXPECT_EQ(amended->record.prepared().signer_role(), "ROLE-MARK");
}

// Proves: ATT-3, SES-2
TEST(PrepareTest, AmendedDocumentTakesThePlaceOfTheFirst) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  Preparation other = MachineWorld::Request().preparation;
  other.document = std::make_shared<const std::string>("<other/>");
  other.document_sha256 = Sha256("<other/>");
  other.prepared.mutable_facts()->set_insertion_offset(1);
  other.prepared.mutable_facts()->mutable_digest()->set_sha256(Sha256("<other/>"));
  const auto amended = AmendWith(world, other);
  ASSERT_THAT(amended, IsOk());
  EXPECT_EQ(amended->record.document_sha256(), Sha256("<other/>"));
  EXPECT_EQ(amended->record.document_size(), 8u);
  EXPECT_EQ(*world.store.LoadDocument(amended->record.id()), "<other/>");
  EXPECT_FALSE(absl::StrContains(world.store.Dump(), "DOCUMENT-MARK"));
}

// Proves: CONS-3
TEST(PrepareTest, AmendmentWithTheFactsOfAnotherDocumentIsADefect) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  const auto before = world.Get();
  Preparation other = MachineWorld::Request().preparation;
  other.document = std::make_shared<const std::string>("<acte>another document</acte>");
  other.document_sha256 = Sha256(*other.document);
  EXPECT_THAT(AmendWith(world, other), HasReason(v1::INTERNAL));
  EXPECT_EQ(world.Get()->SerializeAsString(), before->SerializeAsString());
}

TEST(PrepareTest, AmendIssuesATicketWhileNoAgentHasCome) {
  MachineWorld world;
  const auto created = world.Create();
  const auto amended = world.Amend();
  EXPECT_THAT(amended->ticket, Not(IsEmpty()));
  ASSERT_THAT(world.PresentByTicket(), IsOk()) << "the first ticket's link was handed out already";
  EXPECT_THAT(world.Amend()->ticket, IsEmpty());
  EXPECT_THAT(world.PresentByToken(), IsOk());
}

// Proves: SES-4
TEST(PrepareTest, AmendStartsTheLifetimeAgain) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  world.clock.Advance(world.options.lifetime - absl::Seconds(1));
  ASSERT_THAT(world.Amend(), IsOk());
  world.clock.Advance(absl::Seconds(2));
  EXPECT_EQ(world.Get()->state(), v1::PREPARED);
}

// Proves: ROLE-1
TEST(PrepareTest, OnlyTheCallersTokenReachesTheSession) {
  MachineWorld world;
  const auto created = world.Create();
  for (const std::string& token : {std::string(), created->ticket, std::string(43, 'A')}) {
    const CallerRef stranger{created->record.id(), token, {"backoffice"}};
    EXPECT_THAT(world.machine.Get(stranger), HasReason(v1::SESSION_UNKNOWN));
    EXPECT_THAT(world.Abort(stranger, ""), HasReason(v1::SESSION_UNKNOWN));
  }
  EXPECT_THAT(world.machine.Get(CallerRef{"another id", created->caller_token, {"backoffice"}}),
              HasReason(v1::SESSION_UNKNOWN));
  EXPECT_EQ(world.state(), SessionState::kPrepared);
}

}  // namespace
}  // namespace paraphe::server::test
