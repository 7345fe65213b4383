#include "policy/commitments.h"

#include <set>
#include <string>

#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using ::testing::HasSubstr;

constexpr char kApproval[] = "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval";

// Proves: ATT-5
TEST(CommitmentsTest, EveryRowIsFoundByUriAndByOid) {
  std::set<absl::string_view> names;
  for (const CommitmentInfo& info : KnownCommitments()) {
    EXPECT_EQ(FindCommitment(info.uri), &info);
    EXPECT_EQ(FindCommitment(info.oid_urn), &info);
    EXPECT_FALSE(info.words.fr.empty());
    EXPECT_FALSE(info.words.en.empty());
    names.insert({info.alias, info.uri, info.oid_urn});
  }
  EXPECT_EQ(names.size(), 3 * KnownCommitments().size());
}

TEST(CommitmentsTest, OidsAreNumberedAsTheRfcDoes) {
  for (size_t i = 0; i < KnownCommitments().size(); ++i) {
    EXPECT_EQ(KnownCommitments()[i].oid_urn,
              "urn:oid:1.2.840.113549.1.9.16.6." + std::to_string(i + 1));
  }
  EXPECT_EQ(KnownCommitments().size(), 6U);
}

TEST(CommitmentsTest, NearlyEqualNamesAreNotFound) {
  EXPECT_EQ(FindCommitment(""), nullptr);
  EXPECT_EQ(FindCommitment("http://uri.etsi.org/01903/v1.2.2#ProofOfapproval"), nullptr);
  EXPECT_EQ(FindCommitment("http://uri.etsi.org/01903/v1.2.2#ProofOfApproval "), nullptr);
  EXPECT_EQ(FindCommitment("1.2.840.113549.1.9.16.6.5"), nullptr);
  EXPECT_EQ(FindCommitment("approval"), nullptr);
}

// Proves: ATT-4
TEST(CommitmentsTest, AListedOneIsAllowedUnderBothItsNames) {
  v1::AttributeRules rules;
  rules.add_allowed_commitment_types(kApproval);
  rules.add_allowed_commitment_types("https://a.example/c");
  EXPECT_TRUE(IsAllowedCommitment(rules, kApproval));
  EXPECT_TRUE(IsAllowedCommitment(rules, "urn:oid:1.2.840.113549.1.9.16.6.5"));
  EXPECT_FALSE(IsAllowedCommitment(rules, "urn:oid:1.2.840.113549.1.9.16.6.1"));
  EXPECT_TRUE(IsAllowedCommitment(rules, "https://a.example/c"));
  EXPECT_FALSE(IsAllowedCommitment(rules, "https://a.example/d"));
}

// Proves: ATT-4
TEST(CommitmentsTest, WithoutAListTheKnownOnesAreAllowed) {
  EXPECT_TRUE(IsAllowedCommitment({}, kApproval));
  EXPECT_FALSE(IsAllowedCommitment({}, "https://a.example/c"));
}

TEST(CommitmentsTest, AliasesBecomeUrisAndIdentifiersStay) {
  EXPECT_EQ(*ResolveCommitmentAlias("approval"), kApproval);
  EXPECT_EQ(*ResolveCommitmentAlias(kApproval), kApproval);
  EXPECT_EQ(*ResolveCommitmentAlias("urn:oid:1.2.3"), "urn:oid:1.2.3");
  EXPECT_EQ(*ResolveCommitmentAlias(""), "");
}

TEST(CommitmentsTest, AnUnknownAliasIsRefusedWithTheList) {
  EXPECT_THAT(ResolveCommitmentAlias("aproval"),
              test::HasReason(v1::COMMITMENT_NOT_ALLOWED, HasSubstr("origin, receipt")));
  EXPECT_THAT(ResolveCommitmentAlias("urn:oid:x"), test::HasReason(v1::COMMITMENT_NOT_ALLOWED));
}

}  // namespace
}  // namespace paraphe
