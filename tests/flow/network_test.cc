// Whole sessions over networks that are not the shortest way: HTTP proxies, and somebody in between.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/key_pin.h"
#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/testing/http_proxies.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kRoots[] = "root_certificates_file: \"ca.pem\"";
constexpr char kCallerFile[] = "paraphe.textproto";
constexpr char kAgentFile[] = "paraphe-agent.textproto";

class NetworkTest : public testing::Test {
 protected:
  // The server's block of a configuration gets `more`.
  void Add(const char* file, const std::string& more) const {
    Replace(file, kRoots, kRoots + more);
  }
  void Replace(const char* file, const std::string& from, const std::string& to) const {
    std::string text = world_.dir().ReadFileOrDie(file);
    EXPECT_EQ(absl::StrReplaceAll({{from, to}}, &text), 1) << file << ": " << from;
    world_.dir().WriteFileOrDie(file, text);
  }
  std::string ServerPort() const {
    return std::string(absl::StripAsciiWhitespace(world_.dir().ReadFileOrDie("port")));
  }
  std::string ProxyBlock(const std::string& address, const std::string& password) const {
    chmod(world_.dir().WriteFileOrDie("proxy.password", password).c_str(), 0600);
    return absl::StrCat(" proxy { address: \"", address,
                        "\" user: \"greffe\" password_file: \"proxy.password\" }");
  }

  FlowWorld world_;
};

// Proves: CHN-5
TEST_F(NetworkTest, CallerAndAgentSignThroughSquid) {
  const HttpProxyProgram proxy(HttpProxyProgram::Kind::kSquid, {std::stoi(ServerPort())});
  for (const char* file : {kCallerFile, kAgentFile}) {
    Add(file, ProxyBlock(proxy.address(), "s3same"));
  }
  SignCommand sign = world_.BeginSign(world_.SmallDocument());
  EXPECT_EQ(world_.Agent(sign.link).exit_code, 0);
  const CommandResult signed_document = sign.program->Finish();
  EXPECT_EQ(signed_document.exit_code, 0) << signed_document.err;
}

// Proves: CHN-5
TEST_F(NetworkTest, ARefusalOfTheProxyIsToldAsOneWithoutThePassword) {
  const HttpProxyProgram proxy(HttpProxyProgram::Kind::kTinyproxy, {std::stoi(ServerPort())});
  const std::string link = world_.PrepareOrDie(world_.SmallDocument());
  for (const char* file : {kCallerFile, kAgentFile}) {
    Add(file, ProxyBlock(proxy.address(), "hunter2"));
  }
  const auto words =
      AllOf(HasSubstr("the proxy " + proxy.address()),
            HasSubstr("does not accept the user name or the password"), Not(HasSubstr("hunter2")));
  const CommandResult caller = world_.OnSession("abort");
  EXPECT_EQ(caller.exit_code, 6);
  EXPECT_THAT(caller.err, words);
  const CommandResult agent = world_.Agent(link);
  EXPECT_EQ(agent.exit_code, 6);
  EXPECT_THAT(agent.out + agent.err, words);
}

// Proves: CHN-5
TEST_F(NetworkTest, ASessionGoesOnOnceTheProxyIsBack) {
  HttpProxyProgram proxy(HttpProxyProgram::Kind::kTinyproxy, {std::stoi(ServerPort())});
  SignCommand sign = world_.BeginSign(world_.SmallDocument());
  Add(kAgentFile, ProxyBlock(proxy.address(), "s3same"));
  proxy.Stop();
  const CommandResult refused = world_.Agent(sign.link);
  EXPECT_EQ(refused.exit_code, 6);
  EXPECT_THAT(refused.err,
              HasSubstr(absl::StrCat("the proxy ", proxy.address(), " cannot be reached")));
  proxy.Start();
  EXPECT_EQ(world_.Agent(sign.link).exit_code, 0);
  EXPECT_EQ(sign.program->Finish().exit_code, 0);
}

// TLS ends in it: it has a certificate of the CA that everybody trusts, for the right name.
class ManInTheMiddle {
 public:
  ManInTheMiddle(const TempDir& dir, const std::string& server_port)
      : port_(FreePort()), certificate_(Certificate()) {
    dir.WriteFileOrDie("middle.pem", certificate_.Pem() + TestPki::Get().intermediate().Pem() +
                                         certificate_.key->Pkcs8Pem());
    const std::string config = dir.WriteFileOrDie(
        "haproxy.cfg",
        absl::StrCat("defaults\n mode http\n timeout connect 10s\n timeout client 1m\n"
                     " timeout server 1m\nfrontend f\n bind 127.0.0.1:",
                     port_, " ssl crt ", dir.Join("middle.pem"),
                     " alpn h2\n default_backend b\nbackend b\n"
                     " server s 127.0.0.1:",
                     server_port, " ssl verify none alpn h2\n"));
    program_ = std::make_unique<RunningProgram>(
        std::vector<std::string>{"/usr/sbin/haproxy", "-db", "-f", config});
    AwaitListening(port_);
  }
  std::string address() const { return absl::StrCat("127.0.0.1:", port_); }
  std::string known_by() const { return KeyPin(*certificate_.Parse()); }

