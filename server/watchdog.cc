#include "server/watchdog.h"

#include <cerrno>
#include <utility>

#include "absl/time/clock.h"
#include <netinet/in.h>
#include <poll.h>
#include <unistd.h>

namespace paraphe::server {
namespace {

constexpr int kMostMisses = 2;

}  // namespace

Watchdog::Watchdog(const sockaddr_storage& address, WatchdogTimes times,
                   std::function<void()> on_deaf)
    : address_(address),
      times_(times),
      on_deaf_(std::move(on_deaf)),
      thread_(std::in_place, times.look, [this] { Look(); }) {}

Watchdog::~Watchdog() {
  thread_.reset();
  HangUp();
}

void Watchdog::Look() {
  const absl::Time now = absl::Now();
  if (fd_ < 0) {
    if (now - dialled_ >= times_.period) Dial(now);
  } else if (IsAnswered()) {
    misses_ = 0;
    HangUp();
  } else if (now - dialled_ > times_.patience) {
    HangUp();
    if (++misses_ == kMostMisses) on_deaf_();
  }
}

// Where no socket can be had there is nothing to say of the port: it is dialled again.
void Watchdog::Dial(absl::Time now) {
  dialled_ = now;
  fd_ = socket(address_.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd_ < 0) return;
  const socklen_t size =
      address_.ss_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  const int dialled = connect(fd_, reinterpret_cast<const sockaddr*>(&address_), size);
  if (dialled != 0 && errno != EINPROGRESS) HangUp();
}

// A dial that the kernel refused, since nobody listens, is readable too.
bool Watchdog::IsAnswered() const {
  pollfd one = {fd_, POLLIN | POLLRDHUP, 0};
  return poll(&one, 1, 0) > 0 && (one.revents & POLLERR) == 0;
}

void Watchdog::HangUp() {
  if (fd_ >= 0) close(std::exchange(fd_, -1));
}

}  // namespace paraphe::server
