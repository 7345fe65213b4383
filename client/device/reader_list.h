// Everything that a module shows, for people who look for what to write into a configuration.
#ifndef PARAPHE_CLIENT_DEVICE_READER_LIST_H_
#define PARAPHE_CLIENT_DEVICE_READER_LIST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"

#include "client/device/signature_device.h"

namespace paraphe::device {

// A card, token or software token. Without `fault` the certificates are those that it shows without
// a login.
struct ListedToken {
  DeviceState state;
  bool configured = false;  // the configuration names it, or names none
  std::vector<DeviceCertificate> certificates;
  absl::Status fault;  // why it cannot be used, or its certificates not be read
};

// A reader, or what a module shows as one. All names are as the device gave them, without padding.
struct ListedReader {
  std::string name;
  std::optional<ListedToken> token;  // unset: it is empty, or `fault`
  absl::Status fault;                // why the reader or its token cannot be read
};

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_READER_LIST_H_
