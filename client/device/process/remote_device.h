// A device in a process of its own.
#ifndef PARAPHE_CLIENT_DEVICE_PROCESS_REMOTE_DEVICE_H_
#define PARAPHE_CLIENT_DEVICE_PROCESS_REMOTE_DEVICE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/device/process/module_client.h"
#include "client/device/reader_list.h"
#include "client/device/signature_device.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::device {

// Passes each call on to a process that holds the device alone, so that a module which hangs,
// crashes or lies harms nobody else. A call is waited for as `waiting` says; then the process is
// killed, and every further call fails. Beside the device's own errors each function has these, and
// those of Waiting.ended.
//
// The system kills the process when the thread that opened the device ends.
//
// Errors:
//   DEVICE_ERROR  the process ended, or did not answer in time, now or before, or what it answered
//                 makes no sense
//
// REQ: CONS-4, DEV-1
class RemoteDevice final : public SignatureDevice {
 public:
  // Starts the process and opens in it the device that `config` names, with absolute paths. The errors
  // of LoadDevice (load_device.h) too.
  static absl::StatusOr<std::unique_ptr<SignatureDevice>> Open(const v1::DeviceConfig& config,
                                                               const Waiting& waiting);
  ~RemoteDevice() override;

  absl::StatusOr<DeviceState> Describe() override;
  absl::StatusOr<std::vector<DeviceCertificate>> ListCertificates() override;
  absl::StatusOr<std::vector<DeviceCertificate>> ListCertificatesAfterLogin(
      const SecretBuffer& pin) override;
  absl::Status Activate(const DeviceCertificate& certificate, const SecretBuffer& pin) override;
  absl::StatusOr<std::string> Sign(absl::string_view digest_info) override;
  absl::Status Deactivate() override;
  absl::Status Close() override;

 private:
  explicit RemoteDevice(std::unique_ptr<ModuleClient> client) : client_(std::move(client)) {}

  absl::StatusOr<std::vector<DeviceCertificate>> List(const v1::DeviceRequest& request,
                                                      const SecretBuffer* pin);

  std::unique_ptr<ModuleClient> client_;
  bool closed_ = false;
};

// The readers of the module that `config` names, read in a process of its own, as ReadReadersOf
// (load_device.h) has them.
absl::StatusOr<std::vector<ListedReader>> ListRemoteReaders(const v1::DeviceConfig& config,
                                                            const Waiting& waiting);

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_PROCESS_REMOTE_DEVICE_H_
