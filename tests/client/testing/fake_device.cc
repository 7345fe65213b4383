#include "tests/client/testing/fake_device.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"

namespace paraphe::test {

absl::StatusOr<device::DeviceState> FakeDevice::Describe() { return state; }

absl::StatusOr<std::vector<device::DeviceCertificate>> FakeDevice::ListCertificates() {
  ++listings;
  if (before_listing) before_listing(listings);
  if (!list_failures.empty()) {
    const absl::Status failure = list_failures.front();
    list_failures.erase(list_failures.begin());
    if (!failure.ok()) return failure;
  }
  return List(hidden_until_login);
}

absl::StatusOr<std::vector<device::DeviceCertificate>> FakeDevice::ListCertificatesAfterLogin(
    const SecretBuffer& given) {
  ++logins_to_list;
  if (IsRefused(given)) return MakeError(v1::DEVICE_PIN_WRONG, "wrong PIN");
  return List(0);
}

std::vector<device::DeviceCertificate> FakeDevice::List(size_t hidden) const {
  std::vector<device::DeviceCertificate> list;
  while (list.size() + hidden < certificates_.size()) {
    const TestCert& certificate = certificates_[list.size()];
    list.push_back({certificate.der, absl::StrCat(list.size()), "label",
                    certificate.key == nullptr ? device::KeyPresence::kAbsent
                                               : device::KeyPresence::kHiddenUntilLogin});
  }
  return list;
}

bool FakeDevice::IsRefused(const SecretBuffer& given) const {
  return state.pin_entry == device::PinEntry::kHere && given.RevealForDevice() != pin;
}

absl::Status FakeDevice::Activate(const device::DeviceCertificate& certificate,
                                  const SecretBuffer& given) {
  ++activations;
  if (on_activate) on_activate();
  if (!activate_failures.empty()) {
    const absl::Status failure = activate_failures.front();
    activate_failures.erase(activate_failures.begin());
    return failure;
  }
  if (IsRefused(given)) return MakeError(v1::DEVICE_PIN_WRONG, "wrong PIN");
  size_t position = 0;
  if (!absl::SimpleAtoi(certificate.handle, &position)) std::abort();
  active_ = position;
  return absl::OkStatus();
}

absl::StatusOr<std::string> FakeDevice::Sign(absl::string_view digest_info) {
  reached.emplace_back(digest_info);
  if (!sign_failure.ok()) return sign_failure;
  if (!active_.has_value()) return MakeError(v1::DEVICE_ERROR, "no key is active");
  std::string signature = certificates_[*active_].key->SignDigestInfo(digest_info);
  active_.reset();
  if (edit_signature) edit_signature(signature);
  return signature;
}

absl::Status FakeDevice::Deactivate() {
  active_.reset();
  return absl::OkStatus();
}

absl::Status FakeDevice::Close() {
  ++closings;
  active_.reset();
  return close_failure;
}

}  // namespace paraphe::test
