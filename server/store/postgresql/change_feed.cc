#include "server/store/postgresql/change_feed.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "common/log.h"
#include "common/status_macros.h"
#include "server/store/postgresql/schema.h"
#include "server/store/postgresql/session_statements.h"

namespace paraphe::server::postgresql {
namespace {

constexpr absl::Duration kBetweenConnections = absl::Seconds(1);

}  // namespace

ChangeFeed::ChangeFeed(std::string conninfo, SessionStore::OnChange told)
    : conninfo_(std::move(conninfo)),
      told_(std::move(told)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      thread_([this] { Run(); }) {}

ChangeFeed::~ChangeFeed() {
  ending_ = true;
  eventfd_write(wake_, 1);
  thread_.join();
  close(wake_);
}

void ChangeFeed::Run() {
  bool logged = false;
  while (!ending_) {
    const absl::Status ended = Listen();
    if (ended.ok()) continue;
    if (!std::exchange(logged, true)) {
      Log(LogLevel::kWarning, "changes_unheard",
          {{"words", "changes of other servers are told later"},
           {"error", std::string(ended.message())}});
    }
    Pause(kBetweenConnections);
  }
}

absl::Status ChangeFeed::Listen() {
  ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection, OpenServing(conninfo_));
  RETURN_IF_ERROR(connection->Execute(kListen));
  Log(LogLevel::kInfo, "changes_heard", {});
  while (!ending_) {
    ASSIGN_OR_RETURN(const std::vector<std::string> payloads,
                     connection->AwaitNotifications(wake_));
    for (const std::string& payload : payloads) Tell(payload);
  }
  return absl::OkStatus();
}

void ChangeFeed::Tell(absl::string_view payload) const {
  const size_t space = payload.find(' ');
  SessionVersion changed;
  if (space == absl::string_view::npos ||
      !absl::SimpleAtoi(payload.substr(0, space), &changed.version)) {
    return;  // another program's
  }
  changed.id = std::string(payload.substr(space + 1));
  told_(changed);
}

void ChangeFeed::Pause(absl::Duration time) const {
  pollfd waited = {wake_, POLLIN, 0};
  poll(&waited, 1, static_cast<int>(absl::ToInt64Milliseconds(time)));
}

}  // namespace paraphe::server::postgresql
