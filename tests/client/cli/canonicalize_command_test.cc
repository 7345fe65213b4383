// `paraphe canonicalize` on real files: what it writes, and how it ends.
#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

class CanonicalizeCommandTest : public testing::Test {
 protected:
  TempDir dir_;
};

// Proves: DOC-5
TEST_F(CanonicalizeCommandTest, EveryDocumentBecomesCanonicalAndThenPasses) {
  for (const std::string& document : Documents()) {
    const CommandResult canonical = Paraphe({"canonicalize", document});
    EXPECT_EQ(canonical.exit_code, 0) << document << canonical.err;
    EXPECT_EQ(canonical.err, "");
    EXPECT_EQ(Paraphe({"check"}, canonical.out).exit_code, 0) << document;
    EXPECT_EQ(Paraphe({"canonicalize"}, canonical.out).out, canonical.out) << document;
  }
}

TEST_F(CanonicalizeCommandTest, CanonicalizeReadsOtherEncodings) {
  const CommandResult result =
      Paraphe({"canonicalize"}, "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>\xE9</a>\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "<a>é</a>");
}

TEST_F(CanonicalizeCommandTest, CanonicalizeNotesWhatWouldStillBeRefused) {
  const CommandResult result =
      Paraphe({"canonicalize"}, "<a><Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/></a>");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, StartsWith("<a><Signature"));
  EXPECT_THAT(result.err, MatchesRegex("note: -: [^\n]*refused[^\n]*1:[^\n]+\n"));
}

TEST_F(CanonicalizeCommandTest, CanonicalizeWritesNothingOnError) {
  const std::string out = dir_.Join("out.xml");
  const CommandResult result = Paraphe({"canonicalize", "--out", out}, "<a><b></a>");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, StartsWith("-:1:"));
  EXPECT_EQ(Paraphe({"check", out}).exit_code, 3);
  EXPECT_THAT(Paraphe({"check", out}).err, HasSubstr("No such file"));
}

TEST_F(CanonicalizeCommandTest, NoFileIsLost) {
  const std::string source = dir_.WriteFileOrDie("a.xml", "<a/>");
  const std::string out = dir_.WriteFileOrDie("out.xml", "mine");
  const CommandResult result = Paraphe({"canonicalize", "--out", out, source});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--force"));
  EXPECT_EQ(dir_.ReadFileOrDie("out.xml"), "mine");
  EXPECT_EQ(Paraphe({"canonicalize", "--force", "--out", out, source}).exit_code, 0);
  EXPECT_EQ(dir_.ReadFileOrDie("out.xml"), "<a></a>");
  EXPECT_EQ(Paraphe({"canonicalize", "--force", "--out", source, source}).exit_code, 2);
  EXPECT_EQ(dir_.ReadFileOrDie("a.xml"), "<a/>");
}

TEST_F(CanonicalizeCommandTest, CanonicalizeWithJson) {
  const CommandResult result =
      Paraphe({"canonicalize", "--json", "--out", dir_.Join("out.xml")}, "<a/>");
  EXPECT_EQ(JsonOf(result)["changed"], true);
  EXPECT_EQ(dir_.ReadFileOrDie("out.xml"), "<a></a>");
}

constexpr char kTyped[] =
    "<m:message xmlns:m=\"urn:example:message\" xmlns:t=\"urn:example:types\" "
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
    "<m:party xsi:type=\"t:Organisation\">Mairie</m:party></m:message>";

// Proves: DOC-5
TEST_F(CanonicalizeCommandTest, ANamespaceThatOnlyValuesUseIsNamedWithPrefixAndPlace) {
  const CommandResult result = Paraphe({"canonicalize"}, kTyped);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, MatchesRegex("note: -:2:20 \\(byte [0-9]+\\): [^\n]*prefix t, [^\n]+\n"));
  const CommandResult json =
      Paraphe({"canonicalize", "--json", "--out", dir_.Join("out.xml")}, kTyped);
  EXPECT_EQ(JsonOf(json)["lost_namespaces"][0]["prefix"], "t");
  EXPECT_EQ(JsonOf(json)["lost_namespaces"][0]["namespace"], "urn:example:types");
  EXPECT_EQ(JsonOf(json)["lost_namespaces"][0]["position"]["line"], 2);
}

// A validator of another make misses what is lost.
// Proves: DOC-5
TEST_F(CanonicalizeCommandTest, WhatIsNotedIsWhatAReaderMisses) {
  const std::string types = dir_.WriteFileOrDie("types.xsd", R"(
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:example:types">
      <xs:complexType name="Base"><xs:simpleContent><xs:extension base="xs:string"/>
      </xs:simpleContent></xs:complexType>
    </xs:schema>)");
  const std::string schema = dir_.WriteFileOrDie("message.xsd", R"(
    <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:example:types"
               targetNamespace="urn:example:message" elementFormDefault="qualified">
      <xs:import namespace="urn:example:types" schemaLocation="types.xsd"/>
      <xs:element name="message"><xs:complexType><xs:sequence>
        <xs:element name="party" type="t:Base"/>
      </xs:sequence></xs:complexType></xs:element>
    </xs:schema>)");
  std::string typed = kTyped;
  typed.replace(typed.find("Organisation"), 12, "Base");
  const auto validates = [&](const std::string& document) {
    CommandOptions options;
    options.standard_input = document;
    const auto judged =
        RunCommand({"xmllint", "--nonet", "--noout", "--schema", schema, "-"}, options);
    return judged.ok() && judged->exit_code == 0;
  };
  EXPECT_TRUE(validates(typed));
  EXPECT_FALSE(validates(Paraphe({"canonicalize"}, typed).out));
  // With the prefix used by a name too, nothing is lost and nothing is noted.
  std::string used = typed;
  used.replace(used.find("<m:party "), 9, "<m:party t:x=\"1\" ");
  EXPECT_EQ(Paraphe({"canonicalize"}, used).err, "");
}

