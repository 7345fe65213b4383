// `paraphe policy check`: every policy of the project, and all faults of a bad one.
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class PolicyCommandTest : public testing::Test {
 protected:
  std::string File(const std::string& name, absl::string_view bytes) const {
    return dir_.WriteFileOrDie(name, bytes);
  }
  TempDir dir_;
};

// Proves: POL-1
TEST_F(PolicyCommandTest, EveryPolicyOfTheProjectIsGood) {
  for (const char* file :
       {"deploy/policies/factures.textproto", "deploy/policies/mairie-actes.textproto",
        "deploy/demo/politique.textproto"}) {
    const CommandResult result = Paraphe({"policy", "check", Project(file)});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr(": OK, policy "));
    EXPECT_EQ(result.err, "") << file;
  }
}

// Proves: POL-8
TEST_F(PolicyCommandTest, DoubtsAreSaidAndRefuseNothing) {
  const std::string policy =
      File("p.textproto", absl::StrCat(R"(name: "p" applies_to { application: "a" role: "*" }
        description: "P" identifier: "urn:oid:1.2.3" digest_hex: "sha256:)",
                                       std::string(64, '0'), "\""));
  const CommandResult result = Paraphe({"policy", "check", policy});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr(": OK, policy p"));
  EXPECT_THAT(result.err, HasSubstr("warning: digest_hex: nothing proves this digest"));
  const auto json = JsonOf(Paraphe({"policy", "check", "--json", policy}));
  EXPECT_EQ(json["warnings"].size(), 1U);
  EXPECT_EQ(json["accepted"], true);
}

// Proves: POL-8
TEST_F(PolicyCommandTest, ADigestThatIsNotTheTextsIsAFault) {
  File("p.txt", "le texte\n");
  const std::string policy =
      File("p.textproto", absl::StrCat(R"(name: "p" applies_to { application: "a" role: "*" }
        description: "P" identifier: "urn:oid:1.2.3" text_file: "p.txt" digest_hex: "sha256:)",
                                       std::string(64, '0'), "\""));
  const CommandResult result = Paraphe({"policy", "check", policy});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("has the digest sha256:"));
}

TEST_F(PolicyCommandTest, PolicyFaultsAreAllReported) {
  const std::string policy = File("p.textproto", "name: \"Not A Name\"\nurl: \"ftp://x\"\n");
  const CommandResult result = Paraphe({"policy", "check", policy});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, AllOf(HasSubstr("p.textproto:1:"), HasSubstr("p.textproto:2:")));
  EXPECT_EQ(JsonOf(Paraphe({"policy", "check", "--json", policy}))["error"]["reason"],
            "POLICY_INVALID");
}

}  // namespace
}  // namespace paraphe::test
