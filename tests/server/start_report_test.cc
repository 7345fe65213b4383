#include "server/start_report.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "tests/testing/fake_clock.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kTable[] = R"(name: "t" title { fr: "T" en: "T" }
    default_rule { show_unlisted_elements: true show_unlisted_attributes: true })";

std::string PolicyFor(const std::string& application) {
  return absl::StrCat("name: \"p-", application, "\" applies_to { application: \"", application,
                      "\" role: \"*\" } description: \"P\"");
}

auto Warning(const std::string& setting, const std::string& subject, const std::string& words) {
  return AllOf(Field(&StartWarning::setting, setting), Field(&StartWarning::subject, subject),
               Field(&StartWarning::words, HasSubstr(words)));
}

class StartReportTest : public testing::Test {
 protected:
  StartReportTest() {
    AddApplication("mairie");
    settings_.policy_files = {dir_.Join("policies")};
    dir_.WriteFileOrDie("policies/mairie.textproto", PolicyFor("mairie"));
    settings_.table_files = {dir_.WriteFileOrDie("t.textproto", kTable)};
    settings_.trusted_ca_files = {dir_.WriteFileOrDie("ca.pem", test::TestPki::Get().CaPem())};
  }

  v1::ApplicationConfig& AddApplication(const std::string& name) {
    settings_.applications.emplace_back().set_name(name);
    return settings_.applications.back();
  }
  std::vector<StartWarning> Warnings(absl::Time now = test::DefaultNow()) {
    const auto catalogue = Catalogue::Load(settings_);
    EXPECT_THAT(catalogue, IsOk());
    return FindWhatCannotServe(settings_, **catalogue, test::TestPki::Get().signer().Pem(), now);
  }

  test::TempDir dir_;
  ServerSettings settings_;
};

// Proves: ADM-3
TEST_F(StartReportTest, EachFileIsNamedWithTheDigestThatSha256sumPrints) {
  const auto files = DigestGivenFiles(settings_);
  ASSERT_THAT(files, IsOk());
  std::vector<std::string> settings;
  for (const GivenFile& file : *files) {
    settings.push_back(file.setting);
    const auto judged = test::RunCommand({"sha256sum", file.path});
    ASSERT_THAT(judged, IsOk());
    EXPECT_TRUE(absl::StartsWith(judged->out, absl::StrCat(file.sha256, " "))) << judged->out;
  }
  EXPECT_THAT(settings, ElementsAre("policy_files", "table_files", "trusted_ca_files"));
}

// Proves: ADM-3, POL-8
TEST_F(StartReportTest, TheTextOfAPolicyIsAFileThatWasGiven) {
  const std::string text = dir_.WriteFileOrDie("policies/mairie.txt", "La politique.");
  dir_.WriteFileOrDie("policies/mairie.textproto",
                      absl::StrCat(PolicyFor("mairie"), " identifier: \"urn:oid:1.2.3\"",
                                   " text_file: \"mairie.txt\""));
  const auto files = DigestGivenFiles(settings_);
  ASSERT_THAT(files, IsOk());
  EXPECT_THAT(*files, Contains(AllOf(Field(&GivenFile::setting, "policy.text_file"),
                                     Field(&GivenFile::path, text))));
}

// Proves: ADM-3
TEST_F(StartReportTest, OneDigestTellsWhetherTwoServersWereGivenTheSame) {
  const std::string before = DigestOfAll(*DigestGivenFiles(settings_));
  settings_.table_files = {dir_.WriteFileOrDie("elsewhere/u.textproto", kTable)};
  EXPECT_EQ(DigestOfAll(*DigestGivenFiles(settings_)), before);
  settings_.table_files = {
      dir_.WriteFileOrDie("elsewhere/u.textproto", absl::StrCat(kTable, "\n"))};
  EXPECT_NE(DigestOfAll(*DigestGivenFiles(settings_)), before);
}

TEST_F(StartReportTest, AFileThatIsGoneIsAnError) {
  settings_.table_files.push_back(dir_.Join("none.textproto"));
  EXPECT_THAT(DigestGivenFiles(settings_), HasReason(v1::FILE_UNREADABLE));
}

TEST_F(StartReportTest, WhatServesIsNotWarnedOf) { EXPECT_THAT(Warnings(), IsEmpty()); }

TEST_F(StartReportTest, AnEmptyFolderIsWarnedOf) {
  const std::string folder = dir_.Join("none");
  ASSERT_EQ(mkdir(folder.c_str(), 0700), 0);
  settings_.table_files.push_back(folder);
  EXPECT_THAT(Warnings(), ElementsAre(Warning("table_files", folder, "nothing was read")));
}

TEST_F(StartReportTest, AnApplicationWithoutPolicyIsWarnedOfUnlessItMaySendItsOwn) {
  AddApplication("bureau").set_inline_policies_allowed(true);
  EXPECT_THAT(Warnings(), IsEmpty());
  AddApplication("compta");
  EXPECT_THAT(Warnings(), ElementsAre(Warning("applications", "compta", "no policy applies")));
}

TEST_F(StartReportTest, APolicyWithoutApplicationIsWarnedOf) {
  dir_.WriteFileOrDie("policies/factures.textproto", PolicyFor("factures"));
  EXPECT_THAT(Warnings(),
              ElementsAre(Warning("policy_files", "p-factures", "applies to no application")));
}

TEST_F(StartReportTest, ACertificateOutOfItsTimeIsWarnedOf) {
  settings_.tls.set_certificate_file("tls.pem");
  const absl::Duration century = absl::Hours(24 * 36525);
  EXPECT_THAT(Warnings(test::DefaultNow() + century),
              Contains(Warning("tls", "tls.pem", "expired")));
  EXPECT_THAT(Warnings(test::DefaultNow() - century),
              Contains(Warning("tls", "tls.pem", "not yet valid")));
}

// Proves: POL-8
TEST_F(StartReportTest, ADigestThatNothingProvesIsWarnedOf) {
  dir_.WriteFileOrDie(
      "policies/mairie.textproto",
      absl::StrCat(PolicyFor("mairie"), R"( identifier: "urn:oid:1.2.3" digest_hex: "sha256:)",
                   std::string(64, '0'), "\""));
  EXPECT_THAT(Warnings(), ElementsAre(Warning("policy_files", "p-mairie", "nothing proves")));
}

// Proves: POL-8
TEST_F(StartReportTest, CasThatHaveExpiredAreWarnedOfAndWhomTheyLeaveWithoutAny) {
  const test::TestCert over = test::CertBuilder::Ca("Over")
                                  .Validity(absl::UnixEpoch(), absl::UnixEpoch() + absl::Hours(1))
                                  .Build();
  settings_.trusted_ca_files = {dir_.WriteFileOrDie("ca.pem", over.Pem())};
  EXPECT_THAT(Warnings(), ElementsAre(Warning("trusted_ca_files", "", "C=FR expired on"),
                                      Warning("policy_files", "p-mairie", "no certificate")));
}

}  // namespace
}  // namespace paraphe::server
