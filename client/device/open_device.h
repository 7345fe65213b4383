// Devices for agents: each in a process of its own (process/remote_device.h), with what it costs an
// agent to wait for them. Which kinds there are is load_device.h's.
#ifndef PARAPHE_CLIENT_DEVICE_OPEN_DEVICE_H_
#define PARAPHE_CLIENT_DEVICE_OPEN_DEVICE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "client/device/process/module_client.h"
#include "client/device/reader_list.h"
#include "client/device/signature_device.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::device {

// Opens the device that `config` names. `base_file` is the configuration file that holds `config`:
// its paths are relative to its folder. The result belongs to the thread that opened it: the device
// is gone when that thread ends.
//
// Errors:
//   MALFORMED_FILE  the configuration names neither a module nor a PKCS#12 file, or both
//   DEVICE_ERROR    the process ends, or does not answer in time
//   and those of LoadDevice (load_device.h) and of Waiting.ended
absl::StatusOr<std::unique_ptr<SignatureDevice>> OpenDevice(const v1::DeviceConfig& config,
                                                            const std::string& base_file,
                                                            const Waiting& waiting = {});

// Opens the first of `configs`, in their order, that can be opened. Their paths are resolved
// already. Where none can, the error is the one that helps most: of a card that is there before
// that of an empty reader, and of that before a missing driver; its message names all.
//
// Errors: those of OpenDevice
absl::StatusOr<std::unique_ptr<SignatureDevice>> OpenFirstDevice(
    const std::vector<v1::DeviceConfig>& configs, const Waiting& waiting);

// All readers of the module that `config` names, with their tokens and certificates, in the module's
// order; a PKCS#12 file is a reader with its token in it. Nobody is logged in.
//
// Errors: those of OpenDevice and of ReadReadersOf (load_device.h)
absl::StatusOr<std::vector<ListedReader>> ListReaders(const v1::DeviceConfig& config,
                                                      const std::string& base_file,
                                                      const Waiting& waiting = {});

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_OPEN_DEVICE_H_
