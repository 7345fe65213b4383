// What `paraphe-agent --list` says: readers, the tokens in them, their certificates and digests.
#ifndef PARAPHE_CLIENT_AGENT_READER_REPORT_H_
#define PARAPHE_CLIENT_AGENT_READER_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"

#include "client/device/reader_list.h"
#include "common/bilingual.h"
#include "nlohmann/json.hpp"

namespace paraphe::agent {

// For people. All text of devices and certificates is visible on its line (render/visible.h); digests
// are in the form that `certificate_sha256` takes. Thread-safe.
std::string ReadersAsText(const std::vector<device::ListedReader>& readers, Language language);

// For programs: {"readers": [{"name", "token": {"label", "serial", "configured", "pin",
// "certificates": [{"sha256", "subject", "issuer", "serial", "not_before", "not_after", "label",
// "id", "key", "faults"}]}}]}. Faults are in English. Thread-safe.
nlohmann::ordered_json ReadersAsJson(const std::vector<device::ListedReader>& readers);

// Reads the device's part of the configuration at `config_file`, and prints what its module shows
// to standard output.
//
// Errors: those of LoadDeviceConfig (agent_config.h) and of device::ListReaders (open_device.h)
absl::Status PrintReaders(const std::string& config_file, bool json);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_READER_REPORT_H_
