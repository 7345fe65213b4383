#include "xades/base64.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe::xades {
namespace {

using ::testing::Eq;
using ::testing::Optional;

// Proves: EXP-2
TEST(Base64Test, ReadsWhatItWrites) {
  for (const std::string bytes : {"", "a", "ab", "abc", "\xff\xfe\xfd\xfc"}) {
    EXPECT_THAT(DecodeBase64(EncodeBase64(bytes)), Optional(bytes));
  }
}

// Proves: EXP-2
TEST(Base64Test, RefusesAnyOtherText) {
  for (const char* text : {"YQ=", "YQ", "YQ===", "YQ==YQ==", "YR==", "YWK=", "Y Q==", "YQ==\n",
                           "YQ..", "-_-_", "Y*==", "=", "A", "YQ==A"}) {
    EXPECT_THAT(DecodeBase64(text), Eq(std::nullopt)) << text;
  }
}

// Proves: EXP-2
TEST(Base64Test, WrappedMayHoldBlanksOfXmlOnly) {
  EXPECT_THAT(DecodeWrappedBase64(" YW\r\n\tI= "), Optional(std::string("ab")));
  EXPECT_THAT(DecodeWrappedBase64("YW\vI="), Eq(std::nullopt));
  EXPECT_THAT(DecodeWrappedBase64("YW\xC2\xA0I="), Eq(std::nullopt));
  EXPECT_THAT(DecodeWrappedBase64("YWI"), Eq(std::nullopt));
}

}  // namespace
}  // namespace paraphe::xades
