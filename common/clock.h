// Time as a dependency: the system's clock in programs, a fake one in tests.
#ifndef PARAPHE_COMMON_CLOCK_H_
#define PARAPHE_COMMON_CLOCK_H_

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace paraphe {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

}  // namespace paraphe

#endif  // PARAPHE_COMMON_CLOCK_H_
