#include "policy/policy_file.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using test::TestPki;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// The least that a policy file must say; faults are added below it, from line 4 on.
constexpr char kHead[] =
    "name: \"actes\"\n"
    "applies_to { application: \"actes\" role: \"Maire\" }\n"
    "description: \"Actes\"\n";

absl::StatusOr<std::string> NoFiles(const std::string& path, size_t /*limit*/) {
  return MakeError(v1::FILE_UNREADABLE, absl::StrCat(path, ": cannot open"));
}

absl::StatusOr<v1::Policy> Parse(const std::string& text) {
  return ParsePolicy(text, "p.textproto", NoFiles);
}

std::vector<std::string> FaultLines(const std::string& text) {
  const absl::StatusOr<v1::Policy> policy = Parse(text);
  if (policy.ok()) return {};
  EXPECT_THAT(policy, HasReason(v1::POLICY_INVALID));
  return absl::StrSplit(std::string(policy.status().message()), '\n');
}

// Proves: POL-1
TEST(PolicyFileTest, TheLeastIsFine) {
  const auto policy = Parse(kHead);
  ASSERT_THAT(policy, IsOk());
  EXPECT_EQ(policy->name(), "actes");
  EXPECT_EQ(policy->applies_to(0).role(), "Maire");
}

// Proves: POL-4
TEST(PolicyFileTest, EverythingThatAPolicyHolds) {
  const std::string text = absl::StrCat(kHead, R"(
    identifier: "urn:oid:1.2.250.1.5"
    url: "https://mairie.example/p.pdf"
    digest_hex: "sha384:)",
                                        std::string(96, 'a'), R"("
    hash_algorithm: SHA384
    form: XADES_1_3_2
    defaults { claimed_role: "Maire" place { city: "Brest" }
               commitment_type: "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval" }
    attribute_rules { policy_identifier_required: true commitment_type_required: true
      allowed_commitment_types: "urn:oid:1.2.840.113549.1.9.16.6.5"
      claimed_role_required: true allowed_claimed_roles: "Maire"
      signing_time_forbidden: true place_required: true }
    certificate_rules { non_repudiation_required: true qualified_required: true
                        sscd_required: true }
    allow_unattended: true allow_sha1: true)");
  EXPECT_THAT(FaultLines(text), IsEmpty());
}

struct FaultCase {
  std::string body;   // from line 4 on
  std::string place;  // "LINE:COLUMN"
  std::string words;
};

