#include "policy/certificate_rules.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pki/public_key.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::DefaultNow;
using test::TestCert;
using test::TestPki;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

TrustAnchors ServerAnchors() { return TrustAnchors::Create({TestPki::Get().CaPem()}).value(); }

v1::Policy Lenient() { return v1::Policy(); }

v1::Policy Demanding() {
  v1::Policy policy;
  policy.mutable_certificate_rules()->set_non_repudiation_required(true);
  policy.mutable_certificate_rules()->set_qualified_required(true);
  policy.mutable_certificate_rules()->set_sscd_required(true);
  return policy;
}

CertBuilder Signer() { return TestPki::Get().Signer("Anne Dupont"); }

std::vector<v1::CertificateFault> FaultsOf(const v1::CertificateJudgement& judgement) {
  std::vector<v1::CertificateFault> faults;
  for (const auto& refusal : judgement.refusals()) faults.push_back(refusal.fault());
  return faults;
}

std::vector<v1::CertificateFault> Judge(const TestCert& certificate,
                                        const v1::Policy& policy = Demanding(),
                                        absl::Time now = DefaultNow()) {
  return FaultsOf(JudgeCertificate(certificate.der, policy, ServerAnchors(), now));
}

// Proves: CERT-2, CERT-3
TEST(CertificateRulesTest, TheGoodCertificateIsAcceptable) {
  const v1::CertificateJudgement judgement =
      JudgeCertificate(TestPki::Get().signer().der, Demanding(), ServerAnchors(), DefaultNow());
  EXPECT_TRUE(judgement.acceptable());
  EXPECT_THAT(judgement.refusals(), IsEmpty());
  EXPECT_EQ(judgement.subject_cn(), "Anne Dupont");
  EXPECT_EQ(judgement.issuer_cn(), "Paraphe Test Signers CA");
  EXPECT_EQ(judgement.sha256(), TestPki::Get().signer().Sha256());
}

// Proves: CERT-1
TEST(CertificateRulesTest, VersionsOtherThan3AreRefused) {
  EXPECT_THAT(Judge(Signer().Version(1).Build()), ElementsAre(v1::FAULT_NOT_V3));
  EXPECT_THAT(Judge(Signer().Version(2).Build()), ElementsAre(v1::FAULT_NOT_V3));
}

// Proves: POL-6, CERT-2
TEST(CertificateRulesTest, OutsideItsValidityWhateverThePolicySays) {
  const absl::Time begin = DefaultNow();
  const absl::Time end = begin + absl::Hours(24);
  const TestCert certificate = Signer().Validity(begin, end).Build();
  const absl::Duration tick = absl::Nanoseconds(1);
  EXPECT_THAT(Judge(certificate, Lenient(), begin - tick), ElementsAre(v1::FAULT_NOT_YET_VALID));
  EXPECT_THAT(Judge(certificate, Lenient(), begin), IsEmpty());
  EXPECT_THAT(Judge(certificate, Lenient(), end), IsEmpty());
  EXPECT_THAT(Judge(certificate, Lenient(), end + tick), ElementsAre(v1::FAULT_EXPIRED));
}

// Proves: POL-6
TEST(CertificateRulesTest, AKeyThatMayNotSignIsRefusedWhateverThePolicySays) {
  EXPECT_THAT(Judge(Signer().KeyUsage({test::kKeyEncipherment}).Build(), Lenient()),
              ElementsAre(v1::FAULT_KEY_CANNOT_SIGN));
  EXPECT_THAT(Judge(Signer().KeyUsage({test::kKeyCertSign, test::kCrlSign}).Build(), Lenient()),
              ElementsAre(v1::FAULT_KEY_CANNOT_SIGN));
  EXPECT_THAT(Judge(Signer().KeyUsage({test::kDigitalSignature}).Build(), Lenient()), IsEmpty());
  EXPECT_THAT(Judge(Signer().NoKeyUsage().Build(), Lenient()), IsEmpty());
}

// Proves: CERT-2
TEST(CertificateRulesTest, NonRepudiationWhereThePolicyAsks) {
  EXPECT_THAT(Judge(Signer().KeyUsage({test::kDigitalSignature}).Build()),
              ElementsAre(v1::FAULT_NO_NON_REPUDIATION));
  EXPECT_THAT(Judge(Signer().NoKeyUsage().Build()), ElementsAre(v1::FAULT_NO_NON_REPUDIATION));
  EXPECT_THAT(Judge(Signer().KeyUsage({test::kDigitalSignature, test::kNonRepudiation}).Build()),
              IsEmpty());
}

// Proves: CERT-2
TEST(CertificateRulesTest, QualifiedWhereThePolicyAsks) {
  const TestCert unqualified = Signer().Qc({{test::kQcSscd, ""}}).Build();
  EXPECT_THAT(Judge(unqualified), ElementsAre(v1::FAULT_NOT_QUALIFIED));
  EXPECT_THAT(Judge(unqualified, Lenient()), IsEmpty());
}

