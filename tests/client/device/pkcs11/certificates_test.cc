#include <string>

#include "absl/strings/str_cat.h"

#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using device::DeviceCertificate;
using device::KeyPresence;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestPki;

class CertificatesTest : public DeviceFixture {
 protected:
  std::vector<DeviceCertificate> List() {
    const DevicePtr device = OpenOrFail();
    const auto certificates = device->ListCertificates();
    EXPECT_THAT(certificates, IsOk());
    return *certificates;
  }
  void ShowPrivateKeys() {
    recorder_.edit_token_info = [](CK_TOKEN_INFO& info) { info.flags &= ~CKF_LOGIN_REQUIRED; };
  }
};

// Proves: DEV-1
TEST_F(CertificatesTest, AreListedWithIdAndLabel) {
  const std::vector<DeviceCertificate> certificates = List();
  ASSERT_EQ(certificates.size(), 1u);
  EXPECT_EQ(certificates[0].der, TestPki::Get().signer().der);
  EXPECT_EQ(certificates[0].handle, "\x01");
  EXPECT_EQ(certificates[0].label, "Anne");
}

// Proves: DEV-1
TEST_F(CertificatesTest, KeysAreUnknownBeforeLoginAndNotGuessed) {
  EXPECT_EQ(List()[0].key, KeyPresence::kHiddenUntilLogin);
}

// Proves: DEV-1, CERT-3
TEST_F(CertificatesTest, WithoutKeyIsToldWhereTheTokenShowsItsKeys) {
  ShowPrivateKeys();
  EXPECT_EQ(List()[0].key, KeyPresence::kAbsent);
}

// Proves: DEV-1
TEST_F(CertificatesTest, WithKeyIsToldWhereTheKeyIsSeen) {
  const test::TestCert& signer = TestPki::Get().signer();
  hsm_.AddTokenOrDie("open", kPin);
  hsm_.ImportOrDie(
      "open", kPin,
      {.id = "\x02", .certificate_der = signer.der, .key = signer.key, .hidden_key = false});
  absl::StatusOr<DevicePtr> device = Open(test::SoftHsm::Config("open"));
  ASSERT_THAT(device, IsOk());
  EXPECT_EQ(OnlyCertificate(**device).key, KeyPresence::kPresent);
}

// Proves: DEV-1, CONS-2
TEST_F(CertificatesTest, ListingTakesAnActivationBack) {
  const DevicePtr device = OpenOrFail();
  ASSERT_THAT(device->Activate(OnlyCertificate(*device), PinOf(kPin)), IsOk());
  EXPECT_EQ(OnlyCertificate(*device).key, KeyPresence::kHiddenUntilLogin);
  EXPECT_THAT(device->Sign("abc"), HasReason(v1::DEVICE_ERROR));
}

// Proves: DEV-1
TEST_F(CertificatesTest, WithoutCkaIdCannotBePaired) {
  hsm_.ImportOrDie(kTokenLabel, kPin, {"", "CA", TestPki::Get().intermediate().der, nullptr});
  for (const DeviceCertificate& certificate : List()) {
    if (certificate.label == "CA") {
      EXPECT_EQ(certificate.key, KeyPresence::kAbsent);
    }
  }
}

// Proves: DEV-1
TEST_F(CertificatesTest, AreAllFoundHoweverMany) {
  constexpr int kMany = 70;  // more than two answers of C_FindObjects
  for (int i = 0; i < kMany; ++i) {
    hsm_.ImportOrDie(
        kTokenLabel, kPin,
        {absl::StrCat("id", i), absl::StrCat("n", i), TestPki::Get().intermediate().der, nullptr});
  }
  EXPECT_EQ(List().size(), kMany + 1u);
}

// Proves: DEV-3
TEST_F(CertificatesTest, TokenTakenOutIsNamed) {
  const DevicePtr device = OpenOrFail();
  recorder_.edit_slot_info = [](CK_SLOT_INFO& info) { info.flags &= ~CKF_TOKEN_PRESENT; };
  recorder_.FailAfter("C_FindObjectsInit", 0, CKR_SESSION_HANDLE_INVALID);
  const auto certificates = device->ListCertificates();
  EXPECT_THAT(certificates, HasReason(v1::DEVICE_TOKEN_REMOVED));
  EXPECT_EQ(GetErrorDetail(certificates.status())->device_code(), CKR_SESSION_HANDLE_INVALID);
}

// Proves: DEV-3
TEST_F(CertificatesTest, SameErrorWithTheTokenInIsNotTakenForRemoval) {
  const DevicePtr device = OpenOrFail();
  recorder_.FailAfter("C_FindObjectsInit", 0, CKR_SESSION_HANDLE_INVALID);
  EXPECT_THAT(device->ListCertificates(), HasReason(v1::DEVICE_ERROR));
}

}  // namespace
}  // namespace paraphe::pkcs11
