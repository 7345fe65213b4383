#include "server/identity/client_identities.h"

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pki/pem.h"
#include "pki/public_key.h"
#include "tests/testing/client_certificate.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using test::CertBuilder;
using test::HasReason;
using test::IsOk;
using test::TestCert;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const absl::Time kNow = absl::FromUnixSeconds(1800000000);  // 2027
const absl::Time kLongAgo = absl::FromUnixSeconds(1600000000);
const absl::Time kYesterday = kNow - absl::Hours(24);
const absl::Time kTomorrow = kNow + absl::Hours(24);

std::string SpkiOf(const TestCert& certificate) {
  return PublicKeySha256(ParsePemCertificates(certificate.Pem())->front());
}

// Proves: ROLE-1, CHN-1, CHN-2
class ClientIdentitiesTest : public testing::Test {
 protected:
  void Pin(const TestCert& certificate, const std::string& application,
           const std::string& administrator = "") {
    settings_.identities.push_back({SpkiOf(certificate), "", application, administrator});
  }
  void Name(const std::string& name, const std::string& application,
            const std::string& administrator = "") {
    settings_.identities.push_back({"", name, application, administrator});
  }
  void Trust(const TestCert& ca) {
    settings_.client_ca_files = {dir_.WriteFileOrDie("client-ca.pem", ca.Pem())};
  }
  ClientJudgement JudgePem(const std::string& pem, absl::Time now = kNow) {
    const auto identities = ClientIdentities::Load(settings_);
    EXPECT_THAT(identities, IsOk());
    return *(*identities)->Judge(pem, now);
  }
  ClientJudgement Judge(const TestCert& certificate, absl::Time now = kNow) {
    return JudgePem(certificate.Pem(), now);
  }
  Standing StandingOf(const TestCert& certificate, absl::Time now = kNow) {
    return Judge(certificate, now).standing;
  }

  test::TempDir dir_;
  ServerSettings settings_;
  const TestCert ca_ = CertBuilder::Ca("Clients CA").Build();
  const TestCert erp_ = test::ClientCertificate("erp", "DNS:erp.example.org").IssuedBy(ca_).Build();
};

TEST_F(ClientIdentitiesTest, WithoutACertificateItIsNobody) {
  Pin(erp_, "mairie");
  EXPECT_EQ(JudgePem("").standing, Standing::kNone);
}

TEST_F(ClientIdentitiesTest, APinNeedsNoCa) {
  Pin(erp_, "mairie");
  Pin(erp_, "bureau");
  const ClientJudgement judgement = Judge(erp_);
  EXPECT_EQ(judgement.standing, Standing::kKnown);
  EXPECT_THAT(judgement.applications, ElementsAre("bureau", "mairie"));
  EXPECT_EQ(judgement.administrator, "");
}

TEST_F(ClientIdentitiesTest, APinIsOfTheKeyWhateverTheCertificate) {
  Pin(erp_, "mairie");
  const TestCert renewed = test::ClientCertificate("erp-2").Key(erp_.key).Build();
  EXPECT_EQ(StandingOf(renewed), Standing::kKnown);
  EXPECT_EQ(StandingOf(test::ClientCertificate("erp", "DNS:erp.example.org").IssuedBy(ca_).Build()),
            Standing::kUnknown);
}

TEST_F(ClientIdentitiesTest, APinnedCertificateMustBeInItsTime) {
  const TestCert spoiled = test::ClientCertificate("erp").Validity(kYesterday, kTomorrow).Build();
  Pin(spoiled, "mairie");
  EXPECT_EQ(StandingOf(spoiled), Standing::kKnown);
  EXPECT_EQ(StandingOf(spoiled, kYesterday), Standing::kKnown);
  EXPECT_EQ(StandingOf(spoiled, kYesterday - absl::Seconds(1)), Standing::kNotYetValid);
  EXPECT_EQ(StandingOf(spoiled, kTomorrow), Standing::kKnown);
  EXPECT_EQ(StandingOf(spoiled, kTomorrow + absl::Seconds(1)), Standing::kExpired);
}

TEST_F(ClientIdentitiesTest, TimeIsJudgedAtEachCallAlthoughJudgementsAreKept) {
  const TestCert brief = test::ClientCertificate("erp", "DNS:erp.example.org")
                             .Validity(kYesterday, kTomorrow)
                             .IssuedBy(ca_)
                             .Build();
  Name("DNS:erp.example.org", "mairie");
  Trust(ca_);
  const auto identities = ClientIdentities::Load(settings_);
  ASSERT_THAT(identities, IsOk());
  const auto at = [&](absl::Time now) { return (*identities)->Judge(brief.Pem(), now)->standing; };
  EXPECT_EQ(at(kNow), Standing::kKnown);
  EXPECT_EQ(at(kTomorrow + absl::Seconds(1)), Standing::kExpired);
  EXPECT_EQ(at(kNow), Standing::kKnown);
  EXPECT_EQ(at(kYesterday - absl::Seconds(1)), Standing::kNotYetValid);
}

