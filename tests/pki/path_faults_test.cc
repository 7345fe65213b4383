#include "pki/path_faults.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pki/distinguished_name.h"
#include "tests/pki/paths.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::DefaultNow;
using test::Faults;
using test::Judged;
using test::LeafUnder;
using test::Parsed;
using test::TestCert;
using test::TestPki;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const TestCert& Root() { return TestPki::Get().root(); }
const TestCert& Middle() { return TestPki::Get().intermediate(); }
const TestCert& Good() { return TestPki::Get().signer(); }

// The faults of a good leaf under a spoiled intermediate under the good root.
std::set<v1::CertificateFault> UnderMiddle(const CertBuilder& spoiled) {
  const TestCert middle = spoiled.Build();
  return Faults(LeafUnder(middle), {Root(), middle});
}

CertBuilder MiddleCa() { return TestPki::Get().Intermediate("Spoiled CA"); }

// Proves: CERT-2
TEST(PathFaultsTest, PathsToTheRootOrToAListedIntermediate) {
  EXPECT_THAT(Faults(Good(), {Root(), Middle()}), IsEmpty());
  EXPECT_THAT(Faults(Good(), {Middle(), Root()}), IsEmpty());
  EXPECT_THAT(Faults(Good(), {Middle()}), IsEmpty());
  EXPECT_THAT(Faults(LeafUnder(Root()), {Root()}), IsEmpty());
}

