// Remembered paths: the judgement is the one that would be made anew, at whatever moment.
#include "pki/path_memory.h"

#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/pki/paths.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::DefaultNow;
using test::LeafUnder;
using test::Parsed;
using test::TestCert;
using test::TestPki;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::Duration kHour = absl::Hours(1);

Certificate Read(const TestCert& certificate) {
  return Certificate::Parse(certificate.der).value();
}

TestCert CaFor(absl::Duration from, absl::Duration until) {
  return CertBuilder::Ca("CA of a day").Validity(DefaultNow() + from, DefaultNow() + until).Build();
}

TEST(SteadySpanTest, LastsWhileNoValidityBeginsOrEnds) {
  const std::vector<Certificate> cas = Parsed(
      {CaFor(-5 * kHour, 5 * kHour), CaFor(-2 * kHour, -kHour), CaFor(3 * kHour, 9 * kHour)});
  const TimeSpan span = SteadySpan(DefaultNow(), cas);
  EXPECT_EQ(span.from, DefaultNow() - kHour + absl::Nanoseconds(1));
  EXPECT_EQ(span.until, DefaultNow() + 3 * kHour - absl::Nanoseconds(1));
}

TEST(SteadySpanTest, FirstAndLastInstantBelongToTheValidity) {
  const std::vector<Certificate> ca = Parsed({CaFor(-kHour, kHour)});
  for (const absl::Duration at : {-kHour, absl::ZeroDuration(), kHour}) {
    const TimeSpan span = SteadySpan(DefaultNow() + at, ca);
    EXPECT_EQ(span.from, DefaultNow() - kHour);
    EXPECT_EQ(span.until, DefaultNow() + kHour);
  }
  EXPECT_FALSE(SteadySpan(DefaultNow() + kHour + absl::Seconds(1), ca).Contains(DefaultNow()));
  EXPECT_FALSE(SteadySpan(DefaultNow() - kHour - absl::Seconds(1), ca).Contains(DefaultNow()));
}

TEST(PathMemoryTest, GivesAPathOfItsCertificateWithinItsSpanOnly) {
  PathMemory memory;
  const Certificate one = Read(TestPki::Get().signer());
  const Certificate other = Read(TestPki::Get().Signer("Other").Build());
  memory.Keep(one, {{}, 3, {DefaultNow(), DefaultNow() + kHour}});
  EXPECT_EQ(memory.Find(one, DefaultNow())->work, 3u);
  EXPECT_TRUE(memory.Find(one, DefaultNow() + kHour).has_value());
  EXPECT_FALSE(memory.Find(one, DefaultNow() - absl::Seconds(1)).has_value());
  EXPECT_FALSE(memory.Find(one, DefaultNow() + kHour + absl::Seconds(1)).has_value());
  EXPECT_FALSE(memory.Find(other, DefaultNow()).has_value());
}

TEST(PathMemoryTest, IsBounded) {
  PathMemory memory;
  const TestCert ca = CertBuilder::Ca("CA").Build();
  const CertBuilder builder = CertBuilder::Ca("x").IssuedBy(ca);
  for (size_t i = 0; i <= PathMemory::kMaxPaths; ++i) {
    memory.Keep(Read(CertBuilder(builder).SerialHex(absl::StrCat(100000 + i)).Build()), {});
  }
  EXPECT_EQ(memory.size(), 1u);
}

class RememberedPathTest : public testing::Test {
 protected:
  PathJudgement JudgeAt(absl::Time now, const TestCert& leaf) const {
    return JudgePath(Read(leaf), anchors_, now);
  }

  const TestCert ca_ = CaFor(-kHour, kHour);
  const TestCert leaf_ = LeafUnder(ca_);
  const TrustAnchors anchors_{Parsed({ca_})};
};

TEST_F(RememberedPathTest, APathThatHoldsIsTakenFromMemory) {
  ASSERT_THAT(JudgeAt(DefaultNow(), leaf_).faults, IsEmpty());
  EXPECT_EQ(anchors_.paths().size(), 1u);
  const PathJudgement again = JudgeAt(DefaultNow(), leaf_);
  EXPECT_THAT(again.faults, IsEmpty());
  ASSERT_THAT(again.path, SizeIs(2));
  EXPECT_EQ(again.path[0].der(), leaf_.der);
  EXPECT_EQ(again.path[1].der(), ca_.der);
  // Nothing else would let a stranger's certificate pass.
  const TestCert stranger = CertBuilder::Signer("x").Build();
  anchors_.paths().Keep(Read(stranger), {Parsed({ca_}), 0, {}});
  EXPECT_THAT(JudgeAt(DefaultNow(), stranger).faults, IsEmpty());
}

// Proves: CERT-2
TEST_F(RememberedPathTest, ItEndsWithTheCaAndIsBackWhenTheClockIs) {
  EXPECT_THAT(JudgeAt(DefaultNow(), leaf_).faults, IsEmpty());
  EXPECT_THAT(JudgeAt(DefaultNow() + kHour, leaf_).faults, IsEmpty());
  EXPECT_THAT(JudgeAt(DefaultNow() + kHour + absl::Seconds(1), leaf_).faults,
              ElementsAre(v1::FAULT_ISSUER_EXPIRED));
  EXPECT_THAT(JudgeAt(DefaultNow() - kHour - absl::Seconds(1), leaf_).faults,
              ElementsAre(v1::FAULT_ISSUER_EXPIRED));
  EXPECT_THAT(JudgeAt(DefaultNow() - kHour, leaf_).faults, IsEmpty());
}

