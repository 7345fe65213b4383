#include "client/cli/request_options.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pki/public_key.h"
#include "tests/testing/cert_builder.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::cli {
namespace {

using test::CertBuilder;
using test::HasReason;
using test::IsOk;
using test::TestCert;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kPolicy[] = R"(name: "essai"
applies_to { application: "demo" role: "*" }
identifier: "https://x.example/1"
description: "x"
digest_hex: "sha256:a35322ecb61d7c89156269bd75a64b5b002b248f22c031d7021a0796e3355606"
)";

class RequestOptionsTest : public testing::Test {
 protected:
  RequestOptionsTest() {
    options_.application = "demo";
    options_.role = "Maire";
  }

  absl::StatusOr<v1::PrepareRequest> Build() const { return BuildRequest(options_, "France"); }

  test::TempDir dir_;
  RequestOptions options_;
};

TEST_F(RequestOptionsTest, WhatIsGivenIsAskedFor) {
  options_.claimed_role = "Maire de X";
  options_.place = "city=Montpellier,postal-code=34000";
  options_.commitment = "approval";
  options_.policy = "demonstration";
  options_.table = "arrete";
  options_.success_url = "https://x.example/oui";
  options_.failure_url = "https://x.example/non";
  options_.document = dir_.WriteFileOrDie("a.xml", "<a></a>");
  const auto request = Build();
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->application(), "demo");
  EXPECT_EQ(request->signer_role(), "Maire");
  EXPECT_EQ(request->attributes().claimed_role(), "Maire de X");
  EXPECT_EQ(request->attributes().place().city(), "Montpellier");
  EXPECT_EQ(request->attributes().place().country_name(), "France");
  EXPECT_EQ(request->attributes().commitment_type(),
            "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval");
  EXPECT_EQ(request->policy_name(), "demonstration");
  EXPECT_EQ(request->table_name(), "arrete");
  EXPECT_EQ(request->success_url(), "https://x.example/oui");
  EXPECT_EQ(request->failure_url(), "https://x.example/non");
  EXPECT_EQ(request->document(), "<a></a>");
}

TEST_F(RequestOptionsTest, WhatIsNotGivenIsLeftToThePolicy) {
  const auto request = Build();
  ASSERT_THAT(request, IsOk());
  EXPECT_FALSE(request->attributes().has_place());
  EXPECT_THAT(request->attributes().commitment_type(), IsEmpty());
  EXPECT_FALSE(request->has_inline_policy());
  EXPECT_THAT(request->imposed_certificate(), IsEmpty());
  EXPECT_THAT(request->document(), IsEmpty());
}

TEST_F(RequestOptionsTest, ACommitmentThatIsNoneIsRefusedWithTheList) {
  options_.commitment = "aproval";
  EXPECT_THAT(Build(), HasReason(v1::COMMITMENT_NOT_ALLOWED, HasSubstr("approval")));
}

TEST_F(RequestOptionsTest, APlaceThatIsNoneIsRefused) {
  options_.place = "town=Montpellier,city=x";
  EXPECT_THAT(Build(), HasReason(v1::USAGE, HasSubstr("town")));
}

// Proves: CERT-4
TEST_F(RequestOptionsTest, TheOneCertificateIsReadInPemAndInDer) {
  const TestCert certificate = CertBuilder::Ca("x").Build();
  for (const std::string& bytes : {certificate.Pem(), certificate.der}) {
    options_.certificate = dir_.WriteFileOrDie("signer.pem", bytes);
    const auto request = Build();
    ASSERT_THAT(request, IsOk());
    EXPECT_EQ(request->imposed_certificate(), certificate.der);
  }
}

// Proves: CERT-4
TEST_F(RequestOptionsTest, SeveralCertificatesDoNotSayWhichIsMeant) {
  const TestCert certificate = CertBuilder::Ca("x").Build();
  options_.certificate = dir_.WriteFileOrDie("two.pem", certificate.Pem() + certificate.Pem());
  EXPECT_THAT(Build(), HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("two.pem")));
  options_.certificate = dir_.WriteFileOrDie("none.pem", "nothing\n");
  EXPECT_THAT(Build(), HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("none.pem")));
}

// Proves: POL-3
TEST_F(RequestOptionsTest, APolicyFileGoesAlongWithoutWhatOnlyTheServersOwnMaySay) {
  options_.policy_file = dir_.WriteFileOrDie("p.textproto", kPolicy);
  const auto request = Build();
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->inline_policy().name(), "essai");
  EXPECT_EQ(request->inline_policy().applies_to_size(), 0);
}

// Proves: POL-3
TEST_F(RequestOptionsTest, AFaultyPolicyFileIsRefusedByItsLine) {
  options_.policy_file = dir_.WriteFileOrDie("p.textproto", "name: \"essai\"\nnom: \"x\"\n");
  EXPECT_THAT(Build(), HasReason(v1::POLICY_INVALID, HasSubstr("p.textproto:2:")));
}

TEST_F(RequestOptionsTest, ADocumentThatCannotBeReadIsNamed) {
  options_.document = dir_.Join("none.xml");
  EXPECT_THAT(Build(), HasReason(v1::FILE_UNREADABLE, HasSubstr("none.xml")));
}

// Proves: ATT-6
TEST_F(RequestOptionsTest, TheHashIsNamed) {
  options_.hash_algorithm = "sha512";
  EXPECT_EQ(Build()->hash_algorithm(), v1::SHA512);
  for (const char* none : {"MD5", "HASH_ALGORITHM_UNSPECIFIED", "4"}) {
    options_.hash_algorithm = none;
    EXPECT_THAT(Build(), HasReason(v1::USAGE, HasSubstr("SHA384")));
  }
}

// Proves: PRES-10
TEST_F(RequestOptionsTest, ATableFileGoesAlongChecked) {
  const std::string table = "name: \"t\" title { fr: \"T\" en: \"T\" }\n";
  options_.table_file = dir_.WriteFileOrDie("t.textproto", table);
  EXPECT_EQ(Build()->inline_table(), table);
  options_.table_file = dir_.WriteFileOrDie("u.textproto", "name: \"t\"\nnom: \"x\"\n");
  EXPECT_THAT(Build(), HasReason(v1::TABLE_INVALID, HasSubstr("u.textproto:2:")));
}

// Proves: CERT-7
TEST_F(RequestOptionsTest, AFilterIsByPublicKeyAndByTime) {
  EXPECT_FALSE(Build()->has_certificate_filter());
  const TestCert certificate = CertBuilder::Ca("x").Build();
  options_.public_key = dir_.WriteFileOrDie("key.pem", certificate.Pem());
  options_.valid_at = "2027-12-31T23:59:59Z";
  const auto request = Build();
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->certificate_filter().public_key_sha256(),
            PublicKeySha256(*Certificate::Parse(certificate.der)));
  EXPECT_EQ(request->certificate_filter().valid_at().seconds(), 1830297599);
  options_.valid_at = "2027-12-31";
  EXPECT_THAT(Build(), HasReason(v1::USAGE, HasSubstr("--valid-at")));
  options_.public_key = dir_.WriteFileOrDie("none.pem", "nothing");
  EXPECT_THAT(Build(), HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("none.pem")));
}

}  // namespace
}  // namespace paraphe::cli
