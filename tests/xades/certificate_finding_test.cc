#include "xades/certificate_finding.h"

#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pki/signer_faults.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/pki.h"
#include "tests/xades/signing.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::DefaultNow;
using ::paraphe::test::TestKey;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr absl::Duration kHour = absl::Hours(1);

Finding FindingOn(const TestCert& signer, const std::vector<TestCert>& cas,
                  const std::optional<absl::Time>& claimed) {
  std::vector<Certificate> anchors;
  for (const TestCert& ca : cas) anchors.push_back(ParsedOrDie(ca));
  const PathJudgement judgement =
      JudgeSigner(ParsedOrDie(signer), TrustAnchors(anchors), DefaultNow(), KeyUse::kVerify);
  return FindingOf(judgement, DefaultNow(), claimed);
}

TestCert ValidFor(absl::Duration from, absl::Duration to) {
  return CertBuilder::Signer("x")
      .IssuedBy(Ca())
      .Validity(DefaultNow() + from, DefaultNow() + to)
      .Build();
}

// Proves: CERT-2, EXP-2
TEST(CertificateFindingTest, ValidityIsAskedAtTheClaimedTimeToo) {
  const TestCert expired = ValidFor(-3 * kHour, -1 * kHour);
  const Finding since = FindingOn(expired, {Ca()}, DefaultNow() - 2 * kHour);
  EXPECT_TRUE(since.indeterminate());
  EXPECT_EQ(since.reason, kOutOfTime);
  EXPECT_THAT(since.words, AllOf(HasSubstr("expired on "), HasSubstr(", after the claimed")));
  EXPECT_TRUE(FindingOn(expired, {Ca()}, DefaultNow() - kHour).indeterminate());
  EXPECT_TRUE(FindingOn(expired, {Ca()}, std::nullopt).indeterminate());
  const Finding before = FindingOn(expired, {Ca()}, DefaultNow() - kHour + absl::Seconds(1));
  EXPECT_TRUE(before.invalid());
  EXPECT_THAT(before.words, HasSubstr(", before the claimed"));

  const TestCert early = ValidFor(kHour, 3 * kHour);
  EXPECT_TRUE(FindingOn(early, {Ca()}, DefaultNow() + 2 * kHour).indeterminate());
  EXPECT_TRUE(FindingOn(early, {Ca()}, DefaultNow()).invalid());
}

// Proves: CERT-2, EXP-2
TEST(CertificateFindingTest, AnExpiredCaIsNamedAndAskedAtTheClaimedTime) {
  const TestCert ca = CertBuilder::Ca("Ancienne CA")
                          .Validity(DefaultNow() - 3 * kHour, DefaultNow() - kHour)
                          .Build();
  const TestCert signer = CertBuilder::Signer("x").IssuedBy(ca).Build();
  const Finding since = FindingOn(signer, {ca}, DefaultNow() - 2 * kHour);
  EXPECT_TRUE(since.indeterminate());
  EXPECT_THAT(since.words, HasSubstr("The certificate of the CA \"CN=Ancienne CA,"));
  EXPECT_TRUE(FindingOn(signer, {ca}, DefaultNow()).invalid());
}

// Proves: CERT-2, EXP-2
TEST(CertificateFindingTest, AnotherKeyOfACaIsNoForgery) {
  const TestCert first = CertBuilder::Ca("Rekeyed CA").Build();
  const TestCert second = CertBuilder::Ca("Rekeyed CA").Build();
  const TestCert signer = CertBuilder::Signer("x").IssuedBy(second).NoAuthorityKeyId().Build();
  EXPECT_TRUE(FindingOn(signer, {first, second}, DefaultNow()).valid());
  const Finding finding = FindingOn(signer, {first}, DefaultNow());
  EXPECT_TRUE(finding.indeterminate());
  EXPECT_THAT(finding.words, HasSubstr("No given CA of the name"));
  const TestCert forged = CertBuilder::Signer("x").IssuedBy(first).FlipSignatureBit().Build();
  EXPECT_TRUE(FindingOn(forged, {first}, DefaultNow()).invalid());
}

// Proves: CERT-2, EXP-2
TEST(CertificateFindingTest, WhatIsNotKnownIsToldFromWhatIsWrong) {
  EXPECT_EQ(FindingOn(CertBuilder::Signer("x").Build(), {Ca()}, DefaultNow()).words,
            "The certificate is self-signed, and no CA vouches for it.");
  const CertBuilder good = CertBuilder::Signer("x").IssuedBy(Ca());
  const TestCert unknown = CertBuilder(good).Extension("1.2.3.4", true, "x").Build();
  EXPECT_TRUE(FindingOn(unknown, {Ca()}, DefaultNow()).indeterminate());
  const TestCert ca = CertBuilder(good).CaFlag(true).Build();
  EXPECT_TRUE(FindingOn(ca, {Ca()}, DefaultNow()).invalid());
  // What is wrong decides, and everything is said.
  const Finding both = FindingOn(ca, {}, DefaultNow());
  EXPECT_TRUE(both.invalid());
  EXPECT_EQ(both.reason, kPathConstraints);
  EXPECT_THAT(both.words, AllOf(HasSubstr("No path"), HasSubstr("certification authority")));
}

// Proves: CERT-2, EXP-2
TEST(CertificateFindingTest, ASignatureThatCannotBeCheckedIsNoForgery) {
  // In the place of ecdsa-with-SHA256 an arc of the same length that nothing has.
  TestCert signer = CertBuilder::Signer("x").IssuedBy(Ca()).Build();
  const std::string known("\x2A\x86\x48\xCE\x3D\x04\x03\x02", 8);
  for (size_t at = signer.der.find(known); at != std::string::npos;
       at = signer.der.find(known, at)) {
    signer.der[at + known.size() - 1] = '\x7F';
  }
  const Finding finding = FindingOn(signer, {Ca()}, DefaultNow());
  EXPECT_TRUE(finding.indeterminate()) << finding.words;
  EXPECT_THAT(finding.words, HasSubstr("signed by an algorithm that is not known here"));
}

// Proves: CERT-2, EXP-2
TEST(CertificateFindingTest, KeysOfOthersMayBeEcOrLonger) {
  const CertBuilder good = CertBuilder::Signer("x").IssuedBy(Ca());
  EXPECT_TRUE(
      FindingOn(CertBuilder(good).Key(TestKey::NewEcP256()).Build(), {Ca()}, DefaultNow()).valid());
  EXPECT_TRUE(
      FindingOn(CertBuilder(good).Key(TestKey::SharedRsa(1024)).Build(), {Ca()}, DefaultNow())
          .invalid());
  EXPECT_TRUE(
      FindingOn(CertBuilder(good).Key(TestKey::NewEc("P-192")).Build(), {Ca()}, DefaultNow())
          .invalid());
}

}  // namespace
}  // namespace paraphe::xades::test
