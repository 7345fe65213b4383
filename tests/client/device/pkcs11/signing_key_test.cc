#include "client/device/pkcs11/signing_key.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using device::DeviceCertificate;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestKey;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;

class SigningKeyTest : public DeviceFixture {
 protected:
  void SetUp() override {
    DeviceFixture::SetUp();
    device_ = OpenOrFail();
    certificate_ = OnlyCertificate(*device_);
  }
  void WithholdPublicParts() {
    recorder_.edit_attribute = [](CK_ATTRIBUTE& attribute) {
      const bool is_public = attribute.type == CKA_MODULUS || attribute.type == CKA_PUBLIC_KEY_INFO;
      return is_public ? CKR_ATTRIBUTE_SENSITIVE : CKR_OK;
    };
  }
  absl::Status Activate(absl::string_view pin) {
    return device_->Activate(certificate_, PinOf(pin));
  }

  DevicePtr device_;
  DeviceCertificate certificate_;
};

// A certificate whose key is on no token.
DeviceCertificate OfOtherKey(const std::string& id) {
  return {TestPki::Get().Signer("Bob").Key(TestKey::OtherRsa()).Build().der, id, "Bob",
          device::KeyPresence::kHiddenUntilLogin};
}

// Proves: DEV-3
TEST_F(SigningKeyTest, CertificateWithoutKeyIsNamed) {
  certificate_ = OfOtherKey("\x07");
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_KEY_MISSING));
}

// Proves: DEV-1
TEST_F(SigningKeyTest, KeyWithTheSameIdAndAnotherModulusIsNotTaken) {
  certificate_ = OfOtherKey("\x01");
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_KEY_MISSING));
}

// Proves: DEV-1
TEST_F(SigningKeyTest, CertificateWithoutIdOrWithAnotherIsPairedByItsPublicKey) {
  device_.reset();
  hsm_.ImportOrDie(kTokenLabel, kPin, {"\x02", "other", "", TestKey::OtherRsa()});
  device_ = OpenOrFail();
  for (const char* id : {"", "\x02", "\x07"}) {
    certificate_.handle = id;
    ASSERT_THAT(Activate(kPin), IsOk()) << id;
    EXPECT_EQ(*device_->Sign("abc"), TestPki::Get().signer().key->SignDigestInfo("abc"));
  }
}

// Proves: DEV-1
TEST_F(SigningKeyTest, KeyWithoutIdIsPairedByItsPublicKey) {
  const TestCert signer = TestPki::Get().Signer("Bob").Key(TestKey::OtherRsa()).Build();
  device_.reset();
  hsm_.ImportOrDie(kTokenLabel, kPin, {.key = signer.key});
  hsm_.ImportOrDie(kTokenLabel, kPin, {.id = "\x09", .certificate_der = signer.der});
  device_ = OpenOrFail();
  certificate_ = {signer.der, "\x09", "", device::KeyPresence::kHiddenUntilLogin};
  ASSERT_THAT(Activate(kPin), IsOk());
  EXPECT_EQ(*device_->Sign("abc"), signer.key->SignDigestInfo("abc"));
}

// Proves: DEV-1
TEST_F(SigningKeyTest, OfTwoKeysWithOneIdTheCertificatesOwnIsTaken) {
  device_.reset();
  hsm_.ImportOrDie(kTokenLabel, kPin, {"\x01", "other", "", TestKey::OtherRsa()});
  device_ = OpenOrFail();
  ASSERT_THAT(Activate(kPin), IsOk());
  EXPECT_EQ(*device_->Sign("abc"), TestPki::Get().signer().key->SignDigestInfo("abc"));
}

// Proves: DEV-1
TEST_F(SigningKeyTest, OfTwoKeysThatDoNotTellTheirModulusNoneIsGuessed) {
  device_.reset();
  hsm_.ImportOrDie(kTokenLabel, kPin, {"\x01", "other", "", TestKey::OtherRsa()});
  device_ = OpenOrFail();
  WithholdPublicParts();
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_KEY_MISSING, HasSubstr("several")));
}

// Proves: DEV-1
TEST_F(SigningKeyTest, KeyThatDoesNotTellItsModulusIsTakenByItsId) {
  WithholdPublicParts();
  ASSERT_THAT(Activate(kPin), IsOk());
  EXPECT_EQ(*device_->Sign("abc"), TestPki::Get().signer().key->SignDigestInfo("abc"));
  certificate_.handle = "\x07";
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_KEY_MISSING));
}

// Proves: DEV-1
TEST_F(SigningKeyTest, KeyThatMayNotSignIsRefusedBeforeAnyDigest) {
  recorder_.Fail("C_SignInit", CKR_KEY_FUNCTION_NOT_PERMITTED);
  EXPECT_THAT(Activate(kPin), HasReason(v1::DEVICE_ERROR, HasSubstr("another certificate")));
}

// Proves: DEV-1, DEV-3
TEST_F(SigningKeyTest, KeyThatAlwaysAsksGetsThePinBeforeAnyDigest) {
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
TEST_F(SigningKeyTest, WrongPinOfTheKeyItselfIsNamedBeforeAnyDigest) {
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

std::string DigestInfoOf(v1::HashAlgorithm algorithm, absl::string_view data) {
  const HashInfo* hash = FindHash(algorithm);
  return std::string(hash->digest_info_prefix.begin(), hash->digest_info_prefix.end()) +
         *ComputeHash(algorithm, data);
}

class SignKeySizeTest : public DeviceFixture, public ::testing::WithParamInterface<int> {};

// Proves: DEV-1, DEV-2
TEST_P(SignKeySizeTest, SignsTheDigestInfoAsItIs) {
  const TestCert signer = TestPki::Get().Signer("Bob").Key(TestKey::SharedRsa(GetParam())).Build();
  hsm_.AddTokenOrDie("size", kPin);
  hsm_.ImportOrDie("size", kPin, {"\x09", "size", signer.der, signer.key});
  absl::StatusOr<DevicePtr> device = Open(test::SoftHsm::Config("size"));
  ASSERT_THAT(device, IsOk());
  ASSERT_THAT((*device)->Activate(OnlyCertificate(**device), PinOf(kPin)), IsOk());
  const std::string digest_info = DigestInfoOf(v1::SHA512, "document");
  const auto signature = (*device)->Sign(digest_info);
  ASSERT_THAT(signature, IsOk());
  EXPECT_EQ(*signature, signer.key->SignDigestInfo(digest_info));
  EXPECT_EQ(signature->size(), static_cast<size_t>(GetParam() / 8));
  EXPECT_EQ(recorder_.CountOf("C_Sign"), 1u) << "some cards sign when asked for the length";
}

INSTANTIATE_TEST_SUITE_P(Sizes, SignKeySizeTest, ::testing::Values(2048, 3072, 4096));

}  // namespace
}  // namespace paraphe::pkcs11
