#include "client/device/pkcs11/private_keys.h"

#include <algorithm>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::IsOk;
using ::paraphe::test::TestKey;
using ::paraphe::test::TestPki;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Proves: DEV-1
TEST(KeyIdentityTest, TheModulusDecidesWhereBothHaveOne) {
  EXPECT_TRUE(IsSameKey({"1", "m"}, {"1", "m"}));
  EXPECT_TRUE(IsSameKey({"1", "m"}, {"2", "m"}));
  EXPECT_TRUE(IsSameKey({"", "m"}, {"", "m"}));
  EXPECT_FALSE(IsSameKey({"1", "m"}, {"1", "n"}));
}

// Proves: DEV-1
TEST(KeyIdentityTest, TheIdDecidesWhereOneHasNone) {
  EXPECT_TRUE(IsSameKey({"1", ""}, {"1", "m"}));
  EXPECT_TRUE(IsSameKey({"1", "m"}, {"1", ""}));
  EXPECT_FALSE(IsSameKey({"1", ""}, {"2", "m"}));
  EXPECT_FALSE(IsSameKey({"", ""}, {"", "m"}));
  EXPECT_FALSE(IsSameKey({"", ""}, {"", ""}));
}

class PrivateKeysTest : public SessionFixture {
 protected:
  // Of the only key that the session shows.
  KeyIdentity OnlyIdentity() {
    const auto keys = ReadPrivateKeys(*session_);
    EXPECT_THAT(keys, IsOk());
    EXPECT_THAT(*keys, SizeIs(1));
    return keys->front().identity;
  }
  void AddOpenKey(const std::string& id, bool with_public_key) {
    CloseSession();
    hsm_.ImportOrDie(kTokenLabel, kPin,
                     {.id = id,
                      .key = TestKey::OtherRsa(),
                      .with_public_key = with_public_key,
                      .hidden_key = false});
    OpenSession();
  }
  std::string Modulus() {
    return IdentityOf({TestPki::Get().Signer("Bob").Key(TestKey::OtherRsa()).Build().der, "", "",
                       device::KeyPresence::kPresent})
        .modulus;
  }
};

// Proves: DEV-1
TEST_F(PrivateKeysTest, AHiddenKeyIsSeenAfterTheLogin) {
  EXPECT_THAT(*ReadPrivateKeys(*session_), IsEmpty());
  const auto login = Login::Begin(*session_, PinOf(kPin));
  ASSERT_THAT(login, IsOk());
  EXPECT_EQ(OnlyIdentity().id, "\x01");
}

// Proves: DEV-1
TEST_F(PrivateKeysTest, ItsModulusIsReadWithoutLeadingZeros) {
  AddOpenKey("\x05", false);
  recorder_.edit_attribute = [](CK_ATTRIBUTE& attribute) -> CK_RV {
    if (attribute.type != CKA_MODULUS) return CKR_OK;
    if (attribute.pValue != nullptr) std::copy_n("\0\1", 2, static_cast<char*>(attribute.pValue));
    return CKR_OK;
  };
  EXPECT_EQ(OnlyIdentity().modulus, "\1" + Modulus().substr(2));
}

// Proves: DEV-1
TEST_F(PrivateKeysTest, AModulusThatIsWithheldIsThatOfThePublicKeyBeside) {
  AddOpenKey("\x05", true);
  bool withheld = false;  // once, for the private key: the search has just found that
  recorder_.edit_attribute = [&withheld](CK_ATTRIBUTE& attribute) -> CK_RV {
    if (attribute.type == CKA_PUBLIC_KEY_INFO) return CKR_ATTRIBUTE_TYPE_INVALID;
    if (attribute.type != CKA_MODULUS || std::exchange(withheld, true)) return CKR_OK;
    return CKR_ATTRIBUTE_SENSITIVE;
  };
  EXPECT_EQ(OnlyIdentity().modulus, Modulus());
}

// Proves: DEV-1
TEST_F(PrivateKeysTest, AModulusThatNothingTellsIsEmpty) {
  AddOpenKey("\x05", false);
  recorder_.edit_attribute = [](CK_ATTRIBUTE& attribute) -> CK_RV {
    return attribute.type == CKA_MODULUS ? CKR_ATTRIBUTE_SENSITIVE : CKR_OK;
  };
  EXPECT_EQ(OnlyIdentity().modulus, "");
  EXPECT_EQ(OnlyIdentity().id, "\x05");
}

}  // namespace
}  // namespace paraphe::pkcs11
