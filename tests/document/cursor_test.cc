#include "document/cursor.h"

#include <string>

#include "gtest/gtest.h"

#include "common/utf8.h"

namespace paraphe::xml {
namespace {

TEST(CursorTest, ReadsNoFurtherThanTheDocument) {
  Cursor cursor{"a \n\tb"};
  EXPECT_EQ(cursor.Current(), 'a');
  EXPECT_EQ(cursor.Next(), ' ');
  EXPECT_TRUE(cursor.LooksAt("a \n"));
  EXPECT_FALSE(cursor.LooksAt("ab"));
  cursor.at = 1;
  cursor.SkipBlanks();
  EXPECT_EQ(cursor.Rest(), "b");
  EXPECT_EQ(cursor.Next(), '\0');
  cursor.at = 5;
  EXPECT_TRUE(cursor.AtEnd());
  EXPECT_EQ(cursor.Current(), '\0');
}

// Proves: DOC-2
TEST(CursorTest, PlainTextEndsAtWhatCanonicalFormWritesOtherwise) {
  const std::string plain = "0123456789 \t\n\"'\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80 abcdefgh";
  for (const char* stop : {"<", "&", ">", "\r", "\x01", "\xFF", "\xED\xA0\x80", "\xEF\xBF\xBF"}) {
    EXPECT_EQ(SkipPlainText(plain + stop + plain, 0), plain.size()) << stop;
    EXPECT_EQ(SkipPlainText(plain + stop, plain.size()), plain.size()) << stop;
  }
  EXPECT_EQ(SkipPlainText(plain, 3), plain.size());
}

// Proves: DOC-2
TEST(CursorTest, PlainValuesEndAtTheirQuoteAndLineEndsToo) {
  const std::string plain = "0123456789 >\xC3\xA9";
  for (const char* stop : {"<", "&", "\"", "\t", "\n", "\r", "\x01", "\xFF"}) {
    EXPECT_EQ(SkipPlainValue(plain + "'" + stop + plain, 0, '"'), plain.size() + 1) << stop;
  }
  for (const char* stop : {"<", "&", "'", "\t", "\n", "\r", "\x01", "\xFF"}) {
    EXPECT_EQ(SkipPlainValue(plain + "\"" + stop + plain, 0, '\''), plain.size() + 1) << stop;
  }
  EXPECT_EQ(SkipPlainValue(plain, 0, '"'), plain.size());
}

// Each lead byte with each second byte, and the third and fourth at their ends.
// Proves: DOC-2
TEST(CursorTest, CharactersBeyondAsciiAreThoseOfUtf8ThatXmlAllows) {
  for (int lead = 0x80; lead < 0x100; ++lead) {
    for (int second = 0; second < 0x100; ++second) {
      for (const char* rest :
           {"", "\x7F", "\x80", "\xBF", "\x80\x80", "\xBF\xBD", "\xBF\xBE", "\xC0"}) {
        const std::string text =
            std::string({static_cast<char>(lead), static_cast<char>(second)}) + rest;
        const CodePoint point = CodePointAt(text, 0);
        const bool allowed = point.valid && IsXmlCharacter(point.value);
        const size_t skipped = SkipMultibyte(text, 0);
        ASSERT_EQ(skipped > 0, allowed) << lead << " " << second << " " << rest;
        ASSERT_GE(skipped, allowed ? point.size : 0);
      }
    }
  }
  const std::string text = "\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
  EXPECT_EQ(SkipMultibyte(text + "a\xC3\xA9", 0), text.size());
  EXPECT_EQ(SkipMultibyte("\xC3\xA9\xEF\xBF\xBF", 0), 2u);
  EXPECT_EQ(SkipMultibyte("\xC3\xA9\xE1\x80", 0), 2u);
}

}  // namespace
}  // namespace paraphe::xml
