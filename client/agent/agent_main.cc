#include "client/agent/agent_main.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/time/time.h"
#include <unistd.h>

#include "client/agent/agent_config.h"
#include "client/agent/desk_rules.h"
#include "client/agent/grpc_signer_server.h"
#include "client/agent/inbox.h"
#include "client/agent/interrupts.h"
#include "client/agent/link_prompt.h"
#include "client/agent/session_parts.h"
#include "client/agent/terminal_desk.h"
#include "client/agent/unattended_desk.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

// The device; where nothing is there yet, the person at the terminal is asked for it. `person` is null
// without one.
absl::StatusOr<std::unique_ptr<device::SignatureDevice>> OpenDeviceOf(const AgentPlace& place,
                                                                      const Stop& stop,
                                                                      TerminalDesk* person) {
  while (true) {
    absl::StatusOr<std::unique_ptr<device::SignatureDevice>> device = OpenWaitedDevice(place, stop);
    if (device.ok() || person == nullptr || !MayComeYet(device.status())) return device;
    person->TellError(device.status());
    RETURN_IF_ERROR(person->AskForDevice());
  }
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

// What would fail for sure is found before the ticket is spent. REQ: DEV-3
absl::Status CheckPin(device::SignatureDevice& device, SignerDesk& desk) {
  ASSIGN_OR_RETURN(const device::DeviceState state, device.Describe());
  if (state.pin_entry == device::PinEntry::kNotNeeded) return absl::OkStatus();
  PinRequest request;
  request.device = state;
  return desk.AskPin(request).status();
}

// One stretch of a signer's time at the terminal, which a signal ends: a session, or what is between two.
struct Sitting {
  explicit Sitting(const AgentSettings& settings)
      : interrupts(stop),
        terminal(STDIN_FILENO, STDOUT_FILENO, stop.fd()),
        inbox_desk(terminal, settings.language) {}

  Stop stop;
  const Interrupts interrupts;
  Terminal terminal;
  InboxDesk inbox_desk;
};

absl::StatusOr<v1::ServerAddress> ChooseServer(const v1::AgentConfig& config,
                                               const std::string& given, InboxDesk& desk) {
  if (!given.empty()) return FindServer(config, {absl::AsciiStrToLower(given), ""});
  if (config.servers_size() == 1) return config.servers(0);
  std::vector<std::string> addresses;
  for (const v1::ServerAddress& server : config.servers()) addresses.push_back(server.address());
  ASSIGN_OR_RETURN(const size_t position, desk.AskServer(addresses));
  return config.servers(static_cast<int>(position));
}

// Runs `work` with a connection; the signer is told of an error that is not a stop of their own.
absl::Status AtServer(const AgentPlace& place, const v1::ServerAddress& address, Sitting& sitting,
                      const std::function<absl::Status(InboxServer&)>& work) {
  const absl::StatusOr<std::unique_ptr<GrpcSignerServer>> server =
      DialServer(place, address, sitting.stop);
  const absl::Status status = server.ok() ? work(**server) : server.status();
  const v1::ErrorReason reason = ReasonOf(status);
  if (!status.ok() && reason != v1::ABORTED_BY_SIGNER && reason != v1::LOGIN_REFUSED) {
    sitting.inbox_desk.TellError(status);
  }
  return status;
}

// A session out of the inbox, at a desk of its own.
void SignWaiting(const AgentPlace& place, const v1::ServerAddress& address,
                 const v1::PresentRequest::Waiting& waiting) {
  const AgentSettings& settings = place.settings;
  Sitting sitting(settings);
  TerminalDesk desk(sitting.terminal, settings.language, settings.config.browser());
  const absl::StatusOr<std::unique_ptr<GrpcSignerServer>> server =
      DialServer(place, address, sitting.stop);
  if (!server.ok()) return desk.TellError(server.status());
  const SessionPlace session = {absl::AsciiStrToLower(address.address()), waiting};
  const DeskRules rules = RulesOf(settings, /*unattended=*/false);
  if (EndUnfinished(session, rules, **server, desk, sitting.stop).has_value()) return;
  const absl::StatusOr<std::unique_ptr<device::SignatureDevice>> device =
      OpenDeviceOf(place, sitting.stop, &desk);
  if (!device.ok()) return desk.TellError(device.status());
  RunSession(session, rules, **server, **device, desk, sitting.stop)
      .IgnoreError();  // told, and the next one may end well
}

// A session that a link names, and its server; nothing was sent yet.
struct Reached {
  SessionPlace session;
  std::unique_ptr<SignerServer> server;
};

absl::StatusOr<Reached> Reach(const AgentArguments& arguments, const AgentPlace& place,
                              SignerDesk& desk, const Stop& stop) {
  ASSIGN_OR_RETURN(TicketLink link, GetLink(arguments.ticket_link, arguments.unattended, desk));
  ASSIGN_OR_RETURN(const v1::ServerAddress address, FindServer(place.settings.config, link));
  ASSIGN_OR_RETURN(std::unique_ptr<SignerServer> server, DialServer(place, address, stop));
  return Reached{{std::move(link.address), std::move(link.ticket)}, std::move(server)};
}

// `person` is the desk of one, or null.
absl::Status RunAtDesk(const AgentArguments& arguments, const AgentPlace& place, Stop& stop,
                       SignerDesk& desk, TerminalDesk* person) {
  const auto tell = [&desk](const absl::Status& error) {
    desk.TellError(error);
    return error;
  };
  const absl::StatusOr<Reached> reached = Reach(arguments, place, desk, stop);
  if (!reached.ok()) return tell(reached.status());
  const auto& [session, server] = *reached;
  const DeskRules rules = RulesOf(place.settings, arguments.unattended);
  const std::optional<absl::Status> ended = EndUnfinished(session, rules, *server, desk, stop);
  if (ended.has_value()) return *ended;
  const absl::StatusOr<std::unique_ptr<device::SignatureDevice>> device =
      OpenDeviceOf(place, stop, person);
  if (!device.ok()) return tell(device.status());
  if (arguments.unattended) RETURN_IF_ERROR(CheckPin(**device, desk));
  return RunSession(session, rules, *server, **device, desk, stop);
}

}  // namespace

