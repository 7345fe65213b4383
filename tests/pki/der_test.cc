#include "pki/der.h"

#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/pki.h"

namespace paraphe {
namespace {

std::string Bytes(std::initializer_list<int> values) {
  std::string bytes;
  for (const int value : values) bytes += static_cast<char>(value);
  return bytes;
}

// Proves: CERT-5
TEST(DerTest, OrdinaryValues) {
  EXPECT_TRUE(IsDer(Bytes({0x30, 0x00})));
  EXPECT_TRUE(IsDer(Bytes({0x05, 0x00})));
  EXPECT_TRUE(IsDer(Bytes({0x01, 0x01, 0xff})));
  EXPECT_TRUE(IsDer(Bytes({0x02, 0x01, 0x00})));
  EXPECT_TRUE(IsDer(Bytes({0x02, 0x02, 0x00, 0x80})));
  EXPECT_TRUE(IsDer(Bytes({0x03, 0x01, 0x00})));
  EXPECT_TRUE(IsDer(Bytes({0x03, 0x02, 0x06, 0x40})));
  EXPECT_TRUE(IsDer(Bytes({0x06, 0x03, 0x2a, 0x83, 0x04})));
  EXPECT_TRUE(IsDer(Bytes({0x80, 0x02, 0xff, 0xff})));
  EXPECT_TRUE(IsDer(Bytes({0x1f, 0x1f, 0x00})));
  EXPECT_TRUE(IsDer("\x04\x81\x80" + std::string(0x80, 'x')));
}

// Proves: CERT-5
TEST(DerTest, Certificates) {
  EXPECT_TRUE(IsDer(paraphe::test::TestPki::Get().signer().der));
  EXPECT_TRUE(IsDer(paraphe::test::TestPki::Get().root().der));
}

// Proves: CERT-5
TEST(DerTest, LengthsThatAreNotDefiniteOrMinimal) {
  EXPECT_FALSE(IsDer(Bytes({0x30, 0x80, 0x00, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x04, 0x81, 0x01, 'x'})));
  EXPECT_FALSE(IsDer(Bytes({0x04, 0x82, 0x00, 0x81}) + std::string(0x81, 'x')));
  EXPECT_FALSE(IsDer(Bytes({0x04, 0x85, 0x01, 0x00, 0x00, 0x00, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x04, 0x84, 0xff, 0xff, 0xff, 0xff})));
  EXPECT_FALSE(IsDer(Bytes({0x04, 0x02, 'x'})));
  EXPECT_FALSE(IsDer(Bytes({0x04, 0x82, 0x01})));
}

// Proves: CERT-5
TEST(DerTest, ExactlyOneValue) {
  EXPECT_FALSE(IsDer(""));
  EXPECT_FALSE(IsDer(Bytes({0x30})));
  EXPECT_FALSE(IsDer(Bytes({0x05, 0x00, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x05, 0x00, 0x05, 0x00})));
}

// Proves: CERT-5
TEST(DerTest, EachFaultIsNamed) {
  const std::pair<std::string, const char*> cases[] = {
      {"", "cut off"},
      {Bytes({0x30}), "cut off"},
      {Bytes({0x04, 0x02, 'x'}), "cut off"},
      {Bytes({0x04, 0x85, 0x01, 0x00, 0x00, 0x00, 0x00}), "cut off"},
      {Bytes({0x05, 0x00, 0x00}), "bytes follow"},
      {Bytes({0x30, 0x80, 0x00, 0x00}), "a length"},
      {Bytes({0x04, 0x81, 0x01, 'x'}), "a length"},
      {Bytes({0x1f, 0x1e, 0x00}), "a tag"},
      {Bytes({0x30, 0x02, 0x00, 0x00}), "an end mark"},
      {Bytes({0x30, 0x03, 0x01, 0x01, 0x01}), "a boolean"},
      {Bytes({0x02, 0x02, 0x00, 0x7f}), "an integer"},
      {Bytes({0x0a, 0x02, 0x00, 0x7f}), "an integer"},
      {Bytes({0x03, 0x02, 0x06, 0x60}), "a bit string"},
      {Bytes({0x05, 0x01, 0x00}), "NULL"},
      {Bytes({0x06, 0x00}), "OID"},
      {Bytes({0x24, 0x03, 0x04, 0x01, 'x'}), "constructed"},
      {Bytes({0x10, 0x00}), "constructed"},
  };
  for (const auto& [bytes, words] : cases) {
    const auto fault = FindDerFault(bytes);
    ASSERT_TRUE(fault.has_value()) << words;
    EXPECT_THAT(std::string(fault->en), ::testing::HasSubstr(words));
    EXPECT_FALSE(fault->fr.empty());
  }
  EXPECT_FALSE(FindDerFault(paraphe::test::TestPki::Get().signer().der).has_value());
}

// Proves: CERT-5
TEST(DerTest, TheFirstValueIsCutOutOfWhatFollows) {
  const std::string& der = paraphe::test::TestPki::Get().signer().der;
  EXPECT_EQ(FirstDerValue(der), der);
  EXPECT_EQ(FirstDerValue(der + std::string(100, '\0')), der);
  EXPECT_EQ(FirstDerValue(der + der), der);
  EXPECT_EQ(FirstDerValue(Bytes({0x30, 0x00, 0x00})), Bytes({0x30, 0x00}));
  // No end is told: BER of indefinite length, and a value that is cut off.
  for (const std::string& bytes : {Bytes({0x30, 0x80, 0x00, 0x00, 0x00}), der.substr(0, 100),
                                   std::string(), std::string("\x30")}) {
    EXPECT_EQ(FirstDerValue(bytes), bytes);
  }
}

// Proves: CERT-5
TEST(DerTest, TagsThatAreNotMinimalOrNeverThere) {
  EXPECT_FALSE(IsDer(Bytes({0x1f, 0x1e, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x1f, 0x80, 0x1f, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x00, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x30, 0x02, 0x00, 0x00})));
}

// Proves: CERT-5
TEST(DerTest, ContentsThatTheirTagForbids) {
  EXPECT_FALSE(IsDer(Bytes({0x01, 0x01, 0x01})));
  EXPECT_FALSE(IsDer(Bytes({0x01, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x02, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x02, 0x02, 0x00, 0x7f})));
  EXPECT_FALSE(IsDer(Bytes({0x02, 0x02, 0xff, 0x80})));
  EXPECT_FALSE(IsDer(Bytes({0x03, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x03, 0x01, 0x01})));
  EXPECT_FALSE(IsDer(Bytes({0x03, 0x02, 0x08, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x03, 0x02, 0x06, 0x60})));
  EXPECT_FALSE(IsDer(Bytes({0x05, 0x01, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x06, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x06, 0x02, 0x2a, 0x83})));
  EXPECT_FALSE(IsDer(Bytes({0x06, 0x03, 0x2a, 0x80, 0x01})));
}

// Proves: CERT-5
TEST(DerTest, ConstructedStringsAndPrimitiveSequences) {
  EXPECT_FALSE(IsDer(Bytes({0x24, 0x03, 0x04, 0x01, 'x'})));
  EXPECT_FALSE(IsDer(Bytes({0x2c, 0x03, 0x0c, 0x01, 'x'})));
  EXPECT_FALSE(IsDer(Bytes({0x10, 0x00})));
  EXPECT_FALSE(IsDer(Bytes({0x11, 0x00})));
}

// Proves: CERT-5
TEST(DerTest, DepthIsBounded) {
  std::string inner;
  for (int i = 0; i < 32; ++i) inner = paraphe::test::DerSequence(inner);
  EXPECT_TRUE(IsDer(inner));
  EXPECT_FALSE(IsDer(paraphe::test::DerSequence(paraphe::test::DerSequence(inner))));
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep = paraphe::test::DerSequence(deep);
  EXPECT_FALSE(IsDer(deep));
}

// Proves: SIG-5
TEST(DerTest, WritesLengthsInTheFewestOctets) {
  const struct {
    size_t size;
    std::string header;
  } cases[] = {{0, std::string("\x04\x00", 2)},
               {0x7F, "\x04\x7F"},
               {0x80, "\x04\x81\x80"},
               {0xFF, "\x04\x81\xFF"},
               {0x100, std::string("\x04\x82\x01\x00", 4)},
               {0x10203, "\x04\x83\x01\x02\x03"}};
  for (const auto& one : cases) {
    const std::string content(one.size, 'x');
    EXPECT_EQ(EncodeDer('\x04', content), one.header + content);
    EXPECT_TRUE(IsDer(EncodeDer('\x04', content))) << one.size;
  }
}

TEST(DerTest, OidsAreDotted) {
  const UniqueAsn1Object named(OBJ_txt2obj("commonName", 0));
  EXPECT_EQ(DottedOid(named.get()), "2.5.4.3");
  const UniqueAsn1Object unknown(OBJ_txt2obj("1.2.3.4.99999999999", 1));
  EXPECT_EQ(DottedOid(unknown.get()), "1.2.3.4.99999999999");
}

}  // namespace
}  // namespace paraphe
