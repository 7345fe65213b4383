#include "policy/policy_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/bounds.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

v1::Policy Inline() {
  v1::Policy policy;
  policy.set_name("inline");
  policy.set_description("Essai");
  return policy;
}

// Proves: POL-3
TEST(PolicyRulesTest, AnInlinePolicyOfTheLeastIsFine) {
  EXPECT_THAT(CheckInlinePolicy(Inline()), IsOk());
}

// Proves: POL-3
TEST(PolicyRulesTest, AnInlinePolicyClaimsNothingAndOpensNoFile) {
  v1::Policy policy = Inline();
  policy.add_applies_to()->set_application("a");
  EXPECT_THAT(CheckInlinePolicy(policy),
              HasReason(v1::POLICY_INVALID, HasSubstr("applies_to[0]: must be empty")));
  policy = Inline();
  policy.add_trusted_ca_files("/etc/passwd");
  EXPECT_THAT(CheckInlinePolicy(policy),
              HasReason(v1::POLICY_INVALID, HasSubstr("trusted_ca_files[0]: must be empty")));
}

// Proves: POL-3
TEST(PolicyRulesTest, AllFaultsOfAnInlinePolicyAreOnOneLine) {
  v1::Policy policy;
  policy.set_hash_algorithm(static_cast<v1::HashAlgorithm>(9));
  policy.mutable_attribute_rules()->add_allowed_claimed_roles("a");
  policy.mutable_attribute_rules()->add_allowed_claimed_roles("a");
  const absl::Status status = CheckInlinePolicy(policy);
  EXPECT_THAT(status, HasReason(v1::POLICY_INVALID));
  EXPECT_EQ(status.message(),
            "policy: name: required and missing; description: required and missing; "
            "hash_algorithm: unknown; use SHA256, SHA384 or SHA512; "
            "attribute_rules.allowed_claimed_roles[1]: the same value a second time");
}

TEST(PolicyRulesTest, TheMessageStaysSmall) {
  v1::Policy policy = Inline();
  for (int i = 0; i < 1000; ++i) policy.add_trusted_ca_files("x");
  const absl::Status status = CheckInlinePolicy(policy);
  EXPECT_THAT(status, HasReason(v1::POLICY_INVALID, HasSubstr("; and 980 more")));
  EXPECT_LT(status.message().size(), 4096U);
}

TEST(PolicyRulesTest, InlineCasAreRead) {
  v1::Policy policy = Inline();
  policy.add_trusted_ca_pem(test::TestPki::Get().CaPem());
  EXPECT_THAT(CheckInlinePolicy(policy), IsOk());
  policy.add_trusted_ca_pem("garbage");
  EXPECT_THAT(CheckInlinePolicy(policy),
              HasReason(v1::POLICY_INVALID, HasSubstr("trusted_ca_pem[1]: PEM: no certificate")));
  policy.set_trusted_ca_pem(1, test::TestPki::Get().signer().Pem());
  EXPECT_THAT(CheckInlinePolicy(policy),
              HasReason(v1::POLICY_INVALID, HasSubstr("not the certificate of a CA")));
}

TEST(PolicyRulesTest, PathsReadAsPeopleWriteThem) {
  EXPECT_EQ(PathText(*v1::Policy::descriptor(), {{"name"}}), "name");
  EXPECT_EQ(PathText(*v1::Policy::descriptor(), {{"defaults"}, {"place"}, {"city"}}),
            "defaults.place.city");
  EXPECT_EQ(PathText(*v1::Policy::descriptor(), {{"applies_to", 2}, {"role"}}),
            "applies_to[2].role");
}

// Proves: POL-5
TEST(NormalizeTest, FillsWhatIsLeftOut) {
  const v1::Policy policy = Normalize(Inline());
  EXPECT_EQ(policy.hash_algorithm(), v1::SHA256);
  EXPECT_EQ(policy.form(), v1::XADES_BASELINE_B);
  EXPECT_FALSE(policy.allow_unattended());
  EXPECT_FALSE(policy.allow_sha1());
  EXPECT_FALSE(policy.certificate_rules().non_repudiation_required());
  EXPECT_THAT(policy.trusted_ca_pem(), IsEmpty());
}

TEST(NormalizeTest, KeepsWhatIsThere) {
  v1::Policy policy = Inline();
  policy.set_hash_algorithm(v1::SHA512);
  policy.set_form(v1::XADES_1_2_2);
  EXPECT_EQ(Normalize(policy).hash_algorithm(), v1::SHA512);
  EXPECT_EQ(Normalize(policy).form(), v1::XADES_1_2_2);
}

// Proves: ATT-4
TEST(NormalizeTest, WithoutATimeTheFormIsNotTheBaseline) {
  v1::Policy policy = Inline();
  policy.mutable_attribute_rules()->set_signing_time_forbidden(true);
  EXPECT_EQ(Normalize(policy).form(), v1::XADES_1_3_2);
  EXPECT_THAT(CheckInlinePolicy(policy), IsOk());
}

