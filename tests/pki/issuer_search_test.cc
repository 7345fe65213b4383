#include "pki/issuer_search.h"

#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/pki/paths.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::Faults;
using test::LeafUnder;
using test::TestCert;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A CA that renews its certificate keeps its name and key.
TEST(IssuerSearchTest, OfTwoCertificatesOfOneCaTheValidOneIsTaken) {
  const test::TestKeyPtr key = test::TestKey::NewEcP256();
  const CertBuilder ca = CertBuilder::Ca("Renewed CA").Key(key);
  const TestCert old =
      CertBuilder(ca).Validity(absl::FromUnixSeconds(0), absl::FromUnixSeconds(9)).Build();
  const TestCert renewed = ca.Build();
  EXPECT_THAT(Faults(LeafUnder(renewed), {old, renewed}), IsEmpty());
  EXPECT_THAT(Faults(LeafUnder(renewed), {renewed, old}), IsEmpty());
  EXPECT_THAT(Faults(LeafUnder(renewed), {old}), ElementsAre(v1::FAULT_ISSUER_EXPIRED));
}

// A CA that changes its key keeps its name; without key identifiers only the signature tells whose
// a certificate is.
// Proves: CERT-2
TEST(IssuerSearchTest, OfTwoCasOfOneNameTheOneThatSignedIsTaken) {
  const TestCert first = CertBuilder::Ca("Rekeyed CA").Build();
  const TestCert second = CertBuilder::Ca("Rekeyed CA").Build();
  for (const TestCert& issuer : {first, second}) {
    EXPECT_THAT(Faults(LeafUnder(issuer), {first, second}), IsEmpty());
    const TestCert leaf = CertBuilder::Signer("x").IssuedBy(issuer).NoAuthorityKeyId().Build();
    EXPECT_THAT(Faults(leaf, {first, second}), IsEmpty());
    EXPECT_THAT(Faults(leaf, {second, first}), IsEmpty());
  }
  const TestCert third = CertBuilder::Ca("Rekeyed CA").Build();
  const TestCert forged = CertBuilder::Signer("x").IssuedBy(third).NoAuthorityKeyId().Build();
  EXPECT_THAT(Faults(forged, {first, second}), ElementsAre(v1::FAULT_BAD_PATH_SIGNATURE));
}

// Two CAs that certify each other make a path without end, and with a root among them one that
// ends.
TEST(IssuerSearchTest, CrossCertificatesMakeNoLoop) {
  const test::TestKeyPtr key_a = test::TestKey::NewEcP256();
  const test::TestKeyPtr key_b = test::TestKey::NewEcP256();
  const TestCert root_a = CertBuilder::Ca("A").Key(key_a).Build();
  const TestCert root_b = CertBuilder::Ca("B").Key(key_b).Build();
  const TestCert a_by_b = CertBuilder::Ca("A").Key(key_a).IssuedBy(root_b).Build();
  const TestCert b_by_a = CertBuilder::Ca("B").Key(key_b).IssuedBy(root_a).Build();
  EXPECT_THAT(Faults(LeafUnder(a_by_b), {a_by_b, b_by_a}), IsEmpty());
  EXPECT_THAT(Faults(LeafUnder(a_by_b), {a_by_b, root_b}), IsEmpty());
  EXPECT_THAT(Faults(LeafUnder(root_a), {a_by_b, b_by_a, root_a, root_b}), IsEmpty());
}

// A CA that another one certified as well: its own certificate ends the path, whatever became of the
// other one.
// Proves: CERT-2
TEST(IssuerSearchTest, ASelfSignedCertificateIsPreferred) {
  const test::TestKeyPtr key = test::TestKey::NewEcP256();
  const TestCert expired =
      CertBuilder::Ca("B").Validity(absl::FromUnixSeconds(0), absl::FromUnixSeconds(9)).Build();
  const TestCert root = CertBuilder::Ca("A").Key(key).Build();
  const TestCert certified = CertBuilder::Ca("A").Key(key).IssuedBy(expired).Build();
  const TestCert leaf = LeafUnder(root);
  EXPECT_THAT(Faults(leaf, {certified, expired, root}), IsEmpty());
  EXPECT_THAT(Faults(leaf, {root, certified, expired}), IsEmpty());
  EXPECT_THAT(Faults(leaf, {certified, expired}), ElementsAre(v1::FAULT_ISSUER_EXPIRED));
}

// CAs that share one name, so that a certificate without key identifier could be any one's.
class CrowdTest : public testing::Test {
 protected:
  static constexpr size_t kCrowd = 100;
  static constexpr size_t kForged = 64;

  void SetUp() override {
    for (size_t i = 0; i < kCrowd; ++i) cas_.push_back(CertBuilder::Ca("Crowd").Build());
  }
  std::set<v1::CertificateFault> FaultsOf(const TestCert& leaf, SearchWork& work) const {
    return JudgePath(Certificate::Parse(leaf.der).value(), TrustAnchors(test::Parsed(cas_)),
                     test::DefaultNow(), {}, &work)
        .faults;
  }

  std::vector<TestCert> cas_;
};

// Proves: SES-7
TEST_F(CrowdTest, ForgedCertificatesCostABoundedNumberOfSignatures) {
  const TestCert outsider = CertBuilder::Ca("Crowd").Build();
  const TestCert forged = CertBuilder::Signer("x").IssuedBy(outsider).NoAuthorityKeyId().Build();
  SearchWork one;
  EXPECT_THAT(FaultsOf(forged, one), ElementsAre(v1::FAULT_BAD_PATH_SIGNATURE));
  EXPECT_EQ(one.used(), kMaxIssuersTried);
  SearchWork all;
  for (size_t i = 0; i < kForged; ++i) FaultsOf(forged, all);
  EXPECT_EQ(all.used(), kMaxIssuerSignatures);
}

// The key identifier says whose it is, however many forged ones came before. Proves: SES-7, CERT-2
TEST_F(CrowdTest, CertificateThatNamesItsIssuersKeyCostsNone) {
  SearchWork work(0);
  EXPECT_THAT(FaultsOf(LeafUnder(cas_.back()), work), IsEmpty());
}

// Proves: CERT-2
TEST_F(CrowdTest, CertificateWithoutKeyIdentifierIsFoundAmongTheFirst) {
  SearchWork work;
  const TestCert leaf =
      CertBuilder::Signer("x").IssuedBy(cas_[kMaxIssuersTried - 1]).NoAuthorityKeyId().Build();
  EXPECT_THAT(FaultsOf(leaf, work), IsEmpty());
  EXPECT_EQ(work.used(), kMaxIssuersTried);
}

// Proves: SES-7
TEST(PathLengthTest, PathHasABoundedNumberOfCas) {
  std::vector<TestCert> cas = {CertBuilder::Ca("CA 0").Build()};
  while (cas.size() < kMaxPathCas) {
    const TestCert above = cas.back();
    cas.push_back(CertBuilder::Ca(absl::StrCat("CA ", cas.size())).IssuedBy(above).Build());
  }
  EXPECT_THAT(Faults(LeafUnder(cas.back()), cas), IsEmpty());
  for (int i = 0; i < 2; ++i) {
    const TestCert above = cas.back();
    cas.push_back(CertBuilder::Ca(absl::StrCat("CA ", cas.size())).IssuedBy(above).Build());
  }
  EXPECT_THAT(Faults(LeafUnder(cas.back()), cas), ::testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace paraphe
