#include "client/agent/agent_main.h"

#include <memory>
#include <utility>

#include "absl/time/time.h"
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "client/agent/agent_config.h"
#include "client/agent/agent_session.h"
#include "client/agent/desk_rules.h"
#include "client/agent/grpc_signer_server.h"
#include "client/agent/interrupts.h"
#include "client/agent/link_prompt.h"
#include "client/agent/terminal_desk.h"
#include "client/agent/unattended_desk.h"
#include "client/agent/waited_device.h"
#include "client/device/open_device.h"
#include "common/clock.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

std::unique_ptr<SignerDesk> MakeDesk(const AgentSettings& settings, const AgentArguments& arguments,
                                     Terminal& terminal) {
  const Language language = settings.language;
  if (arguments.unattended) {
    return std::make_unique<UnattendedDesk>(terminal, language,
                                            settings.config.certificate_sha256(),
                                            settings.config.pin_file(), arguments.save);
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

// What a session needs beside the desk.
struct Parts {
  std::string ticket;
  std::unique_ptr<SignerServer> server;
  std::unique_ptr<device::SignatureDevice> device;
};

absl::StatusOr<Parts> OpenParts(const AgentArguments& arguments, const AgentSettings& settings,
                                SignerDesk& desk, const Stop& stop) {
  ASSIGN_OR_RETURN(TicketLink link, GetLink(arguments.ticket_link, arguments.unattended, desk));
  ASSIGN_OR_RETURN(const v1::ServerAddress address, FindServer(settings.config, link));
  Parts parts;
  parts.ticket = std::move(link.ticket);
  ASSIGN_OR_RETURN(parts.server,
                   GrpcSignerServer::Dial(address, arguments.config_file,
                                          settings.bounds.document_bytes, settings.deadline, stop));
  ASSIGN_OR_RETURN(parts.device,
                   WaitedDevice::Open(
                       [device = settings.config.device(), file = arguments.config_file] {
                         return device::OpenDevice(device, file);
                       },
                       stop));
  return parts;
}

// What would fail for sure is found before the ticket is spent. REQ: DEV-3
absl::Status CheckPin(device::SignatureDevice& device, SignerDesk& desk) {
  ASSIGN_OR_RETURN(const device::DeviceState state, device.Describe());
  if (state.pin_entry == device::PinEntry::kNotNeeded) return absl::OkStatus();
  PinRequest request;
  request.device = state;
  return desk.AskPin(request).status();
}

absl::Status RunAtDesk(const AgentArguments& arguments, const AgentSettings& settings, Stop& stop,
                       SignerDesk& desk) {
  const absl::StatusOr<Parts> parts = OpenParts(arguments, settings, desk, stop);
  if (!parts.ok()) {
    desk.TellError(parts.status());
    return parts.status();
  }
  if (arguments.unattended) RETURN_IF_ERROR(CheckPin(*parts->device, desk));
  const DeskRules rules = RulesOf(settings, arguments.unattended);
  const SystemClock clock;
  AgentSession session(*parts->server, *parts->device, desk, rules,
                       {clock, stop, [&stop](absl::Duration duration) { stop.Pause(duration); }});
  return session.Run(parts->ticket);
}

}  // namespace

AgentResult RunAgent(const AgentArguments& arguments) {
  const absl::StatusOr<AgentSettings> settings = LoadAgentConfig(arguments.config_file);
  if (!settings.ok()) return {settings.status()};
  Stop stop;
  const Interrupts interrupts(stop);
  Terminal terminal(STDIN_FILENO, STDOUT_FILENO, stop.fd());
  if (absl::Status person = CheckPerson(terminal, arguments.unattended); !person.ok()) {
    return {std::move(person)};
  }
  const std::unique_ptr<SignerDesk> desk = MakeDesk(*settings, arguments, terminal);
  return {RunAtDesk(arguments, *settings, stop, *desk), !arguments.unattended};
}

// REQ: DEV-3
void ForbidDumps() {
  const rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace paraphe::agent
