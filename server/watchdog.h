// Whether the server still answers at its own port. A server that is deaf looks healthy to its
// supervisor; one that has ended is started again.
#ifndef PARAPHE_SERVER_WATCHDOG_H_
#define PARAPHE_SERVER_WATCHDOG_H_

#include <functional>
#include <optional>

#include "absl/time/time.h"
#include <sys/socket.h>

#include "server/periodic.h"

namespace paraphe::server {

// How often the port is dialled, and how long an answer is waited for. A dial ends its own side at
// once: a server that lives ends the other.
struct WatchdogTimes {
  absl::Duration period = absl::Seconds(10);
  absl::Duration patience = absl::Seconds(30);
  absl::Duration look = absl::Seconds(1);
};

// Times with which a server that stays deaf for `deaf_after` is found out, give or take a period.
WatchdogTimes TimesFor(absl::Duration deaf_after);

class Watchdog {
 public:
  // Calls `on_deaf`, from a thread of its own, where two dials in a row of `address` were not
  // answered: neither accepted and ended, nor refused a place, nor spoken to. A dial that cannot even
  // be made, for want of a descriptor or of a listener, is not answered either.
  Watchdog(const sockaddr_storage& address, WatchdogTimes times, std::function<void()> on_deaf);
  // Ends the thread.
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  void Look();
  void Dial();
  bool IsReady(short events) const;
  void HangUp();

  const sockaddr_storage address_;
  const WatchdogTimes times_;
  const std::function<void()> on_deaf_;
  bool waiting_ = false;  // for an answer
  int fd_ = -1;           // the dial; none while it cannot be made
  absl::Time dialled_ = absl::InfinitePast();
  int misses_ = 0;
  std::optional<Periodic> thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_WATCHDOG_H_
