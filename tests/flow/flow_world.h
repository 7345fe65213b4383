// The whole of Paraphe as real processes: a server, a caller's configuration, a signer's desk with
// a SoftHSM token.
//
//   FlowWorld world;
//   SignCommand sign = world.BeginSign(document);
//   world.Agent(sign.link);
//   sign.program->Finish();
#ifndef PARAPHE_TESTS_FLOW_FLOW_WORLD_H_
#define PARAPHE_TESTS_FLOW_FLOW_WORLD_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "tests/client/testing/softhsm.h"
#include "tests/flow/running_program.h"
#include "tests/testing/pki.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// A TLS certificate for 127.0.0.1 (RFC 5280 §4.2.1.6, iPAddress), issued by the test PKI's
// intermediate.
TestCert LoopbackTlsCertificate();

// Additions to the configurations, protobuf text.
struct FlowOptions {
  std::string server;  // of paraphed
  std::string caller = "patience { seconds: 60 }";
  std::string policy = "allow_unattended: true";
  std::vector<std::string> before_server = {};  // a program that runs paraphed, with its arguments
  std::string pin_in_file = "123456";  // what the agent believes the PIN to be; it is 123456
};

// `paraphe sign` in the background, once it has told its link.
struct SignCommand {
  std::unique_ptr<RunningProgram> program;
  std::string link;  // empty where it ended before
  std::string out;   // the file that it will write
};

// Policy "flow" for application "flow" and any role; all tables of deploy/tables. Dies where the
// server does not start.
class FlowWorld {
 public:
  explicit FlowWorld(const FlowOptions& options = {});

  // The signer's certificate comes from here.
  const TestPki& pki() const { return TestPki::Get(); }
  const std::string& ca_file() const { return ca_file_; }
  const std::string& caller_config() const { return caller_config_; }
  const TempDir& dir() const { return dir_; }
  RunningProgram& server() { return *server_; }

  // The arguments of `paraphe sign` or `prepare` for a document; more may be added.
  std::vector<std::string> RequestArguments(const std::string& command,
                                            const std::string& document) const;
  SignCommand BeginSign(const std::string& document, const std::vector<std::string>& more = {});
  // `paraphe prepare --state dir/session.state`; the link. Dies where it is refused.
  std::string PrepareOrDie(const std::string& document);
  // watch, finalize or abort of that session.
  CommandResult OnSession(const std::string& command,
                          const std::vector<std::string>& more = {}) const;

  // `paraphe-agent --unattended` on a link, to its end; or in the background.
  CommandResult Agent(const std::string& link) const;
  // What starts it, for those who start it otherwise.
  std::vector<std::string> AgentArguments(const std::string& link) const;
  std::unique_ptr<RunningProgram> BeginAgent(const std::string& link) const;

  // A small canonical document that the generic table shows.
  std::string SmallDocument() const;
  // Whether nothing is left of what was to be written at `out`, temporary files included.
  bool NothingAt(const std::string& out) const;

 private:
  void WriteServerFiles(const FlowOptions& options);
  void StartServer(const FlowOptions& options);
  void WriteClientFiles(const FlowOptions& options);

  TempDir dir_;
  SoftHsm hsm_;
  std::string ca_file_;
  std::string caller_config_;
  std::string agent_config_;
  std::unique_ptr<RunningProgram> server_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_FLOW_FLOW_WORLD_H_
