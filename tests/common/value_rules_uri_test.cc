#include <string>

#include "gtest/gtest.h"

#include "common/value_rules.h"

namespace paraphe {
namespace {

// Proves: SIG-2
TEST(UriTest, AcceptsUris) {
  for (const char* text :
       {"http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin", "urn:oid:1.2.250.1", "urn:oid:2.999.0",
        "https://h.example:8443/a%20b/c;d?e=f&g=(h)#i", "urn:isbn:0451450523", "mailto:a@b.example",
        "http://h.example", "http://h.example?x", "tag:x,2026:y", "http://[::1]/",
        "http://h/#[a]"}) {
    EXPECT_TRUE(IsUri(text)) << text;
  }
}

// Proves: SIG-2
TEST(UriTest, RefusesWhatIsNoUri) {
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
                           "http://h:/",
                           "http://a b/",
                           "http://h/%zz",
                           "http://h/%2",
                           "http://h/#a#b",
                           "http://h/é",
                           "http://h/<a>",
                           "http://h/\"",
                           "http://h/[a]",
                           "http://u@h/",
                           "http://known.example:x@h/",
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

// Proves: DOC-7
TEST(UriTest, NamesOfNamespacesAreAbsoluteUris) {
  for (const char* name :
       {"u:", "u:a", "urn:x:y", "http://a.fr/b?c=d#e", "http://[::1]:80/", "a+b.c-d:%41"}) {
    EXPECT_TRUE(IsAbsoluteUri(name)) << name;
  }
  for (const char* name :
       {"", "a", "a/b:c", "//h/a", "?q", "#f", "u:a b", "u:%4", "u:\xC3\xA9", "1u:a",
        "http://h:", "http://h:99999999999/", "http://[", "u:a#b#c", "u:[a]"}) {
    EXPECT_FALSE(IsAbsoluteUri(name)) << name;
  }
  EXPECT_FALSE(IsAbsoluteUri(absl::string_view("u:a\0b", 5)));
}

}  // namespace
}  // namespace paraphe
