// Waiting as a dependency: the system's in programs, one that only moves a fake clock in tests.
#ifndef PARAPHE_CLIENT_SDK_WAITER_H_
#define PARAPHE_CLIENT_SDK_WAITER_H_

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace paraphe::client {

// Thread-safe.
class Waiter {
 public:
  virtual ~Waiter() = default;
  virtual absl::Time Now() const = 0;
  // Returns after `duration`, or as soon as `wake` is notified.
  virtual void Wait(absl::Duration duration, const absl::Notification& wake) = 0;
};

class SystemWaiter final : public Waiter {
 public:
  absl::Time Now() const override { return absl::Now(); }
  void Wait(absl::Duration duration, const absl::Notification& wake) override {
    wake.WaitForNotificationWithTimeout(duration);
  }
};

}  // namespace paraphe::client

#endif  // PARAPHE_CLIENT_SDK_WAITER_H_
