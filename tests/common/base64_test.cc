#include "common/base64.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe {
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

constexpr absl::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Of all texts that look like base64, only one stands for each sequence of one or two bytes: the
// others have pad bits that are not zero.
// Proves: EXP-2
TEST(Base64Test, OneTextForEachSequenceOfBytes) {
  int of_one = 0;
  int of_two = 0;
  for (const char a : kAlphabet) {
    for (const char b : kAlphabet) {
      of_one += DecodeBase64(std::string{a, b, '=', '='}).has_value();
      for (const char c : kAlphabet) {
        of_two += DecodeBase64(std::string{a, b, c, '='}).has_value();
      }
    }
  }
  EXPECT_EQ(of_one, 1 << 8);
  EXPECT_EQ(of_two, 1 << 16);
}

// Proves: EXP-2
TEST(Base64Test, NoOtherCharacterStandsAnywhere) {
  const std::string good = EncodeBase64("abcdefgh");
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    if (kAlphabet.find(c) != absl::string_view::npos) continue;
    const bool blank = absl::string_view(" \t\n\r").find(c) != absl::string_view::npos;
    for (size_t i = 0; i <= good.size(); ++i) {
      const std::string with = good.substr(0, i) + c + good.substr(i);
      EXPECT_THAT(DecodeBase64(with), Eq(std::nullopt)) << byte << " at " << i;
      EXPECT_EQ(DecodeWrappedBase64(with).has_value(), blank) << byte << " at " << i;
      if (i == good.size() || c == good[i]) continue;
      const std::string instead = good.substr(0, i) + c + good.substr(i + 1);
      EXPECT_THAT(DecodeBase64(instead), Eq(std::nullopt)) << byte << " at " << i;
      EXPECT_THAT(DecodeWrappedBase64(instead), Eq(std::nullopt)) << byte << " at " << i;
    }
  }
}

// Proves: EXP-2
TEST(Base64Test, PaddingIsThereWholeAndOnce) {
  for (const std::string bytes : {"a", "ab", "abc", "abcd"}) {
    const std::string good = EncodeBase64(bytes);
    EXPECT_THAT(DecodeBase64(good + "="), Eq(std::nullopt));
    EXPECT_EQ(DecodeBase64(good + good).has_value(), good.back() != '=');
    for (size_t size = 1; size < good.size(); ++size) {
      if (size % 4 == 0) continue;
      EXPECT_THAT(DecodeBase64(good.substr(0, size)), Eq(std::nullopt)) << size;
      EXPECT_THAT(DecodeWrappedBase64(good.substr(0, size)), Eq(std::nullopt)) << size;
    }
  }
}

}  // namespace
}  // namespace paraphe
