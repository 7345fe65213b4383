// TCP sockets on the loopback address, for tests of what listens and of who dials.
#ifndef PARAPHE_TESTS_SERVER_TESTING_LOCAL_SOCKET_H_
#define PARAPHE_TESTS_SERVER_TESTING_LOCAL_SOCKET_H_

#include <cstdint>
#include <cstring>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/testing/or_die.h"

namespace paraphe::test {

// Closes what it holds.
class LocalSocket {
 public:
  explicit LocalSocket(int fd = -1) : fd_(fd) {}
  ~LocalSocket() {
    if (fd_ >= 0) close(fd_);
  }
  LocalSocket(LocalSocket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  LocalSocket& operator=(LocalSocket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }

  static sockaddr_in Address(const char* host, int port) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    inet_pton(AF_INET, host, &address.sin_addr);
    return address;
  }
  // Listens on a free port, and never accepts unless Accept is called.
  static LocalSocket Listen() {
    LocalSocket listening(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = Address("127.0.0.1", 0);
    CheckOrDie(
        bind(listening.fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 &&
            listen(listening.fd_, SOMAXCONN) == 0,
        "listen");
    return listening;
  }
  // From `source`, one of 127.0.0.0/8.
  static LocalSocket Dial(int port, const char* source = "127.0.0.1") {
    LocalSocket dialled(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in own = Address(source, 0);
    const sockaddr_in peer = Address("127.0.0.1", port);
    CheckOrDie(
        bind(dialled.fd_, reinterpret_cast<const sockaddr*>(&own), sizeof(own)) == 0 &&
            connect(dialled.fd_, reinterpret_cast<const sockaddr*>(&peer), sizeof(peer)) == 0,
        "dial");
    return dialled;
  }

  LocalSocket Accept() const { return LocalSocket(accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC)); }
  int fd() const { return fd_; }
  int port() const {
    sockaddr_in own = {};
    socklen_t size = sizeof(own);
    getsockname(fd_, reinterpret_cast<sockaddr*>(&own), &size);
    return ntohs(own.sin_port);
  }

  void Send(size_t bytes) const {
    const std::string data(bytes, 'x');
    CheckOrDie(send(fd_, data.data(), data.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes),
               "send");
  }
  // Waits until that many bytes are there to be read.
  void AwaitBytes(size_t bytes) const {
    std::string data(bytes, '\0');
    CheckOrDie(recv(fd_, data.data(), bytes, MSG_PEEK | MSG_WAITALL) == static_cast<ssize_t>(bytes),
               "receive");
  }
  // Whether the peer has ended the connection; waits for at most `milliseconds`.
  bool IsEnded(int milliseconds = 0) const {
    pollfd one = {fd_, POLLIN, 0};
    char byte = 0;
    return poll(&one, 1, milliseconds) > 0 && recv(fd_, &byte, 1, MSG_PEEK) <= 0;
  }

 private:
  int fd_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_SERVER_TESTING_LOCAL_SOCKET_H_
