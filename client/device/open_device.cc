#include "client/device/open_device.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"

#include "client/device/process/remote_device.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"

namespace paraphe::device {
namespace {

// What helps a signer most comes first; what is not listed comes before all: a card or file is there.
constexpr v1::ErrorReason kLeastTelling[] = {
    v1::DEVICE_TOKEN_ABSENT,        v1::DEVICE_CARD_ABSENT, v1::DEVICE_READER_ABSENT,
    v1::DEVICE_CARD_SERVICE_ABSENT, v1::FILE_UNREADABLE,    v1::DEVICE_MODULE_UNUSABLE};

auto RankOf(const absl::Status& fault) {
  const auto* const row =
      std::find(std::begin(kLeastTelling), std::end(kLeastTelling), ReasonOf(fault));
  return row == std::end(kLeastTelling) ? -1 : row - std::begin(kLeastTelling);
}

v1::DeviceConfig Resolved(v1::DeviceConfig config, const std::string& base_file) {
  if (!config.module().empty()) config.set_module(ResolveBeside(base_file, config.module()));
  if (!config.pkcs12().empty()) config.set_pkcs12(ResolveBeside(base_file, config.pkcs12()));
  return config;
}

// The most telling of `faults`, with the words of all.
absl::Status Together(const std::vector<absl::Status>& faults) {
  const auto best = std::min_element(
      faults.begin(), faults.end(),
      [](const absl::Status& a, const absl::Status& b) { return RankOf(a) < RankOf(b); });
  std::string words(best->message());
  for (auto fault = faults.begin(); fault != faults.end(); ++fault) {
    if (fault != best) absl::StrAppend(&words, "; also tried: ", fault->message());
  }
  absl::Status status(best->code(), words);
  if (const auto detail = GetErrorDetail(*best)) SetErrorDetail(*detail, status);
  return status;
}

absl::Status CheckNamesOne(const v1::DeviceConfig& config, const std::string& base_file) {
  if (config.module().empty() != config.pkcs12().empty()) return absl::OkStatus();
  return MakeError(v1::MALFORMED_FILE,
                   absl::StrCat(base_file,
                                ": a device is named by `module`, the path of a PKCS#11 "
                                "module, or by `pkcs12`, the path of a file; write one"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<SignatureDevice>> OpenDevice(const v1::DeviceConfig& config,
                                                            const std::string& base_file,
                                                            const Waiting& waiting) {
  RETURN_IF_ERROR(CheckNamesOne(config, base_file));
  return RemoteDevice::Open(Resolved(config, base_file), waiting);
}

absl::StatusOr<std::unique_ptr<SignatureDevice>> OpenFirstDevice(
    const std::vector<v1::DeviceConfig>& configs, const Waiting& waiting) {
  if (configs.empty()) return MakeError(v1::MALFORMED_FILE, "device: none is configured; name one");
  std::vector<absl::Status> faults;
  for (const v1::DeviceConfig& config : configs) {
    absl::StatusOr<std::unique_ptr<SignatureDevice>> device = OpenDevice(config, "", waiting);
    if (device.ok()) return device;
    if (waiting.ended) RETURN_IF_ERROR(waiting.ended());
    faults.push_back(std::move(device).status());
  }
  return Together(faults);
}

absl::StatusOr<std::vector<ListedReader>> ListReaders(const v1::DeviceConfig& config,
                                                      const std::string& base_file,
                                                      const Waiting& waiting) {
  RETURN_IF_ERROR(CheckNamesOne(config, base_file));
  return ListRemoteReaders(Resolved(config, base_file), waiting);
}

}  // namespace paraphe::device