// Proves: CERT-2
TEST_F(RememberedPathTest, ItSaysNothingOfAnotherList) {
  ASSERT_THAT(JudgeAt(DefaultNow(), leaf_).faults, IsEmpty());
  EXPECT_THAT(test::Faults(leaf_, {CertBuilder::Ca("CA of a day").Build()}),
              ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
  EXPECT_THAT(test::Faults(leaf_, {}), ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
}

// Proves: CERT-2
TEST_F(RememberedPathTest, ItSaysNothingOfAnotherCertificate) {
  const CertBuilder good = CertBuilder::Signer("x").IssuedBy(ca_);
  ASSERT_THAT(JudgeAt(DefaultNow(), good.Build()).faults, IsEmpty());
  EXPECT_THAT(JudgeAt(DefaultNow(), CertBuilder(good).FlipSignatureBit().Build()).faults,
              ElementsAre(v1::FAULT_BAD_PATH_SIGNATURE));
}

TEST_F(RememberedPathTest, NothingWithAFaultOrMadeOfOtherCertificatesIsKept) {
  JudgeAt(DefaultNow(), CertBuilder::Signer("x").IssuedBy(ca_).FlipSignatureBit().Build());
  JudgeAt(DefaultNow() + 2 * kHour, leaf_);
  const TestCert middle = CertBuilder::Ca("Middle").IssuedBy(ca_).Build();
  const TestCert below = LeafUnder(middle);
  EXPECT_THAT(JudgePath(Read(below), anchors_, DefaultNow(), Parsed({middle})).faults, IsEmpty());
  EXPECT_EQ(anchors_.paths().size(), 0u);
  EXPECT_THAT(JudgeAt(DefaultNow(), below).faults, ElementsAre(v1::FAULT_UNTRUSTED_ISSUER));
}

// What one call may search is the same, whatever others asked before it.
TEST(RememberedWorkTest, IsChargedAgain) {
  const TestCert first = CertBuilder::Ca("Rekeyed CA").Build();
  const TestCert second = CertBuilder::Ca("Rekeyed CA").Build();
  const TrustAnchors anchors(Parsed({first, second}));
  const Certificate leaf =
      Read(CertBuilder::Signer("x").IssuedBy(second).NoAuthorityKeyId().Build());
  SearchWork enough;
  ASSERT_THAT(JudgePath(leaf, anchors, DefaultNow(), {}, &enough).faults, IsEmpty());
  ASSERT_EQ(anchors.paths().size(), 1u);
  SearchWork again;
  ASSERT_THAT(JudgePath(leaf, anchors, DefaultNow(), {}, &again).faults, IsEmpty());
  EXPECT_EQ(again.used(), enough.used());
  SearchWork none(0);
  EXPECT_THAT(JudgePath(leaf, anchors, DefaultNow(), {}, &none).faults,
              ElementsAre(v1::FAULT_BAD_PATH_SIGNATURE));
}

// A search that was cut short may have found the wrong CA, or the right one by luck.
TEST(RememberedWorkTest, ASearchThatRanOutIsNotRemembered) {
  const TestCert ca = CertBuilder::Ca("Rekeyed CA").Build();
  const TrustAnchors anchors(Parsed({ca, CertBuilder::Ca("Rekeyed CA").Build()}));
  SearchWork none(0);
  JudgePath(Read(CertBuilder::Signer("x").IssuedBy(ca).NoAuthorityKeyId().Build()), anchors,
            DefaultNow(), {}, &none);
  EXPECT_EQ(anchors.paths().size(), 0u);
}

std::vector<std::string> Bytes(const PathJudgement& judgement) {
  std::vector<std::string> bytes;
  for (const Certificate& one : judgement.path) bytes.push_back(one.der());
  return bytes;
}

// CAs of one name and key whose validities overlap, and moments in any order.
// Proves: CERT-2
TEST(RememberedPathsTest, AreAtEachMomentThoseThatAreFoundAnew) {
  const test::TestKeyPtr key = test::TestKey::NewEcP256();
  std::vector<TestCert> cas;
  for (const auto& [from, until] : {std::pair(-9, -3), {-4, 2}, {-1, 1}, {0, 6}, {8, 9}}) {
    cas.push_back(CertBuilder::Ca("Renewed CA")
                      .Key(key)
                      .Validity(DefaultNow() + from * kHour, DefaultNow() + until * kHour)
                      .Build());
  }
  const std::vector<Certificate> list = Parsed(cas);
  const TrustAnchors anchors(list);
  const Certificate leaf = Read(LeafUnder(cas.front()));
  std::mt19937 random(4711);
  std::uniform_int_distribution<int> seconds(-10 * 3600, 10 * 3600);
  for (int i = 0; i < 400; ++i) {
    // Half of them on a boundary, or beside one.
    const int at = seconds(random);
    const absl::Time now = DefaultNow() + (i % 2 == 0 ? absl::Seconds(at)
                                                      : (at / 3600) * kHour + absl::Seconds(i % 3));
    const PathJudgement remembered = JudgePath(leaf, anchors, now);
    const PathJudgement anew = JudgePath(leaf, TrustAnchors(list), now);
    EXPECT_EQ(remembered.faults, anew.faults) << now;
    EXPECT_EQ(Bytes(remembered), Bytes(anew)) << now;
    EXPECT_EQ(remembered.missing_issuer, anew.missing_issuer) << now;
  }
}

TEST_F(RememberedPathTest, ServesManyThreads) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([this] {
      for (int round = 0; round < 50; ++round) {
        EXPECT_THAT(JudgeAt(DefaultNow(), leaf_).faults, IsEmpty());
        EXPECT_THAT(JudgeAt(DefaultNow() + 2 * kHour, leaf_).faults, SizeIs(1));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace paraphe
