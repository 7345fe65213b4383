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

// How often the port is dialled, and how long an answer is waited for. It says nothing when it has
// dialled: a server that lives ends a connection without TLS handshake by itself, and sooner.
struct WatchdogTimes {
  absl::Duration period = absl::Seconds(10);
  absl::Duration patience = absl::Seconds(30);
  absl::Duration look = absl::Seconds(1);
};

class Watchdog {
 public:
  // Calls `on_deaf`, from a thread of its own, where two dials in a row of `address` were not
  // answered: neither accepted and ended, nor refused a place, nor spoken to.
  Watchdog(const sockaddr_storage& address, WatchdogTimes times, std::function<void()> on_deaf);
  // Ends the thread.
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  void Look();
  void Dial(absl::Time now);
  bool IsAnswered() const;
  void HangUp();

  const sockaddr_storage address_;
  const WatchdogTimes times_;
  const std::function<void()> on_deaf_;
  int fd_ = -1;  // the dial that is waited for
  absl::Time dialled_ = absl::InfinitePast();
  int misses_ = 0;
  std::optional<Periodic> thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_WATCHDOG_H_
