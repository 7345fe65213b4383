#include "client/agent/agent_main.h"

#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "client/agent/agent_config.h"
#include "client/agent/agent_session.h"
#include "client/agent/desk_rules.h"
#include "client/agent/grpc_signer_server.h"
#include "client/agent/interrupts.h"
#include "client/agent/terminal_desk.h"
#include "client/agent/ticket_link.h"
#include "client/agent/unattended_desk.h"
#include "client/device/open_device.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

std::unique_ptr<SignerDesk> MakeDesk(const AgentSettings& settings, bool unattended,
                                     Terminal& terminal) {
  const Language language = settings.language;
  if (unattended) {
    return std::make_unique<UnattendedDesk>(
        terminal, language, settings.config.certificate_sha256(), settings.config.pin_file());
  }
  return std::make_unique<TerminalDesk>(terminal, language, settings.config.browser());
}

// The acts of consent are a person's: a script that types them is refused. And that person must see
// what is shown. REQ: PRES-6
absl::Status CheckPerson(const Terminal& terminal, bool unattended) {
  if (unattended) return absl::OkStatus();
  if (terminal.IsInteractive()) return CheckUtf8Locale();
  return MakeError(
      v1::USAGE,
      "standard input and output must be a terminal; without a person, use --unattended");
}

absl::StatusOr<TicketLink> GetLink(const AgentArguments& arguments, Language language,
                                   Terminal& terminal) {
  if (!arguments.ticket_link.empty()) return ParseTicketLink(arguments.ticket_link);
  ASSIGN_OR_RETURN(const std::string line, terminal.ReadLine(TextOf(Phrase::kAskTicket, language)));
  return ParseTicketLink(line);
}

// What a session needs beside the desk.
struct Parts {
  std::string ticket;
  std::unique_ptr<SignerServer> server;
  std::unique_ptr<device::SignatureDevice> device;
};

absl::StatusOr<Parts> OpenParts(const AgentArguments& arguments, const AgentSettings& settings,
                                Terminal& terminal) {
  ASSIGN_OR_RETURN(TicketLink link, GetLink(arguments, settings.language, terminal));
  ASSIGN_OR_RETURN(const v1::ServerAddress address, FindServer(settings.config, link));
  Parts parts;
  parts.ticket = std::move(link.ticket);
  ASSIGN_OR_RETURN(parts.server,
                   GrpcSignerServer::Dial(address, arguments.config_file,
                                          settings.bounds.document_bytes, settings.deadline));
  ASSIGN_OR_RETURN(parts.device,
                   device::OpenDevice(settings.config.device(), arguments.config_file));
  return parts;
}

absl::Status RunAtDesk(const AgentArguments& arguments, const AgentSettings& settings,
                       Terminal& terminal, SignerDesk& desk) {
  const absl::StatusOr<Parts> parts = OpenParts(arguments, settings, terminal);
  if (!parts.ok()) {
    desk.TellError(parts.status());
    return parts.status();
  }
  const DeskRules rules = RulesOf(settings, arguments.unattended);
  AgentSession session(*parts->server, *parts->device, desk, rules, absl::SleepFor);
  return session.Run(parts->ticket);
}

}  // namespace

AgentResult RunAgent(const AgentArguments& arguments) {
  const absl::StatusOr<AgentSettings> settings = LoadAgentConfig(arguments.config_file);
  if (!settings.ok()) return {settings.status()};
  const Interrupts interrupts;
  Terminal terminal(STDIN_FILENO, STDOUT_FILENO, interrupts.fd());
  if (absl::Status person = CheckPerson(terminal, arguments.unattended); !person.ok()) {
    return {std::move(person)};
  }
  const std::unique_ptr<SignerDesk> desk = MakeDesk(*settings, arguments.unattended, terminal);
  return {RunAtDesk(arguments, *settings, terminal, *desk), !arguments.unattended};
}

// REQ: DEV-3
void ForbidDumps() {
  const rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace paraphe::agent