TEST_F(ClientIdentitiesTest, ANameNeedsACaThatIsListed) {
  Name("DNS:erp.example.org", "mairie");
  EXPECT_EQ(StandingOf(erp_), Standing::kUnknown);
  Trust(CertBuilder::Ca("Clients CA").Build());
  EXPECT_EQ(StandingOf(erp_), Standing::kWrongCa);
  Trust(ca_);
  EXPECT_EQ(StandingOf(erp_), Standing::kKnown);
  EXPECT_THAT(Judge(erp_).applications, ElementsAre("mairie"));
}

TEST_F(ClientIdentitiesTest, ANameIsComparedWhole) {
  Trust(ca_);
  Name("DNS:erp.example.org", "mairie");
  const auto of = [&](const std::string& names) {
    return StandingOf(test::ClientCertificate("x", names).IssuedBy(ca_).Build());
  };
  EXPECT_EQ(of("DNS:ERP.Example.org"), Standing::kKnown);
  EXPECT_EQ(of("DNS:other.example.org,DNS:erp.example.org"), Standing::kKnown);
  EXPECT_EQ(of("DNS:erp.example.org.evil.example"), Standing::kUnknown);
  EXPECT_EQ(of("DNS:*.example.org"), Standing::kUnknown);
  EXPECT_EQ(of("email:erp.example.org"), Standing::kUnknown);
  EXPECT_EQ(of(""), Standing::kUnknown);
}

TEST_F(ClientIdentitiesTest, UriAndEmailAreNamesToo) {
  Trust(ca_);
  Name("URI:urn:example:erp", "mairie");
  Name("email:erp@example.org", "", "alice");
  const auto of = [&](const std::string& names) {
    return Judge(test::ClientCertificate("x", names).IssuedBy(ca_).Build());
  };
  EXPECT_THAT(of("URI:urn:example:erp").applications, ElementsAre("mairie"));
  EXPECT_EQ(of("email:erp@example.org").administrator, "alice");
  EXPECT_EQ(of("URI:urn:example:ERP").standing, Standing::kUnknown);
}

TEST_F(ClientIdentitiesTest, TheCommonNameIsNoName) {
  Trust(ca_);
  Name("DNS:erp.example.org", "mairie");
  EXPECT_EQ(StandingOf(test::ClientCertificate("erp.example.org").IssuedBy(ca_).Build()),
            Standing::kUnknown);
}

TEST_F(ClientIdentitiesTest, AnIntermediateMayComeWithTheCertificate) {
  Trust(ca_);
  Name("DNS:erp.example.org", "mairie");
  const TestCert between = CertBuilder::Ca("Between").IssuedBy(ca_).Build();
  const TestCert leaf =
      test::ClientCertificate("erp", "DNS:erp.example.org").IssuedBy(between).Build();
  EXPECT_EQ(StandingOf(leaf), Standing::kWrongCa);
  EXPECT_EQ(JudgePem(leaf.Pem() + between.Pem()).standing, Standing::kKnown);
  Trust(between);
  EXPECT_EQ(StandingOf(leaf), Standing::kKnown);
}

TEST_F(ClientIdentitiesTest, WhoeverIsNoCaIssuesNothing) {
  Trust(ca_);
  Name("DNS:erp.example.org", "mairie");
  const TestCert leaf =
      test::ClientCertificate("erp", "DNS:erp.example.org").IssuedBy(erp_).Build();
  EXPECT_EQ(JudgePem(leaf.Pem() + erp_.Pem()).standing, Standing::kWrongCa);
}

TEST_F(ClientIdentitiesTest, ACertificateForServersOnlyIsNotAClients) {
  Trust(ca_);
  Name("DNS:erp.example.org", "mairie");
  const auto with_purpose = [&](const std::string& oid) {
    return StandingOf(test::ClientCertificate("erp", "DNS:erp.example.org")
                          .Extension("2.5.29.37", false, test::DerSequence(test::DerOid(oid)))
                          .IssuedBy(ca_)
                          .Build());
  };
  EXPECT_EQ(with_purpose("1.3.6.1.5.5.7.3.1"), Standing::kWrongCa);
  EXPECT_EQ(with_purpose("1.3.6.1.5.5.7.3.2"), Standing::kKnown);
}