// One fault each, and where it must be reported.
//
// Proves: POL-1, POL-4
TEST(PolicyFileTest, EachFaultIsReportedAtItsPlace) {
  const std::string zeros(64, '0');
  const FaultCase cases[] = {
      {"identifier: \"1.2.3\"\ndigest_hex: \"sha256:" + zeros + "\"", "4:1", "neither an absolute"},
      {"identifier: \"urn:oid:1.2.3\"", "4:1", "needs text_file, or digest"},
      {"\n url: \"ftp://a\"\nidentifier: \"urn:oid:1.2.3\" digest_hex: \"sha256:" + zeros + "\"",
       "5:2", "http or https"},
      {"  url: \"https://a.example/\"", "4:3", "needs identifier"},
      {"digest_hex: \"sha256:" + zeros + "\"", "4:1", "needs identifier"},
      {"identifier: \"urn:oid:1.2.3\"\ndigest_hex: \"sha256:12\"", "5:1", "must be \"sha256:\""},
      {"identifier: \"urn:oid:1.2.3\"\ndigest { sha256: \"12\" }", "5:1",
       "length of its algorithm"},
      {"identifier: \"urn:oid:1.2.3\"\ndigest { }", "5:1", "empty, or"},
      {"identifier: \"urn:oid:1.2.3\" digest_hex: \"sha1:" + zeros.substr(24) + "\"", "4:29",
       "SHA-1 needs allow_sha1"},
      {"identifier: \"urn:oid:1.2.3\" digest_hex: \"sha256:" + zeros +
           "\"\ndigest { sha1: \"01234567890123456789\" }\nallow_sha1: true",
       "4:29", "digest says it already"},
      {"trusted_ca_files: \"ca.pem\"", "4:1", "ca.pem: cannot open"},
      {"trusted_ca_files: \"\"", "4:1", "an empty path"},
      {"trusted_ca_pem: \"x\"", "4:1", "no certificate in it"},
      {"hash_algorithm: SHA1", "4:1", "SHA1 needs allow_sha1"},
      {"hash_algorithm: 9", "4:1", "unknown"},
      {"hash_algorithm: HASH_ALGORITHM_UNSPECIFIED", "4:1", "not a choice"},
      {"form: SIGNATURE_FORM_UNSPECIFIED", "4:1", "not a choice"},
      {"form: 9", "4:1", "unknown"},
      {"defaults { place { city: \" a\" } }", "4:20", "blank"},
      {"defaults {\n  place {\n    postal_code: \"a\\nb\"\n  }\n}", "6:5", "control character"},
      {"form: XADES_1_2_2 defaults { place { street_address: \"a\" } }", "4:38",
       "XADES_BASELINE_B"},
      {"defaults { claimed_role: \"a\" }\nattribute_rules { allowed_claimed_roles: \"b\" }", "4:12",
       "not among those"},
      {"defaults { commitment_type: \"approval\" }", "4:12", "neither an absolute"},
      {"defaults { commitment_type: \"https://a.example/c\" }", "4:12", "not among those"},
      {"attribute_rules { policy_identifier_required: true }", "4:19", "no identifier"},
      {"attribute_rules { allowed_commitment_types: \"x\" }", "4:19", "neither an absolute"},
      {"attribute_rules { allowed_commitment_types: \"\" }", "4:19", "an empty value"},
      {"attribute_rules { allowed_claimed_roles: \"a\"\n allowed_claimed_roles: \"a\" }", "5:2",
       "a second time"},
      {"form: XADES_BASELINE_B\nattribute_rules { signing_time_forbidden: true }", "5:19",
       "demands a signing time"},
      {"applies_to { application: \"actes\" }", "4:1", "required and missing; \"*\""},
      {"applies_to { role: \"Maire\" }", "4:1", "application: required"},
      {"applies_to { application: \"a b\" role: \"Maire\" }", "4:14", "1 to 64"},
      {"applies_to { application: \"a\" role: \"Maire \" }", "4:31", "blank"},
      {"applies_to { application: \"actes\" role: \"Maire\" }", "4:1", "a second time"},
  };
  for (const FaultCase& one : cases) {
    const std::vector<std::string> lines = FaultLines(kHead + one.body);
    ASSERT_EQ(lines.size(), 1U) << one.body << "\n" << ::testing::PrintToString(lines);
    EXPECT_THAT(lines[0], StartsWith("p.textproto:" + one.place + ": ")) << one.body;
    EXPECT_THAT(lines[0], HasSubstr(one.words)) << one.body;
  }
}

TEST(PolicyFileTest, ListsInBracketsArePlacedToo) {
  EXPECT_THAT(FaultLines(absl::StrCat(kHead, "trusted_ca_pem: [\"x\", \"y\"]")),
              ElementsAre(StartsWith("p.textproto:4:1: trusted_ca_pem[0]"),
                          StartsWith("p.textproto:4:1: trusted_ca_pem[1]")));
  EXPECT_THAT(FaultLines(absl::StrCat(kHead,
                                      "attribute_rules {\n allowed_claimed_roles: "
                                      "[\"a\", \"a\"] }")),
              ElementsAre(StartsWith("p.textproto:5:2: attribute_rules.allowed_claimed_roles[1]")));
  EXPECT_THAT(FaultLines("name: \"a\" description: \"d\"\napplies_to [\n {application: \"a\" role: "
                         "\"b\"},\n {application: \"a b\" role: \"c\"}]"),
              ElementsAre(StartsWith("p.textproto:4:3: applies_to[1].application")));
}

// Proves: POL-1
TEST(PolicyFileTest, WhatIsMissingIsBlamedOnTheFile) {
  EXPECT_THAT(FaultLines(""),
              ElementsAre("p.textproto:1:1: name: required and missing",
                          "p.textproto:1:1: applies_to[0]: required and missing; name an "
                          "application and a role",
                          "p.textproto:1:1: description: required and missing"));
}

TEST(PolicyFileTest, AnEmptyValueIsBlamedWhereItStands) {
  EXPECT_THAT(FaultLines("applies_to { application: \"a\" role: \"*\" }\n\n description: \"\"\n"
                         "name: \"Bad Name\""),
              ElementsAre("p.textproto:3:2: description: required and missing",
                          StartsWith("p.textproto:4:1: name: must be 1 to 64")));
}

