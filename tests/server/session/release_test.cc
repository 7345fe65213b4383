// Sign (release): the point of no return.
#include <type_traits>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/session/machine_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;

// Nobody but Begin() and ReleaseDigest() makes one, and a step is used once. Proves: SES-3
static_assert(!std::is_default_constructible_v<Step>);
static_assert(!std::is_constructible_v<Step, v1::SessionRecord, SessionEvent, Party>);
static_assert(!std::is_copy_constructible_v<Step>);
static_assert(!std::is_default_constructible_v<ReleasedDigest>);
static_assert(!std::is_constructible_v<ReleasedDigest, v1::SessionRecord>);

// Proves: SES-3, SES-5
TEST(ReleaseTest, AskedAgainItGivesTheSameBytes) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  const auto first = world.Release();
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(world.state(), SessionState::kSigning);
  const auto before = world.Get();
  world.clock.Advance(world.options.signing_timeout - absl::Seconds(1));
  EXPECT_THAT(world.Release(), IsOkAndHolds(*first)) << "the consent's age counts no more";
  EXPECT_EQ(world.derived, 2) << "other bytes were at hand";
  EXPECT_EQ(world.Get()->SerializeAsString(), before->SerializeAsString());
}

// Proves: SES-3
TEST(ReleaseTest, WhatLeavesIsStoredFirst) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  auto step = world.machine.Begin(world.signer, SessionEvent::kRelease);
  ASSERT_THAT(step, IsOk());
  const auto released = world.machine.ReleaseDigest(
      *std::move(step), {"SIGNED-INFO-MARK", "DIGEST-INFO-MARK"}, absl::OkStatus());
  ASSERT_THAT(released, IsOk());
  EXPECT_EQ(released->record().SerializeAsString(), world.Get()->SerializeAsString());
  EXPECT_EQ(world.Get()->released().signed_info(), released->signed_info());
  EXPECT_EQ(world.Get()->released().digest_info(), released->digest_info());
}

// Proves: SES-3
TEST(ReleaseTest, NothingLeavesWhenTheStoreRefuses) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  world.faulty.FailNextWrite(Fault::kRefused);
  EXPECT_THAT(world.Release(), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_EQ(world.state(), SessionState::kConsented);
  EXPECT_THAT(world.AbortBySigner(), IsOk()) << "nothing left, so everything can be rolled back";
}

// The server was killed between the commit and the answer. Proves: SES-5
TEST(ReleaseTest, LostAcknowledgementGivesTheStoredBytesNextTime) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  world.faulty.FailNextWrite(Fault::kUnacknowledged);
  EXPECT_THAT(world.Release(), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_EQ(world.state(), SessionState::kSigning);
  EXPECT_THAT(world.Release(), IsOkAndHolds(std::string("SIGNED-INFO-MARK 1 DIGEST-INFO-MARK")))
      << "other bytes for a digest that may have left";
}

// Proves: SES-3
TEST(ReleaseTest, EmptyBytesAreADefectAndLeaveTheConsent) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  auto step = world.machine.Begin(world.signer, SessionEvent::kRelease);
  ASSERT_THAT(step, IsOk());
  EXPECT_THAT(world.machine.ReleaseDigest(*std::move(step), {"", ""}, absl::OkStatus()),
              HasReason(v1::INTERNAL));
  EXPECT_EQ(world.state(), SessionState::kConsented);
  EXPECT_THAT(world.Release(), IsOk());
}

// Of two releases that began together, the second to commit gets nothing of its own out.
// Proves: SES-5
TEST(ReleaseTest, OvertakenReleaseIsAConflict) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  auto step = world.machine.Begin(world.signer, SessionEvent::kRelease);
  ASSERT_THAT(step, IsOk());
  const auto first = world.Release();
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(world.machine.ReleaseDigest(*std::move(step), {"OTHER", "OTHER"}, absl::OkStatus()),
              HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(world.Release(), IsOkAndHolds(*first));
}

// Proves: CONS-3
TEST(ReleaseTest, OldConsentGoesBackToPresented) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  world.clock.Advance(world.options.max_consent_age + absl::Nanoseconds(1));
  const auto released = world.Release();
  ASSERT_THAT(released, HasReason(v1::CONSENT_TOO_OLD));
  EXPECT_EQ(GetErrorDetail(released.status())->session_state(), "PRESENTED");
  EXPECT_EQ(world.state(), SessionState::kPresented);
  EXPECT_FALSE(world.Get()->has_released());
  EXPECT_FALSE(world.Get()->has_consented());
  EXPECT_THAT(world.Consent(), HasReason(v1::CONSENT_TOO_OLD)) << "the same old presentation";
  ASSERT_THAT(world.PresentByToken(), IsOk());
  ASSERT_THAT(world.Consent(), IsOk());
  EXPECT_THAT(world.Release(), IsOk());
}

// Proves: CERT-6
TEST(ReleaseTest, RefusedCertificateGoesBackToPresented) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  const auto refused = world.Release(MakeError(v1::CERTIFICATE_REFUSED, "expired"));
  ASSERT_THAT(refused, HasReason(v1::CERTIFICATE_REFUSED, testing::HasSubstr("expired")));
  EXPECT_EQ(GetErrorDetail(refused.status())->session_state(), "PRESENTED");
  EXPECT_EQ(world.state(), SessionState::kPresented);
  EXPECT_FALSE(world.Get()->has_released());
  EXPECT_FALSE(world.Get()->has_consented());
  ASSERT_THAT(world.PresentByToken(), IsOk());
  ASSERT_THAT(world.Consent(), IsOk());
  EXPECT_THAT(world.Release(), IsOk());
}

// The digest may have left already: the same bytes, whatever became of the certificate since.
// Proves: SES-5, CERT-6
TEST(ReleaseTest, AskedAgainTheCertificateIsNotJudged) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  const auto first = world.Release();
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(world.Release(MakeError(v1::CERTIFICATE_REFUSED, "expired")), IsOkAndHolds(*first));
}

TEST(ReleaseTest, LastInstantOfTheConsentCounts) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  world.clock.Advance(world.options.max_consent_age);
  EXPECT_THAT(world.Release(), IsOk());
}

}  // namespace
}  // namespace paraphe::server::test
