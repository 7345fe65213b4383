#include "server/watchdog.h"

#include <algorithm>
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

WatchdogTimes TimesFor(absl::Duration deaf_after) {
  WatchdogTimes times;
  times.patience = deaf_after / kMostMisses;
  times.period = std::min(times.period, times.patience);
  times.look = std::min(times.look, times.patience / 4);
  return times;
}

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
  if (!waiting_) {
    if (now - dialled_ < times_.period) return;
    waiting_ = true;
    dialled_ = now;
  }
  if (fd_ < 0) Dial();
  if (IsReady(POLLIN | POLLRDHUP)) {
    misses_ = 0;
    HangUp();
  } else if (now - dialled_ > times_.patience) {
    HangUp();
    if (++misses_ == kMostMisses) on_deaf_();
  } else if (IsReady(POLLOUT)) {  // earlier, the dial would be taken back
    shutdown(fd_, SHUT_WR);
  }
}

// A process that gets no descriptor for this cannot accept either.
void Watchdog::Dial() {
  fd_ = socket(address_.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd_ < 0) return;
  const socklen_t size =
      address_.ss_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  const int dialled = connect(fd_, reinterpret_cast<const sockaddr*>(&address_), size);
  if (dialled != 0 && errno != EINPROGRESS) close(std::exchange(fd_, -1));
}

// A dial that the kernel refused, since nobody listens, is ready too.
bool Watchdog::IsReady(short events) const {
  pollfd one = {fd_, events, 0};
  return fd_ >= 0 && poll(&one, 1, 0) > 0 && (one.revents & POLLERR) == 0 &&
         (one.revents & events) != 0;
}

void Watchdog::HangUp() {
  waiting_ = false;
  if (fd_ >= 0) close(std::exchange(fd_, -1));
}

}  // namespace paraphe::server
