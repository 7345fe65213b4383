// A token of SoftHSM, seen through the recording module.
#ifndef PARAPHE_TESTS_CLIENT_DEVICE_PKCS11_DEVICE_FIXTURE_H_
#define PARAPHE_TESTS_CLIENT_DEVICE_PKCS11_DEVICE_FIXTURE_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

#include "client/device/pkcs11/module.h"
#include "client/device/pkcs11/pkcs11_device.h"
#include "client/device/pkcs11/session.h"
#include "client/device/pkcs11/token.h"
#include "common/status_macros.h"
#include "tests/client/testing/recording_cryptoki.h"
#include "tests/client/testing/softhsm.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe::pkcs11 {

inline constexpr char kTokenLabel[] = "carte";
inline constexpr char kPin[] = "246813";

inline SecretBuffer PinOf(absl::string_view digits) {
  SecretBuffer pin(64);
  for (const char digit : digits) EXPECT_TRUE(pin.Append(digit));
  return pin;
}

class DeviceFixture : public ::testing::Test {
 protected:
  using DevicePtr = std::unique_ptr<device::SignatureDevice>;

  // One token with one signer on it.
  void SetUp() override {
    serial_ = hsm_.AddTokenOrDie(kTokenLabel, kPin);
    const test::TestCert& signer = test::TestPki::Get().signer();
    hsm_.ImportOrDie(kTokenLabel, kPin, {"\x01", "Anne", signer.der, signer.key});
    recorder_.Forget();
  }

  absl::StatusOr<DevicePtr> Open(const v1::DeviceConfig& config) {
    ASSIGN_OR_RETURN(std::unique_ptr<Module> module, Module::Create(recorder_.functions()));
    return Pkcs11Device::Open(std::move(module), config);
  }
  absl::StatusOr<DevicePtr> Open() { return Open(test::SoftHsm::Config(kTokenLabel)); }

  // The device with its only certificate; fails the test where that does not work.
  DevicePtr OpenOrFail() {
    absl::StatusOr<DevicePtr> device = Open();
    EXPECT_THAT(device, test::IsOk());
    return device.ok() ? *std::move(device) : nullptr;
  }
  static device::DeviceCertificate OnlyCertificate(device::SignatureDevice& device) {
    const auto certificates = device.ListCertificates();
    EXPECT_THAT(certificates, test::IsOk());
    EXPECT_EQ(certificates->size(), 1u);
    return certificates->front();
  }

  test::SoftHsm hsm_;
  test::RecordingCryptoki recorder_{test::SoftHsm::ModulePath()};
  std::string serial_;
};

// The same with a session open on the token, and nobody logged in.
class SessionFixture : public DeviceFixture {
 protected:
  void SetUp() override {
    DeviceFixture::SetUp();
    OpenSession();
  }

  void OpenSession() {
    absl::StatusOr<std::unique_ptr<Module>> module = Module::Create(recorder_.functions());
    ASSERT_THAT(module, test::IsOk());
    module_ = *std::move(module);
    const auto token = FindToken(module_->functions(), test::SoftHsm::Config(kTokenLabel));
    ASSERT_THAT(token, test::IsOk());
    slot_ = token->slot;
    absl::StatusOr<Session> session = Session::Open(module_->functions(), slot_);
    ASSERT_THAT(session, test::IsOk());
    session_.emplace(*std::move(session));
    recorder_.Forget();
  }
  // SoftHSM is used by one at a time: before anything else is written onto the token.
  void CloseSession() {
    session_.reset();
    module_.reset();
  }

  std::unique_ptr<Module> module_;
  CK_SLOT_ID slot_ = 0;
  std::optional<Session> session_;
};

}  // namespace paraphe::pkcs11

#endif  // PARAPHE_TESTS_CLIENT_DEVICE_PKCS11_DEVICE_FIXTURE_H_
