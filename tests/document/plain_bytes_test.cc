#include "document/plain_bytes.h"

#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace paraphe::xml {
namespace {

constexpr char kBeyondAscii = '\x80';

// Every byte, at every place of texts of up to three blocks: does it end a run if and only if `ends` has
// it?
template <typename Kind>
void ExpectEnds(absl::string_view plain, const std::string& ends) {
  for (int value = 0; value < 256; ++value) {
    const char byte = static_cast<char>(value);
    const bool is_end = value == 0 || value >= 0x80 || ends.find(byte) != std::string::npos;
    for (size_t place = 0; place < 3 * 16; ++place) {
      std::string text;
      while (text.size() < 3 * 16) text.append(plain.data(), plain.size());
      text[place] = byte;
      for (size_t size = place + 1; size <= text.size(); ++size) {
        const size_t expected = is_end ? place : size;
        ASSERT_EQ(PlainLength<Kind>(text.data(), size), expected) << value << " at " << place;
        ASSERT_EQ(PlainLengthByBytes<Kind>(text.data(), size), expected) << value;
      }
    }
  }
}

std::string Controls() {
  std::string controls;
  for (char byte = 1; byte < ' '; ++byte) controls += byte;
  return controls;
}

// Proves: DOC-2
TEST(PlainBytesTest, TextEndsAtWhatCanonicalFormWritesOtherwise) {
  std::string controls = Controls();
  controls.erase(controls.find('\t'), 2);  // and LF, which is next to it
  ExpectEnds<PlainTextBytes>("a \t\n\"'\x7F", controls + "<>&");
}

// Proves: DOC-2
TEST(PlainBytesTest, ValuesEndAtTheirQuoteAndAtWhatCanonicalFormWritesOtherwise) {
  ExpectEnds<PlainValueBytes<'"'>>("a >'\x7F", Controls() + "<&\"");
  ExpectEnds<PlainValueBytes<'\''>>("a >\"\x7F", Controls() + "<&'");
}

// Proves: DOC-2
TEST(PlainBytesTest, NamesAreLettersDigitsAndThreeSigns) {
  std::string ends = Controls();
  for (int byte = ' '; byte < 0x80; ++byte) {
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    const bool digit = byte >= '0' && byte <= '9';
    if (!letter && !digit && byte != '_' && byte != '-' && byte != '.') {
      ends += static_cast<char>(byte);
    }
  }
  ExpectEnds<PlainNameBytes>("aZ09_-.", ends);
}

TEST(PlainBytesTest, NothingIsReadBehindTheEnd) {
  const std::string text = std::string(40, 'a') + kBeyondAscii;
  for (size_t size = 0; size <= text.size(); ++size) {
    const std::string cut = text.substr(0, size);  // of its own, so that a sanitizer sees its end
    EXPECT_EQ(PlainLength<PlainTextBytes>(cut.data(), cut.size()), size < 40 ? size : 40);
  }
}

TEST(PlainBytesTest, SameBytesAreFoundToBeTheSame) {
  const std::string text = "<0123456789abcdefghij></0123456789abcdefghij>" + std::string(20, ' ');
  const char* const first = text.data() + 1;
  const size_t second = text.find("</") + 2;
  for (size_t size = 1; size <= 20; ++size) {
    for (const size_t readable : {size, text.size() - second}) {
      EXPECT_TRUE(AreSame(first, text.data() + second, size, readable)) << size;
      for (size_t place = 0; place < size; ++place) {
        std::string other = text;
        other[second + place] = '!';
        EXPECT_FALSE(AreSame(other.data() + 1, other.data() + second, size, readable)) << place;
      }
    }
  }
}

}  // namespace
}  // namespace paraphe::xml
