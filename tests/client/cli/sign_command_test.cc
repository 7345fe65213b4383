#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "common/hash.h"
#include "tests/client/cli/fake_caller_server.h"
#include "tests/client/cli/paraphe_command.h"
#include "tests/xades/signing.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using xades::test::FullAttributes;
using xades::test::kDocument;
using xades::test::SignerOf;
using xades::test::SignOrDie;

class SignCommandTest : public testing::Test {
 protected:
  SignCommandTest() {
    server_.events = {FakeCallerServer::Event(v1::SIGNED, 5, v1::ST_OK)};
    server_.result.set_session_id("s1");
    server_.result.set_state(v1::FINALIZED);
    server_.result.set_status(v1::ST_OK);
    server_.result.set_document_sha256(Sha256(kDocument));
    server_.result.set_signed_document(
        SignOrDie(kDocument, FullAttributes(SignerOf()), SignerOf()));
  }
  CommandResult Sign(const std::string& out, std::vector<std::string> more = {}) const {
    more.insert(more.begin(), {"sign", "--config", server_.config(), "--application", "demo",
                               "--role", "Maire", "--document", "-", "--out", out});
    return Paraphe(more, kDocument);
  }

  FakeCallerServer server_;
  const std::string out_ = server_.dir().Join("signed.xml");
};

// Proves: SES-1, EXP-1
TEST_F(SignCommandTest, TheWholeSessionEndsInTheFile) {
  const CommandResult result = Sign(out_);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, AllOf(HasSubstr("/ticket\n"), HasSubstr("signed: " + out_)));
  EXPECT_EQ(server_.dir().ReadFileOrDie("signed.xml"), server_.result.signed_document());
}

// Proves: EXP-2
TEST_F(SignCommandTest, AnotherDocumentThanTheOneHandedInIsNotWritten) {
  constexpr char kOther[] = "<acte></acte>";
  server_.result.set_document_sha256(Sha256(kOther));
  server_.result.set_signed_document(SignOrDie(kOther, FullAttributes(SignerOf()), SignerOf()));
  const CommandResult result = Sign(out_);
  EXPECT_EQ(result.exit_code, 6);
  EXPECT_THAT(result.err, HasSubstr("another document"));
  EXPECT_FALSE(std::filesystem::exists(out_));
}

TEST_F(SignCommandTest, NobodyIsAskedToSignWhatCannotBeWritten) {
  EXPECT_EQ(Sign(server_.dir().Join("none/signed.xml")).exit_code, 1);
  EXPECT_EQ(Sign("-", {"--json"}).exit_code, 2);
  EXPECT_THAT(server_.prepared, IsEmpty());
}

TEST_F(SignCommandTest, NobodyIsAskedToSignWhereAFileWouldBeLost) {
  server_.dir().WriteFileOrDie("signed.xml", "mine");
  EXPECT_EQ(Sign(out_).exit_code, 2);
  EXPECT_THAT(Sign(out_).err, HasSubstr("--force"));
  EXPECT_EQ(Sign(server_.config(), {"--force"}).exit_code, 2);
  const std::string other = server_.dir().Join("other.xml");
  EXPECT_EQ(Sign(other, {"--state", server_.StateFile()}).exit_code, 2);
  EXPECT_EQ(Sign(other, {"--state", other}).exit_code, 2);
  EXPECT_THAT(server_.prepared, IsEmpty());
  EXPECT_EQ(server_.dir().ReadFileOrDie("signed.xml"), "mine");
  EXPECT_EQ(Sign(out_, {"--force"}).exit_code, 0);
  EXPECT_EQ(server_.dir().ReadFileOrDie("signed.xml"), server_.result.signed_document());
}

// Proves: SES-2
TEST_F(SignCommandTest, PatienceThatEndsRollsBack) {
  server_.watch_ends = false;
  server_.events = {FakeCallerServer::Event(v1::PREPARED, 1, v1::ST_PENDING)};
  const CommandResult result = Sign(out_);
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, HasSubstr("the session was rolled back"));
  ASSERT_THAT(server_.aborted, SizeIs(1));
  EXPECT_EQ(server_.aborted[0].reason(), "the caller stopped waiting");
  EXPECT_THAT(server_.finalized, IsEmpty());
}

// Proves: SES-3
TEST_F(SignCommandTest, ALinkThatCannotBeKeptRollsBack) {
  const CommandResult result = Sign(out_, {"--state", server_.dir().Join("none/kept.state")});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(server_.aborted, SizeIs(1));
}

}  // namespace
}  // namespace paraphe::test
