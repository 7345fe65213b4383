// The last bound on memory: what arrives. gRPC 1.51 keeps messages whole until they are complete,
// heads of calls without bound, and calls that were reset until it gets to them; its own quota only
// counts (docs/limits-of-transport.md).
#ifndef PARAPHE_SERVER_MEMORY_GUARD_H_
#define PARAPHE_SERVER_MEMORY_GUARD_H_

#include <cstddef>
#include <functional>

#include "absl/time/time.h"

#include "server/connections.h"
#include "server/periodic.h"

namespace paraphe::server {

// Bytes of memory that this process has; 0 where the kernel does not say.
size_t ResidentBytes();

// Looks ten times a second at what the process has. Where that is more than it had at the start,
// what it keeps on purpose and `arriving` bytes, the address that sent the most of late loses its
// connections, and what they held goes back to the system. Nothing of a session is lost by it.
class MemoryGuard {
 public:
  // `kept` says how many bytes the server keeps on purpose now; it is called from the guard's
  // thread. What it uses, and `connections`, must outlive the guard.
  MemoryGuard(size_t arriving, std::function<size_t()> kept, Connections* connections);

 private:
  void Look();
  void EndLoudest(size_t resident, size_t allowed);

  const size_t arriving_;
  const std::function<size_t()> kept_;
  Connections& connections_;
  const size_t at_start_;
  absl::Time quiet_until_;    // so that what was ended has gone before others are
  absl::Time next_interval_;  // of connections_
  absl::Time next_trim_;
  Periodic thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_MEMORY_GUARD_H_
