#include "client/device/pkcs11/objects.h"

#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/device/pkcs11/search.h"
#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using device::DeviceCertificate;
using device::KeyPresence;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::TestPki;

class ObjectsTest : public DeviceFixture {
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
TEST_F(ObjectsTest, AreListedWithIdAndLabel) {
  const std::vector<DeviceCertificate> certificates = List();
  ASSERT_EQ(certificates.size(), 1u);
  EXPECT_EQ(certificates[0].der, TestPki::Get().signer().der);
  EXPECT_EQ(certificates[0].handle, "\x01");
  EXPECT_EQ(certificates[0].label, "Anne");
}

// Proves: DEV-1
TEST_F(ObjectsTest, KeysAreUnknownBeforeLoginAndNotGuessed) {
  EXPECT_EQ(List()[0].key, KeyPresence::kHiddenUntilLogin);
}

// Proves: DEV-1, CERT-3
TEST_F(ObjectsTest, WithoutKeyIsToldWhereTheTokenShowsItsKeys) {
  ShowPrivateKeys();
  EXPECT_EQ(List()[0].key, KeyPresence::kAbsent);
}

// Proves: DEV-1
TEST_F(ObjectsTest, WithKeyIsToldWhereTheKeyIsSeen) {
  const test::TestCert& signer = TestPki::Get().signer();
  hsm_.AddTokenOrDie("open", kPin);
  hsm_.ImportOrDie(
      "open", kPin,
      {.id = "\x02", .certificate_der = signer.der, .key = signer.key, .hidden_key = false});
  absl::StatusOr<DevicePtr> device = Open(test::SoftHsm::Config("open"));
  ASSERT_THAT(device, IsOk());
  EXPECT_EQ(OnlyCertificate(**device).key, KeyPresence::kPresent);
}

// Proves: DEV-1
TEST_F(ObjectsTest, WithoutCkaIdCannotBePaired) {
  hsm_.ImportOrDie(kTokenLabel, kPin, {"", "CA", TestPki::Get().intermediate().der, nullptr});
  for (const DeviceCertificate& certificate : List()) {
    if (certificate.label == "CA") {
      EXPECT_EQ(certificate.key, KeyPresence::kAbsent);
    }
  }
}

class AttributesTest : public SessionFixture {
 protected:
  CK_OBJECT_HANDLE Certificate() const {
    const auto objects = FindObjects(*session_, CKO_CERTIFICATE);
    EXPECT_THAT(objects, IsOk());
    return objects->at(0);
  }
};

// Proves: DEV-1
TEST_F(AttributesTest, AnAttributeThatIsNotThereIsNoError) {
  EXPECT_THAT(ReadAttribute(*session_, Certificate(), CKA_LABEL),
              IsOkAndHolds(std::optional<std::string>("Anne")));
  EXPECT_THAT(ReadAttribute(*session_, Certificate(), CKA_MODULUS),
              IsOkAndHolds(std::optional<std::string>()));
}

// Proves: DEV-3
TEST_F(AttributesTest, AnyOtherErrorKeepsItsName) {
  const CK_OBJECT_HANDLE certificate = Certificate();
  recorder_.Fail("C_GetAttributeValue", CKR_DEVICE_REMOVED);
  EXPECT_THAT(ReadAttribute(*session_, certificate, CKA_LABEL),
              HasReason(v1::DEVICE_TOKEN_REMOVED));
}

// Proves: DEV-1
TEST_F(AttributesTest, AFlagIsSetOnlyWhereTheTokenSaysSo) {
  EXPECT_THAT(ReadFlag(*session_, Certificate(), CKA_TOKEN), IsOkAndHolds(true));
  EXPECT_THAT(ReadFlag(*session_, Certificate(), CKA_PRIVATE), IsOkAndHolds(false));
  EXPECT_THAT(ReadFlag(*session_, Certificate(), CKA_ALWAYS_AUTHENTICATE), IsOkAndHolds(false));
}

}  // namespace
}  // namespace paraphe::pkcs11
