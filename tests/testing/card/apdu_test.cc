#include "tests/testing/card/apdu.h"

#include "gtest/gtest.h"

namespace paraphe::test {
namespace {

std::string Bytes(absl::string_view text, size_t size) { return std::string(text.substr(0, size)); }

TEST(ApduTest, ReadsEachForm) {
  EXPECT_EQ(ParseApdu(Bytes(absl::string_view("\0\x20\0\x80", 4), 4))->p2, 0x80);
  const auto without_data = ParseApdu(absl::string_view("\0\xC0\0\0\x10", 5));
  ASSERT_TRUE(without_data.has_value());
  EXPECT_EQ(without_data->room, 16u);
  const auto with_both = ParseApdu(absl::string_view("\0\xCB\x3F\xFF\x02\x01\x02\0", 8));
  ASSERT_TRUE(with_both.has_value());
  EXPECT_EQ(with_both->data, "\x01\x02");
  EXPECT_EQ(with_both->room, 256u);
  const auto extended = ParseApdu(absl::string_view("\0\xCB\x3F\xFF\0\0\x01\x07\x01\0", 10));
  ASSERT_TRUE(extended.has_value());
  EXPECT_EQ(extended->data, "\x07");
  EXPECT_EQ(extended->room, 256u);
}

TEST(ApduTest, LengthsThatDoNotFitAreRefused) {
  EXPECT_FALSE(ParseApdu("\x01\x02\x03").has_value());
  EXPECT_FALSE(ParseApdu(absl::string_view("\0\xCB\x3F\xFF\x05\x01\x02\0", 8)).has_value());
}

TEST(ApduTest, FindsWhatTlvWrote) {
  const std::string both = Tlv("\x5F\x2F", "later") + Tlv("\x82", std::string(300, 'x'));
  EXPECT_EQ(FindTlv(Tlv("\x53", both), 0x53), both);
  EXPECT_EQ(FindTlv(both.substr(8), 0x82), std::string(300, 'x'));
  EXPECT_EQ(FindTlv(both.substr(8), 0x81), std::nullopt);
  EXPECT_EQ(FindTlv(both.substr(8, 100), 0x82), std::nullopt);
}

}  // namespace
}  // namespace paraphe::test
