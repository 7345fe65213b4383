// A clock that stands still until the test moves it.
#ifndef PARAPHE_TESTS_TESTING_FAKE_CLOCK_H_
#define PARAPHE_TESTS_TESTING_FAKE_CLOCK_H_

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

#include "common/clock.h"

namespace paraphe::test {

// 2026-11-22T10:00:00Z; inside the validity of every certificate that the test PKI makes by
// default.
inline absl::Time DefaultNow() {
  return absl::FromCivil(absl::CivilSecond(2026, 11, 22, 10, 0, 0), absl::UTCTimeZone());
}

// Thread-safe.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(absl::Time start = DefaultNow()) : now_(start) {}

  absl::Time Now() const override {
    absl::MutexLock lock(&mutex_);
    return now_;
  }
  void Set(absl::Time now) {
    absl::MutexLock lock(&mutex_);
    now_ = now;
  }
  // Moves the clock by `duration`, which may be negative.
  void Advance(absl::Duration duration) {
    absl::MutexLock lock(&mutex_);
    now_ += duration;
  }

 private:
  mutable absl::Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_FAKE_CLOCK_H_
