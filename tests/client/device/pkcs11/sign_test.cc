#include <string>

#include "common/hash.h"
#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestKey;
using ::paraphe::test::TestPki;

std::string DigestInfoOf(v1::HashAlgorithm algorithm, absl::string_view data) {
  const HashInfo* hash = FindHash(algorithm);
  return std::string(hash->digest_info_prefix.begin(), hash->digest_info_prefix.end()) +
         *ComputeHash(algorithm, data);
}

class SignTest : public DeviceFixture {};

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

// Proves: DEV-1
TEST_F(SignTest, NothingIsSignedWithoutActivation) {
  const DevicePtr device = OpenOrFail();
  EXPECT_THAT(device->Sign("abc"), HasReason(v1::DEVICE_ERROR));
  EXPECT_EQ(recorder_.CountOf("C_Sign"), 0u);
}

// Proves: DEV-1, CONS-3
TEST_F(SignTest, OneActivationSignsOnce) {
  const DevicePtr device = OpenOrFail();
  ASSERT_THAT(device->Activate(OnlyCertificate(*device), PinOf(kPin)), IsOk());
  ASSERT_THAT(device->Sign("abc"), IsOk());
  EXPECT_THAT(device->Sign("abc"), HasReason(v1::DEVICE_ERROR));
  EXPECT_EQ(recorder_.CountOf("C_Sign"), 1u);
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

// Proves: DEV-4
TEST_F(SignTest, AnswerIsHandedOnAsItIs) {
  const DevicePtr device = OpenOrFail();
  ASSERT_THAT(device->Activate(OnlyCertificate(*device), PinOf(kPin)), IsOk());
  recorder_.edit_signature = [](CK_BYTE*, CK_ULONG* length) { *length = 3; };
  EXPECT_EQ(device->Sign("abc")->size(), 3u);
}

}  // namespace
}  // namespace paraphe::pkcs11
