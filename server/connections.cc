#include "server/connections.h"

#include <algorithm>
#include <map>

#include <arpa/inet.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace paraphe::server {
namespace {

// Descriptors that are not connections: files, gRPC's pollers, a store's.
constexpr size_t kOtherDescriptors = 64;

// Less than a TLS handshake and the head of a first call take.
constexpr uint64_t kSilentBytes = 1024;

std::string AddressOf(const sockaddr_storage& peer) {
  char text[INET6_ADDRSTRLEN] = "";
  if (peer.ss_family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(peer).sin_addr, text, sizeof(text));
    return text;
  }
  if (peer.ss_family != AF_INET6) return "";
  in6_addr address = reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    inet_ntop(AF_INET, &address.s6_addr[12], text, sizeof(text));
    return text;
  }
  std::fill(&address.s6_addr[8], &address.s6_addr[16], 0);
  inet_ntop(AF_INET6, &address, text, sizeof(text));
  return std::string(text) + "/64";
}

std::string PeerOf(int fd) {
  sockaddr_storage peer = {};
  socklen_t size = sizeof(peer);
  if (getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) != 0) return "";
  return AddressOf(peer);
}

// 0 where `fd` is not a socket.
uint64_t CookieOf(int fd) {
  uint64_t cookie = 0;
  socklen_t size = sizeof(cookie);
  return getsockopt(fd, SOL_SOCKET, SO_COOKIE, &cookie, &size) == 0 ? cookie : 0;
}

uint64_t ReceivedOn(int fd) {
  tcp_info info = {};
  socklen_t size = sizeof(info);
  return getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0 ? info.tcpi_bytes_received : 0;
}

}  // namespace

ConnectionBounds BoundsWithin(size_t wanted, size_t descriptors) {
  const size_t left =
      descriptors > 2 * kOtherDescriptors ? descriptors - kOtherDescriptors : descriptors / 2;
  const size_t all = std::max<size_t>(1, std::min(wanted, left));
  return {all, std::max<size_t>(1, all / 4)};
}

bool Connections::Admit(int fd) {
  Connection connection;
  connection.fd = fd;
  connection.cookie = CookieOf(fd);
  connection.address = PeerOf(fd);
  if (connection.cookie == 0) return false;
  absl::MutexLock lock(&mutex_);
  if (!MakeRoom(connection.address)) return false;
  connections_.push_back(connection);
  return true;
}

size_t Connections::count() {
  absl::MutexLock lock(&mutex_);
  ForgetClosed();
  return connections_.size();
}

bool Connections::MakeRoom(const std::string& address) {
  const auto full = [&] { return connections_.size() >= bounds_.all; };
  const auto crowded = [&] { return CountOf(address) >= bounds_.per_address; };
  if (!full() && !crowded()) return true;
  ForgetClosed();
  if (crowded()) return EndSilent(address);
  return !full() || EndSilent("");
}

std::optional<Connections::Ended> Connections::EndLoudest(uint64_t least) {
  absl::MutexLock lock(&mutex_);
  ForgetClosed();
  std::map<std::string, Ended> sums;
  for (const Connection& one : connections_) {
    Ended& sum = sums[one.address];
    sum.address = one.address;
    ++sum.connections;
    sum.bytes += ReceivedOn(one.fd) - one.before_last;
  }
  const auto loudest = std::max_element(sums.begin(), sums.end(), [](const auto& a, const auto& b) {
    return a.second.bytes < b.second.bytes;
  });
  if (loudest == sums.end() || loudest->second.bytes < least) return std::nullopt;
  for (const Connection& one : connections_) {
    if (one.address == loudest->first) shutdown(one.fd, SHUT_RDWR);
  }
  return loudest->second;
}

void Connections::StartInterval() {
  absl::MutexLock lock(&mutex_);
  ForgetClosed();
  for (Connection& one : connections_) {
    one.before_last = one.before_this;
    one.before_this = ReceivedOn(one.fd);
  }
}

void Connections::ForgetClosed() {
  connections_.remove_if([](const Connection& one) { return CookieOf(one.fd) != one.cookie; });
}

size_t Connections::CountOf(const std::string& address) {
  return static_cast<size_t>(
      std::count_if(connections_.begin(), connections_.end(),
                    [&](const Connection& one) { return one.address == address; }));
}

bool Connections::EndSilent(const std::string& address) {
  const auto silent =
      std::find_if(connections_.begin(), connections_.end(), [&](const Connection& one) {
        return (address.empty() || one.address == address) && ReceivedOn(one.fd) < kSilentBytes;
      });
  if (silent == connections_.end()) return false;
  shutdown(silent->fd, SHUT_RDWR);
  connections_.erase(silent);
  return true;
}

}  // namespace paraphe::server
