#include "client/device/pkcs11/pkcs11_device.h"

#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/client/device/pkcs11/device_fixture.h"
#include "tests/client/testing/card_service_socket.h"

namespace paraphe::pkcs11 {
namespace {

using device::DeviceCertificate;
using device::KeyPresence;
using device::PinEntry;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::TestKey;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Pkcs11DeviceTest : public DeviceFixture {
 protected:
  void SetUp() override {
    DeviceFixture::SetUp();
    device_ = OpenOrFail();
    certificate_ = OnlyCertificate(*device_);
  }
  void TellFlags(CK_FLAGS flags) {
    recorder_.edit_token_info = [flags](CK_TOKEN_INFO& info) { info.flags |= flags; };
  }
  absl::Status Activate(absl::string_view pin) {
    return device_->Activate(certificate_, PinOf(pin));
  }

  DevicePtr device_;
  DeviceCertificate certificate_;
};

std::optional<uint32_t> TriesLeft(const absl::Status& status) {
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  if (!detail.has_value() || !detail->has_tries_left()) return std::nullopt;
  return detail->tries_left();
}

// Proves: DEV-1
TEST_F(Pkcs11DeviceTest, RightPinActivates) { EXPECT_THAT(Activate(kPin), IsOk()); }

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, WrongPinIsNamedAndTheRightOneStillWorks) {
  const absl::Status status = Activate("111111");
  EXPECT_THAT(status, HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_EQ(GetErrorDetail(status)->device_code(), CKR_PIN_INCORRECT);
  EXPECT_THAT(Activate(kPin), IsOk());
}

// Proves: DEV-1
TEST_F(Pkcs11DeviceTest, ListingFindsTheCardThatIsThereNow) {
  absl::StatusOr<DevicePtr> device = Open(v1::DeviceConfig());
  ASSERT_THAT(device, IsOk());
  recorder_.edit_slots = [](bool, std::vector<CK_SLOT_ID>& slots) { slots.clear(); };
  const test::CardServiceSocket service;
  EXPECT_THAT((*device)->ListCertificates(), HasReason(v1::DEVICE_READER_ABSENT));
  recorder_.edit_slots = nullptr;
  EXPECT_THAT((*device)->ListCertificates(), IsOkAndHolds(SizeIs(1)));
  // Another card in its place.
  recorder_.edit_token_info = [](CK_TOKEN_INFO& info) { info.label[0] = 'X'; };
  EXPECT_THAT((*device)->ListCertificates(), IsOkAndHolds(SizeIs(1)));
  EXPECT_EQ((*device)->Describe()->label, "Xarte");
}

// A token that shows its certificates after a login only.
class HidingTokenTest : public DeviceFixture {
 protected:
  void SetUp() override {
    hsm_.AddTokenOrDie(kTokenLabel, kPin);
    const test::TestCert& signer = test::TestPki::Get().signer();
    hsm_.ImportOrDie(
        kTokenLabel, kPin,
        {.certificate_der = signer.der, .key = signer.key, .hidden_certificate = true});
    const test::TestCert other =
        test::TestPki::Get().Signer("Bob").Key(TestKey::OtherRsa()).Build();
    hsm_.ImportOrDie(kTokenLabel, kPin,
                     {.id = "\x02", .certificate_der = other.der, .hidden_certificate = true});
    recorder_.Forget();
    device_ = OpenOrFail();
  }

  DevicePtr device_;
};

// Proves: DEV-1, CERT-3
TEST_F(HidingTokenTest, ShowsAfterTheLoginWhatItHidAndWhichKeysAreThere) {
  EXPECT_THAT(device_->ListCertificates(), IsOkAndHolds(IsEmpty()));
  const auto shown = device_->ListCertificatesAfterLogin(PinOf(kPin));
  ASSERT_THAT(shown, IsOkAndHolds(SizeIs(2)));
  for (const DeviceCertificate& certificate : *shown) {
    const bool signer = certificate.der == test::TestPki::Get().signer().der;
    EXPECT_EQ(certificate.key, signer ? KeyPresence::kPresent : KeyPresence::kAbsent);
  }
}

// Proves: DEV-1
TEST_F(HidingTokenTest, TheLoginEndsWithTheListAndTheKeyNeedsAnother) {
  const auto shown = device_->ListCertificatesAfterLogin(PinOf(kPin));
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(recorder_.CountOf("C_Logout"), 1u);
  EXPECT_THAT(device_->ListCertificates(), IsOkAndHolds(IsEmpty()));
  for (const DeviceCertificate& certificate : *shown) {
    if (certificate.key != KeyPresence::kPresent) continue;
    EXPECT_THAT(device_->Activate(certificate, PinOf("111111")), HasReason(v1::DEVICE_PIN_WRONG));
    ASSERT_THAT(device_->Activate(certificate, PinOf(kPin)), IsOk());
    EXPECT_EQ(*device_->Sign("abc"), test::TestPki::Get().signer().key->SignDigestInfo("abc"));
  }
}

// Proves: DEV-3
TEST_F(HidingTokenTest, AWrongPinIsNamedAndNothingIsShown) {
  const auto shown = device_->ListCertificatesAfterLogin(PinOf("111111"));
  EXPECT_THAT(shown, HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_THAT(device_->ListCertificatesAfterLogin(PinOf("")), HasReason(v1::DEVICE_PIN_UNUSABLE));
  EXPECT_THAT(device_->ListCertificatesAfterLogin(PinOf(kPin)), IsOkAndHolds(SizeIs(2)));
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, PinIsNeverQuoted) {
  EXPECT_THAT(std::string(Activate("111999").message()), ::testing::Not(HasSubstr("111999")));
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, TriesLeftAreToldOnlyWhereTheTokenTells) {
  EXPECT_EQ(TriesLeft(Activate("111111")), std::nullopt);
  TellFlags(CKF_USER_PIN_FINAL_TRY);
  EXPECT_EQ(TriesLeft(Activate("111111")), 1u);
  EXPECT_EQ(device_->Describe()->tries_left, 1u);
  TellFlags(CKF_USER_PIN_LOCKED);
  EXPECT_EQ(TriesLeft(Activate("111111")), 0u);
  EXPECT_EQ(device_->Describe()->tries_left, 0u);
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, AWrongPinBeforeIsToldBySoftHsmItself) {
  EXPECT_FALSE(device_->Describe()->wrong_pin_before);
  EXPECT_THAT(Activate("111111"), HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_TRUE(device_->Describe()->wrong_pin_before);
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, APinThatMustChangeIsToldBeforeItIsUsed) {
  EXPECT_FALSE(device_->Describe()->pin_must_change);
  TellFlags(CKF_USER_PIN_TO_BE_CHANGED);
  EXPECT_TRUE(device_->Describe()->pin_must_change);
  recorder_.Fail("C_Login", CKR_PIN_EXPIRED);
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_PIN_UNUSABLE, HasSubstr("change it")));
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, LockedPinIsNamed) {
  recorder_.Fail("C_Login", CKR_PIN_LOCKED);
  const absl::Status status = Activate(kPin);
  EXPECT_THAT(status, HasReason(v1::DEVICE_PIN_LOCKED));
  EXPECT_EQ(TriesLeft(status), 0u);
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, UnusablePinsAreNamed) {
  EXPECT_THAT(Activate(""), HasReason(v1::DEVICE_PIN_UNUSABLE));
  EXPECT_EQ(recorder_.CountOf("C_Login"), 0u);
  recorder_.Fail("C_Login", CKR_PIN_EXPIRED);
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_PIN_UNUSABLE));
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, CardTakenOutWhileThePinIsEnteredIsNamed) {
  recorder_.edit_slot_info = [](CK_SLOT_INFO& info) { info.flags &= ~CKF_TOKEN_PRESENT; };
  recorder_.Fail("C_Login", CKR_GENERAL_ERROR);
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_TOKEN_REMOVED));
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, AnotherCardInTheReaderIsNamed) {
  recorder_.edit_token_info = [](CK_TOKEN_INFO& info) { info.serialNumber[0] ^= 1; };
  EXPECT_THAT(device_->Describe(), HasReason(v1::DEVICE_TOKEN_REMOVED));
}

