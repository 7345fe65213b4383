// Calls to the process of a module, each waited for as long as it may be.
#ifndef PARAPHE_CLIENT_DEVICE_PROCESS_MODULE_CLIENT_H_
#define PARAPHE_CLIENT_DEVICE_PROCESS_MODULE_CLIENT_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "client/device/process/channel.h"
#include "client/device/process/module_process.h"
#include "common/secret_buffer.h"
#include "paraphe/v1/device_process.pb.h"

namespace paraphe::device {

// How long one call to a device is waited for; a person may be entering a PIN at the reader.
inline constexpr absl::Duration kDevicePatience = absl::Minutes(3);

struct Waiting {
  absl::Duration patience = kDevicePatience;
  // Not OK: nobody waits any more, and this is why. A call that begins then has a second all the same, for what
  // closes the device. Unset: never.
  std::function<absl::Status()> ended;
  // Readable from when `ended` may change on, and for ever. -1: unknown, `ended` is asked again and again.
  int asked_fd = -1;
};

// Not thread-safe. The process ends with it.
class ModuleClient {
 public:
  // `named` says in errors what the process holds.
  //
  // Errors:
  //   DEVICE_ERROR  the process cannot be started
  static absl::StatusOr<std::unique_ptr<ModuleClient>> Start(const std::string& named,
                                                             const Waiting& waiting);

  // Sends `request`, and `pin` where there is one, and returns the answer, which holds no fault. After
  // an error that is not the device's own the process has been ended, and every call returns that
  // error.
  //
  // Errors:
  //   DEVICE_ERROR  the process ended, did not answer in time, or what it sent makes no sense
  //   and those of Waiting.ended, and of the device
  absl::StatusOr<v1::DeviceResponse> Call(const v1::DeviceRequest& request,
                                          const SecretBuffer* pin = nullptr);

  // Ends the process, because what it answered makes no sense: `why`, which every call returns then.
  absl::Status Distrust(absl::Status why);
  // Whether calls still reach it.
  bool lives() const { return left_.ok(); }

 private:
  ModuleClient(std::string named, Waiting waiting, std::unique_ptr<ModuleProcess> process);

  absl::Status Wait(int socket, short events);
  // Why the current call is not waited for any more.
  absl::Status Over() const;
  absl::StatusOr<v1::DeviceResponse> Exchange(const v1::DeviceRequest& request,
                                              const SecretBuffer* pin);
  absl::Status Leave(absl::Status why);

  const std::string named_;
  const Waiting waiting_;
  const std::unique_ptr<ModuleProcess> process_;
  Channel channel_;
  absl::Time begun_;
  bool asked_ = false;
  bool ended_ = false;
  absl::Status left_;
};

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_PROCESS_MODULE_CLIENT_H_
