// The sockets that a server listens on, and the thread that accepts from them. gRPC 1.51 has a
// listener of its own, which stops for ever at the first accept that finds no free descriptor, and
// takes connections without bound.
#ifndef PARAPHE_SERVER_LISTENER_H_
#define PARAPHE_SERVER_LISTENER_H_

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include <sys/socket.h>

#include "server/connections.h"

namespace paraphe::server {

// Not thread-safe.
class Listener {
  struct Passkey {};

 public:
  // Takes over the connection `fd`, accepted from the socket `listening`. Called from one thread.
  using Take = std::function<void(int listening, int fd)>;

  // Listens on every address of this machine that HOST:PORT names. Connections wait until Start.
  // Errors:
  //   NOT_REACHABLE  the name is unknown, or an address cannot be listened on
  static absl::StatusOr<std::unique_ptr<Listener>> Open(const std::string& address);
  explicit Listener(Passkey) {}
  // As Stop().
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const { return port_; }
  // Where this machine itself can reach it.
  sockaddr_storage OwnAddress() const;

  // Gives every connection that `connections` admits to `take`, and closes the others at once.
  // Where no descriptor is free, connections wait. `connections` must outlive the listener.
  void Start(Connections* connections, Take take);

  // Accepts nothing more and closes the sockets.
  void Stop();

 private:
  absl::Status Bind(const std::string& address);
  void Run();
  void Accept(int listening);

  std::vector<int> sockets_;
  int stop_ = -1;  // an eventfd
  int port_ = 0;
  Connections* connections_ = nullptr;
  Take take_;
  std::thread thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_LISTENER_H_