 private:
  static TestCert Certificate() {
    return TestPki::Get()
        .Signer("127.0.0.1")
        .Key(TestKey::OtherRsa())
        .KeyUsage({kDigitalSignature})
        .Extension("2.5.29.17", false,
                   DerSequence(DerTlv(0x87, absl::string_view("\x7F\0\0\1", 4))))
        .Build();
  }

  int port_;
  TestCert certificate_;
  std::unique_ptr<RunningProgram> program_;
};

// Proves: CHN-2
TEST_F(NetworkTest, AManInTheMiddleWithATrustedCertificateIsRefusedByThePin) {
  const std::string server = absl::StrCat("127.0.0.1:", ServerPort());
  const std::string known = KeyPin(*LoopbackTlsCertificate().Parse());
  const ManInTheMiddle middle(world_.dir(), ServerPort());
  SignCommand sign = world_.BeginSign(world_.SmallDocument());
  const std::string link = absl::StrReplaceAll(sign.link, {{server, middle.address()}});

  Replace(kAgentFile, server, middle.address());
  const CommandResult refused = world_.Agent(link);
  EXPECT_EQ(refused.exit_code, 6);
  EXPECT_THAT(refused.err,
              AllOf(HasSubstr(middle.address()), HasSubstr("none of those that are pinned"),
                    HasSubstr("nothing was sent")));

  Replace(kCallerFile, server, middle.address());
  Add(kCallerFile, absl::StrCat(" spki_sha256: \"", known, "\""));
  std::vector<std::string> prepare = world_.RequestArguments("prepare", world_.SmallDocument());
  prepare.push_back("--json");
  const CommandResult caller = Paraphe(prepare);
  EXPECT_EQ(caller.exit_code, 6);
  EXPECT_THAT(caller.err, HasSubstr("none of those that are pinned"));

  // The twin: with the key of the one in between the same ticket, which was not spent, signs there.
  Replace(kAgentFile, known, middle.known_by());
  const CommandResult signer = world_.Agent(link);
  EXPECT_EQ(signer.exit_code, 0) << signer.err;
  EXPECT_EQ(sign.program->Finish().exit_code, 0);
}

// A folder /etc of the agent's own, with a pin file; as root, or as whom a user namespace takes for
// root.
CommandResult AgentWithPinFile(const FlowWorld& world, const std::string& link,
                               const std::string& pins) {
  chmod(world.dir().path().c_str(), 0755);
  const std::string file = world.dir().WriteFileOrDie("etc/paraphe/pins.textproto", pins);
  for (const char* folder : {"etc", "etc/paraphe"}) chmod(world.dir().Join(folder).c_str(), 0755);
  chmod(file.c_str(), 0644);
  return RunningProgram(
             {"/usr/bin/unshare", "--mount", "--map-root-user", "/bin/sh", "-c",
              absl::StrCat("mount --bind ", world.dir().Join("etc"), " /etc && exec ",
                           OurProgram("paraphe-agent"), " --config ", world.dir().Join(kAgentFile),
                           " --unattended --ticket ", link)})
      .Finish();
}

// Proves: CHN-2
TEST_F(NetworkTest, ThePinFileOfTheMachineDecidesWhomAnAgentDials) {
  SignCommand sign = world_.BeginSign(world_.SmallDocument());
  const auto pins = [&](const std::string& address, const std::string& key) {
    return absl::StrCat("servers { address: \"", address, "\" spki_sha256: \"", key, "\" }\n");
  };
  const std::string server = absl::StrCat("127.0.0.1:", ServerPort());
  const CommandResult other =
      AgentWithPinFile(world_, sign.link, pins(server, std::string(64, '0')));
  EXPECT_EQ(other.exit_code, 6);
  EXPECT_THAT(other.err, HasSubstr("/etc/paraphe/pins.textproto lists none of the keys"));
  const std::string known = KeyPin(*LoopbackTlsCertificate().Parse());
  EXPECT_THAT(AgentWithPinFile(world_, sign.link, pins("elsewhere:1", known)).err,
              HasSubstr("does not list the server"));
  EXPECT_EQ(AgentWithPinFile(world_, sign.link, "servers {").exit_code, 3);
  const CommandResult good = AgentWithPinFile(world_, sign.link, pins(server, known));
  EXPECT_EQ(good.exit_code, 0) << good.err;
  EXPECT_EQ(sign.program->Finish().exit_code, 0);
}

}  // namespace
}  // namespace paraphe::test