AgentResult RunAgent(const AgentArguments& arguments) {
  const absl::StatusOr<AgentPlace> place = LoadAgentPlace(arguments.config_file);
  if (!place.ok()) return {place.status()};
  const AgentSettings& settings = place->settings;
  Stop stop;
  const Interrupts interrupts(stop);
  Terminal terminal(STDIN_FILENO, STDOUT_FILENO, stop.fd());
  if (absl::Status person = CheckPerson(terminal, arguments.unattended); !person.ok()) {
    return {std::move(person)};
  }
  const Language language = settings.language;
  const v1::AgentConfig& config = settings.config;
  if (arguments.unattended) {
    UnattendedDesk desk(terminal, language, config.certificate_sha256(), config.pin_file(),
                        arguments.save);
    return {RunAtDesk(arguments, *place, stop, desk, nullptr), false};
  }
  TerminalDesk desk(terminal, language, config.browser());
  return {RunAtDesk(arguments, *place, stop, desk, &desk), true};
}

// REQ: CHN-4
AgentResult RunInbox(const AgentArguments& arguments) {
  const absl::StatusOr<AgentPlace> place = LoadAgentPlace(arguments.config_file);
  if (!place.ok()) return {place.status()};
  const AgentSettings& settings = place->settings;
  Inbox inbox(arguments.user_name);
  absl::StatusOr<v1::ServerAddress> server = v1::ServerAddress();
  {
    Sitting sitting(settings);
    if (absl::Status person = CheckPerson(sitting.terminal, /*unattended=*/false); !person.ok()) {
      return {std::move(person)};
    }
    server = ChooseServer(settings.config, arguments.server, sitting.inbox_desk);
    if (!server.ok()) return {server.status()};
    const absl::Status entered = AtServer(*place, *server, sitting, [&](InboxServer& dialled) {
      return inbox.LogIn(dialled, sitting.inbox_desk);
    });
    if (!entered.ok()) return {entered, true};
  }
  while (true) {
    std::optional<v1::PresentRequest::Waiting> next;
    {
      Sitting sitting(settings);
      const absl::Status chosen =
          AtServer(*place, *server, sitting, [&](InboxServer& dialled) -> absl::Status {
            ASSIGN_OR_RETURN(next, inbox.Choose(dialled, sitting.inbox_desk));
            return absl::OkStatus();
          });
      if (!chosen.ok() || !next.has_value()) return {chosen, true};
    }
    // The signer was told how it ended.
    SignWaiting(*place, *server, *next);
  }
}

}  // namespace paraphe::agent