// Proves: DEV-1
TEST_F(Pkcs11DeviceTest, ReaderWithKeypadIsHandedNoPin) {
  TellFlags(CKF_PROTECTED_AUTHENTICATION_PATH);
  recorder_.keypad_pin = kPin;
  device_.reset();
  device_ = OpenOrFail();
  EXPECT_EQ(device_->Describe()->pin_entry, PinEntry::kAtReader);
  EXPECT_THAT(Activate(""), IsOk());
  EXPECT_FALSE(recorder_.last_login_had_pin);
}

// Proves: CONS-2
TEST_F(Pkcs11DeviceTest, IsTakenBack) {
  ASSERT_THAT(Activate(kPin), IsOk());
  EXPECT_THAT(device_->Deactivate(), IsOk());
  EXPECT_THAT(device_->Sign("abc"), HasReason(v1::DEVICE_ERROR));
  EXPECT_EQ(recorder_.CountOf("C_Sign"), 0u);
  EXPECT_THAT(Activate(kPin), IsOk());
}

// Proves: DEV-1, CONS-2
TEST_F(Pkcs11DeviceTest, ListingTakesAnActivationBack) {
  ASSERT_THAT(device_->Activate(OnlyCertificate(*device_), PinOf(kPin)), IsOk());
  EXPECT_EQ(OnlyCertificate(*device_).key, KeyPresence::kHiddenUntilLogin);
  EXPECT_THAT(device_->Sign("abc"), HasReason(v1::DEVICE_ERROR));
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, TokenTakenOutIsNamed) {
  recorder_.edit_slot_info = [](CK_SLOT_INFO& info) { info.flags &= ~CKF_TOKEN_PRESENT; };
  recorder_.FailAfter("C_FindObjectsInit", 0, CKR_SESSION_HANDLE_INVALID);
  const auto certificates = device_->ListCertificates();
  EXPECT_THAT(certificates, HasReason(v1::DEVICE_TOKEN_REMOVED));
  EXPECT_EQ(GetErrorDetail(certificates.status())->device_code(), CKR_SESSION_HANDLE_INVALID);
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, CardThatAReaderMissesLateIsNamedAllTheSame) {
  ASSERT_THAT(Activate(kPin), IsOk());
  recorder_.edit_slot_info = [looks = 0](CK_SLOT_INFO& info) mutable {
    info.flags |= CKF_REMOVABLE_DEVICE;
    if (++looks > 3) info.flags &= ~CKF_TOKEN_PRESENT;
  };
  recorder_.Fail("C_Sign", CKR_GENERAL_ERROR);
  EXPECT_THAT(device_->Sign("abc"), HasReason(v1::DEVICE_TOKEN_REMOVED));
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, TokenTakenOutIsNotDescribedFromMemory) {
  EXPECT_THAT(device_->Describe(), IsOk());
  recorder_.edit_slot_info = [](CK_SLOT_INFO& info) { info.flags &= ~CKF_TOKEN_PRESENT; };
  EXPECT_THAT(device_->Describe(), HasReason(v1::DEVICE_TOKEN_REMOVED));
}

