#include "xades/verification_report.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::xades {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Part = Finding VerificationReport::*;

constexpr Part kProof[] = {
    &VerificationReport::signature_value, &VerificationReport::document_reference,
    &VerificationReport::signed_properties_reference,
    &VerificationReport::signing_certificate_reference, &VerificationReport::algorithms};
constexpr Part kExpectations[] = {
    &VerificationReport::key_info_reference, &VerificationReport::certificate_path,
    &VerificationReport::expected_certificate, &VerificationReport::expected_original};

// Every part of the proof holds; nothing else was asked for.
VerificationReport Good() {
  VerificationReport report;
  for (const Part part : kProof) report.*part = {Verdict::kValid, "holds", ""};
  return report;
}

// Proves: EXP-2
TEST(VerificationReportTest, IsValidWhereEveryPartOfTheProofHolds) {
  EXPECT_FALSE(VerificationReport().valid());
  EXPECT_TRUE(Good().valid());
  EXPECT_THAT(Good().fault(), IsEmpty());
  EXPECT_THAT(RequireValid(Good()), IsOk());
}

// Proves: EXP-2
TEST(VerificationReportTest, IsNotValidWhileAPartOfTheProofIsNotChecked) {
  for (const Part part : kProof) {
    VerificationReport report = Good();
    report.*part = {};
    EXPECT_FALSE(report.valid());
    EXPECT_EQ(report.verdict(), Verdict::kIndeterminate);
    EXPECT_THAT(RequireValid(report), HasReason(v1::SIGNATURE_INDETERMINATE));
  }
}

// Proves: EXP-2
TEST(VerificationReportTest, IsIndeterminateWhereAPartIsAndNoneDoesNotHold) {
  VerificationReport report = Good();
  EXPECT_EQ(report.verdict(), Verdict::kValid);
  report.certificate_path = {Verdict::kIndeterminate, "expired since", kOutOfTime};
  EXPECT_FALSE(report.valid());
  EXPECT_EQ(report.verdict(), Verdict::kIndeterminate);
  EXPECT_EQ(report.fault(), "expired since");
  EXPECT_THAT(RequireValid(report), HasReason(v1::SIGNATURE_INDETERMINATE, "expired since"));
  report.expected_original = {Verdict::kInvalid, "another document", kHashFailure};
  EXPECT_EQ(report.verdict(), Verdict::kInvalid);
  EXPECT_EQ(report.fault(), "another document");
}

// Proves: EXP-2
TEST(VerificationReportTest, IsInvalidWhereAPartDoesNotHold) {
  for (const Part part : kProof) {
    VerificationReport report = Good();
    report.*part = {Verdict::kInvalid, "no", ""};
    EXPECT_FALSE(report.valid());
    EXPECT_EQ(report.verdict(), Verdict::kInvalid);
    EXPECT_EQ(report.fault(), "no");
  }
}

// Proves: EXP-2, CONS-3
TEST(VerificationReportTest, AnExpectationMayBeLeftOutButNotDisappointed) {
  for (const Part part : kExpectations) {
    VerificationReport report = Good();
    report.*part = {Verdict::kValid, "holds", ""};
    EXPECT_TRUE(report.valid());
    report.*part = {Verdict::kInvalid, "no", ""};
    EXPECT_FALSE(report.valid());
    EXPECT_THAT(RequireValid(report), HasReason(v1::SIGNATURE_INVALID, "no"));
  }
}

// Proves: EXP-2
TEST(VerificationReportTest, TheErrorNamesEveryFaultInTheOrderOfTheReport) {
  VerificationReport report = Good();
  report.certificate_path = {Verdict::kInvalid, "unknown CA", ""};
  report.document_reference = {Verdict::kInvalid, "another document", ""};
  EXPECT_EQ(report.fault(), "another document");
  EXPECT_THAT(RequireValid(report),
              HasReason(v1::SIGNATURE_INVALID, "another document; unknown CA"));
}

TEST(VerificationReportTest, EveryFindingHasAName) {
  std::vector<std::string> names;
  for (const NamedFinding& named : FindingsOf(Good())) names.emplace_back(named.name);
  EXPECT_THAT(names,
              ElementsAre("document_reference", "signed_properties_reference", "key_info_reference",
                          "signature_value", "signing_certificate_reference", "algorithms",
                          "certificate_path", "expected_certificate", "expected_original"));
}

}  // namespace
}  // namespace paraphe::xades
