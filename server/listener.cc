#include "server/listener.h"

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include <linux/tcp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/errors.h"
#include "common/log.h"
#include "common/status_macros.h"
#include "common/unique_handle.h"

namespace paraphe::server {
namespace {

// How long the thread leaves connections waiting where no descriptor is free.
constexpr int kPauseMs = 100;

using UniqueAddresses = UniqueHandle<addrinfo, freeaddrinfo>;

absl::Status CannotListen(const std::string& address, absl::string_view why) {
  return MakeError(v1::NOT_REACHABLE,
                   absl::StrCat("cannot listen on ", address, ": ", why,
                                "; is the address this machine's, and the port free?"));
}

// "HOST:PORT" or "[HOST]:PORT", checked when the configuration was read.
absl::StatusOr<UniqueAddresses> Resolve(const std::string& address) {
  const size_t colon = address.rfind(':');
  std::string host = address.substr(0, colon);
  if (!host.empty() && host.front() == '[') host = host.substr(1, host.size() - 2);
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int fault = getaddrinfo(host.c_str(), address.c_str() + colon + 1, &hints, &found);
  if (fault != 0) return CannotListen(address, gai_strerror(fault));
  return UniqueAddresses(found);
}

int PortOf(int fd) {
  sockaddr_storage own = {};
  socklen_t size = sizeof(own);
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&own), &size) != 0) return 0;
  return ntohs(own.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(own).sin6_port
                                         : reinterpret_cast<const sockaddr_in&>(own).sin_port);
}

void SetPort(int port, sockaddr& address) {
  const auto wire = htons(static_cast<uint16_t>(port));
  if (address.sa_family == AF_INET6) {
    reinterpret_cast<sockaddr_in6&>(address).sin6_port = wire;
  } else {
    reinterpret_cast<sockaddr_in&>(address).sin_port = wire;
  }
}

void SetOption(int fd, int level, int name, int value) {
  setsockopt(fd, level, name, &value, sizeof(value));
}

// -1, with errno, where it cannot be. What is accepted inherits TCP_NODELAY.
int ListenOn(const addrinfo& address) {
  const int fd = socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -1;
  SetOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  SetOption(fd, IPPROTO_TCP, TCP_NODELAY, 1);
  if (address.ai_family == AF_INET6) SetOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
  if (bind(fd, address.ai_addr, address.ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0) return fd;
  const int fault = errno;
  close(fd);
  errno = fault;
  return -1;
}

// "localhost" names an IPv6 address on machines that have none.
bool IsAbsent(int fault) { return fault == EAFNOSUPPORT || fault == EADDRNOTAVAIL; }

bool OutOfDescriptors(int fault) {
  return fault == EMFILE || fault == ENFILE || fault == ENOBUFS || fault == ENOMEM;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Listener>> Listener::Open(const std::string& address) {
  auto listener = std::make_unique<Listener>(Passkey{});
  RETURN_IF_ERROR(listener->Bind(address));
  return listener;
}

absl::Status Listener::Bind(const std::string& address) {
  ASSIGN_OR_RETURN(const UniqueAddresses addresses, Resolve(address));
  stop_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (stop_ < 0) return CannotListen(address, std::strerror(errno));
  int fault = 0;
  for (addrinfo* one = addresses.get(); one != nullptr; one = one->ai_next) {
    if (port_ != 0) SetPort(port_, *one->ai_addr);
    const int fd = ListenOn(*one);
    fault = fd < 0 ? errno : 0;
    if (fault == 0) {
      sockets_.push_back(fd);
      port_ = PortOf(fd);
    } else if (!IsAbsent(fault)) {
      break;
    }
  }
  const bool listening = !sockets_.empty() && (fault == 0 || IsAbsent(fault));
  return listening ? absl::OkStatus() : CannotListen(address, std::strerror(fault));
}

Listener::~Listener() { Stop(); }

sockaddr_storage Listener::OwnAddress() const {
  sockaddr_storage own = {};
  socklen_t size = sizeof(own);
  getsockname(sockets_.front(), reinterpret_cast<sockaddr*>(&own), &size);
  if (own.ss_family == AF_INET6) {
    in6_addr& address = reinterpret_cast<sockaddr_in6&>(own).sin6_addr;
    if (IN6_IS_ADDR_UNSPECIFIED(&address)) address = in6addr_loopback;
  } else {
    in_addr& address = reinterpret_cast<sockaddr_in&>(own).sin_addr;
    if (address.s_addr == htonl(INADDR_ANY)) address.s_addr = htonl(INADDR_LOOPBACK);
  }
  return own;
}

void Listener::Start(Connections* connections, Take take) {
  connections_ = connections;
  take_ = std::move(take);
  thread_ = std::thread([this] { Run(); });
}

void Listener::Stop() {
  if (thread_.joinable()) {
    eventfd_write(stop_, 1);
    thread_.join();
  }
  for (const int fd : std::exchange(sockets_, {})) close(fd);
  if (stop_ >= 0) close(std::exchange(stop_, -1));
}

void Listener::Run() {
  std::vector<pollfd> waited = {{stop_, POLLIN, 0}};
  for (const int fd : sockets_) waited.push_back({fd, POLLIN, 0});
  while (true) {
    if (poll(waited.data(), waited.size(), -1) < 0) continue;
    if (waited.front().revents != 0) return;
    for (const pollfd& one : waited) {
      if (one.revents != 0) Accept(one.fd);
    }
  }
}

// One at a time, so that a stop is never kept waiting.
void Listener::Accept(int listening) {
  const int fd = accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd >= 0) {
    if (connections_->Admit(fd)) return take_(listening, fd);
    close(fd);
    return;
  }
  if (!OutOfDescriptors(errno)) return;
  Log(LogLevel::kError, "accept_failed", {{"error", std::strerror(errno)}});
  pollfd stop = {stop_, POLLIN, 0};
  poll(&stop, 1, kPauseMs);
}

}  // namespace paraphe::server
