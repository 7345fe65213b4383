// Consent: complete, to exactly what was presented, in time.
#include <functional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/server/session/machine_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using ::testing::HasSubstr;

// Each leaves the session as it was, from where a good consent still works.
void ExpectRefused(const std::function<void(ConsentGiven&)>& spoil, v1::ErrorReason reason,
                   const std::string& words) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  ConsentGiven given = MachineWorld::GoodConsent();
  spoil(given);
  EXPECT_THAT(world.Consent(given), HasReason(reason, HasSubstr(words)));
  EXPECT_EQ(world.state(), SessionState::kPresented);
  EXPECT_THAT(world.Consent(), IsOk());
}

// Proves: CONS-1
TEST(ConsentTest, EachMissingActIsNamed) {
  ExpectRefused([](auto& given) { given.document_presented = false; }, v1::CONSENT_INCOMPLETE,
                "not presented");
  ExpectRefused([](auto& given) { given.box_ticked = false; }, v1::CONSENT_INCOMPLETE, "box");
  ExpectRefused([](auto& given) { given.signature_requested = false; }, v1::CONSENT_INCOMPLETE,
                "asked for");
}

// Proves: CONS-3, PRES-8
TEST(ConsentTest, EachOtherDigestIsNamed) {
  const std::string other = Sha256("other");
  ExpectRefused([&](auto& given) { given.document_sha256 = other; }, v1::CONSENT_MISMATCH,
                "document");
  ExpectRefused([&](auto& given) { given.html_sha256 = other; }, v1::CONSENT_MISMATCH, "HTML");
  ExpectRefused([](auto& given) { given.language = Language::kEnglish; }, v1::CONSENT_MISMATCH,
                "language");
  ExpectRefused([&](auto& given) { given.signed_properties.set_sha256(other); },
                v1::CONSENT_MISMATCH, "signed properties");
}

// Proves: CONS-3
TEST(ConsentTest, NearlyEqualDigestIsAMismatch) {
  ExpectRefused([](auto& given) { given.document_sha256.back() ^= 1; }, v1::CONSENT_MISMATCH,
                "document");
  ExpectRefused([](auto& given) { given.document_sha256.pop_back(); }, v1::CONSENT_MISMATCH,
                "document");
  ExpectRefused([](auto& given) { given.html_sha256 += '\0'; }, v1::CONSENT_MISMATCH, "HTML");
  ExpectRefused([](auto& given) { given.html_sha256.clear(); }, v1::CONSENT_MISMATCH, "HTML");
  ExpectRefused([](auto& given) { given.signed_properties.clear_value(); }, v1::CONSENT_MISMATCH,
                "properties");
  ExpectRefused([](auto& given) { given.signed_properties.set_sha1(std::string(20, 'x')); },
                v1::CONSENT_MISMATCH, "properties");
}

// Proves: CONS-1, CONS-3
TEST(ConsentTest, GoodConsentIsRecordedWhole) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  const auto record = world.Consent();
  ASSERT_THAT(record, IsOk());
  EXPECT_EQ(record->state(), v1::CONSENTED);
  EXPECT_EQ(record->consented().document_sha256(), Sha256(kSampleDocument));
  EXPECT_FALSE(record->unattended());
}

// Proves: SES-5
TEST(ConsentTest, SameConsentAgainIsOkAndChangesNothing) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  const auto before = world.Get();
  world.clock.Advance(absl::Minutes(1));
  ASSERT_THAT(world.Consent(), IsOk());
  EXPECT_EQ(world.Get()->SerializeAsString(), before->SerializeAsString());
}

// Proves: SES-5, CONS-3
TEST(ConsentTest, AnotherConsentAfterTheFirstIsRefused) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  ConsentGiven other = MachineWorld::GoodConsent();
  other.html_sha256 = Sha256("other");
  EXPECT_THAT(world.Consent(other), HasReason(v1::SESSION_WRONG_STATE));
}

// Proves: CONS-1
TEST(ConsentTest, WithoutAChosenCertificateThereIsNothingToConsentTo) {
  MachineWorld world;
  world.DriveTo(SessionState::kPrepared);
  v1::SessionRecord::Presented listing = SamplePresented();
  listing.clear_choice();
  ASSERT_THAT(world.Present(world.signer, listing), IsOk());
  ConsentGiven given = MachineWorld::GoodConsent();
  given.signed_properties.clear_value();
  EXPECT_THAT(world.Consent(given), HasReason(v1::CONSENT_INCOMPLETE, HasSubstr("certificate")));
}

// Proves: CONS-3
TEST(ConsentTest, ConsentLongAfterThePresentationIsTooOld) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  world.clock.Advance(world.options.max_consent_age + absl::Nanoseconds(1));
  EXPECT_THAT(world.Consent(), HasReason(v1::CONSENT_TOO_OLD));
  EXPECT_EQ(world.state(), SessionState::kPresented);
  ASSERT_THAT(world.PresentByToken(), IsOk());
  world.clock.Advance(world.options.max_consent_age);
  EXPECT_THAT(world.Consent(), IsOk()) << "the last instant counts";
}

// Proves: CONS-1, PRES-9
TEST(ConsentTest, UnattendedOnlyWhereThePolicyAllowsItAndWithoutActsThatNobodyDid) {
  for (const bool allowed : {false, true}) {
    MachineWorld world;
    NewSession request = MachineWorld::Request();
    request.preparation.prepared.mutable_policy()->set_allow_unattended(allowed);
    world.ticket = {world.machine.Create(request)->ticket};
    ASSERT_THAT(world.PresentByTicket(), IsOk());
    ConsentGiven given = MachineWorld::GoodConsent();
    given.unattended = true;
    given.document_presented = given.box_ticked = given.signature_requested = false;
    const auto record = world.Consent(given);
    if (allowed) {
      EXPECT_TRUE(record.value().unattended());
      EXPECT_FALSE(record.value().consented().document_presented());
      EXPECT_THAT(world.Consent(given), IsOk()) << "the same again";
    } else {
      EXPECT_THAT(record, HasReason(v1::UNATTENDED_NOT_ALLOWED));
    }
  }
}

}  // namespace
}  // namespace paraphe::server::test
