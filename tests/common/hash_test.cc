#include "common/hash.h"

#include <string>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::HasReason;

struct Vector {
  v1::HashAlgorithm algorithm;
  const char* digest_of_abc;  // FIPS 180-4 examples
};

constexpr Vector kVectors[] = {
    {v1::SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
    {v1::SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {v1::SHA384,
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c82"
     "5a7"},
    {v1::SHA512,
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fee"
     "bbd"
     "454d4423643ce80e2a9ac94fa54ca49f"},
};

// Proves: SIG-3
TEST(HashTest, DigestsAreThoseOfTheStandard) {
  for (const Vector& vector : kVectors) {
    EXPECT_EQ(absl::BytesToHexString(*ComputeHash(vector.algorithm, "abc")), vector.digest_of_abc);
  }
  EXPECT_EQ(absl::BytesToHexString(Sha256("abc")), kVectors[1].digest_of_abc);
}

// Proves: SIG-3
TEST(HashTest, UnknownAlgorithmsAreRefused) {
  EXPECT_THAT(ComputeHash(v1::HASH_ALGORITHM_UNSPECIFIED, ""), HasReason(v1::INTERNAL));
  EXPECT_EQ(FindHash(v1::HASH_ALGORITHM_UNSPECIFIED), nullptr);
  EXPECT_EQ(FindHashByDigestUri("http://www.w3.org/2001/04/xmldsig-more#md5"), nullptr);
  EXPECT_EQ(FindHashBySignatureUri(""), nullptr);
}

// Proves: SIG-4
TEST(HashTest, TableAgreesWithOpenssl) {
  for (const Vector& vector : kVectors) {
    const HashInfo* info = FindHash(vector.algorithm);
    ASSERT_NE(info, nullptr);
    const EVP_MD* md = EVP_get_digestbyname(std::string(info->name).c_str());
    ASSERT_NE(md, nullptr);
    EXPECT_EQ(info->size, static_cast<size_t>(EVP_MD_get_size(md)));
    char oid[64];
    OBJ_obj2txt(oid, sizeof(oid), OBJ_nid2obj(EVP_MD_get_type(md)), 1);
    EXPECT_EQ(info->oid, oid);
    EXPECT_EQ(FindHashByDigestUri(info->digest_uri), info);
    EXPECT_EQ(FindHashBySignatureUri(info->signature_uri), info);
    // DigestInfo: SEQUENCE { SEQUENCE { OID, NULL }, OCTET STRING }; the last byte announces the
    // digest.
    EXPECT_EQ(info->digest_info_prefix.back(), info->size);
    EXPECT_EQ(info->digest_info_prefix[1], info->digest_info_prefix.size() - 2 + info->size);
  }
}

TEST(HashTest, PiecesMakeTheSameDigest) {
  auto hasher = Hasher::Create(v1::SHA256);
  ASSERT_TRUE(hasher.ok());
  hasher->Update("a");
  hasher->Update("");
  hasher->Update("bc");
  EXPECT_EQ(hasher->Finish(), Sha256("abc"));
}

TEST(HashTest, MessagesAndRawDigestsTurnIntoOneAnother) {
  for (const Vector& vector : kVectors) {
    const std::string raw = *ComputeHash(vector.algorithm, "abc");
    const auto message = ToDigest(vector.algorithm, raw);
    ASSERT_TRUE(message.ok());
    const auto back = FromDigest(*message);
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(back->algorithm, vector.algorithm);
    EXPECT_EQ(back->bytes, raw);
    EXPECT_THAT(ToDigest(vector.algorithm, raw + "x"), HasReason(v1::INTERNAL));
  }
  EXPECT_THAT(FromDigest(v1::Digest()), HasReason(v1::MALFORMED_REQUEST));
  v1::Digest shorter;
  shorter.set_sha256("x");
  EXPECT_THAT(FromDigest(shorter), HasReason(v1::MALFORMED_REQUEST));
}

TEST(HashTest, SecretsAreEqualOrNot) {
  EXPECT_TRUE(SecretEquals("", ""));
  EXPECT_TRUE(SecretEquals("abc", "abc"));
  EXPECT_FALSE(SecretEquals("abc", "abd"));
  EXPECT_FALSE(SecretEquals("abc", "abcd"));
  EXPECT_FALSE(SecretEquals("abc", "xbc"));
}

}  // namespace
}  // namespace paraphe