TEST(NormalizeTest, TheDigestsTextBecomesTheDigest) {
  v1::Policy policy = Inline();
  policy.set_digest_hex("sha256:" + std::string(64, '0'));
  EXPECT_EQ(Normalize(policy).digest().sha256(), std::string(32, '\0'));
  EXPECT_EQ(Normalize(policy).digest_hex(), "");
}

TEST(NormalizeTest, ASecondTimeChangesNothing) {
  v1::Policy policy = Inline();
  policy.set_digest_hex("sha256:" + std::string(64, '0'));
  policy.mutable_attribute_rules()->set_signing_time_forbidden(true);
  const v1::Policy once = Normalize(policy);
  EXPECT_EQ(Normalize(once).SerializeAsString(), once.SerializeAsString());
}

std::string DigestHex(size_t bytes) {
  std::string hex;
  for (size_t i = 0; i < bytes; ++i) hex += "aB";
  return hex;
}

TEST(PolicyRulesTest, EveryAlgorithmFillsItsOwnField) {
  EXPECT_EQ(ParseDigestText("sha1:" + DigestHex(20))->sha1(), std::string(20, '\xab'));
  EXPECT_EQ(ParseDigestText("sha256:" + DigestHex(32))->sha256(), std::string(32, '\xab'));
  EXPECT_EQ(ParseDigestText("sha384:" + DigestHex(48))->sha384(), std::string(48, '\xab'));
  EXPECT_EQ(ParseDigestText("sha512:" + DigestHex(64))->sha512(), std::string(64, '\xab'));
}

TEST(PolicyRulesTest, AnythingElseIsNoDigest) {
  for (const std::string& text :
       {std::string(), std::string("sha256"), std::string("sha256:"), "sha256:" + DigestHex(31),
        "sha256:" + DigestHex(33), "sha1:" + DigestHex(32), "SHA256:" + DigestHex(32),
        "md5:" + DigestHex(16), DigestHex(32), "sha256:" + DigestHex(31) + "a",
        "sha256:" + DigestHex(31) + "xy", " sha256:" + DigestHex(32),
        "sha256:" + DigestHex(32) + " "}) {
    EXPECT_FALSE(ParseDigestText(text).has_value()) << text;
  }
}

// Proves: ATT-6, SIG-3
TEST(PolicyRulesTest, AllowedHashesAreKnownOnceAndHoldThePolicysOwn) {
  v1::Policy policy = Inline();
  policy.add_allowed_hash_algorithms(v1::SHA512);
  EXPECT_THAT(CheckInlinePolicy(policy), HasReason(v1::POLICY_INVALID, HasSubstr("itself")));
  policy.add_allowed_hash_algorithms(v1::SHA256);
  EXPECT_THAT(CheckInlinePolicy(policy), IsOk());
  policy.set_hash_algorithm(v1::SHA384);
  EXPECT_THAT(CheckInlinePolicy(policy), HasReason(v1::POLICY_INVALID, HasSubstr("itself")));
  policy.clear_hash_algorithm();
  const std::pair<v1::HashAlgorithm, const char*> faults[] = {
      {v1::SHA512, "allowed_hash_algorithms[2]: the same value"},
      {v1::SHA1, "allowed_hash_algorithms[2]: SHA1 needs allow_sha1"},
      {v1::HASH_ALGORITHM_UNSPECIFIED, "allowed_hash_algorithms[2]: unknown"},
      {static_cast<v1::HashAlgorithm>(9), "allowed_hash_algorithms[2]: unknown"}};
  for (const auto& [added, words] : faults) {
    v1::Policy faulty = policy;
    faulty.add_allowed_hash_algorithms(added);
    EXPECT_THAT(CheckInlinePolicy(faulty), HasReason(v1::POLICY_INVALID, HasSubstr(words)));
  }
}

// Many CAs of one name make each certificate dear to judge. Proves: POL-3, SES-7
TEST(PolicyRulesTest, AnInlinePolicyTrustsABoundedNumberOfCas) {
  v1::Policy policy = Inline();
  const std::string pem = test::CertBuilder::Ca("CA").Build().Pem();
  std::string half;
  for (size_t i = 0; i < kMaxInlineCas / 2; ++i) half += pem;
  policy.add_trusted_ca_pem(half);
  policy.add_trusted_ca_pem(half);
  EXPECT_THAT(CheckInlinePolicy(policy), IsOk());
  policy.add_trusted_ca_pem(pem);
  EXPECT_THAT(CheckInlinePolicy(policy),
              HasReason(v1::POLICY_INVALID, HasSubstr("at most 64 CAs")));
  EXPECT_THAT(FindPolicyFaults(policy, PolicyOrigin::kFile), testing::SizeIs(1))
      << "a file may list as many as its operator likes, and lacks applies_to only";
}

}  // namespace
}  // namespace paraphe
