#include "common/value_rules.h"

#include <string>

#include "absl/strings/ascii.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe {
namespace {

using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Optional;

// Proves: ATT-2
TEST(ValueRulesTest, CountsCharactersAndNotBytes) {
  EXPECT_THAT(CountPlainCharacters(""), Optional(0));
  EXPECT_THAT(CountPlainCharacters("Été €𝄞"), Optional(6));
}

// Proves: ATT-2
TEST(ValueRulesTest, RefusesControlsForbiddenCharactersAndBadUtf8) {
  for (const char* text :
       {"a\tb", "a\nb", "a\rb", "\x01", "\x7F", "\xC2\x80", "\xC2\x9F", "\xEF\xBF\xBE",
        "\xEF\xBF\xBF", "\xED\xA0\x80", "\xC0\x80", "\xFF", "\xE2\x82", "\xF4\x90\x80\x80"}) {
    EXPECT_THAT(CountPlainCharacters(text), Eq(std::nullopt)) << text;
  }
  EXPECT_THAT(CountPlainCharacters(std::string(1, '\0')), Eq(std::nullopt));
}

TEST(ValueRulesTest, LanguagesAreFrenchAndEnglish) {
  for (const char* tag : {"", "fr", "en"}) EXPECT_THAT(FaultOfLanguage(tag), IsEmpty()) << tag;
  for (const char* tag : {"de", "FR", "fr-FR", " en", "english"}) {
    EXPECT_THAT(FaultOfLanguage(tag), HasSubstr("\"fr\" or \"en\"")) << tag;
  }
}

TEST(ValueRulesTest, OrdinaryTextIsFine) {
  for (const char* text : {"", "Maire", "Saint-Étienne-du-Rouvray", "رئيس البلدية", "a b", "𝄞"}) {
    EXPECT_THAT(FaultOfText(text, 256), IsEmpty()) << text;
  }
}

TEST(ValueRulesTest, CharactersAreCountedNotBytes) {
  std::string text;
  for (int i = 0; i < 256; ++i) text += "é";
  EXPECT_THAT(FaultOfText(text, 256), IsEmpty());
  EXPECT_THAT(FaultOfText(text + "e", 256), HasSubstr("257 characters; at most 256"));
}

TEST(ValueRulesTest, WhatXmlOrReadersCannotCarryIsRefused) {
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

TEST(ValueRulesTest, BlanksAtTheEndsAreRefused) {
  for (const char* text : {" a", "a ", "a\xc2\xa0",
                           "\xe2\x80\x8b"
                           "a",
                           "\xe3\x80\x80", " "}) {
    EXPECT_THAT(FaultOfText(text, 256), HasSubstr("blank")) << text;
  }
}

TEST(ValueRulesTest, Identifiers) {
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

TEST(ValueRulesTest, HttpUrls) {
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

TEST(ValueRulesTest, Names) {
  EXPECT_THAT(FaultOfName("mairie-actes-2"), IsEmpty());
  EXPECT_THAT(FaultOfName(std::string(64, 'a')), IsEmpty());
  for (const std::string& name : {std::string("Mairie"), std::string("a b"), std::string("a_b"),
                                  std::string("é"), std::string(65, 'a')}) {
    EXPECT_THAT(FaultOfName(name), HasSubstr("1 to 64")) << name;
  }
  EXPECT_THAT(FaultOfApplicationName("Actes_2.x-y"), IsEmpty());
  EXPECT_THAT(FaultOfApplicationName("a/b"), HasSubstr("1 to 64"));
  EXPECT_THAT(FaultOfApplicationName("*"), HasSubstr("1 to 64"));
  EXPECT_THAT(FaultOfApplicationName(std::string(64, 'a')), IsEmpty());
  EXPECT_THAT(FaultOfApplicationName(std::string(65, 'a')), HasSubstr("1 to 64"));
}

TEST(ValueRulesTest, IdempotencyKeys) {
  EXPECT_THAT(FaultOfIdempotencyKey(std::string(64, '\xFF')), IsEmpty());
  EXPECT_THAT(FaultOfIdempotencyKey(std::string(65, 'a')), HasSubstr("at most 64"));
}

TEST(ValueRulesTest, Addresses) {
  for (const char* text : {"", "localhost:1", "sign.example.org:7443", "192.0.2.1:65535",
                           "[2001:db8::1]:7443", "HOST:80"}) {
    EXPECT_THAT(FaultOfHostPort(text), IsEmpty()) << text;
  }
  for (const std::string& text :
       {std::string("host"), std::string("host:"), std::string(":1"), std::string("host:65536"),
        std::string("host:0"), std::string("host:01"), std::string("host:1a"),
        std::string("host:+1"), std::string("host: 1"), std::string("host name:1"),
        std::string("2001:db8::1:7443"), std::string("[]:1"), std::string("[g::1]:1"),
        std::string("[::1:1"), std::string("user@host:1"), std::string("dns:///host:1"),
        std::string(254, 'h') + ":1"}) {
    EXPECT_THAT(FaultOfHostPort(text), HasSubstr("HOST:PORT")) << text;
  }
  EXPECT_THAT(FaultOfHostPort("[::]:0", PortZero::kAllowed), IsEmpty());
  EXPECT_THAT(FaultOfHostPort("host:00", PortZero::kAllowed), HasSubstr("HOST:PORT"));
}

TEST(ValueRulesTest, Sha256Digests) {
  EXPECT_THAT(FaultOfSha256Hex(std::string(64, 'A')), IsEmpty());
  EXPECT_THAT(FaultOfSha256Hex(std::string(63, 'a')), HasSubstr("64"));
  EXPECT_THAT(FaultOfSha256Hex(std::string(64, 'g')), HasSubstr("64"));
}

// Proves: DEV-1
TEST(ValueRulesTest, Sha256DigestsAsPeoplePasteThem) {
  std::string digits;
  for (int i = 0; i < 16; ++i) digits += "9aF0";
  const std::string read = absl::AsciiStrToLower(digits);
  const auto grouped = [&digits](absl::string_view between, size_t size) {
    std::string text;
    for (size_t i = 0; i < digits.size(); i += size) {
      absl::StrAppend(&text, i == 0 ? "" : between, digits.substr(i, size));
    }
    return text;
  };
  for (const std::string& text :
       {digits, grouped(":", 2), grouped(" ", 2), grouped("-", 2), grouped("\u00a0", 4),
        grouped("  ", 8), grouped("\n", 32), "\u200e" + grouped(" ", 2), " " + digits + "\t",
        "sha256 Fingerprint=" + grouped(":", 2), "SHA256 Fingerprint= " + digits}) {
    EXPECT_EQ(ReadSha256Hex(text), read) << text;
    EXPECT_THAT(FaultOfSha256Hex(text), IsEmpty()) << text;
  }
  for (const std::string& text :
       {std::string(":"), digits + "00", grouped(",", 2), grouped("\xff", 2), "0x" + digits,
        "sha1 Fingerprint=" + digits, digits + "=", std::string("=") + digits}) {
    EXPECT_EQ(ReadSha256Hex(text), std::nullopt) << text;
    EXPECT_THAT(FaultOfSha256Hex(text), HasSubstr("64")) << text;
  }
}

TEST(ValueRulesTest, AKeyPinIsNoFingerprintOfACertificate) {
  EXPECT_THAT(FaultOfKeyPin(""), IsEmpty());
  EXPECT_THAT(FaultOfKeyPin(std::string(64, 'A')), IsEmpty());
  EXPECT_THAT(FaultOfKeyPin(std::string(63, 'a')), HasSubstr("64"));
  EXPECT_THAT(FaultOfKeyPin("sha256 Fingerprint=" + std::string(64, 'a')),
              HasSubstr("not of the certificate"));
}

TEST(ValueRulesTest, TheHostOfAnAddressHasNoBrackets) {
  EXPECT_EQ(HostOf("sign.example:7443"), "sign.example");
  EXPECT_EQ(HostOf("127.0.0.1:1"), "127.0.0.1");
  EXPECT_EQ(HostOf("[::1]:7443"), "::1");
}

}  // namespace
}  // namespace paraphe
