#include "policy/policy_set.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

using Claims = std::vector<std::pair<std::string, std::string>>;

v1::Policy Make(const std::string& name, const Claims& claims) {
  v1::Policy policy;
  policy.set_name(name);
  policy.set_description("Essai");
  for (const auto& [application, role] : claims) {
    v1::PolicySelector& selector = *policy.add_applies_to();
    selector.set_application(application);
    selector.set_role(role);
  }
  return policy;
}

std::shared_ptr<const PolicySet> Sample() {
  return PolicySet::Create({Make("maire", {{"actes", "Maire"}, {"actes", "Adjoint"}}),
                            Make("autres", {{"actes", "*"}}),
                            Make("compta", {{"factures", "Comptable"}})})
      .value();
}

std::string NameFor(const std::string& application, const std::string& role) {
  const auto policy = Sample()->Select(application, role);
  return policy.ok() ? (*policy)->name() : "none";
}

// Proves: POL-2
TEST(PolicySetTest, ApplicationAndRoleSelect) {
  EXPECT_EQ(NameFor("actes", "Maire"), "maire");
  EXPECT_EQ(NameFor("actes", "Adjoint"), "maire");
  EXPECT_EQ(NameFor("factures", "Comptable"), "compta");
}

// Proves: POL-2
TEST(PolicySetTest, AnyOtherRoleFallsToTheStar) {
  EXPECT_EQ(NameFor("actes", "Secrétaire"), "autres");
  EXPECT_EQ(NameFor("actes", "maire"), "autres");
  EXPECT_EQ(NameFor("actes", ""), "autres");
  EXPECT_EQ(NameFor("actes", "*"), "autres");
}

// Proves: POL-2
TEST(PolicySetTest, NobodyElseGetsAPolicy) {
  EXPECT_THAT(Sample()->Select("factures", "Maire"), HasReason(v1::POLICY_UNKNOWN));
  EXPECT_THAT(Sample()->Select("Actes", "Maire"), HasReason(v1::POLICY_UNKNOWN));
  EXPECT_THAT(Sample()->Select("", ""), HasReason(v1::POLICY_UNKNOWN));
  EXPECT_THAT(Sample()->Select("factures", "*"), HasReason(v1::POLICY_UNKNOWN));
  EXPECT_THAT((*PolicySet::Create({}))->Select("actes", "Maire"), HasReason(v1::POLICY_UNKNOWN));
}

// Proves: POL-2
TEST(PolicySetTest, ANameSelectsOnlyWhatAppliesToTheCaller) {
  const auto set = Sample();
  EXPECT_THAT(set->SelectNamed("maire", "actes", "Maire"), IsOk());
  EXPECT_THAT(set->SelectNamed("autres", "actes", "Maire"), IsOk());
  EXPECT_THAT(set->SelectNamed("maire", "actes", "Secrétaire"), HasReason(v1::POLICY_UNKNOWN));
  EXPECT_THAT(set->SelectNamed("maire", "factures", "Maire"), HasReason(v1::POLICY_UNKNOWN));
  EXPECT_THAT(set->SelectNamed("none", "actes", "Maire"), HasReason(v1::POLICY_UNKNOWN));
}

TEST(PolicySetTest, AnExistingNameIsNotTold) {
  const auto set = Sample();
  EXPECT_EQ(set->SelectNamed("compta", "actes", "Maire").status(),
            set->SelectNamed("none", "actes", "Maire").status());
}

// Proves: POL-2
TEST(PolicySetTest, TwoPoliciesForOnePairClash) {
  EXPECT_THAT(PolicySet::Create({Make("a", {{"actes", "Maire"}}), Make("b", {{"actes", "Maire"}})}),
              HasReason(v1::POLICY_INVALID,
                        HasSubstr("policies a and b both apply to application actes, role Maire")));
  EXPECT_THAT(PolicySet::Create({Make("a", {{"x", "*"}}), Make("b", {{"x", "*"}})}),
              HasReason(v1::POLICY_INVALID));
  EXPECT_THAT(PolicySet::Create({Make("a", {{"x", "*"}}), Make("b", {{"x", "y"}})}), IsOk());
}

TEST(PolicySetTest, AllClashesAreTold) {
  EXPECT_THAT(PolicySet::Create({Make("a", {{"x", "*"}}), Make("a", {{"x", "*"}})}),
              HasReason(v1::POLICY_INVALID,
                        AllOf(HasSubstr("two policies are named a"), HasSubstr("role *"))));
}

// Proves: POL-7
TEST(PolicySetTest, APolicyOutlivesItsSet) {
  auto set = Sample();
  const PolicySet::PolicyPtr policy = set->Select("actes", "Maire").value();
  set.reset();
  EXPECT_EQ(policy->name(), "maire");
}

// Proves: POL-5
TEST(PolicySetTest, PoliciesAreNormalized) {
  EXPECT_EQ((*Sample()->Select("actes", "Maire"))->hash_algorithm(), v1::SHA256);
  EXPECT_EQ((*Sample()->Select("actes", "Maire"))->form(), v1::XADES_BASELINE_B);
}

std::string FileText(const std::string& name, const std::string& role) {
  return "name: \"" + name + "\" description: \"d\" applies_to { application: \"x\" role: \"" +
         role + "\" }";
}

// Proves: POL-1
TEST(PolicySetTest, FilesAndFoldersAreLoaded) {
  const test::TempDir folder;
  folder.WriteFileOrDie("p/b.textproto", FileText("b", "b"));
  folder.WriteFileOrDie("p/a.textproto", FileText("a", "a"));
  folder.WriteFileOrDie("p/notes.txt", "not a policy");
  const std::string single = folder.WriteFileOrDie("c.policy", FileText("c", "c"));
  const auto set = PolicySet::Load({folder.Join("p"), single});
  ASSERT_THAT(set, IsOk());
  EXPECT_THAT((*set)->by_name(), SizeIs(3));
}

// Proves: POL-1
TEST(PolicySetTest, TheFaultsOfEveryFileAreTold) {
  const test::TempDir folder;
  folder.WriteFileOrDie("a.textproto", "name: 1");
  folder.WriteFileOrDie("b.textproto", FileText("Bad Name", "b"));
  folder.WriteFileOrDie("c.textproto", FileText("c", "c"));
  EXPECT_THAT(PolicySet::Load({folder.path()}),
              HasReason(v1::POLICY_INVALID,
                        AllOf(HasSubstr("a.textproto:1:"), HasSubstr("\n"),
                              HasSubstr("b.textproto:1:"), Not(HasSubstr("c.textproto")))));
}

TEST(PolicySetTest, AMissingFileIsAnError) {
  EXPECT_THAT(PolicySet::Load({"/nonexistent"}), HasReason(v1::FILE_UNREADABLE));
}

}  // namespace
}  // namespace paraphe
