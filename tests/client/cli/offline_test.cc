// The offline commands on real files: what they print, and how they end.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kCanonical[] = "<a b=\"1\"></a>";

class OfflineTest : public testing::Test {
 protected:
  std::string File(const std::string& name, absl::string_view bytes) const {
    return dir_.WriteFileOrDie(name, bytes);
  }
  TempDir dir_;
};

// Proves: DOC-2
TEST_F(OfflineTest, CheckAcceptsACanonicalFile) {
  const std::string file = File("a.xml", kCanonical);
  const CommandResult result = Paraphe({"check", file});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, MatchesRegex(".*/a.xml: OK, [^\n]*; 13 bytes, SHA-256 [0-9a-f]+\n"));
  EXPECT_EQ(result.err, "");
}

TEST_F(OfflineTest, CheckRefusesByPosition) {
  const std::string file = File("a.xml", "<a b='1'></a>");
  const CommandResult result = Paraphe({"check", file});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, StartsWith(file + ":1:6 (byte 5): "));
  EXPECT_THAT(result.err, MatchesRegex("[^\n]+\n"));
  EXPECT_EQ(result.out, "");
}

// Proves: PRES-6
TEST_F(OfflineTest, ANameOfAFileCannotSteerTheTerminal) {
  const std::string good = File("good\x1B[31m.xml", kCanonical);
  const std::string bad = File("bad\x1B[31m\u202E.xml", "<a/>");
  const std::string absent = "absent\x1B[31m";
  for (const CommandResult& result :
       {Paraphe({"check", good}), Paraphe({"check", bad}), Paraphe({"check", absent}),
        Paraphe({"table", "check", bad}), Paraphe({"policy", "check", bad}),
        Paraphe({"render", "--table", absent, good})}) {
    EXPECT_THAT(result.out + result.err,
                AllOf(HasSubstr("⟦U+001B⟧[31m"), Not(HasSubstr("\x1B")), Not(HasSubstr("\u202E"))));
  }
}

// Proves: PRES-3, PRES-6
TEST_F(OfflineTest, MarksInAnErrorAreNotMarkedAgain) {
  const std::string table = File("t.textproto", "name: \"t\" title { fr: \"T\" en: \"T\" }");
  EXPECT_THAT(Paraphe({"render", "--table", table}, "<p\u200Da></p\u200Da>").err,
              HasSubstr("element /p⟦U+200D⟧a;"));
}

TEST_F(OfflineTest, CheckNamesStandardInputAsADash) {
  for (const std::vector<std::string>& line :
       {std::vector<std::string>{"check"}, std::vector<std::string>{"check", "-"}}) {
    EXPECT_THAT(Paraphe(line, "<a/>").err, MatchesRegex("-:1:[0-9]+ \\(byte [0-9]+\\): [^\n]+\n"));
    EXPECT_THAT(Paraphe(line, kCanonical).out, StartsWith("-: OK"));
  }
}

TEST_F(OfflineTest, CheckWithJson) {
  const CommandResult good = Paraphe({"check", "--json"}, kCanonical);
  EXPECT_EQ(JsonOf(good)["accepted"], true);
  EXPECT_EQ(JsonOf(good)["bytes"], 13);
  const CommandResult bad = Paraphe({"check", "--json"}, "<a b='1'></a>");
  EXPECT_EQ(bad.exit_code, 3);
  EXPECT_EQ(JsonOf(bad)["error"]["reason"], "DOCUMENT_NOT_CANONICAL");
  EXPECT_EQ(JsonOf(bad)["error"]["position"]["byte_offset"], 5);
}

// Proves: DOC-6
TEST_F(OfflineTest, CheckTakesTheServersBound) {
  EXPECT_EQ(Paraphe({"check", "--max-bytes", "13"}, kCanonical).exit_code, 0);
  const CommandResult result = Paraphe({"check", "--max-bytes", "12"}, kCanonical);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, MatchesRegex("-:[0-9]+:[0-9]+ \\(byte [0-9]+\\): [^\n]+\n"));
}

// Proves: DOC-3
TEST_F(OfflineTest, CheckRefusesASignedDocument) {
  const CommandResult result =
      Paraphe({"check", "--json"},
              "<a><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"></Signature></a>");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "DOCUMENT_ALREADY_SIGNED");
}

TEST_F(OfflineTest, FilesThatCannotBeReadAreNamed) {
  for (const char* command : {"check", "canonicalize", "verify"}) {
    const CommandResult result = Paraphe({command, dir_.Join("none.xml")});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, AllOf(StartsWith("paraphe: "), HasSubstr("none.xml")));
  }
}

// Proves: DOC-5
TEST_F(OfflineTest, EveryDocumentBecomesCanonicalAndThenPasses) {
  for (const std::string& document : Documents()) {
    const CommandResult canonical = Paraphe({"canonicalize", document});
    EXPECT_EQ(canonical.exit_code, 0) << document << canonical.err;
    EXPECT_EQ(canonical.err, "");
    EXPECT_EQ(Paraphe({"check"}, canonical.out).exit_code, 0) << document;
    EXPECT_EQ(Paraphe({"canonicalize"}, canonical.out).out, canonical.out) << document;
  }
}

