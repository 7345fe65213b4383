// What `paraphe-agent --list` says: devices, their readers, the tokens in them, certificates and
// digests.
#ifndef PARAPHE_CLIENT_AGENT_READER_REPORT_H_
#define PARAPHE_CLIENT_AGENT_READER_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"

#include "client/device/known_modules.h"
#include "client/device/reader_list.h"
#include "common/bilingual.h"
#include "nlohmann/json.hpp"
#include "paraphe/v1/config.pb.h"

namespace paraphe::agent {

// One of the configuration's devices, and what it shows.
struct ListedDevice {
  v1::DeviceConfig config;
  std::vector<device::ListedReader> readers;
  absl::Status fault;  // why it shows none
};

// For people. All text of devices and certificates is visible on its line (render/visible.h); digests
// are in the form that `certificate_sha256` takes. Thread-safe.
std::string DevicesAsText(const std::vector<ListedDevice>& devices, Language language);

// For programs: {"devices": [{"module" or "pkcs12", "error"}], "readers": [{"device", "name", "token":
// {"label", "serial", "configured", "pin", "certificates": [{"sha256", "subject", "issuer", "serial",
// "not_before", "not_after", "label", "id", "key", "faults"}]}}]}. The readers of all devices are in
// one list; "device" is the position in "devices". Faults are in English. Thread-safe.
nlohmann::ordered_json DevicesAsJson(const std::vector<ListedDevice>& devices);

// The modules that a configuration could name, in the same two forms; {"known_modules": [{"name",
// "path"}]}.
std::string ModulesAsText(const std::vector<device::KnownModule>& modules, Language language);
nlohmann::ordered_json ModulesAsJson(const std::vector<device::KnownModule>& modules);

// Reads the devices' part of the configuration at `config_file`, and prints what they show to standard
// output; where it names none, the modules that are known. A device that shows nothing says why.
//
// Errors: those of LoadDeviceConfig (agent_config.h); where no device shows anything, that of the
// first (device::ListReaders in open_device.h)
absl::Status PrintReaders(const std::string& config_file, bool json);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_READER_REPORT_H_
