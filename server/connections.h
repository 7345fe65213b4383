// Which connections a server has, by the address of the peer. gRPC 1.51 bounds none of this: one
// stranger could take every descriptor, or every byte, of all.
#ifndef PARAPHE_SERVER_CONNECTIONS_H_
#define PARAPHE_SERVER_CONNECTIONS_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace paraphe::server {

struct ConnectionBounds {
  size_t all = 0;
  size_t per_address = 0;
};

// What a process may have: `wanted` in all, but never so many that its other files find no
// descriptor under `descriptors`, the soft limit of the process; a quarter of them for one address.
ConnectionBounds BoundsWithin(size_t wanted, size_t descriptors);

// The sockets belong to gRPC, which closes them unseen: one counts as closed once its descriptor no
// longer names the same socket. An address is an IPv4 address or the /64 of an IPv6 address, as
// nobody is given less. Thread-safe.
class Connections {
 public:
  explicit Connections(ConnectionBounds bounds) : bounds_(bounds) {}

  // Whether the connection `fd`, which was just accepted, may stay; the caller closes it otherwise.
  // Where a bound is reached the oldest connection that never came as far as a call is ended in its
  // favour.
  bool Admit(int fd);

  // Those that are open.
  size_t count();

  // Ends the connections of the address that sent the most in the last half a minute to a minute,
  // where that is `least` bytes or more.
  struct Ended {
    std::string address;
    size_t connections = 0;
    uint64_t bytes = 0;  // sent in that time
  };
  std::optional<Ended> EndLoudest(uint64_t least);

  // To be called each half a minute: what was sent before the last call but one is forgotten.
  void StartInterval();

 private:
  struct Connection {
    int fd = -1;
    uint64_t cookie = 0;  // the kernel's name of the socket
    std::string address;
    uint64_t before_last = 0;  // bytes received when the last interval began
    uint64_t before_this = 0;  // and this one
  };

  void ForgetClosed() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  size_t CountOf(const std::string& address) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Ends the oldest silent connection, of `address` unless that is empty. False where there is none.
  bool EndSilent(const std::string& address) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool MakeRoom(const std::string& address) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const ConnectionBounds bounds_;
  absl::Mutex mutex_;
  std::list<Connection> connections_ ABSL_GUARDED_BY(mutex_);  // the oldest first
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_CONNECTIONS_H_
