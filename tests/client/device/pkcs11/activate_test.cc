#include <optional>
#include <string>

#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using device::DeviceCertificate;
using device::PinEntry;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestKey;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;

class ActivateTest : public DeviceFixture {
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
TEST_F(ActivateTest, RightPinActivates) { EXPECT_THAT(Activate(kPin), IsOk()); }

// Proves: DEV-3
TEST_F(ActivateTest, WrongPinIsNamedAndTheRightOneStillWorks) {
  const absl::Status status = Activate("111111");
  EXPECT_THAT(status, HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_EQ(GetErrorDetail(status)->device_code(), CKR_PIN_INCORRECT);
  EXPECT_THAT(Activate(kPin), IsOk());
}

// Proves: DEV-3
TEST_F(ActivateTest, PinIsNeverQuoted) {
  EXPECT_THAT(std::string(Activate("111999").message()), ::testing::Not(HasSubstr("111999")));
}

// Proves: DEV-3
TEST_F(ActivateTest, TriesLeftAreToldOnlyWhereTheTokenTells) {
  EXPECT_EQ(TriesLeft(Activate("111111")), std::nullopt);
  TellFlags(CKF_USER_PIN_FINAL_TRY);
  EXPECT_EQ(TriesLeft(Activate("111111")), 1u);
  EXPECT_EQ(device_->Describe()->tries_left, 1u);
  TellFlags(CKF_USER_PIN_LOCKED);
  EXPECT_EQ(TriesLeft(Activate("111111")), 0u);
  EXPECT_EQ(device_->Describe()->tries_left, 0u);
}

// Proves: DEV-3
TEST_F(ActivateTest, AWrongPinBeforeIsToldBySoftHsmItself) {
  EXPECT_FALSE(device_->Describe()->wrong_pin_before);
  EXPECT_THAT(Activate("111111"), HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_TRUE(device_->Describe()->wrong_pin_before);
}

// Proves: DEV-3
TEST_F(ActivateTest, LockedPinIsNamed) {
  recorder_.Fail("C_Login", CKR_PIN_LOCKED);
  const absl::Status status = Activate(kPin);
  EXPECT_THAT(status, HasReason(v1::DEVICE_PIN_LOCKED));
  EXPECT_EQ(TriesLeft(status), 0u);
}

// Proves: DEV-3
TEST_F(ActivateTest, UnusablePinsAreNamed) {
  EXPECT_THAT(Activate(""), HasReason(v1::DEVICE_PIN_UNUSABLE));
  EXPECT_EQ(recorder_.CountOf("C_Login"), 0u);
  recorder_.Fail("C_Login", CKR_PIN_EXPIRED);
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_PIN_UNUSABLE));
}

// Proves: DEV-3
TEST_F(ActivateTest, CancelAtTheReaderIsNamed) {
  recorder_.Fail("C_Login", CKR_FUNCTION_CANCELED);
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_CANCELLED));
}

// Proves: DEV-3
TEST_F(ActivateTest, CardTakenOutWhileThePinIsEnteredIsNamed) {
  recorder_.edit_slot_info = [](CK_SLOT_INFO& info) { info.flags &= ~CKF_TOKEN_PRESENT; };
  recorder_.Fail("C_Login", CKR_GENERAL_ERROR);
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_TOKEN_REMOVED));
}

// Proves: DEV-3
TEST_F(ActivateTest, AnotherCardInTheReaderIsNamed) {
  recorder_.edit_token_info = [](CK_TOKEN_INFO& info) { info.serialNumber[0] ^= 1; };
  EXPECT_THAT(device_->Describe(), HasReason(v1::DEVICE_TOKEN_REMOVED));
}

// Proves: DEV-3
TEST_F(ActivateTest, SomebodyElsesLoginIsNotOurs) {
  recorder_.Fail("C_Login", CKR_USER_ALREADY_LOGGED_IN);
  EXPECT_THAT(Activate("111111"), HasReason(v1::DEVICE_ERROR));
}

// Proves: DEV-1
TEST_F(ActivateTest, ReaderWithKeypadIsHandedNoPin) {
  TellFlags(CKF_PROTECTED_AUTHENTICATION_PATH);
  recorder_.keypad_pin = kPin;
  device_.reset();
  device_ = OpenOrFail();
  EXPECT_EQ(device_->Describe()->pin_entry, PinEntry::kAtReader);
  EXPECT_THAT(Activate(""), IsOk());
  EXPECT_FALSE(recorder_.last_login_had_pin);
}

