#include "document/names.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "common/libxml2.h"
#include "common/utf8.h"

namespace paraphe::xml {
namespace {

// Whether libxml2 reads `name` as the name of an element.
bool IsNameByLibxml2(const std::string& name) {
  const LibxmlErrors errors;
  const std::string document = absl::StrCat("<", name, "></", name, ">");
  return UniqueXmlDoc(xmlReadMemory(document.data(), static_cast<int>(document.size()), nullptr,
                                    nullptr, 0)) != nullptr;
}

// Proves: DOC-2
TEST(NamesTest, EveryCharacterOfTheBasicPlaneIsJudgedAsByLibxml2) {
  for (char32_t code = 0x21; code <= 0x10000; ++code) {
    if (code == 0xD800) code = 0xE000;
    if (code < 0x7F && std::string("/<>:&").find(static_cast<char>(code)) != std::string::npos)
      continue;
    std::string character;
    AppendUtf8(code, &character);
    ASSERT_EQ(IsNcName(character), IsNameByLibxml2(character)) << ShowCharacter(code);
    ASSERT_EQ(IsNcName("a" + character), IsNameByLibxml2("a" + character)) << ShowCharacter(code);
  }
}

TEST(NamesTest, LengthIsThatOfTheNameAtTheBeginning) {
  EXPECT_EQ(NcNameLength("ab:c", 100), 2u);
  EXPECT_EQ(NcNameLength("\xC3\xA9-1=", 100), 4u);
  EXPECT_EQ(NcNameLength(":a", 100), 0u);
  EXPECT_EQ(NcNameLength("1a", 100), 0u);
  EXPECT_EQ(NcNameLength("", 100), 0u);
  EXPECT_EQ(NcNameLength("a\xFF", 100), 1u);
}

// Proves: DOC-6
TEST(NamesTest, ReadsNoFurtherThanTheLimit) {
  EXPECT_EQ(NcNameLength("abcdef", 3), 4u);
  EXPECT_EQ(NcNameLength("abc", 3), 3u);
}

TEST(NamesTest, NamesOfEncodings) {
  for (const char* name : {"UTF-8", "x", "ISO_8859-1.2"}) EXPECT_TRUE(IsEncodingName(name)) << name;
  for (const char* name : {"", "8", "-a", "a b", "../a", "\xC3\xA9"}) {
    EXPECT_FALSE(IsEncodingName(name)) << name;
  }
}

TEST(NamesTest, CutsLongNamesAtACharacter) {
  EXPECT_EQ(CutForMessage("abc"), "abc");
  const std::string name = std::string(59, 'a') + "\xC3\xA9";
  EXPECT_EQ(CutForMessage(name), std::string(59, 'a'));
}

}  // namespace
}  // namespace paraphe::xml
