#include "client/device/pkcs11/card_service.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace paraphe::pkcs11 {
namespace {

std::string SocketPath() {
  const char* named = std::getenv("PCSCLITE_CSOCK_NAME");
  return named == nullptr || *named == '\0' ? "/run/pcscd/pcscd.comm" : named;
}

}  // namespace

bool IsCardServiceRunning() {
  const std::string path = SocketPath();
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) return false;
  std::memcpy(address.sun_path, path.data(), path.size());
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return false;
  // EAGAIN: its queue is full.
  const bool listens =
      connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 ||
      errno == EAGAIN;
  close(fd);
  return listens;
}

}  // namespace paraphe::pkcs11
