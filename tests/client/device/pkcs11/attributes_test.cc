#include "client/device/pkcs11/attributes.h"

#include <optional>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/device/pkcs11/search.h"
#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;

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

// Proves: DEV-1
TEST_F(AttributesTest, OneThatIsSaidToBeThereWithoutLengthIsNot) {
  const CK_OBJECT_HANDLE certificate = Certificate();
  recorder_.edit_attribute = [](CK_ATTRIBUTE& attribute) -> CK_RV {
    attribute.ulValueLen = CK_UNAVAILABLE_INFORMATION;
    return CKR_OK;
  };
  EXPECT_THAT(ReadAttribute(*session_, certificate, CKA_LABEL),
              IsOkAndHolds(std::optional<std::string>()));
  EXPECT_THAT(ReadOrEmpty(*session_, certificate, CKA_LABEL), IsOkAndHolds(""));
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
