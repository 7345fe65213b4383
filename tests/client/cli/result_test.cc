// What the command line does with the answer of a server that it need not believe.
#include "client/cli/result.h"

#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"
#include "tests/xades/signing.h"

namespace paraphe::cli {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using xades::test::FullAttributes;
using xades::test::kDocument;
using xades::test::Replaced;
using xades::test::SignerOf;
using xades::test::SignOrDie;

class ResultTest : public testing::Test {
 protected:
  ResultTest() {
    response_.set_session_id("s1");
    response_.set_state(v1::FINALIZED);
    response_.set_status(v1::ST_OK);
    response_.set_document_sha256(Sha256(kDocument));
    response_.set_signed_document(SignOrDie(kDocument, FullAttributes(SignerOf()), SignerOf()));
  }

  test::TempDir dir_;
  const std::string out_ = dir_.Join("signed.xml");
  v1::FinalizeResponse response_;
};

// Proves: EXP-2
TEST_F(ResultTest, AGoodResultIsWritten) {
  EXPECT_THAT(WriteResult(response_, Sha256(kDocument), out_), IsOk());
  EXPECT_EQ(dir_.ReadFileOrDie("signed.xml"), response_.signed_document());
}

// Proves: EXP-2
TEST_F(ResultTest, AnotherDocumentThanTheOneHandedInIsRefused) {
  EXPECT_THAT(WriteResult(response_, Sha256("<other></other>"), out_),
              HasReason(v1::SERVER_ANSWER_MISMATCH,
                        AllOf(HasSubstr("session s1"), HasSubstr("another document"))));
  EXPECT_FALSE(std::filesystem::exists(out_));
}

// Proves: EXP-2
TEST_F(ResultTest, WithoutADigestOfOnesOwnTheServersIsCompared) {
  EXPECT_THAT(WriteResult(response_, "", out_), IsOk());
  response_.set_document_sha256(Sha256("<other></other>"));
  EXPECT_THAT(WriteResult(response_, "", out_), HasReason(v1::SERVER_ANSWER_MISMATCH));
}

// Proves: EXP-2
TEST_F(ResultTest, ASignatureThatDoesNotHoldIsRefused) {
  response_.set_signed_document(Replaced(response_.signed_document(), ">Maire<", ">Mairie<"));
  EXPECT_THAT(WriteResult(response_, Sha256(kDocument), out_),
              HasReason(v1::SERVER_ANSWER_MISMATCH));
  response_.set_signed_document(kDocument);
  EXPECT_THAT(WriteResult(response_, Sha256(kDocument), out_),
              HasReason(v1::SERVER_ANSWER_MISMATCH));
  EXPECT_FALSE(std::filesystem::exists(out_));
}

// Proves: SIG-3
TEST_F(ResultTest, WhetherSha1MayBeUsedIsNotForTheCommandLineToSay) {
  response_.set_signed_document(
      SignOrDie(kDocument, FullAttributes(SignerOf(), v1::XADES_BASELINE_B, v1::SHA1), SignerOf()));
  EXPECT_THAT(CheckSignedDocument(response_, Sha256(kDocument)), IsOk());
}

// Proves: EXP-1
TEST_F(ResultTest, ASessionThatEndedOtherwiseIsItsErrorAndWritesNothing) {
  response_.set_status(v1::ST_ABORTED_BY_SIGNER);
  response_.set_state(v1::ABORTED);
  response_.set_reason("non");
  response_.set_cause(v1::ABORTED_BY_SIGNER);
  EXPECT_THAT(WriteResult(response_, Sha256(kDocument), out_), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_FALSE(std::filesystem::exists(out_));
  const Json json = ResultToJson(response_, out_);
  EXPECT_EQ(json["status"], "ST_ABORTED_BY_SIGNER");
  EXPECT_EQ(json["reason"], "non");
  EXPECT_EQ(json["cause"], "ABORTED_BY_SIGNER");
  EXPECT_FALSE(json.contains("out"));
}

TEST_F(ResultTest, JsonTellsWhereTheDocumentIsAndNotWhatItSays) {
  const Json json = ResultToJson(response_, out_);
  EXPECT_EQ(json["out"], out_);
  EXPECT_EQ(json["bytes"], response_.signed_document().size());
  EXPECT_EQ(json["session_id"], "s1");
  EXPECT_FALSE(json.contains("reason"));
  EXPECT_THAT(json.dump(), ::testing::Not(HasSubstr("Maire")));
}

TEST_F(ResultTest, AFolderThatIsNotThereIsFoundOutBeforeAnybodySigns) {
  EXPECT_THAT(CheckWritable(out_), IsOk());
  EXPECT_THAT(CheckWritable("-"), IsOk());
  EXPECT_THAT(CheckWritable(dir_.Join("none/signed.xml")),
              HasReason(v1::FILE_UNWRITABLE, HasSubstr("none/signed.xml")));
  EXPECT_THAT(CheckWritable(dir_.Join(".")), HasReason(v1::FILE_UNWRITABLE));
}

}  // namespace
}  // namespace paraphe::cli
