// What the server refuses, as the caller's command line tells it: reason, exit code, one line,
// nothing written.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

class RefusalsTest : public testing::Test {
 protected:
  // `paraphe sign` with changes: {"--role", "X"} replaces what is there.
  CommandResult Sign(const std::string& document, const std::vector<std::string>& changes = {}) {
    std::vector<std::string> line = world_.RequestArguments("sign", document);
    line.insert(line.end(), {"--out", out_});
    for (size_t i = 0; i + 1 < changes.size(); i += 2) {
      const auto option = std::find(line.begin(), line.end(), changes[i]);
      if (option != line.end()) *(option + 1) = changes[i + 1];
      if (option == line.end()) line.insert(line.end(), {changes[i], changes[i + 1]});
    }
    line.push_back("--json");
    return Paraphe(line);
  }
  void ExpectRefusal(const CommandResult& result, const std::string& reason, int exit_code) {
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    EXPECT_EQ(JsonOf(result)["error"]["reason"], reason) << result.out;
    EXPECT_THAT(result.err, MatchesRegex("[^\n]+\n"));
    EXPECT_TRUE(world_.NothingAt(out_));
  }

  FlowWorld world_;
  const std::string out_ = world_.dir().Join("signed.xml");
};

// Proves: DOC-2
TEST_F(RefusalsTest, ADocumentThatIsNotCanonicalByPosition) {
  const std::string document = world_.dir().WriteFileOrDie("a.xml", "<a b='1'></a>");
  const CommandResult result = Sign(document);
  ExpectRefusal(result, "DOCUMENT_NOT_CANONICAL", 3);
  EXPECT_THAT(result.err, StartsWith(document + ":1:6 (byte 5): "));
}

// Proves: PRES-3
TEST_F(RefusalsTest, ADocumentThatTheTableDoesNotMap) {
  const std::string document = world_.dir().WriteFileOrDie(
      "a.xml", "<arrete xmlns=\"urn:paraphe:sample:arrete:1\"><inconnu></inconnu></arrete>");
  const CommandResult result = Sign(document);
  ExpectRefusal(result, "TABLE_UNMAPPED", 3);
  EXPECT_THAT(result.err, HasSubstr("inconnu"));
}

TEST_F(RefusalsTest, NamesThatTheServerDoesNotKnow) {
  const std::string document = world_.SmallDocument();
  ExpectRefusal(Sign(document, {"--table", "none"}), "TABLE_UNKNOWN", 3);
  ExpectRefusal(Sign(document, {"--policy", "none"}), "POLICY_UNKNOWN", 3);
  ExpectRefusal(Sign(document, {"--application", "unknown"}), "NOT_ALLOWED", 6);
  ExpectRefusal(Sign(document, {"--application", "narrow"}), "POLICY_UNKNOWN", 3);
}

TEST_F(RefusalsTest, WhatTheCommandLineItselfRefuses) {
  const std::string document = world_.SmallDocument();
  ExpectRefusal(Sign(document, {"--commitment", "promise"}), "COMMITMENT_NOT_ALLOWED", 3);
  ExpectRefusal(Sign(document, {"--place", "town=X"}), "USAGE", 2);
  ExpectRefusal(Sign(world_.dir().Join("none.xml")), "FILE_UNREADABLE", 3);
}

