// What a rolled-back session leaves in the memory of paraphed: nothing.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/base64.h"
#include "common/errors.h"
#include "tests/crash/server_calls.h"
#include "tests/flow/flow_world.h"
#include "tests/flow/running_program.h"
#include "tests/server/paraphed_fixture.h"
#include "tests/server/process_memory.h"
#include "tests/server/store/postgresql/postgres_server.h"

namespace paraphe {
namespace {

using test::FindInMemory;
using test::OurProgram;
using test::RunningProgram;
using test::ServerCalls;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// REQ: SES-8. A session's end, and what took part in it, are past by then.
constexpr absl::Duration kMinute = absl::Minutes(1);

// Some are short enough to be kept inside a string object, on a stack.
constexpr char kDocumentMark[] = "Le-document-marque-4711-en-entier";
constexpr char kRoleMark[] = "Maire-delegue-marque-4712";
constexpr char kShortRoleMark[] = "Maire-XK47Q";
constexpr char kPlaceMark[] = "Commune-marquee-de-4713";
constexpr char kShortPlaceMark[] = "Val-ZW93J";
constexpr char kRefusedMark[] = "Le-document-refuse-marque-4715";

std::string Document(size_t bytes) {
  std::string text = "<acte>";
  do {
    absl::StrAppend(&text, "<article>", kDocumentMark, "</article>");
  } while (text.size() < bytes);
  return text + "</acte>";
}

class ForgettingTest : public test::ParaphedFixture {
 protected:
  ForgettingTest() {
    const test::TestCert tls = test::LoopbackTlsCertificate();
    dir_.WriteFileOrDie("tls.pem", tls.Pem() + test::TestPki::Get().intermediate().Pem());
    chmod(dir_.WriteFileOrDie("tls.key", tls.key->Pkcs8Pem()).c_str(), 0600);
  }

  // In the environment that deploy/systemd/paraphed.service gives it.
  void Start(const std::string& store) {
    dir_.WriteFileOrDie("paraphed.textproto", absl::StrCat(test::kParaphedConfig, " ", store));
    server_ = std::make_unique<RunningProgram>(
        std::vector<std::string>{OurProgram("paraphed"), "--config", config_},
        std::map<std::string, std::string>{{"LD_PRELOAD", PARAPHE_READABLE_MEMORY},
                                           {"LD_BIND_NOW", "1"}});
    ASSERT_TRUE(server_->WaitFor("listening"));
    Connect();
  }

  void Connect() {
    std::string port = dir_.ReadFileOrDie("port");
    port.pop_back();
    calls_ = test::CallsOverGrpc(absl::StrCat("127.0.0.1:", port), config_, 1);
  }

  v1::PrepareRequest Request(size_t bytes) const {
    v1::PrepareRequest request;
    request.set_application("mairie");
    request.set_signer_role(kRoleMark);
    request.set_table_name("t");
    request.set_document(Document(bytes));
    request.mutable_attributes()->set_claimed_role(kShortRoleMark);
    request.mutable_attributes()->mutable_place()->set_city(kPlaceMark);
    request.mutable_attributes()->mutable_place()->set_state_or_province(kShortPlaceMark);
    return request;
  }

  // Up to the consent, then aborted. What is secret of it is added to marks_.
  void AbortASession(size_t bytes) {
    const auto prepared = calls_->Prepare(Request(bytes));
    ASSERT_TRUE(prepared.ok()) << prepared.status();
    v1::PresentRequest present;
    present.set_ticket(prepared->ticket());
    present.add_certificates(test::TestPki::Get().signer().der);
    present.set_include_html(true);
    present.set_language("en");
    present.set_chosen_certificate_sha256(test::TestPki::Get().signer().Sha256());
    const auto shown = calls_->Present(present);
    ASSERT_TRUE(shown.ok()) << shown.status();
    v1::ConsentRequest consent;
    consent.set_session_token(shown->session_token());
    consent.set_document_sha256(shown->document_sha256());
    consent.set_html_sha256(shown->html_sha256());
    consent.set_language("en");
    *consent.mutable_signed_properties_digest() = shown->signed_properties_digest();
    consent.set_document_presented(true);
    consent.set_box_ticked(true);
    consent.set_signature_requested(true);
    const auto consented = calls_->Consent(consent);
    ASSERT_TRUE(consented.ok()) << consented.status();
    for (const std::string& secret :
         {prepared->ticket(), prepared->caller_token(), shown->session_token()}) {
      marks_.push_back(secret);
    }
    EXPECT_THAT(Found(), Not(IsEmpty())) << "an open session is in memory, or the search is blind";
    v1::SignerAbortRequest abort;
    abort.set_session_token(shown->session_token());
    const auto aborted = calls_->AbortBySigner(abort);
    ASSERT_TRUE(aborted.ok()) << aborted.status();
  }

  // Two Prepares that are refused: the document is none, and the role is of nobody.
  void BeRefused() {
    v1::PrepareRequest request = Request(0);
    request.set_document(absl::StrCat("<acte>", kRefusedMark, "<acte>"));
    EXPECT_FALSE(calls_->Prepare(request).ok());
    request = Request(0);
    request.set_table_name("none");
    EXPECT_FALSE(calls_->Prepare(request).ok());
  }

  std::vector<std::string> Found() const { return FindInMemory(server_->pid(), marks_); }

  // What is still found when the minute is over.
  std::vector<std::string> FoundAfterAMinute() const {
    const absl::Time end = absl::Now() + kMinute;
    std::vector<std::string> found = Found();
    while (!found.empty() && absl::Now() < end) {
      absl::SleepFor(absl::Milliseconds(500));
      found = Found();
    }
    return found;
  }

  enum class Connection { kClosed, kKept };

  void ForgetsWhatWasRolledBack(const std::string& store, Connection connection) {
    ASSERT_NO_FATAL_FAILURE(Start(store));
    for (const size_t bytes : {size_t{2000}, size_t{3} << 20}) {
      ASSERT_NO_FATAL_FAILURE(AbortASession(bytes));
    }
    BeRefused();
    if (connection == Connection::kClosed) calls_.reset();
    EXPECT_THAT(FoundAfterAMinute(), IsEmpty());
    EXPECT_THAT(FindInMemory(server_->pid(), {"applies_to"}), Not(IsEmpty()))
        << "the search is blind";
  }

  std::vector<std::string> marks_ = {kDocumentMark, kRoleMark,       kShortRoleMark,
                                     kPlaceMark,    kShortPlaceMark, kRefusedMark};
  std::unique_ptr<RunningProgram> server_;
  std::shared_ptr<const ServerCalls> calls_;
};

// Proves: SES-8
TEST_F(ForgettingTest, WithSessionsInMemory) {
  ForgetsWhatWasRolledBack("store { memory {} }", Connection::kClosed);
}

// Proves: SES-8
TEST_F(ForgettingTest, WithSessionsInSqlite) { ForgetsWhatWasRolledBack("", Connection::kClosed); }

// The connection's own buffers go with it, once it is idle.
// Proves: SES-8
TEST_F(ForgettingTest, WhereTheClientKeepsItsConnection) {
  ForgetsWhatWasRolledBack("", Connection::kKept);
}

// Proves: SES-8
TEST_F(ForgettingTest, WithSessionsInPostgresql) {
  server::test::PostgresServer& database = server::test::PostgresServer::Shared();
  ForgetsWhatWasRolledBack(
      absl::StrCat("store { postgresql { conninfo: \"", database.Conninfo(database.MakeSchema()),
                   "\" connections: 2 } }"),
      Connection::kClosed);
}

}  // namespace
}  // namespace paraphe
