// A PKCS#12 file as a device: its password is the PIN, and it counts no tries (DEV-2).
#ifndef PARAPHE_CLIENT_DEVICE_PKCS12_PKCS12_DEVICE_H_
#define PARAPHE_CLIENT_DEVICE_PKCS12_PKCS12_DEVICE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "client/device/pkcs12/pkcs12_file.h"
#include "client/device/reader_list.h"
#include "client/device/signature_device.h"

namespace paraphe::pkcs12 {

// The label is the file's name; there is no serial number. The file is read anew at each listing.
// Certificates are encrypted as a rule, and shown after a login then. Keys are paired with them by
// their public part: a file may hold several, of which those that are no RSA keys cannot sign. The
// activated key is in memory until it signed, or is taken back.
class Pkcs12Device final : public device::SignatureDevice {
 public:
  // The errors are those of Pkcs12File::Load, here and where certificates are listed.
  static absl::StatusOr<std::unique_ptr<device::SignatureDevice>> Open(const std::string& path);

  absl::StatusOr<device::DeviceState> Describe() override;
  absl::StatusOr<std::vector<device::DeviceCertificate>> ListCertificates() override;
  // Beside the errors of the interface those of Pkcs12File::Open, here and in Activate.
  absl::StatusOr<std::vector<device::DeviceCertificate>> ListCertificatesAfterLogin(
      const SecretBuffer& pin) override;
  absl::Status Activate(const device::DeviceCertificate& certificate,
                        const SecretBuffer& pin) override;
  absl::StatusOr<std::string> Sign(absl::string_view digest_info) override;
  absl::Status Deactivate() override;
  absl::Status Close() override;

 private:
  Pkcs12Device(std::string path, Pkcs12File file)
      : path_(std::move(path)), file_(std::move(file)) {}

  const std::string path_;
  Pkcs12File file_;
  UniqueEvpPkey key_;  // the activated one
};

// The file as the one reader of a module, with itself in it.
absl::StatusOr<std::vector<device::ListedReader>> ReadFileAsReader(const std::string& path);

}  // namespace paraphe::pkcs12

#endif  // PARAPHE_CLIENT_DEVICE_PKCS12_PKCS12_DEVICE_H_