TEST_F(ClientIdentitiesTest, AnExpiredCaEndsItsClients) {
  const TestCert old_ca = CertBuilder::Ca("Old CA").Validity(kLongAgo, kYesterday).Build();
  Trust(old_ca);
  Name("DNS:erp.example.org", "mairie");
  const TestCert leaf =
      test::ClientCertificate("erp", "DNS:erp.example.org").IssuedBy(old_ca).Build();
  EXPECT_EQ(StandingOf(leaf), Standing::kExpired);
  EXPECT_EQ(StandingOf(leaf, kYesterday - absl::Hours(1)), Standing::kKnown);
}

TEST_F(ClientIdentitiesTest, AWeakSignatureOfACaIsRefused) {
  Trust(ca_);
  Name("DNS:erp.example.org", "mairie");
  EXPECT_EQ(StandingOf(test::ClientCertificate("erp", "DNS:erp.example.org")
                           .SignatureHash("SHA1")
                           .IssuedBy(ca_)
                           .Build()),
            Standing::kWeak);
}

TEST_F(ClientIdentitiesTest, APinIsAskedBeforeNames) {
  Trust(ca_);
  Name("DNS:erp.example.org", "", "alice");
  EXPECT_EQ(Judge(erp_).administrator, "alice");
  Pin(erp_, "mairie");
  EXPECT_EQ(Judge(erp_).administrator, "");
  EXPECT_THAT(Judge(erp_).applications, ElementsAre("mairie"));
}

TEST_F(ClientIdentitiesTest, WhoeverWouldBeTwoPartiesIsNone) {
  Trust(ca_);
  Name("DNS:erp.example.org", "mairie");
  Name("URI:urn:alice", "", "alice");
  Name("URI:urn:bob", "", "bob");
  const auto of = [&](const std::string& names) {
    return Judge(test::ClientCertificate("x", names).IssuedBy(ca_).Build());
  };
  EXPECT_EQ(of("DNS:erp.example.org,URI:urn:alice").standing, Standing::kAmbiguous);
  EXPECT_EQ(of("URI:urn:alice,URI:urn:bob").standing, Standing::kAmbiguous);
  EXPECT_THAT(of("URI:urn:alice,URI:urn:bob").administrator, IsEmpty());
  EXPECT_EQ(of("URI:urn:bob").administrator, "bob");
}

TEST_F(ClientIdentitiesTest, ARevokedCertificateOrKeyIsNobodys) {
  Pin(erp_, "mairie");
  const TestCert other = test::ClientCertificate("other").Build();
  Pin(other, "mairie");
  settings_.revoked_sha256 = {erp_.Sha256()};
  EXPECT_EQ(StandingOf(erp_), Standing::kRevoked);
  EXPECT_EQ(StandingOf(other), Standing::kKnown);
  settings_.revoked_sha256 = {SpkiOf(other)};
  EXPECT_EQ(StandingOf(erp_), Standing::kKnown);
  EXPECT_EQ(StandingOf(other), Standing::kRevoked);
}

TEST_F(ClientIdentitiesTest, WhatIsNoCertificateIsMalformed) {
  EXPECT_EQ(JudgePem("garbage").standing, Standing::kMalformed);
  EXPECT_EQ(JudgePem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").standing,
            Standing::kMalformed);
}

TEST_F(ClientIdentitiesTest, TheClaimIsDigestAndName) {
  const std::string claimed = Judge(erp_).claimed;
  EXPECT_THAT(claimed, testing::MatchesRegex("sha256:[0-9a-f]+/erp"));
  EXPECT_THAT(claimed, HasSubstr(absl::BytesToHexString(erp_.Sha256())));
}

TEST_F(ClientIdentitiesTest, ManyCertificatesAreForgottenAgain) {
  Pin(erp_, "mairie");
  const auto identities = ClientIdentities::Load(settings_);
  ASSERT_THAT(identities, IsOk());
  for (int i = 0; i < 5000; ++i) (*identities)->Judge(absl::StrCat("garbage ", i), kNow);
  EXPECT_EQ((*identities)->Judge(erp_.Pem(), kNow)->standing, Standing::kKnown);
}

TEST_F(ClientIdentitiesTest, AClientCaFileHoldsCasOnly) {
  Trust(erp_);
  EXPECT_THAT(ClientIdentities::Load(settings_), HasReason(v1::MALFORMED_FILE));
  settings_.client_ca_files = {dir_.Join("absent.pem")};
  EXPECT_THAT(ClientIdentities::Load(settings_), HasReason(v1::FILE_UNREADABLE));
}

}  // namespace
}  // namespace paraphe::server
