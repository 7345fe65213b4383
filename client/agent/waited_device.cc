#include "client/agent/waited_device.h"

#include <atomic>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/memory/memory.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

// How soon a wait hears that it must end, and what a call gets where the stop came before it.
constexpr absl::Duration kListening = absl::Milliseconds(50);
constexpr absl::Duration kLeast = absl::Seconds(1);

std::atomic<bool> g_any_left = false;

absl::Status NotOpen() {
  return MakeError(v1::DEVICE_TOKEN_ABSENT, "device: no card was read; insert one");
}

std::shared_ptr<const SecretBuffer> Copy(const SecretBuffer& pin) {
  SecretBuffer copy(pin.size());
  for (const char byte : pin.RevealForDevice()) static_cast<void>(copy.Append(byte));
  return std::make_shared<const SecretBuffer>(std::move(copy));
}

}  // namespace

// The thread that a device lives on.
class WaitedDevice::Worker {
 public:
  explicit Worker(Opener opener) : opener_(std::move(opener)) {}

  void Give(std::function<void()> task) {
    const absl::MutexLock lock(&mutex_);
    task_ = std::move(task);
  }
  void End() {
    const absl::MutexLock lock(&mutex_);
    ended_ = true;
  }
  // The thread's life.
  void Work() {
    while (const std::function<void()> task = Take()) task();
    device_.reset();
  }

  // On the thread only.
  absl::Status Open() {
    if (device_ != nullptr) static_cast<void>(device_->Close());
    device_.reset();
    listed_ = false;
    ASSIGN_OR_RETURN(device_, opener_());
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<device::DeviceCertificate>> List() {
    if (device_ == nullptr || listed_) {
      RETURN_IF_ERROR(Open());
    }
    listed_ = true;
    return device_->ListCertificates();
  }
  device::SignatureDevice* device() { return device_.get(); }

 private:
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return ended_ || task_ != nullptr; }
  std::function<void()> Take() {
    const absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(this, &Worker::HasWork));
    return ended_ ? nullptr : std::exchange(task_, nullptr);
  }

  const Opener opener_;
  std::unique_ptr<device::SignatureDevice> device_;
  bool listed_ = false;
  absl::Mutex mutex_;
  std::function<void()> task_ ABSL_GUARDED_BY(mutex_);
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
};

WaitedDevice::WaitedDevice(Opener opener, const Stop& stop, absl::Duration patience)
    : stop_(stop), patience_(patience), worker_(std::make_shared<Worker>(std::move(opener))) {}

absl::StatusOr<std::unique_ptr<WaitedDevice>> WaitedDevice::Open(Opener opener, const Stop& stop,
                                                                 absl::Duration patience) {
  std::unique_ptr<WaitedDevice> device =
      absl::WrapUnique(new WaitedDevice(std::move(opener), stop, patience));
  device->thread_ = std::thread([worker = device->worker_] { worker->Work(); });
  RETURN_IF_ERROR(device->Call<absl::Status>([](Worker& worker) { return worker.Open(); }));
  return device;
}

// Close may be the call that does not come back.
WaitedDevice::~WaitedDevice() {
  if (!left_) static_cast<void>(Close());
  worker_->End();
  if (left_) {
    thread_.detach();
  } else {
    thread_.join();
  }
}

bool WaitedDevice::AnyLeft() { return g_any_left; }

absl::Status WaitedDevice::WhyLeft() const {
  if (stop_.EndsDevice()) return stop_.why();
  return MakeError(v1::DEVICE_ERROR,
                   "device: its module does not answer; take the card out, and see whether another "
                   "program uses it");
}

template <typename Result>
Result WaitedDevice::Call(std::function<Result(Worker&)> call) {
  if (left_) return WhyLeft();
  struct Answer {
    std::optional<Result> result;
    absl::Notification here;
  };
  const auto answer = std::make_shared<Answer>();
  worker_->Give([answer, worker = worker_, call = std::move(call)] {
    answer->result = call(*worker);
    answer->here.Notify();
  });
  const absl::Time begin = absl::Now();
  while (!answer->here.WaitForNotificationWithTimeout(kListening)) {
    const absl::Duration waited = absl::Now() - begin;
    if (waited < patience_ && !(stop_.EndsDevice() && waited >= kLeast)) continue;
    left_ = g_any_left = true;
    return WhyLeft();
  }
  return *std::move(answer->result);
}

absl::StatusOr<device::DeviceState> WaitedDevice::Describe() {
  using Result = absl::StatusOr<device::DeviceState>;
  return Call<Result>([](Worker& worker) -> Result {
    return worker.device() == nullptr ? NotOpen() : worker.device()->Describe();
  });
}

absl::StatusOr<std::vector<device::DeviceCertificate>> WaitedDevice::ListCertificates() {
  using Result = absl::StatusOr<std::vector<device::DeviceCertificate>>;
  return Call<Result>([](Worker& worker) { return worker.List(); });
}

absl::StatusOr<std::vector<device::DeviceCertificate>> WaitedDevice::ListCertificatesAfterLogin(
    const SecretBuffer& pin) {
  using Result = absl::StatusOr<std::vector<device::DeviceCertificate>>;
  return Call<Result>([pin = Copy(pin)](Worker& worker) -> Result {
    return worker.device() == nullptr ? NotOpen()
                                      : worker.device()->ListCertificatesAfterLogin(*pin);
  });
}

absl::Status WaitedDevice::Activate(const device::DeviceCertificate& certificate,
                                    const SecretBuffer& pin) {
  return Call<absl::Status>([certificate, pin = Copy(pin)](Worker& worker) {
    return worker.device() == nullptr ? NotOpen() : worker.device()->Activate(certificate, *pin);
  });
}

absl::StatusOr<std::string> WaitedDevice::Sign(absl::string_view digest_info) {
  using Result = absl::StatusOr<std::string>;
  return Call<Result>([digest_info = std::string(digest_info)](Worker& worker) -> Result {
    return worker.device() == nullptr ? NotOpen() : worker.device()->Sign(digest_info);
  });
}

absl::Status WaitedDevice::Deactivate() {
  return Call<absl::Status>([](Worker& worker) {
    return worker.device() == nullptr ? absl::OkStatus() : worker.device()->Deactivate();
  });
}

absl::Status WaitedDevice::Close() {
  return Call<absl::Status>([](Worker& worker) {
    return worker.device() == nullptr ? absl::OkStatus() : worker.device()->Close();
  });
}

}  // namespace paraphe::agent
