#include "tests/crash/killed_server.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include <signal.h>
#include <sys/stat.h>

#include "common/errors.h"
#include "tests/crash/crash_documents.h"
#include "tests/flow/flow_world.h"
#include "tests/testing/client_certificate.h"
#include "tests/testing/pki.h"

namespace paraphe::test {
namespace {

constexpr char kTable[] = R"(name: "acte" title { fr: "Acte" en: "Act" }
    default_rule { show_unlisted_elements: true show_unlisted_attributes: true })";

constexpr char kConfig[] = R"(
    listen: "127.0.0.1:0"
    tls { certificate_file: "tls.pem" private_key_file: "tls.key" }
    applications { name: "crash" identities { subject_alternative_name: "URI:urn:paraphe:test:caller" } }
    client_ca_files: "client-ca.pem"
    policy_files: "policy.textproto"
    table_files: "table.textproto"
    trusted_ca_files: "ca.pem"
    port_file: "port"
    limits { session_bytes: 1099511627776 application_session_bytes: 1099511627776
             sessions: 100000000 application_sessions: 100000000
             open_sessions: 1000000 application_open_sessions: 1000000
             new_sessions_per_minute: 1000000 application_new_sessions_per_minute: 1000000 }
    audit { interval { seconds: 1 } }
)";

constexpr absl::Duration kPatience = absl::Minutes(1);

}  // namespace

KilledServer::KilledServer(const std::string& store, std::map<std::string, std::string> environment)
    : environment_(std::move(environment)) {
  WriteFiles(store);
}

KilledServer::~KilledServer() { GiveUp(); }

void KilledServer::WriteFiles(const std::string& store) {
  const TestCert tls = LoopbackTlsCertificate();
  WriteCaller(dir_);
  dir_.WriteFileOrDie("tls.pem", tls.Pem() + TestPki::Get().intermediate().Pem());
  chmod(dir_.WriteFileOrDie("tls.key", tls.key->Pkcs8Pem()).c_str(), 0600);
  dir_.WriteFileOrDie("ca.pem", TestPki::Get().CaPem());
  dir_.WriteFileOrDie("policy.textproto",
                      absl::StrCat("name: \"crash\" applies_to { application: \"",
                                   kCrashApplication, "\" role: \"*\" } description: \"Essai\""));
  dir_.WriteFileOrDie("table.textproto", kTable);
  dir_.WriteFileOrDie("paraphed.textproto", absl::StrCat(kConfig, store, "\n"));
}

std::vector<std::string> KilledServer::Command() const {
  return {OurProgram("paraphed"), "--config", dir_.Join("paraphed.textproto")};
}

int KilledServer::starts() const {
  const absl::MutexLock lock(&mutex_);
  return starts_;
}

absl::Status KilledServer::Start() {
  program_ = std::make_unique<RunningProgram>(Command(), environment_);
  if (!program_->WaitFor("listening")) {
    const CommandResult end = program_->Finish();
    program_.reset();
    return MakeError(v1::INTERNAL, absl::StrCat("paraphed does not start on its store: exit code ",
                                                end.exit_code, "\n", end.err));
  }
  const std::string port(absl::StripAsciiWhitespace(dir_.ReadFileOrDie("port")));
  const absl::MutexLock lock(&mutex_);
  ++starts_;
  calls_ =
      CallsOverGrpc(absl::StrCat("127.0.0.1:", port), dir_.Join("paraphed.textproto"), starts_);
  return absl::OkStatus();
}

void KilledServer::Kill() {
  if (program_ == nullptr) return;
  program_->Signal(SIGKILL);
  program_->Finish();
  program_.reset();
  const absl::MutexLock lock(&mutex_);
  calls_ = nullptr;
}

void KilledServer::KillWhileStarting(absl::Duration after) {
  program_ = std::make_unique<RunningProgram>(Command(), environment_);
  {
    absl::MutexLock lock(&mutex_);
    mutex_.AwaitWithTimeout(absl::Condition(&given_up_), after);
  }
  Kill();
}

CommandResult KilledServer::Ask(std::vector<std::string> words) const {
  words.insert(words.begin(), OurProgram("paraphed"));
  words.insert(words.end(), {"--config", dir_.Join("paraphed.textproto")});
  return RunCommand(words).value_or(CommandResult());
}

std::shared_ptr<const ServerCalls> KilledServer::Await(int after, absl::Duration soon) {
  const absl::MutexLock lock(&mutex_);
  const auto another = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return given_up_ || (calls_ != nullptr && calls_->start() > after);
  };
  mutex_.AwaitWithTimeout(absl::Condition(&another), soon);
  const auto any = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return given_up_ || calls_ != nullptr;
  };
  mutex_.AwaitWithTimeout(absl::Condition(&any), kPatience);
  return given_up_ ? nullptr : calls_;
}

void KilledServer::AwaitAnswer(absl::Duration longest) {
  const absl::MutexLock lock(&mutex_);
  const auto answered = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return given_up_ || answered_ == starts_;
  };
  mutex_.AwaitWithTimeout(absl::Condition(&answered), longest);
}

void KilledServer::Answered(int start) {
  const absl::MutexLock lock(&mutex_);
  answered_ = start;
}

void KilledServer::GiveUp() {
  const absl::MutexLock lock(&mutex_);
  given_up_ = true;
}

}  // namespace paraphe::test
