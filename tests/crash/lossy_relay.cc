#include "tests/crash/lossy_relay.h"

#include <array>
#include <cerrno>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

constexpr char kSocket[] = "/.s.PGSQL.5432";
constexpr int kBacklog = 64;
constexpr int kLookMs = 50;  // for the end
constexpr size_t kChunk = size_t{1} << 16;

sockaddr_un AddressOf(const std::string& folder) {
  const std::string path = absl::StrCat(folder, kSocket);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  CheckOrDie(path.size() < sizeof(address.sun_path), "the name of a socket");
  path.copy(address.sun_path, path.size());
  return address;
}

int NewSocket() {
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  CheckOrDie(fd >= 0, "socket");
  return fd;
}

bool SendAll(int fd, const std::string& bytes) {
  for (size_t sent = 0; sent < bytes.size();) {
    const ssize_t now = send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) return false;
    sent += static_cast<size_t>(now);
  }
  return true;
}

// Empty at the end of the stream.
std::string ReceiveSome(int fd) {
  std::string bytes(kChunk, '\0');
  ssize_t got = -1;
  while ((got = recv(fd, bytes.data(), bytes.size(), 0)) < 0 && errno == EINTR) continue;
  bytes.resize(got < 0 ? 0 : static_cast<size_t>(got));
  return bytes;
}

}  // namespace

LossyRelay::LossyRelay(const std::string& database) : database_(database), listening_(NewSocket()) {
  const sockaddr_un address = AddressOf(dir_.path());
  CheckOrDie(bind(listening_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 &&
                 listen(listening_, kBacklog) == 0,
             "listening");
  acceptor_ = std::thread([this] { Accept(); });
}

LossyRelay::~LossyRelay() {
  ended_ = true;
  acceptor_.join();
  for (std::thread& relay : relays_) relay.join();
  close(listening_);
}

void LossyRelay::Accept() {
  const sockaddr_un address = AddressOf(database_);
  while (!ended_) {
    pollfd ready = {listening_, POLLIN, 0};
    if (poll(&ready, 1, kLookMs) <= 0) continue;
    const int client = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    const int server = NewSocket();
    CheckOrDie(connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0,
               "connecting to PostgreSQL");
    relays_.emplace_back([this, client, server] { Relay(client, server); });
  }
}

void LossyRelay::Relay(int client, int server) {
  std::array<pollfd, 2> ends = {pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
  bool open = true;
  while (open && !ended_) {
    if (poll(ends.data(), ends.size(), kLookMs) <= 0) continue;
    for (size_t i = 0; i < ends.size() && open; ++i) {
      if (ends[i].revents == 0) continue;
      const std::string bytes = ReceiveSome(ends[i].fd);
      open = !bytes.empty() && !(ends[i].fd == server && IsLost(bytes)) &&
             SendAll(ends[1 - i].fd, bytes);
    }
  }
  close(client);
  close(server);
}

bool LossyRelay::IsLost(const std::string& bytes) {
  if (!absl::StrContains(bytes, absl::string_view("COMMIT\0", 7))) return false;
  int left = to_lose_;
  while (left > 0 && !to_lose_.compare_exchange_weak(left, left - 1)) continue;
  if (left > 0) ++lost_;
  return left > 0;
}

}  // namespace paraphe::test
