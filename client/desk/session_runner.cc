#include "client/desk/session_runner.h"

#include <optional>
#include <thread>
#include <utility>

#include "absl/time/time.h"

#include "client/agent/desk_rules.h"
#include "client/agent/session_parts.h"
#include "client/agent/ticket_link.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::desk {
namespace {

// How often a reader is looked at for a card.
constexpr absl::Duration kBetweenLooks = absl::Seconds(2);

}  // namespace

struct SessionRunner::Run {
  Run(SigningScreen& screen, const Poster& post, Language spoken)
      : desk(screen, post, stop, spoken), language(spoken) {}

  agent::Stop stop;
  WindowDesk desk;
  Language language;
  bool ended = false;  // the window's thread
  std::thread thread;
};

SessionRunner::SessionRunner(SigningScreen& screen, Poster post)
    : screen_(screen), post_(std::move(post)) {}

SessionRunner::~SessionRunner() {
  if (run_ != nullptr) run_->thread.join();
}

bool SessionRunner::IsRunning() const { return run_ != nullptr && !run_->ended; }

void SessionRunner::Start(std::shared_ptr<const agent::AgentPlace> place, const std::string& link,
                          Language language) {
  if (run_ != nullptr) run_->thread.join();
  run_ = std::make_unique<Run>(screen_, post_, language);
  run_->thread = std::thread(
      [this, place = std::move(place), link, &run = *run_] { Work(*place, link, run); });
}

void SessionRunner::AskStop(const std::string& reason) {
  if (!IsRunning()) return;
  if (run_->stop.times() == 0) run_->desk.SetReason(reason);
  run_->stop.Ask(MakeError(v1::ABORTED_BY_SIGNER, "stopped at the window"));
}

void SessionRunner::Work(const agent::AgentPlace& place, const std::string& link, Run& run) {
  const absl::Status outcome = Sign(place, link, run);
  post_([this, outcome, &run] {
    run.ended = true;
    screen_.EndSession(outcome);
  });
}

absl::Status SessionRunner::Sign(const agent::AgentPlace& place, const std::string& link,
                                 Run& run) {
  const auto tell = [&run](absl::Status status) {
    run.desk.TellError(status);
    run.desk.Tell(agent::Phrase::kNothingSigned, "");
    return status;
  };
  const absl::StatusOr<agent::TicketLink> ticket = agent::ParseTicketLink(link);
  if (!ticket.ok()) return tell(ticket.status());
  const absl::StatusOr<v1::ServerAddress> address =
      agent::FindServer(place.settings.config, *ticket);
  if (!address.ok()) return tell(address.status());
  const auto server = agent::DialServer(place, *address, run.stop);
  if (!server.ok()) return tell(server.status());
  const auto connecting = [this, name = address->address()] {
    post_([this, name] { screen_.ShowConnecting(name); });
  };
  agent::DeskRules rules = agent::RulesOf(place.settings, /*unattended=*/false);
  rules.language = run.language;
  const agent::SessionPlace session = {ticket->address, ticket->ticket};
  connecting();
  const std::optional<absl::Status> ended =
      agent::EndUnfinished(session, rules, **server, run.desk, run.stop);
  if (ended.has_value()) return *ended;
  const auto device = AwaitDevice(place, run);
  if (!device.ok()) return tell(device.status());
  connecting();
  return agent::RunSession(session, rules, **server, **device, run.desk, run.stop);
}

absl::StatusOr<std::unique_ptr<device::SignatureDevice>> SessionRunner::AwaitDevice(
    const agent::AgentPlace& place, Run& run) {
  post_([this] { screen_.ShowWaitForCard(absl::OkStatus()); });
  while (true) {
    auto device = agent::OpenWaitedDevice(place, run.stop);
    if (device.ok() || !agent::MayComeYet(device.status())) return device;
    post_([this, missing = device.status()] { screen_.ShowWaitForCard(missing); });
    run.stop.Pause(kBetweenLooks);
    RETURN_IF_ERROR(run.stop.why());
  }
}

}  // namespace paraphe::desk