// Proves: DOC-5
TEST_F(CanonicalizeCommandTest, StrictRefusesALostNamespaceAndWritesNothing) {
  const std::string out = dir_.Join("out.xml");
  const CommandResult result = Paraphe({"canonicalize", "--strict", "--out", out}, kTyped);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, MatchesRegex("-:2:20 \\(byte [0-9]+\\): [^\n]*prefix t[^\n]*\n"));
  EXPECT_FALSE(std::filesystem::exists(out));
  EXPECT_EQ(Paraphe({"canonicalize", "--strict"}, "<a b=\"t:x\"/>").exit_code, 0);
  const CommandResult json = Paraphe({"canonicalize", "--strict", "--json", "--out", out}, kTyped);
  EXPECT_EQ(JsonOf(json)["error"]["reason"], "DOCUMENT_LOSES_NAMESPACE");
}

// Proves: DOC-4, DOC-5
TEST_F(CanonicalizeCommandTest, DropInstructionsMakesADocumentSignableAndSaysWhatItTook) {
  const std::string invoice =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<?xml-stylesheet type=\"text/xsl\" href=\"facture.xsl\"?>\n<a>x</a>";
  const CommandResult kept = Paraphe({"canonicalize"}, invoice);
  EXPECT_THAT(kept.err, HasSubstr("--drop-instructions"));
  EXPECT_THAT(Paraphe({"check"}, kept.out).err, HasSubstr("--drop-instructions"));
  const CommandResult dropped = Paraphe({"canonicalize", "--drop-instructions"}, invoice);
  EXPECT_EQ(dropped.exit_code, 0);
  EXPECT_EQ(dropped.out, "<a>x</a>");
  EXPECT_THAT(dropped.err,
              MatchesRegex("note: -:2:1 \\(byte [0-9]+\\): [^\n]*xml-stylesheet: taken out\n"));
  EXPECT_EQ(Paraphe({"check"}, dropped.out).exit_code, 0);
}

// Proves: DOC-4, DOC-5
TEST_F(CanonicalizeCommandTest, AnInstructionThatMayCarryDataStaysAndIsNamed) {
  const CommandResult result =
      Paraphe({"canonicalize", "--drop-instructions"}, "<a><?amount 12?></a>");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "<a><?amount 12?></a>");
  EXPECT_THAT(result.err, HasSubstr("note: -:1:4 (byte 3): processing instruction amount"));
  EXPECT_THAT(result.err, HasSubstr("would still be refused"));
}

// Proves: DOC-5
TEST_F(CanonicalizeCommandTest, Latin1ThatIsReallyWindows1252IsNoted) {
  const CommandResult result = Paraphe(
      {"canonicalize"}, "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>l\x92\xe9t\xe9</a>");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, MatchesRegex("note: -:2:5 [^\n]*U\\+0092[^\n]*windows-1252[^\n]*\n"));
  EXPECT_EQ(Paraphe({"canonicalize"},
                    "<?xml version='1.0' encoding='windows-1252'?>\n<a>l\x92\xe9t\xe9</a>")
                .err,
            "");
}

// Proves: DOC-2, DOC-5
TEST_F(CanonicalizeCommandTest, ABlankLineBeforeTheDeclarationIsNamed) {
  const std::string document = "\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a><b>x</b></a>\n";
  for (const char* command : {"canonicalize", "check"}) {
    const CommandResult result = Paraphe({command}, document);
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, HasSubstr("-:2:1 (byte 1): the XML declaration is not at the start"));
  }
}

// Proves: DOC-7
TEST_F(CanonicalizeCommandTest, ABusinessAttributeIdIsData) {
  const std::string document = "<a id=\"1\"><b id=\"1\"/></a>";
  const CommandResult canonical = Paraphe({"canonicalize"}, document);
  EXPECT_EQ(canonical.err, "");
  EXPECT_EQ(Paraphe({"check"}, canonical.out).exit_code, 0);
}

// A result that cannot be written is no refused input.
// Proves: DOC-5
TEST_F(CanonicalizeCommandTest, AFailedWriteHasAnExitCodeOfItsOwn) {
  const std::string source = dir_.WriteFileOrDie("a.xml", "<a/>");
  const std::string paraphe = OurProgram("paraphe");
  for (const std::string& command :
       {paraphe + " canonicalize " + source + " > /dev/full",
        paraphe + " canonicalize " + source + " >&-",
        "printf '<a></a>' | " + paraphe + " check >&-",
        paraphe + " canonicalize --out " + dir_.Join("none/x.xml") + " " + source,
        paraphe + " canonicalize --json --out " + dir_.Join("x.xml") + " " + source + " >&-",
        paraphe + " --help > /dev/full", paraphe + " check --help >&-"}) {
    const auto result = RunCommand({"bash", "-c", command});
    ASSERT_TRUE(result.ok());
    EXPECT_EQ(result->exit_code, 1) << command << "\n" << result->err;
    EXPECT_THAT(result->err, StartsWith("paraphe: ")) << command;
  }
  EXPECT_EQ(dir_.ReadFileOrDie("x.xml"), "<a></a>");
}

}  // namespace
}  // namespace paraphe::test