TEST_F(RefusalsTest, AnOutFileThatCannotBeWrittenIsSaidBeforeAnybodySigns) {
  const CommandResult result = Sign(world_.SmallDocument(), {"--out", "/nonexistent/signed.xml"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("nobody was asked to sign"));
}

// Proves: POL-3
TEST_F(RefusalsTest, InlinePoliciesOnlyWhereGranted) {
  const std::string policy = world_.dir().WriteFileOrDie(
      "inline.textproto",
      "name: \"inline\"\napplies_to { application: \"x\" role: \"x\" }\ndescription: \"En ligne\"\n"
      "allow_unattended: true\nhash_algorithm: SHA512\n");
  ExpectRefusal(Sign(world_.SmallDocument(), {"--application", "narrow", "--policy-file", policy}),
                "POLICY_INLINE_NOT_GRANTED", 6);
  SignCommand sign = world_.BeginSign(world_.SmallDocument(), {"--policy-file", policy});
  EXPECT_EQ(world_.Agent(sign.link).exit_code, 0);
  EXPECT_EQ(sign.program->Finish().exit_code, 0);
  EXPECT_EQ(JsonOf(Paraphe({"verify", "--json", sign.out}))["hash_algorithm"], "SHA512");
}

// Proves: ATT-6, PRES-10, CERT-7
TEST_F(RefusalsTest, WhatTheCallerAsksForBesideThePolicyIsGrantedOrRefused) {
  const std::string table = world_.dir().WriteFileOrDie(
      "inline-table.textproto",
      "name: \"inline\"\ntitle { fr: \"En ligne\" en: \"Inline\" }\n"
      "default_rule { show_unlisted_elements: true show_unlisted_attributes: true }\n");
  const std::string policy = world_.dir().WriteFileOrDie(
      "hashes.textproto",
      "name: \"hashes\"\napplies_to { application: \"x\" role: \"x\" }\n"
      "description: \"En ligne\"\nallow_unattended: true\n"
      "allowed_hash_algorithms: [SHA256, SHA384]\n");
  const std::string own = world_.dir().WriteFileOrDie("key.pem", world_.pki().signer().Pem());
  const std::string document = world_.SmallDocument();
  ExpectRefusal(Sign(document, {"--hash-algorithm", "SHA512"}), "ALGORITHM_NOT_ALLOWED", 3);
  ExpectRefusal(Sign(document, {"--hash-algorithm", "MD5"}), "USAGE", 2);
  SignCommand sign = world_.BeginSign(
      document, {"--policy-file", policy, "--hash-algorithm", "SHA384", "--table-file", table,
                 "--public-key", own, "--valid-at", "2040-01-01T00:00:00Z"});
  EXPECT_EQ(world_.Agent(sign.link).exit_code, 0);
  EXPECT_EQ(sign.program->Finish().exit_code, 0);
  EXPECT_EQ(JsonOf(Paraphe({"verify", "--json", sign.out}))["hash_algorithm"], "SHA384");
}

// Proves: CERT-4
TEST_F(RefusalsTest, AnImposedCertificateSigns) {
  const std::string own = world_.dir().WriteFileOrDie("own.pem", world_.pki().signer().Pem());
  SignCommand sign = world_.BeginSign(world_.SmallDocument(), {"--certificate", own});
  EXPECT_EQ(world_.Agent(sign.link).exit_code, 0);
  EXPECT_EQ(sign.program->Finish().exit_code, 0);
}

// Proves: CERT-4
TEST_F(RefusalsTest, AnImposedCertificateMustBeOnTheDevice) {
  const std::string other =
      world_.dir().WriteFileOrDie("other.pem", world_.pki().Signer("Someone Else").Build().Pem());
  SignCommand refused = world_.BeginSign(world_.SmallDocument(), {"--certificate", other});
  const CommandResult agent = world_.Agent(refused.link);
  EXPECT_EQ(agent.exit_code, 3);
  EXPECT_THAT(agent.err, HasSubstr("insert the card that holds it"));
  // The agent's ticket is used: it rolls the session back, which nobody else could sign.
  EXPECT_EQ(refused.program->Finish().exit_code, 4);
  EXPECT_TRUE(world_.NothingAt(refused.out));
}

TEST(UnattendedTest, OnlyWhereThePolicyAllowsIt) {
  FlowOptions options;
  options.policy = "";
  FlowWorld world(options);
  SignCommand sign = world.BeginSign(world.SmallDocument());
  const CommandResult agent = world.Agent(sign.link);
  EXPECT_EQ(agent.exit_code, 6) << agent.err;
}

TEST(NotReachableTest, NoServerOrAnotherCa) {
  FlowWorld world;
  const std::string document = world.SmallDocument();
  world.dir().WriteFileOrDie("ca.pem", CertBuilder::Ca("Other").Build().Pem());
  std::vector<std::string> line = world.RequestArguments("sign", document);
  line.insert(line.end(), {"--out", world.dir().Join("signed.xml")});
  const CommandResult other_ca = Paraphe(line);
  EXPECT_EQ(other_ca.exit_code, 6);
  EXPECT_THAT(other_ca.err, MatchesRegex("paraphe: no answer from 127.0.0.1:[0-9]+: [^\n]+\n"));
  world.dir().WriteFileOrDie("paraphe.textproto", "server { address: \"127.0.0.1:1\" }");
  EXPECT_EQ(Paraphe(line).exit_code, 6);
}

}  // namespace
}  // namespace paraphe::test