// Proves: CERT-2
TEST(PathFaultsTest, WithoutTheIssuerThereIsNoPath) {
  EXPECT_THAT(Faults(Good(), {}), ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
  EXPECT_THAT(Faults(Good(), {Root()}), ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
  EXPECT_THAT(Faults(Good(), {CertBuilder::Ca("Other").Build()}),
              ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
}

// Proves: CERT-2
TEST(PathFaultsTest, ACertificateIsNeverItsOwnAnchor) {
  const TestCert self_signed = CertBuilder::Signer("x").Build();
  EXPECT_THAT(Faults(self_signed, {Root()}), ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
  EXPECT_THAT(Faults(self_signed, {self_signed}), ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
  EXPECT_THAT(Faults(Good(), {Good()}), ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
}

// Proves: CERT-2
TEST(PathFaultsTest, ANameIsNotEnough) {
  const CertBuilder impostor = CertBuilder::Ca("Paraphe Test Signers CA");
  EXPECT_THAT(Faults(LeafUnder(impostor.Build()), {Root(), Middle()}),
              ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
  const TestCert without_key_id =
      CertBuilder::Signer("x").IssuedBy(impostor.Build()).NoAuthorityKeyId().Build();
  EXPECT_THAT(Faults(without_key_id, {Root(), Middle()}),
              ElementsAre(v1::FAULT_BAD_PATH_SIGNATURE));
}

// Proves: CERT-2
TEST(PathFaultsTest, WrongSignaturesAreNamed) {
  const TestPki& pki = TestPki::Get();
  EXPECT_THAT(Faults(pki.Signer("x").FlipSignatureBit().Build(), {Root(), Middle()}),
              ElementsAre(v1::FAULT_BAD_PATH_SIGNATURE));
  EXPECT_THAT(
      Faults(pki.Signer("x").SignWith(test::TestKey::NewEcP256()).Build(), {Root(), Middle()}),
      ElementsAre(v1::FAULT_BAD_PATH_SIGNATURE));
}

// The path may end at an intermediate whose issuer nobody listed; where the issuer is listed, it
// counts.
TEST(PathFaultsTest, AListedIssuerOfAnIntermediateCountsToo) {
  const TestCert forged = MiddleCa().FlipSignatureBit().Build();
  EXPECT_THAT(Faults(LeafUnder(forged), {forged}), IsEmpty());
  EXPECT_THAT(Faults(LeafUnder(forged), {forged, Root()}),
              ElementsAre(v1::FAULT_BAD_PATH_SIGNATURE));
}

TEST(PathFaultsTest, AnExpiredRootThatIsListedCountsToo) {
  const TestCert root = CertBuilder::Ca("Old Root")
                            .Validity(absl::FromUnixSeconds(0), absl::FromUnixSeconds(9))
                            .Build();
  const TestCert middle = MiddleCa().IssuedBy(root).Build();
  EXPECT_THAT(Faults(LeafUnder(middle), {middle, root}), ElementsAre(v1::FAULT_ISSUER_EXPIRED));
  EXPECT_THAT(Faults(LeafUnder(middle), {middle}), IsEmpty());
}

TEST(PathFaultsTest, IssuersThatAreNoCas) {
  EXPECT_THAT(UnderMiddle(MiddleCa()), IsEmpty());
  EXPECT_THAT(UnderMiddle(MiddleCa().CaFlag(false)), ElementsAre(v1::FAULT_ISSUER_NOT_CA));
  EXPECT_THAT(UnderMiddle(MiddleCa().NoBasicConstraints()), ElementsAre(v1::FAULT_ISSUER_NOT_CA));
  EXPECT_THAT(UnderMiddle(MiddleCa().NoBasicConstraints().NoKeyUsage()),
              ElementsAre(v1::FAULT_ISSUER_NOT_CA));
  EXPECT_THAT(UnderMiddle(MiddleCa().KeyUsage({test::kCrlSign})),
              ElementsAre(v1::FAULT_ISSUER_NOT_CA));
  EXPECT_THAT(Faults(LeafUnder(Good()), {Good()}), ElementsAre(v1::FAULT_ISSUER_NOT_CA));
}

TEST(PathFaultsTest, IssuersOutsideTheirValidity) {
  const absl::Time begin = DefaultNow() - absl::Hours(1);
  const absl::Time end = DefaultNow() + absl::Hours(1);
  const TestCert middle = MiddleCa().Validity(begin, end).Build();
  const TestCert leaf = LeafUnder(middle);
  const absl::Duration second = absl::Seconds(1);
  EXPECT_THAT(Faults(leaf, {middle}, begin - second), ElementsAre(v1::FAULT_ISSUER_EXPIRED));
  EXPECT_THAT(Faults(leaf, {middle}, begin), IsEmpty());
  EXPECT_THAT(Faults(leaf, {middle}, end), IsEmpty());
  EXPECT_THAT(Faults(leaf, {middle}, end + second), ElementsAre(v1::FAULT_ISSUER_EXPIRED));
}

TEST(PathFaultsTest, WeakAlgorithmsOnThePath) {
  const TestPki& pki = TestPki::Get();
  const TestCert rsa_ca = CertBuilder::Ca("RSA CA").Key(test::TestKey::OtherRsa()).Build();
  for (const char* hash : {"SHA1", "MD5"}) {
    const TestCert leaf = CertBuilder::Signer("x").IssuedBy(rsa_ca).SignatureHash(hash).Build();
    EXPECT_THAT(Faults(leaf, {rsa_ca}), ElementsAre(v1::FAULT_WEAK_PATH_ALGORITHM)) << hash;
  }
  for (const char* hash : {"SHA256", "SHA384", "SHA512"}) {
    EXPECT_THAT(Faults(pki.Signer("x").SignatureHash(hash).Build(), {Root(), Middle()}), IsEmpty())
        << hash;
  }
  EXPECT_THAT(UnderMiddle(MiddleCa().Key(test::TestKey::SharedRsa(1024))),
              ElementsAre(v1::FAULT_WEAK_PATH_ALGORITHM));
}

TEST(PathFaultsTest, CriticalExtensionsOfIssuers) {
  EXPECT_THAT(UnderMiddle(MiddleCa().Extension("1.2.3", true, "x")),
              ElementsAre(v1::FAULT_UNKNOWN_CRITICAL_EXTENSION));
  EXPECT_THAT(UnderMiddle(MiddleCa().Extension("1.2.3", false, "x")), IsEmpty());
}

TEST(PathFaultsTest, PathLengthIsKept) {
  const TestCert root = CertBuilder::Ca("Short Root").PathLength(0).Build();
  const TestCert middle = MiddleCa().IssuedBy(root).Build();
  EXPECT_THAT(Faults(LeafUnder(root), {root}), IsEmpty());
  EXPECT_THAT(Faults(LeafUnder(middle), {root, middle}), ElementsAre(v1::FAULT_PATH_INVALID));
}

// Faults of the certificate itself belong to the certificate's rules.
TEST(PathFaultsTest, TheLeafsOwnFaultsAreNotThePaths) {
  const TestPki& pki = TestPki::Get();
  const auto faults = [](const CertBuilder& builder) {
    return Faults(builder.Build(), {Root(), Middle()});
  };
  EXPECT_THAT(faults(pki.Signer("x").Validity(absl::FromUnixSeconds(0), absl::FromUnixSeconds(9))),
              IsEmpty());
  EXPECT_THAT(faults(pki.Signer("x").Extension("1.2.3", true, "x")), IsEmpty());
  EXPECT_THAT(faults(pki.Signer("x").Key(test::TestKey::SharedRsa(1024))), IsEmpty());
}

// Proves: CERT-2
TEST(PathFaultsTest, EveryIssuerOnThePathMustBeValid) {
  const absl::Time end = DefaultNow() + absl::Hours(1);
  const TestCert middle = MiddleCa().Validity(DefaultNow(), end).Build();
  const TestCert leaf = LeafUnder(middle);
  EXPECT_THAT(Faults(leaf, {middle, Root()}, end), IsEmpty());
  EXPECT_THAT(Faults(leaf, {middle, Root()}, end + absl::Seconds(1)),
              ElementsAre(v1::FAULT_ISSUER_EXPIRED));
}

// OpenSSL takes a self-signed certificate with keyCertSign for a CA's, whatever its version.
// Proves: CERT-2
TEST(PathFaultsTest, OnlyARootOfVersion1NeedsNoBasicConstraints) {
  const CertBuilder root = CertBuilder::Ca("Old Root").NoBasicConstraints();
  const TestCert version_3 = root.Build();
  EXPECT_THAT(Faults(LeafUnder(version_3), {version_3}), ElementsAre(v1::FAULT_ISSUER_NOT_CA));
  const TestCert version_1 = CertBuilder(root).Version(1).Build();
  EXPECT_THAT(Faults(LeafUnder(version_1), {version_1}), IsEmpty());
}

// Proves: CERT-2, EXP-2
TEST(PathFaultsTest, OthersServeAPathToAnAnchorOnly) {
  const TestCert lower = CertBuilder::Ca("Lower").IssuedBy(Middle()).Build();
  const TestCert leaf = LeafUnder(lower);
  EXPECT_THAT(Judged(leaf, {Root()}, {lower, Middle()}).faults, IsEmpty());
  EXPECT_THAT(Judged(leaf, {Root()}, {Middle(), lower}).faults, IsEmpty());
  EXPECT_EQ(Judged(leaf, {Root()}, {lower, Middle()}).path.size(), 4);
  EXPECT_THAT(Judged(leaf, {Root()}, {lower}).faults, ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
  EXPECT_THAT(Judged(leaf, {}, {lower, Middle(), Root()}).faults,
              ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
  // A path ends at an anchor, whatever else came with the signature.
  EXPECT_EQ(Judged(leaf, {Middle()}, {lower, Root()}).path.size(), 3);
}

// Proves: CERT-2, EXP-2
TEST(PathFaultsTest, OthersMustBeCasThatAnAnchorVouchesFor) {
  const TestCert signer = CertBuilder::Signer("x").IssuedBy(Middle()).Build();
  EXPECT_THAT(Judged(LeafUnder(signer), {Root(), Middle()}, {signer}).faults,
              ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
  const TestCert forged = MiddleCa().FlipSignatureBit().Build();
  EXPECT_THAT(Judged(LeafUnder(forged), {Root()}, {forged}).faults,
              ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
  const TestCert expired =
      MiddleCa().Validity(absl::FromUnixSeconds(0), absl::FromUnixSeconds(9)).Build();
  EXPECT_THAT(Judged(LeafUnder(expired), {Root()}, {expired}).faults,
              ElementsAre(v1::FAULT_ISSUER_EXPIRED));
}

// Proves: CERT-2
TEST(PathFaultsTest, TheMissingIssuerIsNamed) {
  const TestCert lower = CertBuilder::Ca("Lower").IssuedBy(Middle()).Build();
  const TestCert leaf = LeafUnder(lower);
  EXPECT_EQ(Judged(leaf, {Root()}, {}).missing_issuer, "CN=Lower,O=Paraphe Test,C=FR");
  EXPECT_EQ(Judged(leaf, {Root()}, {lower}).missing_issuer,
            "CN=Paraphe Test Signers CA,O=Paraphe Test,C=FR");
  const PathJudgement whole = Judged(leaf, {lower}, {Middle(), Root()});
  EXPECT_EQ(whole.missing_issuer, "");
  const std::string root = ShowDistinguishedName(Parsed({Root()})[0].subject_name());
  EXPECT_EQ(Judged(leaf, {}, {Root(), lower, Middle()}).missing_issuer, root);
}

// Proves: CERT-2, CERT-5
TEST(PathFaultsTest, CriticalQcStatementsOfACaAreReadAsThoseOfASigner) {
  const std::string known = test::QcStatementsDer({{test::kQcCompliance, ""}});
  const std::string unknown = test::QcStatementsDer({{"1.2.3.4", ""}});
  EXPECT_THAT(UnderMiddle(MiddleCa().QcDer(known).QcCritical()), IsEmpty());
  EXPECT_THAT(UnderMiddle(MiddleCa().QcDer(unknown).QcCritical()),
              ElementsAre(v1::FAULT_UNKNOWN_CRITICAL_EXTENSION));
}

}  // namespace
}  // namespace paraphe
