// A device in memory that counts.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_FAKE_DEVICE_H_
#define PARAPHE_TESTS_CLIENT_TESTING_FAKE_DEVICE_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/device/signature_device.h"
#include "tests/testing/pki.h"

namespace paraphe::test {

// Holds the certificates given to it, each with its key; signs as a card does. Public fields are
// for tests to set and to read.
class FakeDevice final : public device::SignatureDevice {
 public:
  explicit FakeDevice(std::vector<TestCert> certificates)
      : certificates_(std::move(certificates)) {}

  absl::StatusOr<device::DeviceState> Describe() override;
  absl::StatusOr<std::vector<device::DeviceCertificate>> ListCertificates() override;
  absl::StatusOr<std::vector<device::DeviceCertificate>> ListCertificatesAfterLogin(
      const SecretBuffer& pin) override;
  absl::Status Activate(const device::DeviceCertificate& certificate,
                        const SecretBuffer& pin) override;
  absl::StatusOr<std::string> Sign(absl::string_view digest_info) override;
  absl::Status Deactivate() override;
  absl::Status Close() override;

  // Another card is in the reader.
  void Insert(std::vector<TestCert> certificates) { certificates_ = std::move(certificates); }

  std::string pin = "1234";
  device::DeviceState state;
  size_t hidden_until_login = 0;                // so many of the certificates, the last ones
  std::vector<absl::Status> activate_failures;  // the next ones, first to last
  std::vector<absl::Status> list_failures;      // the same
  absl::Status sign_failure;
  absl::Status close_failure;
  std::function<void(std::string&)> edit_signature;
  std::function<void()> on_activate;
  std::function<void(int number)> before_listing;  // counted from 1

  int activations = 0;
  int listings = 0;
  int logins_to_list = 0;
  int closings = 0;
  std::vector<std::string> reached;  // every byte string that reached it to be signed

 private:
  std::vector<device::DeviceCertificate> List(size_t hidden) const;
  bool IsRefused(const SecretBuffer& given) const;

  std::vector<TestCert> certificates_;
  std::optional<size_t> active_;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_FAKE_DEVICE_H_
