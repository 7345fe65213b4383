// `paraphe canonicalize` on real files: what it writes, and how it ends.
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

}  // namespace
}  // namespace paraphe::test
