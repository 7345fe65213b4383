#include "server/in_force.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;

class InForceTest : public testing::Test {
 protected:
  InForceTest() {
    settings_.policy_files = {dir_.Join("policies")};
    settings_.table_files = {dir_.Join("tables")};
    settings_.trusted_ca_files = {dir_.WriteFileOrDie("ca.pem", test::TestPki::Get().CaPem())};
    settings_.applications.emplace_back().set_name("mairie");
    AddPolicy("p", "P");
    AddTable("t", "T");
  }

  void AddPolicy(const std::string& name, const std::string& words) {
    dir_.WriteFileOrDie(absl::StrCat("policies/", name, ".textproto"),
                        absl::StrCat("name: \"", name, "\" applies_to { application: \"", name,
                                     "\" role: \"*\" } description: \"", words, "\""));
  }
  void AddTable(const std::string& name, const std::string& title) {
    dir_.WriteFileOrDie(absl::StrCat("tables/", name, ".textproto"),
                        absl::StrCat("name: \"", name, "\" title { fr: \"", title, "\" en: \"T\" }",
                                     "default_rule { show_unlisted_elements: true "
                                     "show_unlisted_attributes: true }"));
  }
  InForce Now() {
    Given given;
    given.settings = settings_;
    const auto catalogue = Catalogue::Load(settings_);
    EXPECT_THAT(catalogue, test::IsOk());
    given.catalogue = *catalogue;
    given.files = *DigestGivenFiles(settings_);
    return InForceOf(given, "", absl::Now());
  }

  test::TempDir dir_;
  ServerSettings settings_;
};

// Proves: ADM-1
TEST_F(InForceTest, EveryKindOfChangeHasItsLine) {
  const InForce before = Now();
  EXPECT_THAT(ChangesBetween(before, Now()), IsEmpty());
  AddPolicy("p", "another");
  AddPolicy("q", "Q");
  AddTable("u", "U");
  dir_.WriteFileOrDie("tables/t.textproto", dir_.ReadFileOrDie("tables/u.textproto"));
  std::remove(dir_.Join("tables/u.textproto").c_str());
  settings_.applications[0].set_description("La mairie");
  settings_.applications.emplace_back().set_name("bureau");
  settings_.administrators = {"anne"};
  settings_.identities.push_back({std::string(32, 'k'), "", "", "anne"});
  settings_.trusted_ca_files = {
      dir_.WriteFileOrDie("ca.pem", test::CertBuilder::Ca("Other").Build().Pem())};
  settings_.revoked_sha256 = {std::string(32, '\xab')};
  const std::string digest = " [0-9a-f]+";
  EXPECT_THAT(ChangesBetween(before, Now()),
              ElementsAre(MatchesRegex("~policy p" + digest), MatchesRegex(".policy q" + digest),
                          "-table t", MatchesRegex(".table u" + digest), "+application bureau",
                          "~application mairie", "+administrator anne",
                          MatchesRegex("-trusted_ca" + digest),
                          MatchesRegex(".trusted_ca" + digest), MatchesRegex(".revoked (ab)+")));
  const InForce with = Now();
  settings_.identities[0].spki_sha256 = std::string(32, 'l');
  EXPECT_THAT(ChangesBetween(with, Now()), ElementsAre("~administrator anne"));
}

// Proves: ADM-1
TEST_F(InForceTest, MoreThanTheBoundAreCounted) {
  const InForce before = Now();
  for (size_t i = 0; i < kMaxChanges + 5; ++i) {
    settings_.applications.emplace_back().set_name(absl::StrCat("application-", i));
  }
  const auto changes = ChangesBetween(before, Now());
  EXPECT_EQ(changes.size(), kMaxChanges);
  EXPECT_EQ(changes.back(), "… and 6 more");
}

TEST_F(InForceTest, ASettingThatIsReadAtStartOnlyIsNamed) {
  EXPECT_THAT(SettingsForRestart(settings_, settings_), IsEmpty());
  ServerSettings other = settings_;
  other.listen = {"127.0.0.1:1"};
  other.store_bounds.sessions = 7;
  other.log = LogLevel::kError;
  other.policy_files.clear();
  EXPECT_THAT(SettingsForRestart(settings_, other), ElementsAre("listen", "limits", "log"));
}

}  // namespace
}  // namespace paraphe::server
