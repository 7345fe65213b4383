#include "server/identity/password_rules.h"

#include <string>

#include "gtest/gtest.h"

#include "common/file.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::TempDir;

// Proves: CHN-4
TEST(PasswordRulesTest, LengthIsInCharacters) {
  const PasswordRules rules(12);
  EXPECT_THAT(rules.Check("trois-clefs1", "marie"), IsOk());
  EXPECT_THAT(rules.Check("trois-clefs", "marie"), HasReason(v1::PASSWORD_TOO_WEAK));
  EXPECT_THAT(rules.Check("\xC3\xA9t\xC3\xA9-boul\xC3\xA9", "marie"),
              HasReason(v1::PASSWORD_TOO_WEAK));  // 13 bytes, 10 characters
}

TEST(PasswordRulesTest, WhatIsTriedFirstIsRefused) {
  const PasswordRules rules(8);
  for (const char* weak : {"password", "Password2026!", "MOTDEPASSE123", "azertyuiop12",
                           "abcdefghijkl", "987654321098", "testtesttest", "aaaabbbbaaaabbbb",
                           "p@ssw0rd!!!!", "123123123123", "marie-du-44", "x-Marie-x"}) {
    EXPECT_THAT(rules.Check(weak, "marie"), HasReason(v1::PASSWORD_TOO_WEAK)) << weak;
  }
  for (const char* strong :
       {"huit-chats-noirs", "Zq4!vB9?mT2w", "tango.sierra.44", "marmelade-bleue"}) {
    EXPECT_THAT(rules.Check(strong, "marie"), IsOk()) << strong;
  }
  EXPECT_THAT(rules.Check("bol-de-riz-22", "bo"), IsOk());  // a name this short is in anything
}

TEST(PasswordRulesTest, TheOperatorsListIsHeeded) {
  const TempDir folder;
  const std::string path = folder.path() + "/refused.txt";
  ASSERT_THAT(WriteFile(path, "ville-de-nantes\r\n\ncafe\xCC\x81-du-port\n"), IsOk());
  const PasswordRules rules = PasswordRules::Load(8, path).value();
  EXPECT_THAT(rules.Check("Ville-de-Nantes", "marie"), HasReason(v1::PASSWORD_TOO_WEAK));
  EXPECT_THAT(rules.Check("caf\xC3\xA9-du-port", "marie"), HasReason(v1::PASSWORD_TOO_WEAK));
  EXPECT_THAT(rules.Check("ville-de-rennes", "marie"), IsOk());
  EXPECT_THAT(rules.Check("password1234", "marie"), HasReason(v1::PASSWORD_TOO_WEAK));
}

TEST(PasswordRulesTest, AListThatCannotBeReadIsAFault) {
  const TempDir folder;
  EXPECT_THAT(PasswordRules::Load(8, folder.path() + "/none"), HasReason(v1::FILE_UNREADABLE));
  const std::string path = folder.path() + "/latin1.txt";
  ASSERT_THAT(WriteFile(path, "caf\xE9\n"), IsOk());
  EXPECT_THAT(PasswordRules::Load(8, path), HasReason(v1::MALFORMED_FILE));
}

}  // namespace
}  // namespace paraphe::server