// Proves: DEV-3
TEST_F(Pkcs11DeviceTest, SameErrorWithTheTokenInIsNotTakenForRemoval) {
  recorder_.FailAfter("C_FindObjectsInit", 0, CKR_SESSION_HANDLE_INVALID);
  EXPECT_THAT(device_->ListCertificates(), HasReason(v1::DEVICE_ERROR));
}

// Proves: DEV-1
TEST_F(Pkcs11DeviceTest, NothingIsSignedWithoutActivation) {
  EXPECT_THAT(device_->Sign("abc"), HasReason(v1::DEVICE_ERROR));
  EXPECT_EQ(recorder_.CountOf("C_Sign"), 0u);
}

// Proves: DEV-1, CONS-3
TEST_F(Pkcs11DeviceTest, OneActivationSignsOnce) {
  ASSERT_THAT(Activate(kPin), IsOk());
  ASSERT_THAT(device_->Sign("abc"), IsOk());
  EXPECT_THAT(device_->Sign("abc"), HasReason(v1::DEVICE_ERROR));
  EXPECT_EQ(recorder_.CountOf("C_Sign"), 1u);
}

// Proves: DEV-4
TEST_F(Pkcs11DeviceTest, AnswerIsHandedOnAsItIs) {
  ASSERT_THAT(Activate(kPin), IsOk());
  recorder_.edit_signature = [](CK_BYTE*, CK_ULONG* length) { *length = 3; };
  EXPECT_EQ(device_->Sign("abc")->size(), 3u);
}

struct Failure {
  CK_RV result;
  v1::ErrorReason reason;
};

class SignFailureTest : public DeviceFixture, public ::testing::WithParamInterface<Failure> {};

// Proves: DEV-3
TEST_P(SignFailureTest, IsNamedAndNotRepeated) {
  const DevicePtr device = OpenOrFail();
  ASSERT_THAT(device->Activate(OnlyCertificate(*device), PinOf(kPin)), IsOk());
  recorder_.FailAfter("C_Sign", 0, GetParam().result);
  EXPECT_THAT(device->Sign("abc"), HasReason(GetParam().reason));
  EXPECT_EQ(recorder_.CountOf("C_Sign"), 1u);
}

INSTANTIATE_TEST_SUITE_P(Reasons, SignFailureTest,
                         ::testing::Values(Failure{CKR_DEVICE_REMOVED, v1::DEVICE_TOKEN_REMOVED},
                                           Failure{CKR_FUNCTION_CANCELED, v1::DEVICE_CANCELLED},
                                           Failure{CKR_FUNCTION_REJECTED, v1::DEVICE_CANCELLED},
                                           Failure{CKR_DEVICE_ERROR, v1::DEVICE_ERROR},
                                           Failure{CKR_USER_NOT_LOGGED_IN, v1::DEVICE_ERROR}));

}  // namespace
}  // namespace paraphe::pkcs11
