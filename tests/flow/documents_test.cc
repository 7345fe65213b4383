// Every document at hand, through the whole chain, and other people's verifiers on the result.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/xades/judges.h"
#include "tests/xades/signing.h"

namespace paraphe::test {
namespace {

using ::testing::IsEmpty;

// The document in its canonical form, as a file.
std::string Canonical(const FlowWorld& world, const std::string& document) {
  const std::string file = world.dir().Join("canonical.xml");
  EXPECT_EQ(Paraphe({"canonicalize", "--force", "--out", file, document}).exit_code, 0);
  return file;
}

void ExpectGood(const FlowWorld& world, const std::string& signed_file,
                const std::string& canonical) {
  const nlohmann::json report =
      JsonOf(Paraphe({"verify", "--json", "--ca", world.ca_file(), signed_file}));
  EXPECT_EQ(report["valid"], true) << report.dump(2);
  EXPECT_EQ(report["signer"]["common_name"], "Anne Dupont");
  EXPECT_EQ(report["roles"][0], "Maire");
  EXPECT_EQ(report["place"]["city"], "Montpellier");
  EXPECT_EQ(report["document"]["sha256"],
            JsonOf(Paraphe({"check", "--json", canonical}))["sha256"]);
  const std::string bytes = world.dir().ReadFileOrDie("signed.xml");
  EXPECT_THAT(xades::test::XmlsecFault(bytes, v1::XADES_BASELINE_B, TestPki::Get().root(),
                                       &TestPki::Get().intermediate()),
              IsEmpty());
  if (xades::test::HasSchemas()) {
    EXPECT_THAT(xades::test::SchemaFault(xades::test::SignatureOf(bytes), v1::XADES_BASELINE_B),
                IsEmpty());
  }
  EXPECT_EQ(xades::test::LibxmlCanonical(bytes), bytes);
}

// Proves: SIG-1, SIG-2, SIG-6, EXP-1, EXP-2, EXP-3, DEV-2, PRES-4
TEST(DocumentsTest, EveryDocumentIsSignedAndOthersAgree) {
  FlowWorld world;
  for (const std::string& document : Documents()) {
    SCOPED_TRACE(document);
    const std::string canonical = Canonical(world, document);
    SignCommand sign = world.BeginSign(canonical, {"--force"});
    ASSERT_NE(sign.link, "") << sign.program->Finish().err;
    const CommandResult agent = world.Agent(sign.link);
    EXPECT_EQ(agent.exit_code, 0) << agent.out << agent.err;
    const CommandResult result = sign.program->Finish();
    ASSERT_EQ(result.exit_code, 0) << result.err;
    ExpectGood(world, sign.out, canonical);
  }
}

// Business attributes that look like identifiers, and repeat themselves.
// Proves: DOC-7, SIG-1, EXP-2
TEST(DocumentsTest, RepeatedIdsThatAreDataAreSignedAndOthersAgree) {
  FlowWorld world;
  const std::string document = world.dir().WriteFileOrDie(
      "ids.xml",
      "<order><customer id=\"1\">Durand</customer><line id=\"1\">Chaise</line>"
      "<line id=\"2\">Table</line></order>");
  SignCommand sign = world.BeginSign(document);
  ASSERT_NE(sign.link, "") << sign.program->Finish().err;
  EXPECT_EQ(world.Agent(sign.link).exit_code, 0);
  ASSERT_EQ(sign.program->Finish().exit_code, 0);
  ExpectGood(world, sign.out, document);
}

// Proves: DOC-7
TEST(DocumentsTest, RepeatedIdsThatVerifiersResolveAreRefused) {
  FlowWorld world;
  for (const char* name : {"Id", "ID", "xml:id"}) {
    const std::string document = world.dir().WriteFileOrDie(
        "ids.xml", absl::StrCat("<order><line ", name, "=\"a1\"></line><line ", name,
                                "=\"a1\"></line></order>"));
    SignCommand sign = world.BeginSign(document, {"--force"});
    EXPECT_EQ(sign.link, "") << name;
    EXPECT_EQ(sign.program->Finish().exit_code, 3) << name;
  }
}

// Proves: SIG-3
TEST(DocumentsTest, EveryHashAlgorithmThatAPolicyMayAskFor) {
  for (const char* hash : {"SHA256", "SHA384", "SHA512"}) {
    FlowOptions options;
    options.policy = std::string("allow_unattended: true\nhash_algorithm: ") + hash;
    FlowWorld world(options);
    const std::string document = world.SmallDocument();
    SignCommand sign = world.BeginSign(document);
    EXPECT_EQ(world.Agent(sign.link).exit_code, 0);
    ASSERT_EQ(sign.program->Finish().exit_code, 0);
    ExpectGood(world, sign.out, document);
    EXPECT_EQ(JsonOf(Paraphe({"verify", "--json", sign.out}))["hash_algorithm"], hash);
  }
}

}  // namespace
}  // namespace paraphe::test
