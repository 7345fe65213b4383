#include "policy/policy_warnings.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pki/signer_faults.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::DefaultNow;
using test::TestCert;
using test::TestPki;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const absl::Duration kDay = absl::Hours(24);

auto Warning(const std::string& field, const std::string& words) {
  return AllOf(Field(&PolicyWarning::path, ElementsAre(Field(&FieldStep::field, field))),
               Field(&PolicyWarning::message, HasSubstr(words)));
}

v1::Policy WithCas(const std::vector<std::string>& pem_texts) {
  v1::Policy policy;
  for (const std::string& pem : pem_texts) policy.add_trusted_ca_pem(pem);
  return policy;
}

test::CertBuilder Root() { return test::CertBuilder::Ca("Another root"); }

std::vector<PolicyWarning> Warnings(const v1::Policy& policy, const ServerCas& server = {}) {
  return FindPolicyWarnings(policy, server, DefaultNow());
}

// Proves: POL-8
TEST(PolicyWarningsTest, ADigestWithoutTextIsProvenByNothing) {
  v1::Policy policy;
  EXPECT_THAT(Warnings(policy), IsEmpty());
  policy.mutable_digest()->set_sha256(std::string(32, 'x'));
  EXPECT_THAT(Warnings(policy), ElementsAre(Warning("digest", "nothing proves")));
  policy.set_text_file("p.txt");
  EXPECT_THAT(Warnings(policy), IsEmpty());
  policy.clear_text_file();
  policy.clear_digest();
  policy.set_digest_hex("sha256:00");
  EXPECT_THAT(Warnings(policy), ElementsAre(Warning("digest_hex", "nothing proves")));
}

// Proves: POL-8
TEST(PolicyWarningsTest, ACaOutOfItsTimeIsNamedWithTheDate) {
  const std::string good = TestPki::Get().root().Pem();
  const std::string over =
      Root().Validity(absl::UnixEpoch(), absl::UnixEpoch() + kDay).Build().Pem();
  EXPECT_THAT(Warnings(WithCas({good, over})),
              ElementsAre(Warning("trusted_ca_pem", "C=FR expired on 1970-01-02")));
  const std::string early =
      Root().Validity(DefaultNow() + kDay, DefaultNow() + 2 * kDay).Build().Pem();
  EXPECT_THAT(Warnings(WithCas({good, early})),
              ElementsAre(Warning("trusted_ca_pem", "is not valid before")));
  EXPECT_THAT(Warnings(WithCas({good})), IsEmpty());
}

// Proves: POL-8
TEST(PolicyWarningsTest, APolicyWithoutACaThatIsOfUseMatchesNoCertificate) {
  const std::string over =
      Root().Validity(absl::UnixEpoch(), absl::UnixEpoch() + kDay).Build().Pem();
  const auto none = Warning("trusted_ca_pem", "can match no certificate");
  EXPECT_THAT(Warnings(WithCas({over})), ElementsAre(Warning("trusted_ca_pem", "expired"), none));
  EXPECT_THAT(Warnings(WithCas({}), ServerCas({over})), ElementsAre(none));
  EXPECT_THAT(Warnings(WithCas({}), ServerCas(std::vector<std::string>())), ElementsAre(none));
  EXPECT_THAT(Warnings(WithCas({})), IsEmpty()) << "nobody knows the server's CAs";
  EXPECT_THAT(Warnings(WithCas({}), ServerCas({over, TestPki::Get().root().Pem()})), IsEmpty())
      << "that one of the server's has expired is said once, and not of each policy";
  EXPECT_THAT(Warnings(WithCas({TestPki::Get().root().Pem()}), ServerCas({over})), IsEmpty())
      << "a policy with CAs of its own does not take the server's";
}

struct ListedCas {
  std::string name;
  TestCert issuer;  // of the signer
  std::vector<std::string> pem;
};

std::vector<ListedCas> Lists() {
  const TestPki& pki = TestPki::Get();
  const auto weak = test::TestKey::NewRsa(1024);
  const TestCert over = Root().Validity(absl::UnixEpoch(), absl::UnixEpoch() + kDay).Build();
  const TestCert below = test::CertBuilder::Ca("Below").IssuedBy(over).Build();
  const TestCert weak_root = Root().Key(weak).Build();
  const TestCert odd = Root().Extension("1.2.3.4", true, "\x05\x00").Build();
  const TestCert sha1 =
      test::CertBuilder::Ca("Sha1").IssuedBy(pki.root()).SignatureHash("SHA1").Build();
  return {{"both", pki.intermediate(), {pki.intermediate().Pem(), pki.root().Pem()}},
          {"only the intermediate", pki.intermediate(), {pki.intermediate().Pem()}},
          {"an expired root", over, {over.Pem()}},
          {"below an expired root", below, {below.Pem(), over.Pem()}},
          {"below a root that is not listed", below, {below.Pem()}},
          {"a weak key", weak_root, {weak_root.Pem()}},
          {"an unknown critical extension", odd, {odd.Pem()}},
          {"SHA-1 below a listed root", sha1, {sha1.Pem(), pki.root().Pem()}},
          {"SHA-1 alone", sha1, {sha1.Pem()}}};
}

// The judge of certificates is the judge of warnings too: a CA is of no use just where a good certificate
// that it issued is refused.
// Proves: POL-8, CERT-2
TEST(PolicyWarningsTest, TheCasThatAreNamedAreThoseThatRefuseAGoodCertificate) {
  for (const ListedCas& list : Lists()) {
    const TestCert signer = test::CertBuilder::Signer("Anne").IssuedBy(list.issuer).Build();
    const auto anchors = TrustAnchors::Create(list.pem).value();
    const auto faults =
        FindSignerFaults(Certificate::Parse(signer.der).value(), anchors, DefaultNow());
    bool named = false;
    const std::string subject = anchors.certificates().front().subject();
    for (const std::string& words : FindUselessCas(list.pem, DefaultNow())) {
      named = named || words.find(subject) != std::string::npos;
    }
    EXPECT_EQ(named, !faults.empty()) << list.name;
  }
}

TEST(PolicyWarningsTest, WhatIsNoPemIsNobodysCa) {
  EXPECT_THAT(FindUselessCas({"x"}, DefaultNow()), IsEmpty());
  EXPECT_THAT(FindUselessCas({TestPki::Get().CaPem()}, DefaultNow() + 36525 * kDay), SizeIs(2));
}

}  // namespace
}  // namespace paraphe
