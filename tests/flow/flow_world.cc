#include "tests/flow/flow_world.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <sys/stat.h>

#include "common/key_pin.h"
#include "tests/client/cli/paraphe_command.h"
#include "tests/testing/client_certificate.h"

namespace paraphe::test {
namespace {

constexpr char kPin[] = "123456";
constexpr char kToken[] = "carte";

std::string LinkIn(const std::string& said) {
  for (const absl::string_view line : absl::StrSplit(said, '\n')) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ', absl::SkipEmpty());
    if (words.size() == 2 && words[0] == "link") return words[1];
  }
  return "";
}

[[noreturn]] void Die(const std::string& what, const CommandResult& result) {
  std::cerr << what << ": exit code " << result.exit_code << "\n"
            << result.out << result.err << std::endl;
  std::abort();
}

}  // namespace

TestCert LoopbackTlsCertificate() {
  return TestPki::Get()
      .Signer("127.0.0.1")
      .KeyUsage({kDigitalSignature})
      .Extension("2.5.29.17", false, DerSequence(DerTlv(0x87, absl::string_view("\x7F\0\0\1", 4))))
      .Build();
}

FlowWorld::FlowWorld(const FlowOptions& options)
    : ca_file_(dir_.WriteFileOrDie("ca.pem", TestPki::Get().CaPem())),
      caller_config_(dir_.Join("paraphe.textproto")),
      agent_config_(dir_.Join("paraphe-agent.textproto")) {
  hsm_.AddTokenOrDie(kToken, kPin);
  SoftObjects objects;
  objects.id = "\x01";
  objects.label = "signature";
  objects.certificate_der = pki().signer().der;
  objects.key = pki().signer().key;
  hsm_.ImportOrDie(kToken, kPin, objects);
  WriteServerFiles(options);
  StartServer(options);
  WriteClientFiles(options);
}

void FlowWorld::WriteServerFiles(const FlowOptions& options) {
  const TestCert tls = LoopbackTlsCertificate();
  WriteCaller(dir_);
  dir_.WriteFileOrDie("tls.pem", tls.Pem() + pki().intermediate().Pem());
  const std::string key = dir_.WriteFileOrDie("tls.key", tls.key->Pkcs8Pem());
  chmod(key.c_str(), 0600);
  dir_.WriteFileOrDie(
      "policies/flow.textproto",
      absl::StrCat("name: \"flow\"\napplies_to { application: \"flow\" role: \"*\" }\n"
                   "description: \"Bout en bout\"\n",
                   options.policy));
  dir_.WriteFileOrDie(
      "paraphed.textproto",
      absl::StrCat("listen: \"127.0.0.1:0\"\nport_file: \"port\"\n"
                   "tls { certificate_file: \"tls.pem\" private_key_file: \"tls.key\" }\n"
                   "applications { name: \"flow\" inline_policies_allowed: true\n"
                   "  inline_tables_allowed: true",
                   kCallerIdentity, "}\napplications { name: \"narrow\"", kCallerIdentity, "}\n",
                   kCallerCas, "policy_files: \"policies\"\ntable_files: \"",
                   Project("deploy/tables"), "\"\ntrusted_ca_files: \"ca.pem\"\n", options.server));
}

void FlowWorld::StartServer(const FlowOptions& options) {
  std::vector<std::string> arguments = options.before_server;
  arguments.insert(arguments.end(),
                   {OurProgram("paraphed"), "--config", dir_.Join("paraphed.textproto")});
  server_ = std::make_unique<RunningProgram>(arguments);
  if (!server_->WaitFor("listening")) Die("paraphed did not start", server_->Finish());
}

void FlowWorld::WriteClientFiles(const FlowOptions& options) {
  const std::string address =
      absl::StrCat("address: \"127.0.0.1:", absl::StripAsciiWhitespace(dir_.ReadFileOrDie("port")),
                   "\" root_certificates_file: \"ca.pem\"");
  dir_.WriteFileOrDie("paraphe.textproto", absl::StrCat("server { ", address, kShowCaller, " }\n",
                                                        options.caller, "\n"));
  const std::string pin_path = dir_.WriteFileOrDie("pin", options.pin_in_file);
  chmod(pin_path.c_str(), 0600);
  dir_.WriteFileOrDie(
      "paraphe-agent.textproto",
      absl::StrCat("servers { ", address, " spki_sha256: \"",
                   KeyPin(*LoopbackTlsCertificate().Parse()), "\" }\ndevice { module: \"",
                   SoftHsm::ModulePath(), "\" label: \"", kToken, "\" }\npin_file: \"pin\"\n"));
}

std::vector<std::string> FlowWorld::RequestArguments(const std::string& command,
                                                     const std::string& document) const {
  return {command,  "--config",     caller_config_, "--application", "flow",
          "--role", "Maire",        "--place",      "Montpellier",   "--claimed-role",
          "Maire",  "--commitment", "approval",     "--document",    document};
}

SignCommand FlowWorld::BeginSign(const std::string& document,
                                 const std::vector<std::string>& more) {
  SignCommand sign;
  sign.out = dir_.Join("signed.xml");
  std::vector<std::string> arguments = RequestArguments("sign", document);
  arguments.insert(arguments.begin(), OurProgram("paraphe"));
  arguments.insert(arguments.end(), {"--out", sign.out});
  arguments.insert(arguments.end(), more.begin(), more.end());
  sign.program = std::make_unique<RunningProgram>(arguments);
  if (sign.program->WaitFor("waiting for the signer")) sign.link = LinkIn(sign.program->Said());
  return sign;
}

std::string FlowWorld::PrepareOrDie(const std::string& document) {
  std::vector<std::string> arguments = RequestArguments("prepare", document);
  arguments.insert(arguments.end(), {"--force", "--state", dir_.Join("session.state")});
  const CommandResult result = Paraphe(arguments);
  if (result.exit_code != 0) Die("prepare was refused", result);
  return LinkIn(result.out);
}

CommandResult FlowWorld::OnSession(const std::string& command,
                                   const std::vector<std::string>& more) const {
  std::vector<std::string> arguments = {command, "--config", caller_config_, "--state",
                                        dir_.Join("session.state")};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return Paraphe(arguments);
}

std::vector<std::string> FlowWorld::AgentArguments(const std::string& link) const {
  return {OurProgram("paraphe-agent"), "--config", agent_config_, "--ticket", link, "--unattended"};
}

CommandResult FlowWorld::Agent(const std::string& link) const {
  return RunningProgram(AgentArguments(link)).Finish();
}

std::unique_ptr<RunningProgram> FlowWorld::BeginAgent(const std::string& link) const {
  return std::make_unique<RunningProgram>(AgentArguments(link));
}

std::string FlowWorld::SmallDocument() const {
  return dir_.WriteFileOrDie("acte.xml", "<acte numéro=\"7\"><objet>Marché de Noël</objet></acte>");
}

bool FlowWorld::NothingAt(const std::string& out) const {
  for (const auto& entry : std::filesystem::directory_iterator(dir_.path())) {
    if (absl::StartsWith(entry.path().string(), out)) return false;
  }
  return true;
}

}  // namespace paraphe::test
