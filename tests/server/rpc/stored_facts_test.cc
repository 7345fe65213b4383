#include "server/rpc/stored_facts.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "document/intake.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::IsOk;
using testing::ElementsAre;
using testing::Pair;

constexpr char kDocument[] =
    R"(<a xmlns="urn:x" xmlns:p="urn:p" Id="document-0123456789abcdef" p:k="v"><b Id="autre"></b></a>)";

// Proves: SIG-1
TEST(StoredFactsTest, ReadAgainTheyAreWhatASignatureNeeds) {
  const auto facts = xml::CheckDocument(kDocument, {});
  ASSERT_THAT(facts, IsOk());
  const auto stored = StoreFacts(*facts, kDocument, Sha256(kDocument), v1::SHA512);
  ASSERT_THAT(stored, IsOk());
  EXPECT_EQ(stored->digest().sha512(), *ComputeHash(v1::SHA512, kDocument));
  const auto of_sha256 = StoreFacts(*facts, kDocument, Sha256(kDocument), v1::SHA256);
  ASSERT_THAT(of_sha256, IsOk());
  EXPECT_EQ(of_sha256->digest().sha256(), Sha256(kDocument));
  const xml::DocumentFacts read = ReadFacts(*stored);
  EXPECT_EQ(read.root_namespace_uri, "urn:x");
  EXPECT_EQ(read.root_local_name, "a");
  EXPECT_THAT(read.root_namespaces, ElementsAre(Pair("", "urn:x"), Pair("p", "urn:p")));
  EXPECT_EQ(read.insertion_offset, sizeof(kDocument) - 1 - std::string("</a>").size());
  EXPECT_THAT(read.ids, ElementsAre("document-0123456789abcdef")) << "no signature's id is autre";
}

TEST(StoredFactsTest, NeedAnAlgorithm) {
  EXPECT_FALSE(StoreFacts({}, kDocument, Sha256(kDocument), v1::HASH_ALGORITHM_UNSPECIFIED).ok());
}

}  // namespace
}  // namespace paraphe::server
