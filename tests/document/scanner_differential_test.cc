// The scanner against libxml2, on generated documents. PARAPHE_CASES is how many (and the first
// case's seed is fixed, so that a failure repeats).

#include <cstdlib>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/document/c14n_oracle.h"
#include "tests/document/document_generator.h"
#include "tests/document/refusal.h"
#include "tests/document/two_ways.h"

namespace paraphe::xml {
namespace {

using test::CanonicalFormByLibxml2;
using test::ScanAll;

constexpr int kDefaultCases = PARAPHE_SANITIZED ? 20000 : 200000;

int Cases() {
  const char* wanted = std::getenv("PARAPHE_CASES");
  int cases = kDefaultCases;
  if (wanted != nullptr && !absl::SimpleAtoi(wanted, &cases)) cases = kDefaultCases;
  return cases;
}

// Refused by name whatever libxml2 says (DOC-4, DOC-7).
bool IsRefusedByName(const absl::Status& status) {
  const v1::ErrorReason reason = ReasonOf(status);
  return reason == v1::DOCUMENT_HAS_DTD || reason == v1::DOCUMENT_HAS_INSTRUCTION;
}

// The spellings of a namespace name with & or " that libxml2 gives back as they stand, where
// canonical form (and every other canonicalizer) escapes them: refused by name (DOC-7).
bool IsQuirkOfLibxml2(const absl::Status& status, const std::string& document) {
  return ReasonOf(status) == v1::DOCUMENT_RELATIVE_NAMESPACE &&
         (document.find("&#38;") != std::string::npos ||
          document.find("='http://[") != std::string::npos);
}

struct Tally {
  int accepted = 0;
  int positions = 0;
  int ill_formed = 0;
};

// One document, judged by both.
void Judge(const std::string& document, Tally* tally) {
  const absl::Status status = ScanAll(document);
  if (IsRefusedByName(status)) return;
  const std::optional<std::string> canonical = CanonicalFormByLibxml2(document);
  if (canonical == document && IsQuirkOfLibxml2(status, document)) return;
  ASSERT_EQ(status.ok(), canonical == document) << status;
  tally->accepted += status.ok() ? 1 : 0;
  tally->ill_formed += canonical.has_value() ? 0 : 1;
  if (status.ok() || !canonical.has_value()) return;
  ++tally->positions;
  ASSERT_EQ(GetErrorDetail(status)->position().byte_offset(),
            test::FirstDifference(document, *canonical))
      << status << "\ncanonical: " << absl::CHexEscape(*canonical);
}

// Proves: DOC-2
TEST(DifferentialTest, CanonicalDocumentsAreAcceptedAsByLibxml2) {
  test::Random random(1);
  for (int i = 0; i < Cases() / 10; ++i) {
    const std::string document = test::GenerateCanonical(random).bytes;
    ASSERT_EQ(CanonicalFormByLibxml2(document), document) << "the generator is wrong";
    ASSERT_TRUE(ScanAll(document).ok()) << ScanAll(document) << "\n" << absl::CHexEscape(document);
  }
}

// Proves: DOC-2, DOC-7
TEST(DifferentialTest, OneStepAwayVerdictAndPositionAreThoseOfLibxml2) {
  test::Random random(2);
  Tally tally;
  const int cases = Cases();
  for (int i = 0; i < cases; ++i) {
    std::string step;
    const std::string document = test::TakeStep(test::GenerateCanonical(random), random, &step);
    SCOPED_TRACE("case " + std::to_string(i) + ", " + step + ": " + absl::CHexEscape(document));
    ASSERT_NO_FATAL_FAILURE(Judge(document, &tally));
  }
  // The steps must lead everywhere, or the comparison proves little.
  EXPECT_GT(tally.accepted, cases / 20);
  EXPECT_GT(tally.positions, cases / 5);
  EXPECT_GT(tally.ill_formed, cases / 20);
}

// Proves: DOC-2
TEST(DifferentialTest, TheShortWayAndTheLongWayAgree) {
  test::Random random(3);
  test::TagCount count;
  const int cases = Cases() / 2;
  for (int i = 0; i < cases; ++i) {
    std::string step;
    const test::GeneratedDocument canonical = test::GenerateCanonical(random);
    ASSERT_EQ(test::CompareTags(canonical.bytes, &count), "") << absl::CHexEscape(canonical.bytes);
    const std::string document = test::TakeStep(canonical, random, &step);
    ASSERT_EQ(test::CompareTags(document, &count), "") << absl::CHexEscape(document);
    ASSERT_EQ(test::ComparePlainBytes(document, 100), "") << absl::CHexEscape(document);
  }
  // The short way must be taken, or the comparison proves little.
  EXPECT_GT(count.plain, count.all / 10);
}

}  // namespace
}  // namespace paraphe::xml