// Proves: CERT-2
TEST(CertificateRulesTest, SscdWhereThePolicyAsks) {
  const TestCert without = Signer().Qc({{test::kQcCompliance, ""}}).Build();
  EXPECT_THAT(Judge(without), ElementsAre(v1::FAULT_NOT_SSCD));
  EXPECT_THAT(Judge(without, Lenient()), IsEmpty());
}

// Proves: CERT-2
TEST(CertificateRulesTest, WithoutQcStatementsNeitherIsStated) {
  EXPECT_THAT(Judge(Signer().NoQc().Build()),
              ElementsAre(v1::FAULT_NOT_QUALIFIED, v1::FAULT_NOT_SSCD));
}

// Proves: CERT-2
TEST(CertificateRulesTest, EachRuleAsksForItsOwnProperty) {
  v1::Policy policy;
  policy.mutable_certificate_rules()->set_qualified_required(true);
  EXPECT_THAT(Judge(Signer().Qc({{test::kQcCompliance, ""}}).Build(), policy), IsEmpty());
  policy.mutable_certificate_rules()->set_qualified_required(false);
  policy.mutable_certificate_rules()->set_sscd_required(true);
  EXPECT_THAT(Judge(Signer().Qc({{test::kQcSscd, ""}}).Build(), policy), IsEmpty());
}

// The same keys as the signature formats refuse.
// Proves: POL-6
TEST(CertificateRulesTest, KeysThatAnybodyCouldSignWithAreRefused) {
  const std::string exponent("\x02\x03\x01\x00\x01", 5);
  TestCert even_modulus = Signer().Build();
  const size_t at = even_modulus.der.find(exponent);
  ASSERT_NE(at, std::string::npos);
  even_modulus.der[at - 1] = static_cast<char>(even_modulus.der[at - 1] & ~1);
  EXPECT_THAT(Judge(even_modulus), Contains(v1::FAULT_KEY_ALGORITHM));
  TestCert even_exponent = Signer().Build();
  even_exponent.der[at + 4] = '\2';
  EXPECT_THAT(Judge(even_exponent), Contains(v1::FAULT_KEY_ALGORITHM));
  TestCert other_exponent = Signer().Build();
  other_exponent.der[at + 4] = '\3';
  EXPECT_THAT(Judge(other_exponent), Not(Contains(v1::FAULT_KEY_ALGORITHM)));
}

// Proves: POL-6
TEST(CertificateRulesTest, OnlyRsaFrom2048To4096Bits) {
  EXPECT_THAT(Judge(Signer().Key(test::TestKey::NewEcP256()).Build()),
              ElementsAre(v1::FAULT_KEY_ALGORITHM));
  EXPECT_THAT(Judge(Signer().Key(test::TestKey::SharedRsa(1024)).Build()),
              ElementsAre(v1::FAULT_KEY_SIZE));
  EXPECT_THAT(Judge(Signer().Key(test::TestKey::SharedRsa(2040)).Build()),
              ElementsAre(v1::FAULT_KEY_SIZE));
  EXPECT_THAT(Judge(Signer().Key(test::TestKey::SharedRsa(3072)).Build()), IsEmpty());
}

TEST(CertificateRulesTest, ACaIsNoSigner) {
  EXPECT_THAT(Judge(Signer().CaFlag(true).Build()), ElementsAre(v1::FAULT_IS_CA));
  EXPECT_THAT(Judge(Signer().CaFlag(false).Build()), IsEmpty());
}

TEST(CertificateRulesTest, UnknownCriticalExtensionsAreRefused) {
  EXPECT_THAT(Judge(Signer().Extension("1.2.3.4", true, "x").Build()),
              ElementsAre(v1::FAULT_UNKNOWN_CRITICAL_EXTENSION));
  EXPECT_THAT(Judge(Signer().Extension("1.2.3.4", false, "x").Build()), IsEmpty());
  EXPECT_THAT(Judge(Signer().QcCritical().Build()), IsEmpty());
}

// Proves: CERT-5
TEST(CertificateRulesTest, MalformedCertificatesAreRefusedAndStillIdentified) {
  const TestCert spoiled = Signer().TrailingBytes("x").Build();
  const v1::CertificateJudgement judgement =
      JudgeCertificate(spoiled.der, Lenient(), ServerAnchors(), DefaultNow());
  EXPECT_THAT(FaultsOf(judgement), ElementsAre(v1::FAULT_MALFORMED));
  EXPECT_FALSE(judgement.acceptable());
  EXPECT_EQ(judgement.sha256(), spoiled.Sha256());
  EXPECT_EQ(judgement.subject_cn(), "");
  EXPECT_THAT(Judge(Signer().QcDer("\x30").Build()), ElementsAre(v1::FAULT_MALFORMED));
  EXPECT_THAT(Judge({"", nullptr}), ElementsAre(v1::FAULT_MALFORMED));
}

