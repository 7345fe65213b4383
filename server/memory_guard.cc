#include "server/memory_guard.h"

#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include <malloc.h>
#include <unistd.h>

#include "common/log.h"

namespace paraphe::server {
namespace {

constexpr absl::Duration kPeriod = absl::Milliseconds(100);
constexpr absl::Duration kQuiet = absl::Milliseconds(500);
constexpr absl::Duration kInterval = absl::Seconds(30);
constexpr absl::Duration kTrimPeriod = absl::Seconds(5);

// An address that sent less of late than this part of what may arrive is not the cause. A call that
// was only begun takes a hundred times what was sent of it.
constexpr size_t kLeastPart = 128;

// Free memory that the allocator may keep for itself.
constexpr size_t kMostUnused = size_t{32} << 20;

// From this size on memory is the system's again as soon as it is freed; malloc would raise the bound
// by itself to what was freed once.
constexpr int kOwnMapping = 1 << 20;

// malloc keeps what was freed, for as long as something later in the heap is in use.
void GiveBackUnused() {
  if (mallinfo2().fordblks > kMostUnused) malloc_trim(0);
}

}  // namespace

size_t ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  size_t all = 0;
  size_t resident = 0;
  statm >> all >> resident;
  return resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

MemoryGuard::MemoryGuard(size_t arriving, std::function<size_t()> kept, Connections* connections)
    : arriving_(arriving),
      kept_(std::move(kept)),
      connections_(*connections),
      at_start_(ResidentBytes()),
      quiet_until_(absl::Now()),
      next_interval_(absl::Now() + kInterval),
      next_trim_(absl::Now() + kTrimPeriod),
      thread_(kPeriod, [this] { Look(); }) {
  mallopt(M_MMAP_THRESHOLD, kOwnMapping);
}

void MemoryGuard::Look() {
  const absl::Time now = absl::Now();
  if (now >= next_interval_) {
    connections_.StartInterval();
    next_interval_ = now + kInterval;
  }
  if (now >= next_trim_) {
    GiveBackUnused();
    next_trim_ = now + kTrimPeriod;
  }
  const size_t resident = ResidentBytes();
  const size_t allowed = at_start_ + kept_() + arriving_;
  if (resident <= allowed || now < quiet_until_) return;
  EndLoudest(resident, allowed);
  quiet_until_ = now + kQuiet;
}

void MemoryGuard::EndLoudest(size_t resident, size_t allowed) {
  // What was freed and kept is no reason to end anything.
  malloc_trim(0);
  if (ResidentBytes() <= allowed) return;
  const auto ended = connections_.EndLoudest(arriving_ / kLeastPart);
  if (!ended.has_value()) return;
  Log(LogLevel::kWarning, "connections_ended",
      {{"peer", ended->address},
       {"connections", absl::StrCat(ended->connections)},
       {"sent", absl::StrCat(ended->bytes)},
       {"resident", absl::StrCat(resident)},
       {"words", "too much memory is taken by what arrives"}});
}

}  // namespace paraphe::server
