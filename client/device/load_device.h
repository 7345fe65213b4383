// From configuration to device in this process, which is that of the module: the one place that knows
// which kinds of device there are. Agents use open_device.h.
#ifndef PARAPHE_CLIENT_DEVICE_LOAD_DEVICE_H_
#define PARAPHE_CLIENT_DEVICE_LOAD_DEVICE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "client/device/reader_list.h"
#include "client/device/signature_device.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::device {

// Opens the device that `config` names. `base_file` is the configuration file that holds `config`:
// its paths are relative to its folder.
//
// Errors:
//   MALFORMED_FILE              the configuration names neither a module nor a PKCS#12 file, or that is none
//   FILE_UNREADABLE             the PKCS#12 file cannot be read
//   DEVICE_MODULE_UNUSABLE      the module cannot be loaded or initialised
//   DEVICE_CARD_SERVICE_ABSENT  it finds no reader, and the system's card service does not answer
//   DEVICE_READER_ABSENT        it finds no reader
//   DEVICE_CARD_ABSENT          no card is in a reader
//   DEVICE_TOKEN_ABSENT         no token is the one that the configuration names
//   DEVICE_TOKEN_AMBIGUOUS      several are
//   DEVICE_ERROR                the token cannot be used
absl::StatusOr<std::unique_ptr<SignatureDevice>> LoadDevice(const v1::DeviceConfig& config,
                                                            const std::string& base_file);

// All readers of the module that `config` names, with their tokens and certificates, in the module's
// order; a PKCS#12 file is a reader with its token in it. Nobody is logged in, and the module is
// closed again.
//
// Errors:
//   MALFORMED_FILE              the configuration names neither a module nor a PKCS#12 file, or that is none
//   FILE_UNREADABLE             the PKCS#12 file cannot be read
//   DEVICE_MODULE_UNUSABLE      the module cannot be loaded or initialised
//   DEVICE_READER_ABSENT        it finds no reader
//   DEVICE_CARD_SERVICE_ABSENT  nor does the system's card service answer
//   DEVICE_ERROR                the module fails
absl::StatusOr<std::vector<ListedReader>> ReadReadersOf(const v1::DeviceConfig& config,
                                                        const std::string& base_file);

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_LOAD_DEVICE_H_
