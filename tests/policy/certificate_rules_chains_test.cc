// One list of chains, hostile ones above all, for both who judge a signer's certificate: policies
// before it signs, and the verifier afterwards. Both must find exactly the faults that stand here.
#include <ostream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "policy/certificate_rules.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/xades/signing.h"
#include "xades/verifier.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::DefaultNow;
using test::TestCert;
using test::TestKey;
using test::TestPki;
using ::testing::ElementsAreArray;

struct Chain {
  TestCert signer;
  std::vector<TestCert> listed;  // as trusted CAs
  absl::Time now = DefaultNow();
};

struct Case {
  const char* name;
  std::vector<v1::CertificateFault> faults;  // in the order of the enum; none: acceptable
  Chain (*make)();
};
void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

const TestCert& Root() { return TestPki::Get().root(); }
const TestCert& Middle() { return TestPki::Get().intermediate(); }
CertBuilder Signer() { return TestPki::Get().Signer("Anne Dupont"); }
TestCert SignerUnder(const TestCert& ca) {
  return CertBuilder::Signer("Anne Dupont").IssuedBy(ca).Build();
}
CertBuilder Spoiled() { return TestPki::Get().Intermediate("Spoiled CA"); }

// A signer under a spoiled intermediate CA, with the good root above it.
Chain Under(const CertBuilder& spoiled) {
  const TestCert middle = spoiled.Build();
  return {SignerUnder(middle), {middle, Root()}};
}

Chain Good(const CertBuilder& signer) { return {signer.Build(), {Middle(), Root()}}; }

Chain UnderExpiredRoot(bool root_listed) {
  const TestCert root = CertBuilder::Ca("Old Root")
                            .Validity(absl::FromUnixSeconds(0), absl::FromUnixSeconds(9))
                            .Build();
  const TestCert middle = Spoiled().IssuedBy(root).Build();
  return {SignerUnder(middle),
          root_listed ? std::vector<TestCert>{middle, root} : std::vector<TestCert>{middle}};
}

// Two CAs of one name; the signer's certificate does not say which key signed it.
Chain UnderSecondOfOneName(bool second_first) {
  const TestCert first = CertBuilder::Ca("Rekeyed CA").Build();
  const TestCert second = CertBuilder::Ca("Rekeyed CA").Build();
  const TestCert signer = CertBuilder::Signer("x").IssuedBy(second).NoAuthorityKeyId().Build();
  return {signer, second_first ? std::vector<TestCert>{second, first}
                               : std::vector<TestCert>{first, second}};
}

Chain SignedWithHash(const char* hash) {
  const TestCert ca = CertBuilder::Ca("RSA CA").Key(TestKey::OtherRsa()).Build();
  return {CertBuilder::Signer("x").IssuedBy(ca).SignatureHash(hash).Build(), {ca}};
}

// NameConstraints that permit names of one country only.
Chain UnderCaOfCountry(const std::string& country) {
  const std::string attribute =
      test::DerSequence(test::DerOid("2.5.4.6") + test::DerTlv(0x13, country));
  const std::string name = test::DerSequence(test::DerTlv(0x31, attribute));
  const std::string subtree = test::DerSequence(test::DerTlv(0xA4, name));
  return Under(
      Spoiled().Extension("2.5.29.30", true, test::DerSequence(test::DerTlv(0xA0, subtree))));
}

constexpr absl::Duration kSecond = absl::Seconds(1);

Chain SignerAtItsEnd(absl::Duration after) {
  const absl::Time end = DefaultNow() + absl::Hours(1);
  Chain chain = Good(Signer().Validity(DefaultNow(), end));
  chain.now = end + after;
  return chain;
}

Chain CaAtItsEnd(absl::Duration after) {
  const absl::Time end = DefaultNow() + absl::Hours(1);
  Chain chain = Under(Spoiled().Validity(DefaultNow(), end));
  chain.now = end + after;
  return chain;
}

