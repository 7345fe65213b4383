// Tells ThreadSanitizer what absl::Mutex and absl::CondVar order. Debian's Abseil is a shared
// library that was not built for ThreadSanitizer, which therefore sees no lock where one is taken
// and calls everything behind it a race. Linked into every test of the preset tsan: each function
// here stands before Abseil's own of the same name, calls it, and says what happened. gRPC's locks
// are Abseil's, so that they count too.
//
// Only "happens before" is told: a lock that is forgotten still is a race.
#include <cstdlib>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

namespace {

// Abseil's own function of that mangled name.
template <typename Function>
Function* RealOrDie(const char* symbol) {
  void* const found = dlsym(RTLD_NEXT, symbol);
  if (found == nullptr) std::abort();
  return reinterpret_cast<Function*>(found);
}

void Acquired(const void* object) { __tsan_acquire(const_cast<void*>(object)); }
void Releasing(const void* object) { __tsan_release(const_cast<void*>(object)); }

}  // namespace

// `real` calls Abseil's own function with the arguments that follow; the object is `this`.
#define PARAPHE_REAL(signature, symbol) static auto* const real = RealOrDie<signature>(symbol)

namespace absl {
ABSL_NAMESPACE_BEGIN

void Mutex::Lock() {
  PARAPHE_REAL(void(Mutex*), "_ZN4absl7debian35Mutex4LockEv");
  real(this);
  Acquired(this);
}
void Mutex::Unlock() {
  PARAPHE_REAL(void(Mutex*), "_ZN4absl7debian35Mutex6UnlockEv");
  Releasing(this);
  real(this);
}
bool Mutex::TryLock() {
  PARAPHE_REAL(bool(Mutex*), "_ZN4absl7debian35Mutex7TryLockEv");
  const bool locked = real(this);
  if (locked) Acquired(this);
  return locked;
}
void Mutex::ReaderLock() {
  PARAPHE_REAL(void(Mutex*), "_ZN4absl7debian35Mutex10ReaderLockEv");
  real(this);
  Acquired(this);
}
void Mutex::ReaderUnlock() {
  PARAPHE_REAL(void(Mutex*), "_ZN4absl7debian35Mutex12ReaderUnlockEv");
  Releasing(this);
  real(this);
}
void Mutex::LockWhen(const Condition& condition) {
  PARAPHE_REAL(void(Mutex*, const Condition&), "_ZN4absl7debian35Mutex8LockWhenERKNS0_9ConditionE");
  real(this, condition);
  Acquired(this);
}
void Mutex::Await(const Condition& condition) {
  PARAPHE_REAL(void(Mutex*, const Condition&), "_ZN4absl7debian35Mutex5AwaitERKNS0_9ConditionE");
  Releasing(this);
  real(this, condition);
  Acquired(this);
}
bool Mutex::AwaitWithTimeout(const Condition& condition, Duration timeout) {
  PARAPHE_REAL(bool(Mutex*, const Condition&, Duration),
               "_ZN4absl7debian35Mutex16AwaitWithTimeoutERKNS0_9ConditionENS0_8DurationE");
  Releasing(this);
  const bool held = real(this, condition, timeout);
  Acquired(this);
  return held;
}
bool Mutex::AwaitWithDeadline(const Condition& condition, Time deadline) {
  PARAPHE_REAL(bool(Mutex*, const Condition&, Time),
               "_ZN4absl7debian35Mutex17AwaitWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  Releasing(this);
  const bool held = real(this, condition, deadline);
  Acquired(this);
  return held;
}

void CondVar::Wait(Mutex* mutex) {
  PARAPHE_REAL(void(CondVar*, Mutex*), "_ZN4absl7debian37CondVar4WaitEPNS0_5MutexE");
  Releasing(mutex);
  real(this, mutex);
  Acquired(mutex);
}
bool CondVar::WaitWithTimeout(Mutex* mutex, Duration timeout) {
  PARAPHE_REAL(bool(CondVar*, Mutex*, Duration),
               "_ZN4absl7debian37CondVar15WaitWithTimeoutEPNS0_5MutexENS0_8DurationE");
  Releasing(mutex);
  const bool timed_out = real(this, mutex, timeout);
  Acquired(mutex);
  return timed_out;
}
bool CondVar::WaitWithDeadline(Mutex* mutex, Time deadline) {
  PARAPHE_REAL(bool(CondVar*, Mutex*, Time),
               "_ZN4absl7debian37CondVar16WaitWithDeadlineEPNS0_5MutexENS0_4TimeE");
  Releasing(mutex);
  const bool timed_out = real(this, mutex, deadline);
  Acquired(mutex);
  return timed_out;
}

void Notification::Notify() {
  PARAPHE_REAL(void(Notification*), "_ZN4absl7debian312Notification6NotifyEv");
  Releasing(this);
  real(this);
}
void Notification::WaitForNotification() const {
  PARAPHE_REAL(void(const Notification*), "_ZNK4absl7debian312Notification19WaitForNotificationEv");
  real(this);
  Acquired(this);
}
bool Notification::WaitForNotificationWithTimeout(Duration timeout) const {
  PARAPHE_REAL(bool(const Notification*, Duration),
               "_ZNK4absl7debian312Notification30WaitForNotificationWithTimeoutENS0_8DurationE");
  const bool notified = real(this, timeout);
  if (notified) Acquired(this);
  return notified;
}

ABSL_NAMESPACE_END
}  // namespace absl
