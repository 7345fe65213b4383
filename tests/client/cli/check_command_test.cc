// `paraphe check` on real files: what it prints, and how it ends.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kCanonical[] = "<a b=\"1\"></a>";

class CheckCommandTest : public testing::Test {
 protected:
  std::string File(const std::string& name, absl::string_view bytes) const {
    return dir_.WriteFileOrDie(name, bytes);
  }
  TempDir dir_;
};

// Proves: DOC-2
TEST_F(CheckCommandTest, CheckAcceptsACanonicalFile) {
  const std::string file = File("a.xml", kCanonical);
  const CommandResult result = Paraphe({"check", file});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, MatchesRegex(".*/a.xml: OK, [^\n]*; 13 bytes, SHA-256 [0-9a-f]+\n"));
  EXPECT_EQ(result.err, "");
}

TEST_F(CheckCommandTest, CheckRefusesByPosition) {
  const std::string file = File("a.xml", "<a b='1'></a>");
  const CommandResult result = Paraphe({"check", file});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, StartsWith(file + ":1:6 (byte 5): "));
  EXPECT_THAT(result.err, MatchesRegex("[^\n]+\n"));
  EXPECT_EQ(result.out, "");
}

TEST_F(CheckCommandTest, CheckNamesStandardInputAsADash) {
  for (const std::vector<std::string>& line :
       {std::vector<std::string>{"check"}, std::vector<std::string>{"check", "-"}}) {
    EXPECT_THAT(Paraphe(line, "<a/>").err, MatchesRegex("-:1:[0-9]+ \\(byte [0-9]+\\): [^\n]+\n"));
    EXPECT_THAT(Paraphe(line, kCanonical).out, StartsWith("-: OK"));
  }
}

TEST_F(CheckCommandTest, CheckWithJson) {
  const CommandResult good = Paraphe({"check", "--json"}, kCanonical);
  EXPECT_EQ(JsonOf(good)["accepted"], true);
  EXPECT_EQ(JsonOf(good)["bytes"], 13);
  const CommandResult bad = Paraphe({"check", "--json"}, "<a b='1'></a>");
  EXPECT_EQ(bad.exit_code, 3);
  EXPECT_EQ(JsonOf(bad)["error"]["reason"], "DOCUMENT_NOT_CANONICAL");
  EXPECT_EQ(JsonOf(bad)["error"]["position"]["byte_offset"], 5);
}

// Proves: DOC-6
TEST_F(CheckCommandTest, CheckTakesTheServersBound) {
  EXPECT_EQ(Paraphe({"check", "--max-bytes", "13"}, kCanonical).exit_code, 0);
  const CommandResult result = Paraphe({"check", "--max-bytes", "12"}, kCanonical);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, MatchesRegex("-:[0-9]+:[0-9]+ \\(byte [0-9]+\\): [^\n]+\n"));
}

// Proves: DOC-3
TEST_F(CheckCommandTest, CheckRefusesASignedDocument) {
  const CommandResult result =
      Paraphe({"check", "--json"},
              "<a><Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"></Signature></a>");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "DOCUMENT_ALREADY_SIGNED");
}

TEST_F(CheckCommandTest, ErrorsNeverQuoteContent) {
  const CommandResult result = Paraphe({"check"}, "<a>confidentiel<!-- x --></a>");
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, Not(HasSubstr("confidentiel")));
}

}  // namespace
}  // namespace paraphe::test