const Case kCases[] = {
    // Paths that hold.
    {"root and intermediate",
     {},
     [] {
       return Chain{Signer().Build(), {Root(), Middle()}};
     }},
    {"intermediate and root",
     {},
     [] {
       return Chain{Signer().Build(), {Middle(), Root()}};
     }},
    {"the intermediate alone",
     {},
     [] {
       return Chain{Signer().Build(), {Middle()}};
     }},
    {"two CAs of one name, the right one last", {}, [] { return UnderSecondOfOneName(false); }},
    {"two CAs of one name, the right one first", {}, [] { return UnderSecondOfOneName(true); }},
    {"critical qcStatements, all known", {}, [] { return Good(Signer().QcCritical()); }},
    {"name constraints that are kept", {}, [] { return UnderCaOfCountry("FR"); }},
    {"the signer's last second", {}, [] { return SignerAtItsEnd(absl::ZeroDuration()); }},
    {"the CA's last second", {}, [] { return CaAtItsEnd(absl::ZeroDuration()); }},
    {"an expired root that is not listed", {}, [] { return UnderExpiredRoot(false); }},

    // No path.
    {"no CA",
     {v1::FAULT_UNTRUSTED_ISSUER},
     [] {
       return Chain{Signer().Build(), {}};
     }},
    {"the root without the intermediate",
     {v1::FAULT_UNTRUSTED_ISSUER},
     [] {
       return Chain{Signer().Build(), {Root()}};
     }},
    {"another CA",
     {v1::FAULT_UNTRUSTED_ISSUER},
     [] {
       return Chain{Signer().Build(), {CertBuilder::Ca("Other").Build()}};
     }},
    {"a signer listed as its own CA",
     {v1::FAULT_UNTRUSTED_ISSUER},
     [] {
       const TestCert signer = Signer().Build();
       return Chain{signer, {signer}};
     }},
    {"a self-signed signer listed as its own CA",
     {v1::FAULT_UNTRUSTED_ISSUER},
     [] {
       const TestCert signer = CertBuilder::Signer("x").Build();
       return Chain{signer, {signer}};
     }},

    // Forgeries.
    {"an altered signer",
     {v1::FAULT_BAD_PATH_SIGNATURE},
     [] { return Good(Signer().FlipSignatureBit()); }},
    {"a CA of the right name with another key",
     {v1::FAULT_BAD_PATH_SIGNATURE},
     [] {
       const TestCert impostor = CertBuilder::Ca("Paraphe Test Signers CA").Build();
       return Good(CertBuilder::Signer("x").IssuedBy(impostor).NoAuthorityKeyId());
     }},
    {"a forged intermediate under the listed root",
     {v1::FAULT_BAD_PATH_SIGNATURE},
     [] { return Under(Spoiled().FlipSignatureBit()); }},
    {"SHA-1", {v1::FAULT_WEAK_PATH_ALGORITHM}, [] { return SignedWithHash("SHA1"); }},
    {"MD5", {v1::FAULT_WEAK_PATH_ALGORITHM}, [] { return SignedWithHash("MD5"); }},
    {"a CA with RSA-1024",
     {v1::FAULT_WEAK_PATH_ALGORITHM},
     [] { return Under(Spoiled().Key(TestKey::SharedRsa(1024))); }},

    // CAs that may not issue this.
    {"a CA without keyCertSign",
     {v1::FAULT_ISSUER_NOT_CA},
     [] { return Under(Spoiled().KeyUsage({test::kCrlSign})); }},
    {"a CA that says it is none",
     {v1::FAULT_ISSUER_NOT_CA},
     [] { return Under(Spoiled().CaFlag(false)); }},
    {"a signer who issues to another",
     {v1::FAULT_ISSUER_NOT_CA},
     [] {
       const TestCert signer = Signer().Build();
       return Chain{CertBuilder::Signer("x").IssuedBy(signer).Build(), {signer, Middle(), Root()}};
     }},
    {"a path longer than the root allows",
     {v1::FAULT_PATH_INVALID},
     [] {
       const TestCert root = CertBuilder::Ca("Short Root").PathLength(0).Build();
       const TestCert middle = Spoiled().IssuedBy(root).Build();
       return Chain{SignerUnder(middle), {middle, root}};
     }},
    {"a name that the CA may not give",
     {v1::FAULT_PATH_INVALID},
     [] { return UnderCaOfCountry("DE"); }},
    {"an unknown critical extension of a CA",
     {v1::FAULT_UNKNOWN_CRITICAL_EXTENSION},
     [] { return Under(Spoiled().Extension("1.2.3.4", true, "x")); }},

    // Time.
    {"a second after the signer's end",
     {v1::FAULT_EXPIRED},
     [] { return SignerAtItsEnd(kSecond); }},
    {"a signer not yet valid",
     {v1::FAULT_NOT_YET_VALID},
     [] {
       const absl::Time begin = DefaultNow() + kSecond;
       return Good(Signer().Validity(begin, begin + absl::Hours(1)));
     }},
    {"a second after the CA's end", {v1::FAULT_ISSUER_EXPIRED}, [] { return CaAtItsEnd(kSecond); }},
    {"a CA not yet valid",
     {v1::FAULT_ISSUER_EXPIRED},
     [] {
       const absl::Time begin = DefaultNow() + kSecond;
       return Under(Spoiled().Validity(begin, begin + absl::Hours(1)));
     }},
    {"an expired root above an intermediate",
     {v1::FAULT_ISSUER_EXPIRED},
     [] { return UnderExpiredRoot(true); }},

    // The signer's certificate by itself.
    {"a certificate of version 1", {v1::FAULT_NOT_V3}, [] { return Good(Signer().Version(1)); }},
    {"a key that may only encipher",
     {v1::FAULT_KEY_CANNOT_SIGN},
     [] { return Good(Signer().KeyUsage({test::kKeyEncipherment})); }},
    {"an unknown critical extension",
     {v1::FAULT_UNKNOWN_CRITICAL_EXTENSION},
     [] { return Good(Signer().Extension("1.2.3.4", true, "x")); }},
    {"a CA as signer", {v1::FAULT_IS_CA}, [] { return Good(Signer().CaFlag(true)); }},

    {"everything at once",
     {v1::FAULT_EXPIRED, v1::FAULT_KEY_CANNOT_SIGN, v1::FAULT_BAD_PATH_SIGNATURE,
      v1::FAULT_ISSUER_NOT_CA, v1::FAULT_ISSUER_EXPIRED, v1::FAULT_IS_CA},
     [] {
       const absl::Time end = DefaultNow() - kSecond;
       const TestCert middle =
           Spoiled().CaFlag(false).Validity(end - absl::Hours(1), end).FlipSignatureBit().Build();
       return Chain{CertBuilder::Signer("x")
                        .IssuedBy(middle)
                        .Validity(end - absl::Hours(1), end)
                        .KeyUsage({test::kKeyEncipherment})
                        .CaFlag(true)
                        .Build(),
                    {middle, Root()}};
     }},
};

