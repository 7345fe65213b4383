#include "tests/client/testing/card_service_socket.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace paraphe::test {

CardServiceSocket::CardServiceSocket() : fd_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const std::string path = dir_.Join("pcscd.comm");
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  if (bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      listen(fd_, 8) != 0) {
    std::perror("CardServiceSocket");
    std::abort();
  }
  setenv("PCSCLITE_CSOCK_NAME", path.c_str(), 1);
}

CardServiceSocket::~CardServiceSocket() {
  Stop();
  unsetenv("PCSCLITE_CSOCK_NAME");
}

void CardServiceSocket::Stop() {
  if (const int fd = std::exchange(fd_, -1); fd >= 0) close(fd);
}

}  // namespace paraphe::test
