#include "document/namespace_name.h"

#include <random>
#include <string>

#include "gtest/gtest.h"

#include "common/libxml2.h"

namespace paraphe::xml {
namespace {

bool IsAbsoluteByLibxml2(const std::string& name) {
  const UniqueXmlUri uri(xmlParseURI(name.c_str()));
  return uri != nullptr && uri->scheme != nullptr && uri->scheme[0] != '\0';
}

// Proves: DOC-7
TEST(NamespaceNameTest, KnowsAbsoluteFromRelative) {
  for (const char* name :
       {"u:", "u:a", "urn:x:y", "http://a.fr/b?c=d#e", "http://[::1]:80/", "a+b.c-d:%41"}) {
    EXPECT_TRUE(IsAbsoluteUri(name)) << name;
  }
  for (const char* name :
       {"", "a", "a/b:c", "//h/a", "?q", "#f", "u:a b", "u:%4", "u:\xC3\xA9", "1u:a",
        "http://h:", "http://h:99999999999/", "http://[", "u:a#b#c", "u:[a]"}) {
    EXPECT_FALSE(IsAbsoluteUri(name)) << name;
  }
}

// Proves: DOC-7
TEST(NamespaceNameTest, AgreesWithLibxml2OnRandomNames) {
  std::mt19937_64 random(1);
  static const std::string kPieces[] = {
      "http", "u",   "a",  ":", ":",  "/",          "//",         "?",       "#", "[", "]",
      "@",    "%41", "%4", "1", "80", "2147483647", "2147483648", ".",       "-", "+", "~",
      "!",    "$",   "&",  "'", "(",  ")",          "*",          ",",       ";", "=", " ",
      "\"",   "<",   "\\", "^", "`",  "{",          "|",          "\xC3\xA9"};
  for (int i = 0; i < 300000; ++i) {
    std::string name = random() % 2 == 0 ? "u:" : "";
    for (uint64_t count = random() % 7; count > 0; --count)
      name += kPieces[random() % std::size(kPieces)];
    ASSERT_EQ(IsAbsoluteUri(name), IsAbsoluteByLibxml2(name)) << name;
  }
}

// Proves: DOC-7
TEST(NamespaceNameTest, KnowsCharactersThatCanonicalizersWriteDifferently) {
  EXPECT_FALSE(HasEscapedCharacter("http://a.fr/?b=c#d'>"));
  for (const char* name : {"u:&", "u:<", "u:\"", "u:\t", "u:\n", "u:\r"})
    EXPECT_TRUE(HasEscapedCharacter(name)) << name;
}

}  // namespace
}  // namespace paraphe::xml
