// The text that a policy names, and its digest.
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/hash.h"
#include "policy/policy_file.h"
#include "policy/policy_rules.h"
#include "tests/testing/matchers.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kText[] = "Politique de signature.\n";

class PolicyTextFileTest : public testing::Test {
 protected:
  PolicyTextFileTest() { dir_.WriteFileOrDie("textes/p.txt", kText); }

  absl::StatusOr<v1::Policy> Read(const std::string& more) const {
    return ReadPolicy(dir_.WriteFileOrDie(
        "p.textproto", absl::StrCat("name: \"p\" description: \"P\" identifier: \"urn:oid:1.2.3\"\n"
                                    "applies_to { application: \"a\" role: \"*\" }\n",
                                    more)));
  }
  std::string FaultOf(const std::string& more) const {
    const auto policy = Read(more);
    EXPECT_THAT(policy, HasReason(v1::POLICY_INVALID));
    return std::string(policy.status().message());
  }

  test::TempDir dir_;
};

// Proves: POL-8
TEST_F(PolicyTextFileTest, TheDigestIsTheOneThatSha256sumPrints) {
  const auto policy = Read("text_file: \"textes/p.txt\"");
  ASSERT_THAT(policy, IsOk());
  const auto judged = test::RunCommand({"sha256sum", dir_.Join("textes/p.txt")});
  ASSERT_THAT(judged, IsOk());
  EXPECT_THAT(judged->out, StartsWith(absl::BytesToHexString(policy->digest().sha256())));
}

// Proves: POL-8
TEST_F(PolicyTextFileTest, ADigestThatIsGivenIsComparedUnderItsOwnAlgorithm) {
  for (const v1::HashAlgorithm algorithm : {v1::SHA256, v1::SHA384, v1::SHA512}) {
    const v1::Digest digest = ToDigest(algorithm, ComputeHash(algorithm, kText).value()).value();
    const auto policy =
        Read(absl::StrCat("text_file: \"textes/p.txt\" digest_hex: \"", DigestText(digest), "\""));
    ASSERT_THAT(policy, IsOk());
    EXPECT_TRUE(SameDigest(Normalize(*policy).digest(), digest));
  }
}

// Proves: POL-8
TEST_F(PolicyTextFileTest, ADigestOfAnotherTextIsAFaultThatNamesBoth) {
  const std::string other = absl::StrCat("sha256:", absl::BytesToHexString(Sha256("autre")));
  EXPECT_THAT(FaultOf(absl::StrCat("digest_hex: \"", other, "\"\n text_file: \"textes/p.txt\"")),
              AllOf(HasSubstr("p.textproto:4:2: text_file: "), HasSubstr(other),
                    HasSubstr(absl::BytesToHexString(Sha256(kText)))));
}

TEST_F(PolicyTextFileTest, ATextThatIsNoFileOfWords) {
  EXPECT_THAT(FaultOf("text_file: \"none.txt\""), HasSubstr("none.txt"));
  dir_.WriteFileOrDie("empty.txt", "");
  EXPECT_THAT(FaultOf("text_file: \"empty.txt\""), HasSubstr("is empty"));
  EXPECT_THAT(FaultOf("text_file: \"textes\""), HasSubstr("no regular file"));
  ASSERT_EQ(mkfifo(dir_.Join("pipe").c_str(), 0600), 0);
  EXPECT_THAT(FaultOf("text_file: \"pipe\""), HasSubstr("no regular file"));
}

TEST_F(PolicyTextFileTest, ATextHasAtMost16MiB) {
  std::string text(size_t{16} << 20, 'x');
  dir_.WriteFileOrDie("large.txt", text);
  EXPECT_THAT(Read("text_file: \"large.txt\""), IsOk());
  dir_.WriteFileOrDie("large.txt", text + "x");
  EXPECT_THAT(FaultOf("text_file: \"large.txt\""), HasSubstr("16777216"));
}

// Proves: POL-3
TEST_F(PolicyTextFileTest, ACallNamesNoFile) {
  v1::Policy policy = Read("text_file: \"textes/p.txt\"").value();
  policy.clear_applies_to();
  EXPECT_THAT(CheckInlinePolicy(policy), HasReason(v1::POLICY_INVALID));
  policy.clear_text_file();
  EXPECT_THAT(CheckInlinePolicy(policy), IsOk());
}

TEST_F(PolicyTextFileTest, WithoutIdentifierNothingOfTheTextIsSigned) {
  v1::Policy policy = Read("text_file: \"textes/p.txt\"").value();
  policy.clear_identifier();
  policy.clear_digest();
  const auto faults = FindPolicyFaults(policy, PolicyOrigin::kFile);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults.front().path.front().field, "text_file");
}

}  // namespace
}  // namespace paraphe
