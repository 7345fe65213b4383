#include "document/cursor.h"

#include <string>

#include "gtest/gtest.h"

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
TEST(CursorTest, PlainValuesEndAtQuotesAndLineEndsToo) {
  const std::string plain = "0123456789 >\xC3\xA9";
  for (const char* stop : {"<", "&", "\"", "'", "\t", "\n", "\r", "\x01", "\xFF"}) {
    EXPECT_EQ(SkipPlainValue(plain + stop + plain, 0), plain.size()) << stop;
  }
  EXPECT_EQ(SkipPlainValue(plain, 0), plain.size());
}

}  // namespace
}  // namespace paraphe::xml
