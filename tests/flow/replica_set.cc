#include "tests/flow/replica_set.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include <arpa/inet.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/client/cli/paraphe_command.h"
#include "tests/server/testing/local_socket.h"
#include "tests/testing/client_certificate.h"
#include "tests/testing/or_die.h"
#include "tests/testing/pki.h"

namespace paraphe::test {
namespace {

constexpr char kHaproxy[] = "/usr/sbin/haproxy";

constexpr char kConfig[] = R"(
    tls { certificate_file: "tls.pem" private_key_file: "tls.key" }
    applications { name: "flow" identities { subject_alternative_name: "URI:urn:paraphe:test:caller" } }
    client_ca_files: "client-ca.pem"
    policy_files: "policy.textproto"
    trusted_ca_files: "ca.pem"
)";

constexpr char kProxyConfig[] = R"(
global
  maxconn 500
defaults
  mode tcp
  balance roundrobin
  option redispatch
  retries 3
  timeout connect 2s
  timeout client 5m
  timeout server 5m
  default-server check inter 200ms fall 1 rise 1
listen paraphe
)";

// One of 127.0.0.0/8 for this process.
std::string OwnHost() {
  const auto pid = static_cast<unsigned>(getpid());
  return absl::StrCat("127.77.", pid >> 8 & 0xff, ".", pid & 0xff);
}

TestCert CertificateFor(const std::string& host) {
  in_addr address = {};
  inet_pton(AF_INET, host.c_str(), &address);
  const absl::string_view octets(reinterpret_cast<const char*>(&address), sizeof(address));
  return TestPki::Get()
      .Signer(host)
      .KeyUsage({kDigitalSignature})
      .Extension("2.5.29.17", false, DerSequence(DerTlv(0x87, octets)))
      .Build();
}

}  // namespace

ReplicaSet::ReplicaSet(const std::string& conninfo, int replicas)
    : host_(OwnHost()), replicas_(static_cast<size_t>(replicas)) {
  WriteFiles(conninfo);
  for (int i = 0; i < size(); ++i) Start(i);
  StartProxy();
}

void ReplicaSet::WriteFiles(const std::string& conninfo) {
  const TestCert tls = CertificateFor(host_);
  WriteCaller(dir_);
  dir_.WriteFileOrDie("tls.pem", tls.Pem() + TestPki::Get().intermediate().Pem());
  chmod(dir_.WriteFileOrDie("tls.key", tls.key->Pkcs8Pem()).c_str(), 0600);
  dir_.WriteFileOrDie("ca.pem", TestPki::Get().CaPem());
  dir_.WriteFileOrDie("policy.textproto",
                      "name: \"flow\" applies_to { application: \"flow\" role: \"*\" } "
                      "description: \"Bout en bout\" allow_unattended: true");
  common_ = absl::StrCat(kConfig, "table_files: \"", Project("deploy/tables"),
                         "\" store { postgresql { conninfo: \"", conninfo, "\" } }\n");
}

std::string ReplicaSet::ConfigOf(int replica) const {
  return dir_.Join(absl::StrCat("paraphed-", replica, ".textproto"));
}

void ReplicaSet::WriteConfig(int replica) const {
  const std::string& port = replicas_[static_cast<size_t>(replica)].port;
  dir_.WriteFileOrDie(absl::StrCat("paraphed-", replica, ".textproto"),
                      absl::StrCat("listen: \"", host_, ":", port, "\" port_file: \"port-", replica,
                                   "\" audit { heads_file: \"heads-", replica, "\" }\n", common_));
}

void ReplicaSet::Start(int replica) {
  WriteConfig(replica);
  Replica& one = replicas_[static_cast<size_t>(replica)];
  one.program = std::make_unique<RunningProgram>(
      std::vector<std::string>{OurProgram("paraphed"), "--config", ConfigOf(replica)});
  if (!one.program->WaitFor("listening")) CheckOrDie(false, one.program->Finish().err.c_str());
  one.port =
      std::string(absl::StripAsciiWhitespace(dir_.ReadFileOrDie(absl::StrCat("port-", replica))));
}

void ReplicaSet::Kill(int replica) {
  Replica& one = replicas_[static_cast<size_t>(replica)];
  one.program->Signal(SIGKILL);
  one.program->Finish();
  one.program.reset();
}

void ReplicaSet::StartProxy() {
  proxy_port_ =
      absl::StrCat(LocalSocket::Listen().port());  // free there, so free on our own address
  std::string config = absl::StrCat(kProxyConfig, "  bind ", proxy(), "\n");
  for (const std::string& address : addresses()) {
    absl::StrAppend(&config, "  server ", address, " ", address, "\n");
  }
  proxy_ = std::make_unique<RunningProgram>(
      std::vector<std::string>{kHaproxy, "-db", "-f", dir_.WriteFileOrDie("haproxy.cfg", config)});
}

std::vector<std::string> ReplicaSet::addresses() const {
  std::vector<std::string> addresses;
  for (const Replica& one : replicas_) addresses.push_back(absl::StrCat(host_, ":", one.port));
  return addresses;
}

std::string ReplicaSet::proxy() const { return absl::StrCat(host_, ":", proxy_port_); }

CommandResult ReplicaSet::Ask(std::vector<std::string> words) const {
  words.insert(words.begin(), OurProgram("paraphed"));
  words.insert(words.end(), {"--config", ConfigOf(0)});
  return RunCommand(words).value_or(CommandResult());
}

}  // namespace paraphe::test
