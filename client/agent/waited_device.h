// A device whose module may hang: in its initialisation, a login, a signature, anywhere.
#ifndef PARAPHE_CLIENT_AGENT_WAITED_DEVICE_H_
#define PARAPHE_CLIENT_AGENT_WAITED_DEVICE_H_

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"

#include "client/agent/stop.h"
#include "client/device/signature_device.h"

namespace paraphe::agent {

// How long one call to a device is waited for; a person may be entering a PIN at the reader.
inline constexpr absl::Duration kDevicePatience = absl::Minutes(3);

// Passes each call on to a device that lives on a thread of its own. A call is waited for until
// `patience` is over or the stop ends calls to devices; then the device is left: nothing is asked
// of it any more, and its thread may stay in the module until the process ends. ListCertificates
// takes whatever card is in the reader: called again, it opens the device anew.
//
// Beside the device's own errors each function has these, and those that the stop was asked with.
//
// Errors:
//   DEVICE_ERROR       it did not answer in time, now or before
//   ABORTED_BY_SIGNER  the signer did not wait for it
//
// REQ: CONS-4, DEV-1
class WaitedDevice final : public device::SignatureDevice {
 public:
  using Opener = std::function<absl::StatusOr<std::unique_ptr<device::SignatureDevice>>()>;

  // Opens the device on its thread. `stop` must outlive the result. The errors of `opener` too.
  static absl::StatusOr<std::unique_ptr<WaitedDevice>> Open(
      Opener opener, const Stop& stop, absl::Duration patience = kDevicePatience);
  ~WaitedDevice() override;

  // Whether a device was left in this process. A thread may then be anywhere in its module: the
  // process must end by _Exit, which unloads nothing.
  static bool AnyLeft();

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
  class Worker;
  WaitedDevice(Opener opener, const Stop& stop, absl::Duration patience);

  // What `call` returns, or why it was not waited for. `call` owns all that it uses.
  template <typename Result>
  Result Call(std::function<Result(Worker&)> call);
  absl::Status WhyLeft() const;

  const Stop& stop_;
  absl::Duration patience_;
  std::shared_ptr<Worker> worker_;  // shared with its thread
  std::thread thread_;
  bool left_ = false;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_WAITED_DEVICE_H_