// Proves: DEV-1, DEV-3
TEST_F(ActivateTest, KeyThatAlwaysAsksGetsThePinBeforeAnyDigest) {
  device_.reset();
  hsm_.ImportOrDie(kTokenLabel, kPin,
                   {"\x02", "2", TestPki::Get().signer().der, TestPki::Get().signer().key, true,
                    /*always_authenticate=*/true});
  device_ = OpenOrFail();
  certificate_ = device_->ListCertificates()->at(0);
  if (certificate_.handle != "\x02") certificate_ = device_->ListCertificates()->at(1);
  ASSERT_THAT(Activate(kPin), IsOk());
  EXPECT_EQ(recorder_.last_login_user, CKU_CONTEXT_SPECIFIC);
  EXPECT_EQ(recorder_.CountOf("C_Login"), 2u);
  EXPECT_EQ(recorder_.CountOf("C_Sign"), 0u);
  EXPECT_THAT(device_->Sign("x"), IsOk());
}

// Proves: DEV-3
TEST_F(ActivateTest, WrongPinOfTheKeyItselfIsNamedBeforeAnyDigest) {
  recorder_.edit_attribute = [](CK_ATTRIBUTE& attribute) -> CK_RV {
    if (attribute.type == CKA_ALWAYS_AUTHENTICATE && attribute.pValue != nullptr) {
      *static_cast<CK_BBOOL*>(attribute.pValue) = CK_TRUE;
    }
    return CKR_OK;
  };
  recorder_.FailAfter("C_Login", 1, CKR_PIN_INCORRECT);
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_EQ(recorder_.CountOf("C_Sign"), 0u);
}

// Proves: DEV-3
TEST_F(ActivateTest, CertificateWithoutKeyIsNamed) {
  certificate_.handle = "\x07";
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_KEY_MISSING));
}

// Proves: DEV-1
TEST_F(ActivateTest, KeyWithTheSameIdAndAnotherModulusIsNotTaken) {
  device_.reset();
  hsm_.ImportOrDie(kTokenLabel, kPin, {"\x03", "3", "", TestKey::OtherRsa()});
  device_ = OpenOrFail();
  certificate_.handle = "\x03";
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_KEY_MISSING));
}

// Proves: DEV-1
TEST_F(ActivateTest, OfTwoKeysWithOneIdTheCertificatesOwnIsTaken) {
  device_.reset();
  hsm_.ImportOrDie(kTokenLabel, kPin, {"\x01", "other", "", TestKey::OtherRsa()});
  device_ = OpenOrFail();
  ASSERT_THAT(Activate(kPin), IsOk());
  EXPECT_EQ(*device_->Sign("abc"), TestPki::Get().signer().key->SignDigestInfo("abc"));
}

// Proves: DEV-1
TEST_F(ActivateTest, OfTwoKeysThatDoNotTellTheirModulusNoneIsGuessed) {
  device_.reset();
  hsm_.ImportOrDie(kTokenLabel, kPin, {"\x01", "other", "", TestKey::OtherRsa()});
  device_ = OpenOrFail();
  recorder_.edit_attribute = [](CK_ATTRIBUTE& attribute) {
    return attribute.type == CKA_MODULUS ? CKR_ATTRIBUTE_SENSITIVE : CKR_OK;
  };
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_KEY_MISSING, HasSubstr("several")));
}

// Proves: DEV-1
TEST_F(ActivateTest, KeyThatMayNotSignIsRefusedBeforeAnyDigest) {
  recorder_.Fail("C_SignInit", CKR_KEY_FUNCTION_NOT_PERMITTED);
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_ERROR, HasSubstr("another certificate")));
}

// Proves: CONS-2
TEST_F(ActivateTest, IsTakenBack) {
  ASSERT_THAT(Activate(kPin), IsOk());
  EXPECT_THAT(device_->Deactivate(), IsOk());
  EXPECT_THAT(device_->Sign("abc"), HasReason(v1::DEVICE_ERROR));
  EXPECT_EQ(recorder_.CountOf("C_Sign"), 0u);
  EXPECT_THAT(Activate(kPin), IsOk());
}

}  // namespace
}  // namespace paraphe::pkcs11