TrustAnchors AnchorsOf(const Chain& chain) {
  std::vector<Certificate> cas;
  for (const TestCert& ca : chain.listed) cas.push_back(xades::test::ParsedOrDie(ca));
  return TrustAnchors(cas);
}

class ChainsTest : public ::testing::TestWithParam<Case> {};

// Proves: CERT-1, CERT-2, CERT-3, POL-6
TEST_P(ChainsTest, APolicyFindsTheFaults) {
  const Chain chain = GetParam().make();
  const v1::CertificateJudgement judgement =
      JudgeCertificate(chain.signer.der, v1::Policy(), AnchorsOf(chain), chain.now);
  std::vector<v1::CertificateFault> faults;
  for (const auto& refusal : judgement.refusals()) faults.push_back(refusal.fault());
  EXPECT_THAT(faults, ElementsAreArray(GetParam().faults));
  EXPECT_EQ(judgement.acceptable(), GetParam().faults.empty());
}

// Proves: CERT-2, EXP-2
TEST_P(ChainsTest, TheVerifierFindsTheSame) {
  const Chain chain = GetParam().make();
  const TrustAnchors anchors = AnchorsOf(chain);
  xades::VerifyOptions options;
  options.trust_anchors = &anchors;
  options.validation_time = chain.now;
  const auto report = xades::Verify(
      xades::test::SignOrDie(xades::test::kDocument, xades::test::LeastAttributes(chain.signer),
                             chain.signer),
      options);
  ASSERT_THAT(report, test::IsOk());
  EXPECT_THAT(report->certificate_faults, ElementsAreArray(GetParam().faults));
  EXPECT_EQ(report->valid(), GetParam().faults.empty()) << report->fault();
  EXPECT_EQ(report->certificate_path.valid(), report->valid());
}

INSTANTIATE_TEST_SUITE_P(All, ChainsTest, ::testing::ValuesIn(kCases));

}  // namespace
}  // namespace paraphe
