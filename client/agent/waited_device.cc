#include "client/agent/waited_device.h"

#include <utility>

#include "absl/memory/memory.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

absl::Status NotOpen() {
  return MakeError(v1::DEVICE_TOKEN_ABSENT, "device: no card was read; insert one");
}

}  // namespace

WaitedDevice::WaitedDevice(std::vector<v1::DeviceConfig> devices, device::Waiting waiting)
    : devices_(std::move(devices)), waiting_(std::move(waiting)) {}

absl::StatusOr<std::unique_ptr<WaitedDevice>> WaitedDevice::Open(
    std::vector<v1::DeviceConfig> devices, const Stop& stop, absl::Duration patience) {
  device::Waiting waiting;
  waiting.patience = patience;
  waiting.ended = [&stop] { return stop.EndsDevice() ? stop.why() : absl::OkStatus(); };
  waiting.asked_fd = stop.fd();
  std::unique_ptr<WaitedDevice> device =
      absl::WrapUnique(new WaitedDevice(std::move(devices), std::move(waiting)));
  RETURN_IF_ERROR(device->OpenNow());
  return device;
}

absl::Status WaitedDevice::OpenNow() {
  if (device_ != nullptr) static_cast<void>(device_->Close());
  device_.reset();
  listed_ = false;
  ASSIGN_OR_RETURN(device_, device::OpenFirstDevice(devices_, waiting_));
  return absl::OkStatus();
}

absl::StatusOr<std::vector<device::DeviceCertificate>> WaitedDevice::ListCertificates() {
  if (device_ == nullptr || listed_) RETURN_IF_ERROR(OpenNow());
  listed_ = true;
  return device_->ListCertificates();
}

absl::StatusOr<device::DeviceState> WaitedDevice::Describe() {
  return device_ == nullptr ? NotOpen() : device_->Describe();
}

absl::StatusOr<std::vector<device::DeviceCertificate>> WaitedDevice::ListCertificatesAfterLogin(
    const SecretBuffer& pin) {
  if (device_ == nullptr) return NotOpen();
  return device_->ListCertificatesAfterLogin(pin);
}

absl::Status WaitedDevice::Activate(const device::DeviceCertificate& certificate,
                                    const SecretBuffer& pin) {
  return device_ == nullptr ? NotOpen() : device_->Activate(certificate, pin);
}

absl::StatusOr<std::string> WaitedDevice::Sign(absl::string_view digest_info) {
  if (device_ == nullptr) return NotOpen();
  return device_->Sign(digest_info);
}

absl::Status WaitedDevice::Deactivate() {
  return device_ == nullptr ? absl::OkStatus() : device_->Deactivate();
}

absl::Status WaitedDevice::Close() {
  return device_ == nullptr ? absl::OkStatus() : device_->Close();
}

}  // namespace paraphe::agent
