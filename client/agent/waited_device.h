// The signer's device: the first of those that the configuration names which can be used, whatever
// becomes of it while it is used.
#ifndef PARAPHE_CLIENT_AGENT_WAITED_DEVICE_H_
#define PARAPHE_CLIENT_AGENT_WAITED_DEVICE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"

#include "client/agent/stop.h"
#include "client/device/open_device.h"
#include "client/device/signature_device.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::agent {

using device::kDevicePatience;

// Passes each call on to a device in a process of its own (client/device/process/remote_device.h). A
// call is waited for until `patience` is over or the stop ends calls to devices; then the process is
// killed. ListCertificates takes whatever card is there: called again, it looks through the
// configuration anew, with a new process, also after one was killed or ended by itself.
//
// Beside the device's own errors each function has these, and those that the stop was asked with.
// To be used in the thread that opened it.
//
// Errors:
//   DEVICE_ERROR         it did not answer in time, or ended, since it was opened
//   DEVICE_TOKEN_ABSENT  the last ListCertificates found none
//   ABORTED_BY_SIGNER    the signer did not wait for it
//
// REQ: CONS-4, DEV-1
class WaitedDevice final : public device::SignatureDevice {
 public:
  // Opens one of `devices`, whose paths are resolved (LoadAgentConfig does that). `stop` must outlive
  // the result. The errors are those of OpenFirstDevice.
  static absl::StatusOr<std::unique_ptr<WaitedDevice>> Open(
      std::vector<v1::DeviceConfig> devices, const Stop& stop,
      absl::Duration patience = kDevicePatience);

  absl::StatusOr<device::DeviceState> Describe() override;
  absl::StatusOr<std::vector<device::DeviceCertificate>> ListCertificates() override;
  absl::StatusOr<std::vector<device::DeviceCertificate>> ListCertificatesAfterLogin(
      const SecretBuffer& pin) override;
  absl::Status Activate(const device::DeviceCertificate& certificate,
                        const SecretBuffer& pin) override;
  absl::StatusOr<std::string> Sign(absl::string_view digest_info) override;
  absl::Status Deactivate() override;
  absl::Status Close() override;

 private:
  WaitedDevice(std::vector<v1::DeviceConfig> devices, device::Waiting waiting);
  absl::Status OpenNow();

  const std::vector<v1::DeviceConfig> devices_;
  const device::Waiting waiting_;
  std::unique_ptr<device::SignatureDevice> device_;
  bool listed_ = false;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_WAITED_DEVICE_H_
