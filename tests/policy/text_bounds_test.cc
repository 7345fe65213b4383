#include "policy/text_bounds.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(TextBoundsTest, OrdinaryTextIsFine) {
  for (const char* text : {"", "Maire", "Saint-Étienne-du-Rouvray", "رئيس البلدية", "a b", "𝄞"}) {
    EXPECT_THAT(FaultOfText(text, 256), IsEmpty()) << text;
  }
}

TEST(TextBoundsTest, CharactersAreCountedNotBytes) {
  std::string text;
  for (int i = 0; i < 256; ++i) text += "é";
  EXPECT_THAT(FaultOfText(text, 256), IsEmpty());
  EXPECT_THAT(FaultOfText(text + "e", 256), HasSubstr("257 characters; at most 256"));
}

TEST(TextBoundsTest, WhatXmlOrReadersCannotCarryIsRefused) {
  for (const std::string& text :
       {std::string("a\0b", 3), std::string("a\nb"), std::string("a\rb"), std::string("a\tb"),
        std::string("a\x7f"),
        std::string("a\xc2\x85"
                    "b"),
        std::string("\xef\xbf\xbe"), std::string("\xc0\xaf"), std::string("\xed\xa0\x80"),
        std::string("a\xff"), std::string("\xf4\x90\x80\x80"), std::string("\xc3")}) {
    EXPECT_THAT(FaultOfText(text, 256), HasSubstr("control character"));
  }
}

TEST(TextBoundsTest, BlanksAtTheEndsAreRefused) {
  for (const char* text : {" a", "a ", "a\xc2\xa0",
                           "\xe2\x80\x8b"
                           "a",
                           "\xe3\x80\x80", " "}) {
    EXPECT_THAT(FaultOfText(text, 256), HasSubstr("blank")) << text;
  }
}

TEST(TextBoundsTest, Identifiers) {
  for (const char* text : {"", "urn:oid:1.2.3", "https://a.example/b#c", "urn:uuid:x"}) {
    EXPECT_THAT(FaultOfIdentifier(text), IsEmpty()) << text;
  }
  for (const char* text : {"1.2.3", "urn:oid:1.2.03", "a b:c", "relative/path", "https:", "é:a"}) {
    EXPECT_THAT(FaultOfIdentifier(text), HasSubstr("neither an absolute URI")) << text;
  }
  const std::string longest = "urn:" + std::string(kMaxUriCharacters - 4, 'x');
  EXPECT_THAT(FaultOfIdentifier(longest), IsEmpty());
  EXPECT_THAT(FaultOfIdentifier(longest + "x"), HasSubstr("at most 2048"));
}

TEST(TextBoundsTest, HttpUrls) {
  for (const char* text : {"", "http://a.example/", "https://a.example/p?q", "HTTPS://a.example"}) {
    EXPECT_THAT(FaultOfHttpUrl(text), IsEmpty()) << text;
  }
  for (const char* text :
       {"ftp://a.example/", "javascript:alert(1)", "//a.example", "http:a", "x"}) {
    EXPECT_THAT(FaultOfHttpUrl(text), HasSubstr("http")) << text;
  }
  EXPECT_THAT(FaultOfHttpUrl("http://" + std::string(kMaxUriCharacters, 'x')),
              HasSubstr("at most 2048"));
}

TEST(TextBoundsTest, Names) {
  EXPECT_THAT(FaultOfPolicyName("mairie-actes-2"), IsEmpty());
  EXPECT_THAT(FaultOfPolicyName(std::string(64, 'a')), IsEmpty());
  for (const std::string& name : {std::string("Mairie"), std::string("a b"), std::string("a_b"),
                                  std::string("é"), std::string(65, 'a')}) {
    EXPECT_THAT(FaultOfPolicyName(name), HasSubstr("1 to 64")) << name;
  }
  EXPECT_THAT(FaultOfApplicationName("Actes_2.x-y"), IsEmpty());
  EXPECT_THAT(FaultOfApplicationName("a/b"), HasSubstr("1 to 64"));
  EXPECT_THAT(FaultOfApplicationName("*"), HasSubstr("1 to 64"));
}

}  // namespace
}  // namespace paraphe
