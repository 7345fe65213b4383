#include "tests/bench/bench_server.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include <sys/stat.h>

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/testing/client_certificate.h"
#include "tests/testing/or_die.h"
#include "tests/testing/pki.h"

namespace paraphe::bench {
namespace {

constexpr size_t kMostDocumentBytes = size_t{64} << 20;

constexpr char kPolicy[] = R"(
    name: "bench"
    applies_to { application: "bench" role: "*" }
    description: "Actes du maire"
    certificate_rules { non_repudiation_required: true qualified_required: true sscd_required: true }
    allow_unattended: true
)";

// Quotas that nothing measured here reaches.
constexpr char kConfig[] = R"(
    listen: "127.0.0.1:0"
    port_file: "port"
    tls { certificate_file: "tls.pem" private_key_file: "tls.key" }
    applications { name: "bench" identities { subject_alternative_name: "URI:urn:paraphe:test:caller" } }
    client_ca_files: "client-ca.pem"
    policy_files: "policy.textproto"
    trusted_ca_files: "ca.pem"
    limits { session_bytes: 1099511627776 application_session_bytes: 1099511627776
             sessions: 100000000 application_sessions: 100000000
             open_sessions: 1000000 application_open_sessions: 1000000
             new_sessions_per_minute: 1000000 application_new_sessions_per_minute: 1000000 }
    store { sqlite { path: "paraphed.db" } }
)";

}  // namespace

void WriteTlsFiles(const test::TempDir& dir) {
  const test::TestCert tls = test::LoopbackTlsCertificate();
  test::WriteCaller(dir);
  dir.WriteFileOrDie("tls.pem", tls.Pem() + test::TestPki::Get().intermediate().Pem());
  const std::string key = dir.WriteFileOrDie("tls.key", tls.key->Pkcs8Pem());
  test::CheckOrDie(chmod(key.c_str(), 0600) == 0, "chmod");
  dir.WriteFileOrDie("ca.pem", test::TestPki::Get().CaPem());
}

BenchServer::BenchServer() {
  WriteTlsFiles(dir_);
  dir_.WriteFileOrDie("policy.textproto", kPolicy);
  const std::string config = dir_.WriteFileOrDie(
      "paraphed.textproto",
      absl::StrCat(kConfig, "table_files: \"", test::Project("deploy/tables"), "\"\n"));
  program_ = std::make_unique<test::RunningProgram>(
      std::vector<std::string>{test::OurProgram("paraphed"), "--config", config});
  test::CheckOrDie(program_->WaitFor("listening"), "starting paraphed");
}

std::string BenchServer::address() const {
  return absl::StrCat("127.0.0.1:", absl::StripAsciiWhitespace(dir_.ReadFileOrDie("port")));
}

std::shared_ptr<const test::ServerCalls> BenchServer::Connect() const {
  return test::CallsOverGrpc(address(), dir_.Join("paraphed.textproto"), 1, kMostDocumentBytes);
}

}  // namespace paraphe::bench
