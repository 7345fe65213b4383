#include "client/agent/desk_rules.h"

#include "gtest/gtest.h"

namespace paraphe::agent {
namespace {

// Proves: DOC-6, PRES-8, SIG-3
TEST(DeskRulesTest, AreThoseOfTheConfiguration) {
  AgentSettings settings;
  settings.language = Language::kEnglish;
  settings.bounds.document_bytes = 7;
  settings.bounds.depth = 3;
  settings.config.add_table_pins()->set_application("actes");
  settings.config.set_sha1_allowed(true);
  settings.clock_tolerance = absl::Seconds(3);
  const DeskRules rules = RulesOf(settings, /*unattended=*/true);
  EXPECT_EQ(rules.language, Language::kEnglish);
  EXPECT_EQ(rules.bounds.document_bytes, 7u);
  EXPECT_EQ(rules.bounds.depth, 3u);
  ASSERT_EQ(rules.table_pins.size(), 1u);
  EXPECT_EQ(rules.table_pins[0].application(), "actes");
  EXPECT_TRUE(rules.sha1_allowed);
  EXPECT_EQ(rules.clock_tolerance, absl::Seconds(3));
  EXPECT_TRUE(rules.unattended);
}

// Proves: SIG-3, PRES-9
TEST(DeskRulesTest, HoldTheLineWhereTheConfigurationSaysNothing) {
  const DeskRules rules = RulesOf({}, /*unattended=*/false);
  EXPECT_TRUE(rules.table_pins.empty());
  EXPECT_FALSE(rules.sha1_allowed);
  EXPECT_EQ(rules.clock_tolerance, absl::Minutes(5));
  EXPECT_FALSE(rules.unattended);
}

}  // namespace
}  // namespace paraphe::agent
