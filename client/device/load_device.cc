#include "client/device/load_device.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "client/device/pkcs11/module.h"
#include "client/device/pkcs11/pkcs11_device.h"
#include "client/device/pkcs11/readers.h"
#include "client/device/pkcs12/pkcs12_device.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"

namespace paraphe::device {
namespace {

absl::StatusOr<std::unique_ptr<pkcs11::Module>> LoadModule(const v1::DeviceConfig& config,
                                                           const std::string& base_file) {
  if (config.module().empty()) {
    return MakeError(
        v1::MALFORMED_FILE,
        absl::StrCat(base_file,
                     ": device without `module`, the path of a PKCS#11 module, and without "
                     "`pkcs12`, that of a file; write one"));
  }
  return pkcs11::Module::Load(ResolveBeside(base_file, config.module()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<SignatureDevice>> LoadDevice(const v1::DeviceConfig& config,
                                                            const std::string& base_file) {
  if (!config.pkcs12().empty()) {
    return pkcs12::Pkcs12Device::Open(ResolveBeside(base_file, config.pkcs12()));
  }
  ASSIGN_OR_RETURN(std::unique_ptr<pkcs11::Module> module, LoadModule(config, base_file));
  return pkcs11::Pkcs11Device::Open(std::move(module), config);
}

absl::StatusOr<std::vector<ListedReader>> ReadReadersOf(const v1::DeviceConfig& config,
                                                        const std::string& base_file) {
  if (!config.pkcs12().empty()) {
    return pkcs12::ReadFileAsReader(ResolveBeside(base_file, config.pkcs12()));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<pkcs11::Module> module, LoadModule(config, base_file));
  return pkcs11::ReadReaders(module->functions(), config);
}

}  // namespace paraphe::device
