// The example policies in deploy/policies are good policies, and do what they say.
#include <cstdlib>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/file.h"
#include "common/hash.h"
#include "policy/attributes.h"
#include "policy/certificate_rules.h"
#include "policy/policy_set.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::SizeIs;

std::string Folder() {
  const char* source = std::getenv("PARAPHE_SOURCE");
  return std::string(source == nullptr ? "." : source) + "/deploy/policies";
}

std::shared_ptr<const PolicySet> Examples() { return PolicySet::Load({Folder()}).value(); }

v1::Policy Example(const std::string& application, const std::string& role) {
  return **Examples()->Select(application, role);
}

// Proves: POL-1, POL-2, POL-4
TEST(ExamplePoliciesTest, AllLoadTogether) {
  ASSERT_THAT(PolicySet::Load({Folder()}), IsOk());
  EXPECT_THAT(Examples()->by_name(), SizeIs(2));
  EXPECT_EQ(Example("actes", "Maire").name(), "mairie-actes");
  EXPECT_EQ(Example("factures", "Comptable").name(), "factures");
  EXPECT_THAT(Examples()->Select("actes", "quiconque"), HasReason(v1::POLICY_UNKNOWN));
}

// Proves: POL-5
TEST(ExamplePoliciesTest, DefaultsSatisfyTheRules) {
  const auto set = Examples();
  for (const auto& [name, policy] : set->by_name()) {
    EXPECT_THAT(ResolveAttributes(*policy, {}, {}), IsOk()) << name;
  }
}

// Proves: POL-4
TEST(ExamplePoliciesTest, TheDigestsAreThoseOfThePublishedTexts) {
  for (const auto& [role, application, text] :
       {std::tuple("Maire", "actes", "mairie-actes-1.txt"),
        std::tuple("Comptable", "factures", "factures-2.txt")}) {
    const std::string bytes = ReadFile(Folder() + "/textes/" + text, 1 << 20).value();
    EXPECT_EQ(Example(application, role).digest().sha256(), Sha256(bytes)) << text;
  }
}

TEST(ExamplePoliciesTest, NoneMayBeUnattended) {
  const auto set = Examples();
  for (const auto& [name, policy] : set->by_name()) {
    EXPECT_FALSE(policy->allow_unattended()) << name;
  }
}

TEST(ExamplePoliciesTest, TheActsWantAQualifiedCertificate) {
  const test::TestPki& pki = test::TestPki::Get();
  const TrustAnchors anchors = TrustAnchors::Create({pki.CaPem()}).value();
  const v1::Policy policy = Example("actes", "Maire");
  const auto acceptable = [&](const test::TestCert& certificate) {
    return JudgeCertificate(certificate.der, policy, anchors, test::DefaultNow()).acceptable();
  };
  EXPECT_TRUE(acceptable(pki.signer()));
  EXPECT_FALSE(acceptable(pki.Signer("x").NoQc().Build()));
}

}  // namespace
}  // namespace paraphe
