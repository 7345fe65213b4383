#include "client/device/signature_device.h"

#include <memory>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/device/load_device.h"
#include "client/device/open_device.h"
#include "common/errors.h"
#include "tests/client/device/device_implementations.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe::device {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::Implementation;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestKey;
using ::paraphe::test::TestPki;

// RFC 8017 §9.2, note 1: SHA-256 over nothing in particular.
std::string DigestInfo(char byte) {
  return std::string("\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
                     19) +
         std::string(32, byte);
}

SecretBuffer PinOf(absl::string_view text) {
  SecretBuffer buffer(text.size());
  for (const char byte : text) EXPECT_TRUE(buffer.Append(byte));
  return buffer;
}

enum class Place { kHere, kProcess };

class SignatureDeviceTest : public ::testing::TestWithParam<std::tuple<Implementation, Place>> {
 protected:
  void SetUp() override {
    const v1::DeviceConfig config = tested().make();
    absl::StatusOr<std::unique_ptr<SignatureDevice>> opened =
        std::get<1>(GetParam()) == Place::kHere ? LoadDevice(config, "") : OpenDevice(config, "");
    ASSERT_THAT(opened, IsOk());
    device_ = *std::move(opened);
  }
  static const Implementation& tested() { return std::get<0>(GetParam()); }

  absl::StatusOr<std::vector<DeviceCertificate>> List() {
    if (!tested().hides_certificates) return device_->ListCertificates();
    return device_->ListCertificatesAfterLogin(PinOf(tested().pin));
  }
  DeviceCertificate Signer() {
    const absl::StatusOr<std::vector<DeviceCertificate>> listed = List();
    EXPECT_THAT(listed, IsOk());
    if (!listed.ok()) return {};
    for (const DeviceCertificate& certificate : *listed) {
      if (certificate.der == signer_.der) return certificate;
    }
    ADD_FAILURE() << "the signer's certificate is not listed";
    return {};
  }
  absl::Status Activate(absl::string_view pin) { return device_->Activate(Signer(), PinOf(pin)); }
  void ExpectSigns(char byte) {
    EXPECT_THAT(device_->Sign(DigestInfo(byte)),
                IsOkAndHolds(signer_.key->SignDigestInfo(DigestInfo(byte))));
  }
  void ExpectNothingIsActive() {
    EXPECT_THAT(device_->Sign(DigestInfo('x')), HasReason(v1::DEVICE_ERROR));
  }

  const TestCert& signer_ = TestPki::Get().signer();
  std::unique_ptr<SignatureDevice> device_;
};

// Proves: DEV-1, DEV-2
TEST_P(SignatureDeviceTest, SignsWithTheKeyOfTheCertificate) {
  ASSERT_THAT(Activate(tested().pin), IsOk());
  ExpectSigns('a');
  EXPECT_THAT(device_->Close(), IsOk());
}

// Proves: DEV-1
TEST_P(SignatureDeviceTest, SaysWhereThePinIsEntered) {
  const absl::StatusOr<DeviceState> state = device_->Describe();
  ASSERT_THAT(state, IsOk());
  EXPECT_EQ(state->pin_entry, PinEntry::kHere);
  EXPECT_NE(state->tries_left, 0u);
  EXPECT_FALSE(state->label.empty());
  EXPECT_FALSE(state->pin_must_change);
}

// Proves: DEV-1, CERT-3
TEST_P(SignatureDeviceTest, AfterALoginSaysWhetherTheKeyIsThere) {
  const auto listed = device_->ListCertificatesAfterLogin(PinOf(tested().pin));
  ASSERT_THAT(listed, IsOk());
  for (const DeviceCertificate& certificate : *listed) {
    EXPECT_EQ(certificate.key,
              certificate.der == signer_.der ? KeyPresence::kPresent : KeyPresence::kAbsent);
  }
  ExpectNothingIsActive();
}

// Proves: DEV-3
TEST_P(SignatureDeviceTest, AWrongPinIsNamedAndTheRightOneSigns) {
  EXPECT_THAT(Activate(tested().wrong_pin), HasReason(v1::DEVICE_PIN_WRONG));
  ExpectNothingIsActive();
  EXPECT_THAT(device_->ListCertificatesAfterLogin(PinOf(tested().wrong_pin)),
              HasReason(v1::DEVICE_PIN_WRONG));
  ASSERT_THAT(Activate(tested().pin), IsOk());
  ExpectSigns('b');
}

// Proves: DEV-3
TEST_P(SignatureDeviceTest, AnEmptyPinIsNoTry) {
  EXPECT_THAT(Activate(""), HasReason(v1::DEVICE_PIN_UNUSABLE));
  EXPECT_THAT(device_->ListCertificatesAfterLogin(PinOf("")), HasReason(v1::DEVICE_PIN_UNUSABLE));
  ASSERT_THAT(Activate(tested().pin), IsOk());
}

// Proves: CONS-3, DEV-1
TEST_P(SignatureDeviceTest, OneActivationSignsOnce) {
  ExpectNothingIsActive();
  ASSERT_THAT(Activate(tested().pin), IsOk());
  ExpectSigns('c');
  ExpectNothingIsActive();
  ASSERT_THAT(Activate(tested().pin), IsOk());
  ExpectSigns('d');
}

// Proves: CONS-2
TEST_P(SignatureDeviceTest, AnActivationIsTakenBack) {
  EXPECT_THAT(device_->Deactivate(), IsOk());
  ASSERT_THAT(Activate(tested().pin), IsOk());
  EXPECT_THAT(device_->Deactivate(), IsOk());
  ExpectNothingIsActive();
  ASSERT_THAT(Activate(tested().pin), IsOk());
  EXPECT_THAT(device_->ListCertificates(), IsOk());
  ExpectNothingIsActive();
}

// Proves: DEV-3
TEST_P(SignatureDeviceTest, ACertificateOfAnotherKeyIsNamed) {
  const TestCert other = TestPki::Get().Signer("Bob").Key(TestKey::OtherRsa()).Build();
  EXPECT_THAT(
      device_->Activate({other.der, "", "", KeyPresence::kHiddenUntilLogin}, PinOf(tested().pin)),
      HasReason(v1::DEVICE_KEY_MISSING));
  ExpectNothingIsActive();
  ASSERT_THAT(Activate(tested().pin), IsOk());
}

// Proves: DEV-1
TEST_P(SignatureDeviceTest, ClosesOnceWhateverIsActive) {
  ASSERT_THAT(Activate(tested().pin), IsOk());
  EXPECT_THAT(device_->Close(), IsOk());
  EXPECT_THAT(device_->Close(), IsOk());
}

INSTANTIATE_TEST_SUITE_P(Devices, SignatureDeviceTest,
                         ::testing::Combine(::testing::ValuesIn(test::Implementations()),
                                            ::testing::Values(Place::kHere, Place::kProcess)),
                         [](const auto& param_info) {
                           return absl::StrCat(
                               std::get<0>(param_info.param).name,
                               std::get<1>(param_info.param) == Place::kHere ? "Here" : "Process");
                         });

// Proves: DEV-1
TEST_P(SignatureDeviceTest, IsListed) {
  const auto readers = ListReaders(tested().make(), "");
  ASSERT_THAT(readers, IsOk());
  bool configured = false;
  for (const ListedReader& reader : *readers) {
    configured = configured || (reader.token.has_value() && reader.token->configured);
  }
  EXPECT_TRUE(configured);
}

}  // namespace
}  // namespace paraphe::device