// Proves: POL-1
TEST(PolicyFileTest, AllFaultsOfMeaningAtOnce) {
  EXPECT_EQ(FaultLines(absl::StrCat(kHead,
                                    "hash_algorithm: SHA1\nform: 9\nurl: \"x\"\n"
                                    "trusted_ca_files: \"a\"\ntrusted_ca_files: \"b\"\n"))
                .size(),
            6U);
}

TEST(PolicyFileTest, FaultsOfSyntax) {
  EXPECT_THAT(FaultLines(absl::StrCat(kHead, "colour: \"red\"")),
              ElementsAre(HasSubstr("p.textproto:4:")));
  EXPECT_THAT(FaultLines(absl::StrCat(kHead, "name: \"other\"")),
              ElementsAre(HasSubstr("p.textproto:4:")));
  EXPECT_THAT(FaultLines("name: \"a"), ElementsAre(HasSubstr("p.textproto:1:")));
  EXPECT_THAT(
      FaultLines(absl::StrCat(kHead, "form: XADES_9")),
      ElementsAre(AllOf(HasSubstr("p.textproto:4:"), HasSubstr("Unknown enumeration value"))));
  EXPECT_THAT(FaultLines(absl::StrCat(kHead, "}")), ElementsAre(HasSubstr("p.textproto:4:")));
  EXPECT_THAT(FaultLines("\xff"), Contains(HasSubstr("p.textproto:1:1: ")));
}

TEST(PolicyFileTest, ThePositionIsInThePayload) {
  const auto detail = GetErrorDetail(Parse(absl::StrCat(kHead, "\n  form: 9")).status());
  ASSERT_TRUE(detail.has_value());
  EXPECT_EQ(detail->position().line(), 5U);
  EXPECT_EQ(detail->position().column(), 3U);
}

TEST(PolicyFileTest, TextThatIsNotUtf8IsRefused) {
  EXPECT_THAT(FaultLines("name: \"a\" applies_to { application: \"a\" role: \"*\" }\n"
                         "description: \"\\377\""),
              ElementsAre(HasSubstr("not UTF-8")));
}

// Proves: POL-4
TEST(PolicyFileTest, CaFilesAreReadBesideThePolicy) {
  const test::TempDir folder;
  folder.WriteFileOrDie("ca/root.pem", "# caf\xe9\n" + TestPki::Get().root().Pem());
  const std::string path = folder.WriteFileOrDie("policies/p.textproto", absl::StrCat(kHead, R"(
        trusted_ca_files: "../ca/root.pem")"));
  const auto policy = ReadPolicy(path);
  ASSERT_THAT(policy, IsOk());
  EXPECT_THAT(policy->trusted_ca_pem(), ElementsAre(TestPki::Get().root().Pem()));
  EXPECT_THAT(policy->trusted_ca_files(), IsEmpty());
}

TEST(PolicyFileTest, CaFilesThatAreNotOfCas) {
  const auto lines_with = [](const std::string& pem) {
    const auto policy = ParsePolicy(absl::StrCat(kHead, "trusted_ca_files: \"x.pem\""), "p",
                                    [&pem](const std::string&, size_t) { return pem; });
    return std::string(policy.status().message());
  };
  EXPECT_THAT(lines_with(TestPki::Get().CaPem()), IsEmpty());
  EXPECT_THAT(lines_with(TestPki::Get().CaPem() + TestPki::Get().signer().Pem()),
              HasSubstr("block 3 is not the certificate of a CA"));
  EXPECT_THAT(lines_with(TestPki::Get().signer().key->Pkcs8Pem()), HasSubstr("not a CERTIFICATE"));
  EXPECT_THAT(lines_with(""), HasSubstr("no certificate"));
}

TEST(PolicyFileTest, FilesThatCannotBeRead) {
  EXPECT_THAT(ReadPolicy("/nonexistent/p.textproto"), HasReason(v1::FILE_UNREADABLE));
  const test::TempDir folder;
  const std::string large = folder.WriteFileOrDie("p", std::string((1 << 20) + 1, ' '));
  EXPECT_THAT(ReadPolicy(large), HasReason(v1::TOO_LARGE));
}

}  // namespace
}  // namespace paraphe
