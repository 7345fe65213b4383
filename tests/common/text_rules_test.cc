#include "common/text_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe {
namespace {

using ::testing::Eq;
using ::testing::Optional;

// Proves: ATT-2
TEST(TextRulesTest, CountsCharactersAndNotBytes) {
  EXPECT_THAT(CountPlainCharacters(""), Optional(0));
  EXPECT_THAT(CountPlainCharacters("Été €𝄞"), Optional(6));
}

// Proves: ATT-2
TEST(TextRulesTest, RefusesControlsForbiddenCharactersAndBadUtf8) {
  for (const char* text :
       {"a\tb", "a\nb", "a\rb", "\x01", "\x7F", "\xC2\x80", "\xC2\x9F", "\xEF\xBF\xBE",
        "\xEF\xBF\xBF", "\xED\xA0\x80", "\xC0\x80", "\xFF", "\xE2\x82", "\xF4\x90\x80\x80"}) {
    EXPECT_THAT(CountPlainCharacters(text), Eq(std::nullopt)) << text;
  }
  EXPECT_THAT(CountPlainCharacters(std::string(1, '\0')), Eq(std::nullopt));
}

// Proves: SIG-2
TEST(TextRulesTest, AcceptsUris) {
  for (const char* text :
       {"http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin", "urn:oid:1.2.250.1", "urn:oid:2.999.0",
        "https://h.example:8443/a%20b/c;d?e=f&g=(h)#i", "urn:isbn:0451450523", "mailto:a@b.example",
        "http://h.example", "http://h.example?x", "tag:x,2026:y"}) {
    EXPECT_TRUE(IsUri(text)) << text;
  }
}

// Proves: SIG-2
TEST(TextRulesTest, RefusesWhatIsNoUri) {
  for (const char* text : {"",
                           "politique",
                           "/a",
                           "1.2.3",
                           "http:",
                           "://x",
                           "1http://x",
                           "http://",
                           "http:///a",
                           "http://h:port/",
                           "http://h:99999/",
                           "http://h:/",
                           "http://a b/",
                           "http://h/%zz",
                           "http://h/%2",
                           "http://h/#a#b",
                           "http://h/é",
                           "http://h/<a>",
                           "http://h/\"",
                           "http://h/[a]",
                           "http://[::1]/",
                           "http://u@h/",
                           "urn:oid:",
                           "urn:oid:1",
                           "urn:oid:3.1",
                           "urn:oid:1.40",
                           "urn:oid:1.2.",
                           "urn:oid:1..2",
                           "urn:oid:1.02",
                           "urn:oid:1.2.a",
                           "http://h/a\\b",
                           "a:{b}"}) {
    EXPECT_FALSE(IsUri(text)) << text;
  }
}

// Proves: SIG-2
TEST(TextRulesTest, KnowsMimeTypes) {
  EXPECT_TRUE(IsMimeType("application/xml"));
  EXPECT_TRUE(IsMimeType("application/vnd.oasis.ubl+xml"));
  for (const char* text : {"", "xml", "application/", "/xml", "a/b/c", "text/xml; charset=utf-8"}) {
    EXPECT_FALSE(IsMimeType(text)) << text;
  }
}

}  // namespace
}  // namespace paraphe
