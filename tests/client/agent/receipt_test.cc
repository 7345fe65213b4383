#include "client/agent/receipt.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include <sys/stat.h>

#include "common/file.h"
#include "common/hash.h"
#include "policy/lines.h"
#include "tests/client/agent/flow_fixture.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"
#include "xades/verifier.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::RunCommand;
using ::paraphe::test::TempDir;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;

class ReceiptTest : public FlowFixture {
 protected:
  SignedResult Sign() {
    EXPECT_THAT(Run(), IsOk());
    EXPECT_EQ(desk_.results.size(), 1u);
    return desk_.results.at(0);
  }
  static void ExpectWellFormed(const std::string& path) {
    const auto result = RunCommand({"xmllint", "--noout", path});
    ASSERT_THAT(result, IsOk());
    EXPECT_EQ(result->exit_code, 0) << result->err;
  }

  TempDir dir_;
};

// Proves: EXP-4
TEST_F(ReceiptTest, DocumentIsTheOneShownWithTheSignatureThatWasMade) {
  const SignedResult result = Sign();
  EXPECT_THAT(xades::RemoveSignature(result.document),
              ::paraphe::test::IsOkAndHolds(test::TestDocument()));
  EXPECT_THAT(result.document,
              HasSubstr(absl::Base64Escape(server_.signatures.at(0)).substr(0, 40)));
}

// Proves: EXP-4, PRES-9
TEST_F(ReceiptTest, ServersDocumentThatIsAnotherIsNamedAndNothingIsHandedOver) {
  server_.edit_export = [](v1::SignerExportResponse& response) {
    response.mutable_signed_document()->push_back(' ');
  };
  EXPECT_THAT(Run(), IsOk()) << "it is signed";
  EXPECT_TRUE(desk_.WasTold(Phrase::kNothingToKeep));
  EXPECT_TRUE(desk_.results.empty());
}

// Proves: EXP-4
TEST_F(ReceiptTest, WhereTheServerDoesNotAnswerTheAgentHandsOverItsOwn) {
  for (int i = 0; i < 10; ++i) {
    server_.export_failures.push_back({MakeError(v1::NOT_REACHABLE, "gone")});
  }
  EXPECT_THAT(xades::RemoveSignature(Sign().document),
              ::paraphe::test::IsOkAndHolds(test::TestDocument()));
  EXPECT_TRUE(desk_.WasTold(Phrase::kNotCompared));
}

// Proves: EXP-4
TEST_F(ReceiptTest, SaysWhatWhenWithWhichCertificateAndUnderWhichPolicy) {
  clock_.Advance(absl::Seconds(7));
  const SignedResult result = Sign();
  const std::string parts[] = {
      "2026-11-22T10:00:07Z",                                    // when
      "actes",                                                   // for whom
      "https://example.org/politique",                           // policy
      "maire",                                                   // role
      "Anne Dupont",                                             // certificate
      GroupedHex(Sha256(test::TestDocument())),                  // what
      GroupedHex(Sha256(result.document)),                       // the result
      result.name.substr(absl::string_view("paraphe-").size()),  // session code
  };
  for (const std::string& part : parts) {
    EXPECT_THAT(result.receipt_text, HasSubstr(part));
    EXPECT_THAT(result.receipt_page, HasSubstr(part));
  }
}

// Proves: EXP-4, ATT-5
TEST_F(ReceiptTest, IsInTheSignersLanguage) {
  EXPECT_THAT(Sign().receipt_text, HasSubstr("Reçu de signature"));
  rules_.language = Language::kEnglish;
  server_.state = v1::PREPARED;
  ASSERT_THAT(Run(), IsOk());
  EXPECT_THAT(desk_.results.at(1).receipt_text, HasSubstr("Receipt of a signature"));
  EXPECT_THAT(desk_.results.at(1).receipt_page, HasSubstr("lang=\"en\""));
}

// Proves: EXP-4, PRES-6
TEST_F(ReceiptTest, TextOfOthersIsVisibleAndInert) {
  server_.application = "<script>\u202e\x1b[2J";
  const SignedResult result = Sign();
  for (const std::string& text : {result.receipt_page, result.receipt_text}) {
    EXPECT_THAT(text, ::testing::Not(HasSubstr("\u202e")));
    EXPECT_THAT(text, ::testing::Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, HasSubstr("U+202E"));
  }
  EXPECT_THAT(result.receipt_page, ::testing::Not(HasSubstr("<script")));
}

// Proves: EXP-4
TEST_F(ReceiptTest, FilesAreWellFormedAndTheirOwnersOnly) {
  const SignedResult result = Sign();
  const absl::StatusOr<std::string> name = SaveResult(result, dir_.path());
  ASSERT_THAT(name, IsOk());
  ExpectWellFormed(*name + ".xml");
  ExpectWellFormed(*name + "-receipt.html");
  struct stat facts = {};
  ASSERT_EQ(stat((*name + "-receipt.txt").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777u, 0600u);
}

// Proves: EXP-4
TEST_F(ReceiptTest, FileThatIsThereStaysAndGetsANeighbour) {
  const SignedResult result = Sign();
  const std::string taken = dir_.WriteFileOrDie(result.name + "-receipt.txt", "mine");
  const absl::StatusOr<std::string> name = SaveResult(result, dir_.path());
  ASSERT_THAT(name, IsOk());
  EXPECT_EQ(*name, absl::StrCat(dir_.Join(result.name), "-2"));
  EXPECT_EQ(*ReadFile(taken, 100), "mine");
}

// Proves: EXP-4
TEST_F(ReceiptTest, FolderThatIsNotThereIsNamed) {
  const SignedResult result = Sign();
  for (const char* path : {"absent", "absent/receipt.json"}) {
    EXPECT_THAT(SaveResult(result, dir_.Join(path)),
                HasReason(v1::FILE_UNWRITABLE, HasSubstr("absent")));
  }
}

// Proves: EXP-4
TEST_F(ReceiptTest, NameThatEndsInJsonHoldsTheReceiptForProgramsAlone) {
  const SignedResult result = Sign();
  const std::string path = dir_.Join("Reçu.JSON");
  EXPECT_THAT(SaveResult(result, path), ::paraphe::test::IsOkAndHolds(path));
  EXPECT_EQ(*ReadFile(path, 100000), result.receipt_json);
  struct stat facts = {};
  ASSERT_EQ(stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777u, 0600u);
  // It replaces nothing either.
  EXPECT_THAT(SaveResult(result, path), ::paraphe::test::IsOkAndHolds(dir_.Join("Reçu-2.JSON")));
}

// Proves: EXP-4
TEST_F(ReceiptTest, FolderWhoseNameEndsInJsonIsAFolder) {
  const std::string folder = dir_.Join("recus.json");
  ASSERT_EQ(mkdir(folder.c_str(), 0700), 0);
  const SignedResult result = Sign();
  EXPECT_FALSE(NamesReceipt(folder));
  EXPECT_THAT(SaveResult(result, folder),
              ::paraphe::test::IsOkAndHolds(absl::StrCat(folder, "/", result.name)));
}

}  // namespace
}  // namespace paraphe::agent