TEST_F(OfflineTest, CanonicalizeReadsOtherEncodings) {
  const CommandResult result =
      Paraphe({"canonicalize"}, "<?xml version='1.0' encoding='ISO-8859-1'?>\n<a>\xE9</a>\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "<a>é</a>");
}

TEST_F(OfflineTest, CanonicalizeNotesWhatWouldStillBeRefused) {
  const CommandResult result =
      Paraphe({"canonicalize"}, "<a><Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/></a>");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, StartsWith("<a><Signature"));
  EXPECT_THAT(result.err, MatchesRegex("note: -: [^\n]*refused[^\n]*1:[^\n]+\n"));
}

TEST_F(OfflineTest, CanonicalizeWritesNothingOnError) {
  const std::string out = dir_.Join("out.xml");
  const CommandResult result = Paraphe({"canonicalize", "--out", out}, "<a><b></a>");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, StartsWith("-:1:"));
  EXPECT_EQ(Paraphe({"check", out}).exit_code, 3);
  EXPECT_THAT(Paraphe({"check", out}).err, HasSubstr("No such file"));
}

TEST_F(OfflineTest, CanonicalizeWithJson) {
  const CommandResult result =
      Paraphe({"canonicalize", "--json", "--out", dir_.Join("out.xml")}, "<a/>");
  EXPECT_EQ(JsonOf(result)["changed"], true);
  EXPECT_EQ(dir_.ReadFileOrDie("out.xml"), "<a></a>");
}

// Proves: PRES-2, PRES-3
TEST_F(OfflineTest, RenderWritesHtmlOrNamesWhatIsNotMapped) {
  const std::string table = Project("deploy/tables/arrete.textproto");
  const std::string sample = Project("deploy/samples/arrete.xml");
  const CommandResult french = Paraphe({"render", "--table", table, sample});
  EXPECT_EQ(french.exit_code, 0) << french.err;
  EXPECT_THAT(french.out, HasSubstr("lang=\"fr\""));
  EXPECT_THAT(Paraphe({"render", "--table", table, "--language", "en", sample}).out,
              HasSubstr("lang=\"en\""));

  const CommandResult unmapped =
      Paraphe({"render", "--table", table},
              "<arrete xmlns=\"urn:paraphe:sample:arrete:1\"><x></x></arrete>");
  EXPECT_EQ(unmapped.exit_code, 3);
  EXPECT_THAT(unmapped.err, AllOf(StartsWith("-:1:"), HasSubstr("/x")));
  EXPECT_EQ(unmapped.out, "");
}

// Proves: PRES-2
TEST_F(OfflineTest, EveryTableOfTheProjectIsGood) {
  for (const char* name : {"actes", "arrete", "generic", "pes-aller", "ubl-invoice"}) {
    const CommandResult result =
        Paraphe({"table", "check", Project(std::string("deploy/tables/") + name + ".textproto")});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr(": OK, table "));
  }
}

TEST_F(OfflineTest, TableFaultsHaveLineAndColumn) {
  const std::string table = File(
      "t.textproto",
      "name: \"x\"\ntitle { fr: \"a\" en: \"b\" }\nelements { name: \"a\" show_as: SCRIPT }\n");
  const CommandResult result = Paraphe({"table", "check", "--json", table});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("t.textproto:3:"));
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "TABLE_INVALID");
}

// Proves: POL-1
TEST_F(OfflineTest, EveryPolicyOfTheProjectIsGood) {
  for (const char* file :
       {"deploy/policies/demo.textproto", "deploy/policies/factures.textproto",
        "deploy/policies/mairie-actes.textproto", "deploy/demo/politique.textproto"}) {
    const CommandResult result = Paraphe({"policy", "check", Project(file)});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.out, HasSubstr(": OK, policy "));
  }
}

TEST_F(OfflineTest, PolicyFaultsAreAllReported) {
  const std::string policy = File("p.textproto", "name: \"Not A Name\"\nurl: \"ftp://x\"\n");
  const CommandResult result = Paraphe({"policy", "check", policy});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, AllOf(HasSubstr("p.textproto:1:"), HasSubstr("p.textproto:2:")));
  EXPECT_EQ(JsonOf(Paraphe({"policy", "check", "--json", policy}))["error"]["reason"],
            "POLICY_INVALID");
}

TEST_F(OfflineTest, VerifyOfAnUnsignedDocumentIsRefusedByName) {
  const CommandResult result = Paraphe({"verify", "--json"}, kCanonical);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "SIGNATURE_ABSENT");
}

TEST_F(OfflineTest, ErrorsNeverQuoteContent) {
  const CommandResult result = Paraphe({"check"}, "<a>confidentiel<!-- x --></a>");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, Not(HasSubstr("confidentiel")));
}

}  // namespace
}  // namespace paraphe::test
