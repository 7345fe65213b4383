#include "server/rpc/anchor_cache.h"

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/cert_builder.h"

namespace paraphe::server {
namespace {

using paraphe::test::CertBuilder;
using paraphe::test::TestCert;
using testing::IsEmpty;
using testing::SizeIs;

const std::string& FirstPem() {
  static const std::string pem = CertBuilder::Ca("First CA").Build().Pem();
  return pem;
}
const std::string& SecondPem() {
  static const std::string pem = CertBuilder::Ca("Second CA").Build().Pem();
  return pem;
}

// Proves: POL-5
TEST(AnchorCacheTest, GivesTheCasThatThePolicyNames) {
  AnchorCache cache;
  const TrustAnchors anchors = cache.Of({FirstPem(), SecondPem()});
  ASSERT_THAT(anchors.certificates(), SizeIs(2));
  EXPECT_EQ(anchors.certificates()[0].subject_cn(), "First CA");
  EXPECT_EQ(anchors.certificates()[1].subject_cn(), "Second CA");
}

TEST(AnchorCacheTest, ReadsEachListOnce) {
  AnchorCache cache;
  for (int i = 0; i < 3; ++i) {
    cache.Of({FirstPem()});
    cache.Of({SecondPem()});
  }
  EXPECT_EQ(cache.reads(), 2u);
}

// Two lists that share some CAs, or hold the same bytes cut elsewhere, are not taken for each other.
TEST(AnchorCacheTest, OtherListsAreOtherEntries) {
  AnchorCache cache;
  EXPECT_THAT(cache.Of({FirstPem(), SecondPem()}).certificates(), SizeIs(2));
  EXPECT_THAT(cache.Of({FirstPem()}).certificates(), SizeIs(1));
  EXPECT_THAT(cache.Of({SecondPem()}).certificates(), SizeIs(1));
  EXPECT_THAT(cache.Of({absl::StrCat(FirstPem(), SecondPem())}).certificates(), SizeIs(2));
  EXPECT_EQ(cache.reads(), 4u);
}

// Proves: POL-5
TEST(AnchorCacheTest, ListWithoutReadableCasTrustsNobody) {
  AnchorCache cache;
  EXPECT_THAT(cache.Of({}).certificates(), IsEmpty());
  EXPECT_THAT(cache.Of({FirstPem(), "garbage"}).certificates(), IsEmpty());
}

TEST(AnchorCacheTest, IsBounded) {
  AnchorCache cache;
  for (size_t i = 0; i <= AnchorCache::kMaxEntries; ++i) {
    cache.Of({absl::StrCat("not PEM ", i)});
  }
  const size_t reads = cache.reads();
  cache.Of({absl::StrCat("not PEM ", AnchorCache::kMaxEntries)});
  EXPECT_EQ(cache.reads(), reads) << "the last is kept";
  cache.Of({"not PEM 0"});
  EXPECT_EQ(cache.reads(), reads + 1) << "the first is not";
}

TEST(AnchorCacheTest, ServesManyThreads) {
  AnchorCache cache;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&cache] {
      for (int round = 0; round < 50; ++round) {
        EXPECT_THAT(cache.Of({FirstPem()}).certificates(), SizeIs(1));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace paraphe::server
