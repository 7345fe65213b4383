// From configuration to device: the one place that knows which kinds of device there are.
#ifndef PARAPHE_CLIENT_DEVICE_OPEN_DEVICE_H_
#define PARAPHE_CLIENT_DEVICE_OPEN_DEVICE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "client/device/signature_device.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::device {

// Opens the device that `config` names. `base_file` is the configuration that it stands in: the
// module's path is resolved beside it. MALFORMED_FILE where no module is named,
// DEVICE_MODULE_UNUSABLE, DEVICE_TOKEN_ABSENT, DEVICE_TOKEN_AMBIGUOUS, DEVICE_ERROR.
absl::StatusOr<std::unique_ptr<SignatureDevice>> OpenDevice(const v1::DeviceConfig& config,
                                                            const std::string& base_file);

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_OPEN_DEVICE_H_
