#include "pki/name_attributes.h"

#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/cert_builder.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::TestName;
using ::testing::Optional;

std::vector<NameAttribute> Read(const TestName& name) {
  const UniqueX509 certificate = CertBuilder::Ca("x").Subject(name).Build().Parse();
  return ReadNameAttributes(X509_get_subject_name(certificate.get()));
}

std::optional<std::string> CommonNameOf(const TestName& name) {
  const UniqueX509 certificate = CertBuilder::Ca("x").Subject(name).Build().Parse();
  return ReadCommonName(X509_get_subject_name(certificate.get()));
}

// Proves: SIG-5 (RFC 4514 §2.1)
TEST(NameAttributesTest, TheLastRdnComesFirstAndItsPartsAreJoined) {
  const std::vector<NameAttribute> read =
      Read({{"C", "FR"}, {"CN", "A"}, {"OU", "B", V_ASN1_UTF8STRING, true}});
  ASSERT_EQ(read.size(), 3u);
  EXPECT_EQ(read[0].oid, "2.5.4.11");
  EXPECT_FALSE(read[0].joins);
  EXPECT_EQ(read[1].oid, "2.5.4.3");
  EXPECT_TRUE(read[1].joins);
  EXPECT_EQ(read[2].oid, "2.5.4.6");
  EXPECT_FALSE(read[2].joins);
}

// Proves: SIG-5
TEST(NameAttributesTest, AValueIsReadAsTextAndKeptInDer) {
  const std::vector<NameAttribute> read =
      Read({{"CN", std::string("\0\xC9\0t", 4), V_ASN1_BMPSTRING}});
  ASSERT_EQ(read.size(), 1u);
  EXPECT_THAT(read[0].text, Optional(std::string("Ét")));
  EXPECT_EQ(read[0].der, std::string("\x1E\x04\x00\xC9\x00t", 6));
}

TEST(NameAttributesTest, AnEmptyNameHasNone) {
  EXPECT_TRUE(Read({}).empty());
  EXPECT_THAT(CommonNameOf({}), Optional(std::string()));
}

// Proves: CERT-5
TEST(NameAttributesTest, OfSeveralCommonNamesTheFirstIsRead) {
  EXPECT_THAT(CommonNameOf({{"CN", "first"}, {"CN", "second"}}), Optional(std::string("first")));
  EXPECT_THAT(CommonNameOf({{"O", "no CN"}}), Optional(std::string()));
}

TEST(NameAttributesTest, ATypeHasANameAndMayHaveAnother) {
  const NameType* surname = FindNameType("2.5.4.4");
  ASSERT_NE(surname, nullptr);
  EXPECT_EQ(surname->name, "surname");
  EXPECT_FALSE(surname->in_rfc4514);
  EXPECT_EQ(FindNameTypeByName("sn"), surname);
  EXPECT_EQ(FindNameTypeByName("SURNAME"), surname);
  EXPECT_TRUE(FindNameTypeByName("cn")->in_rfc4514);
  EXPECT_EQ(FindNameTypeByName("sur"), nullptr);
  EXPECT_EQ(FindNameTypeByName(""), nullptr) << "most types have no other name";
  EXPECT_EQ(FindNameType("2.5.4"), nullptr);
}

}  // namespace
}  // namespace paraphe
