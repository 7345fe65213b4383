#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/client/cli/fake_caller_server.h"
#include "tests/client/cli/paraphe_command.h"
#include "tests/xades/signing.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using xades::test::FullAttributes;
using xades::test::kDocument;
using xades::test::SignerOf;
using xades::test::SignOrDie;

class FinalizeCommandTest : public testing::Test {
 protected:
  FinalizeCommandTest() {
    server_.result.set_session_id("s1");
    server_.result.set_state(v1::FINALIZED);
    server_.result.set_status(v1::ST_OK);
    server_.result.set_document_sha256(Sha256(kDocument));
    server_.result.set_signed_document(
        SignOrDie(kDocument, FullAttributes(SignerOf()), SignerOf()));
  }
  CommandResult Finalize(const std::string& out, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"finalize", "--config", server_.config(), "--state",
                               server_.StateFile(), "--out", out});
    return Paraphe(more);
  }

  FakeCallerServer server_;
  const std::string out_ = server_.dir().Join("signed.xml");
};

// Proves: EXP-1
TEST_F(FinalizeCommandTest, TheSignedDocumentIsWritten) {
  const CommandResult result = Finalize(out_);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("signed: " + out_));
  EXPECT_EQ(server_.dir().ReadFileOrDie("signed.xml"), server_.result.signed_document());
  EXPECT_EQ(Finalize("-").out, server_.result.signed_document());
}

// Proves: EXP-1
TEST_F(FinalizeCommandTest, AnEndWithoutSignatureIsAnErrorAndWritesNothing) {
  server_.result.clear_signed_document();
  server_.result.set_state(v1::ABORTED);
  server_.result.set_status(v1::ST_ABORTED_BY_SIGNER);
  server_.result.set_reason("not mine");
  const CommandResult result = Finalize(out_, {"--json"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(JsonOf(result)["status"], "ST_ABORTED_BY_SIGNER");
  EXPECT_EQ(JsonOf(result)["reason"], "not mine");
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "ABORTED_BY_SIGNER");
  EXPECT_FALSE(std::filesystem::exists(out_));
}

// Proves: EXP-2
TEST_F(FinalizeCommandTest, WhatDoesNotVerifyIsNotWritten) {
  server_.result.set_signed_document(kDocument);
  const CommandResult result = Finalize(out_, {"--json"});
  EXPECT_EQ(result.exit_code, 6);
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "SERVER_ANSWER_MISMATCH");
  EXPECT_FALSE(std::filesystem::exists(out_));
}

TEST_F(FinalizeCommandTest, AFileIsReplacedByForceOnly) {
  server_.dir().WriteFileOrDie("signed.xml", "mine");
  EXPECT_THAT(Finalize(out_).err, HasSubstr("--force"));
  EXPECT_EQ(Finalize(out_).exit_code, 2);
  EXPECT_EQ(Finalize(server_.StateFile(), {"--force"}).exit_code, 2);
  EXPECT_THAT(server_.finalized, IsEmpty());
  EXPECT_EQ(Finalize(out_, {"--force"}).exit_code, 0);
  EXPECT_EQ(server_.dir().ReadFileOrDie("signed.xml"), server_.result.signed_document());
}

TEST_F(FinalizeCommandTest, WhatCannotBeWrittenIsNotAskedFor) {
  EXPECT_EQ(Finalize(server_.dir().Join("none/signed.xml")).exit_code, 1);
  EXPECT_EQ(Finalize("-", {"--json"}).exit_code, 2);
  EXPECT_THAT(server_.finalized, IsEmpty());
}

}  // namespace
}  // namespace paraphe::test