// Proves: CERT-4
TEST(CertificateRulesTest, AnImposedCertificateIsTheOnlyOneAndIsJudgedAllTheSame) {
  const TestCert imposed = Signer().NoQc().Build();
  const TestCert other = TestPki::Get().signer();
  const auto judge = [&imposed](const TestCert& certificate) {
    return FaultsOf(JudgeCertificate(certificate.der, Demanding(), ServerAnchors(), DefaultNow(),
                                     {imposed.Sha256(), {}}));
  };
  EXPECT_THAT(judge(other), ElementsAre(v1::FAULT_NOT_IMPOSED));
  EXPECT_THAT(judge(imposed), ElementsAre(v1::FAULT_NOT_QUALIFIED, v1::FAULT_NOT_SSCD));
  EXPECT_THAT(judge({"x", nullptr}), ElementsAre(v1::FAULT_MALFORMED, v1::FAULT_NOT_IMPOSED));
}

std::vector<v1::CertificateFault> JudgeFiltered(const TestCert& certificate,
                                                const v1::CertificateFilter& filter) {
  return FaultsOf(
      JudgeCertificate(certificate.der, Demanding(), ServerAnchors(), DefaultNow(), {"", filter}));
}

// Proves: CERT-7
TEST(CertificateRulesTest, AFilterByPublicKeyAcceptsEveryCertificateOfThatKey) {
  v1::CertificateFilter filter;
  filter.set_public_key_sha256(PublicKeySha256(*Certificate::Parse(Signer().Build().der)));
  EXPECT_THAT(JudgeFiltered(Signer().Build(), filter), IsEmpty());
  EXPECT_THAT(JudgeFiltered(TestPki::Get().Signer("Renewed").Build(), filter), IsEmpty());
  const TestCert other = Signer().Key(test::TestKey::OtherRsa()).Build();
  EXPECT_THAT(JudgeFiltered(other, filter), ElementsAre(v1::FAULT_OTHER_PUBLIC_KEY));
}

// Proves: CERT-7
TEST(CertificateRulesTest, AFilterByDateTakesBothEndsOfTheValidity) {
  const absl::Time begin = DefaultNow() - absl::Hours(1);
  const absl::Time end = DefaultNow() + absl::Hours(1);
  const TestCert certificate = Signer().Validity(begin, end).Build();
  const auto at = [&](absl::Time date) {
    v1::CertificateFilter filter;
    filter.mutable_valid_at()->set_seconds(absl::ToUnixSeconds(date));
    return JudgeFiltered(certificate, filter);
  };
  EXPECT_THAT(at(begin), IsEmpty());
  EXPECT_THAT(at(end), IsEmpty());
  EXPECT_THAT(at(begin - absl::Seconds(1)), ElementsAre(v1::FAULT_NOT_YET_VALID_AT_DATE));
  EXPECT_THAT(at(end + absl::Seconds(1)), ElementsAre(v1::FAULT_EXPIRED_AT_DATE));
}

// Proves: CERT-7, POL-6
TEST(CertificateRulesTest, AFilterByDateDoesNotMakeAnExpiredCertificateGood) {
  const TestCert expired =
      Signer().Validity(DefaultNow() - absl::Hours(9), DefaultNow() - absl::Hours(1)).Build();
  v1::CertificateFilter filter;
  filter.mutable_valid_at()->set_seconds(absl::ToUnixSeconds(DefaultNow() - absl::Hours(2)));
  EXPECT_THAT(JudgeFiltered(expired, filter), ElementsAre(v1::FAULT_EXPIRED));
}

// Proves: CERT-3
TEST(CertificateRulesTest, AllReasonsAreCollected) {
  const TestCert bad = CertBuilder::Signer("Nobody")
                           .Version(1)
                           .Validity(absl::FromUnixSeconds(0), absl::FromUnixSeconds(1))
                           .KeyUsage({test::kKeyEncipherment})
                           .NoQc()
                           .CaFlag(true)
                           .Extension("1.2.3.4", true, "x")
                           .Key(test::TestKey::SharedRsa(1024))
                           .Build();
  EXPECT_THAT(Judge(bad),
              ElementsAre(v1::FAULT_NOT_V3, v1::FAULT_EXPIRED, v1::FAULT_KEY_CANNOT_SIGN,
                          v1::FAULT_NO_NON_REPUDIATION, v1::FAULT_NOT_QUALIFIED, v1::FAULT_NOT_SSCD,
                          v1::FAULT_UNTRUSTED_ISSUER, v1::FAULT_KEY_SIZE,
                          v1::FAULT_UNKNOWN_CRITICAL_EXTENSION, v1::FAULT_IS_CA));
}

// Proves: CERT-3
TEST(CertificateRulesTest, EveryRefusalHasItsWords) {
  const v1::CertificateJudgement judgement =
      JudgeCertificate(Signer().NoQc().Build().der, Demanding(), ServerAnchors(), DefaultNow());
  ASSERT_EQ(judgement.refusals_size(), 2);
  EXPECT_EQ(judgement.refusals(0).words_en(),
            "The policy requires a qualified certificate, and this one is not.");
  EXPECT_EQ(judgement.refusals(0).words_fr(),
            "La politique exige un certificat qualifié, et celui-ci ne l'est pas.");
}

}  // namespace
}  // namespace paraphe
