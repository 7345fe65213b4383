#include "policy/attribute_text.h"

#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

v1::SignedAttributes Full() {
  v1::SignedAttributes attributes;
  attributes.set_form(v1::XADES_BASELINE_B);
  attributes.set_hash_algorithm(v1::SHA256);
  attributes.mutable_signing_time()->set_seconds(absl::ToUnixSeconds(test::DefaultNow()));
  attributes.set_certificate(test::TestPki::Get().signer().der);
  attributes.mutable_policy()->set_identifier("urn:oid:1.2.250.1.5");
  attributes.mutable_policy()->set_description("Actes de la commune");
  attributes.mutable_policy()->set_url("https://mairie.example/p");
  attributes.mutable_policy()->mutable_digest()->set_sha512(std::string(64, '\x01'));
  attributes.mutable_place()->set_city("Saint-Étienne");
  attributes.mutable_place()->set_street_address("1, place de la Mairie");
  attributes.mutable_place()->set_state_or_province("Loire");
  attributes.mutable_place()->set_postal_code("42000");
  attributes.mutable_place()->set_country_name("France");
  attributes.set_claimed_role("Maire");
  attributes.set_commitment_type("http://uri.etsi.org/01903/v1.2.2#ProofOfApproval");
  attributes.set_mime_type("application/xml");
  return attributes;
}

std::vector<v1::AttributeLine> LinesOf(const v1::SignedAttributes& attributes) {
  const absl::StatusOr<Certificate> certificate = Certificate::Parse(attributes.certificate());
  return DescribeAttributes(attributes, certificate.ok() ? &*certificate : nullptr);
}

std::vector<std::string> Keys(const v1::SignedAttributes& attributes) {
  std::vector<std::string> keys;
  for (const v1::AttributeLine& line : LinesOf(attributes)) keys.push_back(line.key());
  return keys;
}

v1::AttributeLine Line(const v1::SignedAttributes& attributes, const std::string& key) {
  for (const v1::AttributeLine& line : LinesOf(attributes)) {
    if (line.key() == key) return line;
  }
  return {};
}

// Proves: ATT-1
TEST(AttributeTextTest, EveryAttributeHasALineInOrder) {
  EXPECT_THAT(
      Keys(Full()),
      ElementsAre("policy_identifier", "policy_description", "policy_url",
                  "policy_digest_algorithm", "policy_digest", "claimed_role", "certificate_issuer",
                  "certificate_serial", "certificate_digest_algorithm", "certificate_digest",
                  "signing_time", "place_city", "place_street_address", "place_state_or_province",
                  "place_postal_code", "place_country_name", "commitment_type", "hash_algorithm",
                  "form", "mime_type"));
}

// Proves: ATT-2
TEST(AttributeTextTest, ValuesAreThoseThatAreSigned) {
  const std::map<std::string, std::string> expected = {
      {"policy_identifier", "urn:oid:1.2.250.1.5"},
      {"policy_description", "Actes de la commune"},
      {"policy_url", "https://mairie.example/p"},
      {"policy_digest_algorithm", "http://www.w3.org/2001/04/xmlenc#sha512"},
      {"claimed_role", "Maire"},
      {"certificate_issuer", "CN=Paraphe Test Signers CA,O=Paraphe Test,C=FR"},
      {"certificate_serial", "23057"},
      {"certificate_digest_algorithm", "http://www.w3.org/2001/04/xmlenc#sha256"},
      {"signing_time", "2026-11-22T10:00:00Z"},
      {"place_city", "Saint-Étienne"},
      {"place_country_name", "France"},
      {"commitment_type", "http://uri.etsi.org/01903/v1.2.2#ProofOfApproval"},
      {"hash_algorithm", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"},
      {"mime_type", "application/xml"},
  };
  for (const auto& [key, value] : expected) EXPECT_EQ(Line(Full(), key).value(), value) << key;
}

// Proves: ATT-2
TEST(AttributeTextTest, DigestsAreBase64AsInTheSignature) {
  EXPECT_EQ(
      Line(Full(), "policy_digest").value(),
      "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ==");
  EXPECT_THAT(Line(Full(), "policy_digest").words_fr(), HasSubstr("0101 0101"));
  v1::SignedAttributes attributes = Full();
  const std::string digest = Line(attributes, "certificate_digest").value();
  EXPECT_EQ(digest.size(), 44U);
  attributes.set_certificate(test::TestPki::Get().root().der);
  EXPECT_NE(Line(attributes, "certificate_digest").value(), digest);
}

// Proves: ATT-5
TEST(AttributeTextTest, CodedValuesHaveWords) {
  const std::map<std::string, std::string> expected_fr = {
      {"policy_identifier", "OID 1.2.250.1.5"},
      {"policy_digest_algorithm", "SHA-512"},
      {"certificate_digest_algorithm", "SHA-256"},
      {"certificate_serial", "en hexadécimal : 5A11"},
      {"signing_time", "22 novembre 2026 à 10:00:00 (temps universel)"},
      {"commitment_type", "Preuve d'approbation : le signataire approuve le contenu du document."},
      {"hash_algorithm", "SHA-256"},
      {"form", "Signature XAdES, niveau de base B-B (ETSI EN 319 132-1)"},
      {"mime_type", "Document XML"},
  };
  for (const auto& [key, words] : expected_fr) {
    EXPECT_EQ(Line(Full(), key).words_fr(), words) << key;
    EXPECT_FALSE(Line(Full(), key).words_en().empty()) << key;
  }
}

// Proves: ATT-5
TEST(AttributeTextTest, LabelsAreInBothLanguagesAndDiffer) {
  for (const v1::AttributeLine& line : LinesOf(Full())) {
    EXPECT_FALSE(line.label_fr().empty());
    EXPECT_FALSE(line.label_en().empty());
    EXPECT_NE(line.label_fr(), line.label_en());
    EXPECT_FALSE(line.value().empty());
  }
}

// Proves: ATT-2
TEST(AttributeTextTest, WhatIsNotSignedHasNoLine) {
  v1::SignedAttributes attributes = Full();
  attributes.clear_policy();
  attributes.clear_place();
  attributes.clear_claimed_role();
  attributes.clear_commitment_type();
  attributes.clear_signing_time();
  attributes.clear_certificate();
  EXPECT_THAT(Keys(attributes), ElementsAre("hash_algorithm", "form", "mime_type"));
}

// Proves: SIG-3
TEST(AttributeTextTest, EveryFormAndHashHasWords) {
  v1::SignedAttributes attributes = Full();
  for (const auto form : {v1::XADES_BASELINE_B, v1::XADES_1_3_2, v1::XADES_1_2_2}) {
    attributes.set_form(form);
    EXPECT_FALSE(Line(attributes, "form").words_fr().empty());
    EXPECT_EQ(Line(attributes, "form").value(), v1::SignatureForm_Name(form));
  }
  for (const auto hash : {v1::SHA1, v1::SHA256, v1::SHA384, v1::SHA512}) {
    attributes.set_hash_algorithm(hash);
    EXPECT_EQ(Line(attributes, "hash_algorithm").value(), FindHash(hash)->signature_uri);
    EXPECT_EQ(Line(attributes, "hash_algorithm").words_en().find("obsolete") != std::string::npos,
              hash == v1::SHA1);
  }
}

TEST(AttributeTextTest, AnUnknownCommitmentIsShownAsItIs) {
  v1::SignedAttributes attributes = Full();
  attributes.set_commitment_type("https://a.example/engagement");
  EXPECT_EQ(Line(attributes, "commitment_type").value(), "https://a.example/engagement");
  EXPECT_EQ(Line(attributes, "commitment_type").words_fr(), "");
  attributes.set_commitment_type("urn:oid:1.2.840.113549.1.9.16.6.1");
  EXPECT_THAT(Line(attributes, "commitment_type").words_en(), HasSubstr("Proof of origin"));
}

// Proves: ATT-7
TEST(AttributeTextTest, ADescriptionThatIsNotSignedSaysSo) {
  v1::SignedAttributes attributes = Full();
  attributes.clear_policy();
  const auto lines = DescribeAttributes(attributes, nullptr, "sans valeur juridique");
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines[0].key(), "policy_description_not_signed");
  EXPECT_EQ(lines[0].value(), "sans valeur juridique");
  EXPECT_THAT(lines[0].words_fr(), HasSubstr("ne fait pas partie de la signature"));
  EXPECT_THAT(lines[0].words_en(), HasSubstr("not part of the signature"));
}

// Proves: ATT-2, ATT-7
TEST(AttributeTextTest, ADescriptionThatIsSignedHasOneLineAndAnotherHasTwo) {
  const std::string is_signed = Full().policy().description();
  const auto keys = [](absl::string_view description) {
    std::vector<std::string> found;
    for (const v1::AttributeLine& line : DescribeAttributes(Full(), nullptr, description)) {
      if (line.key().find("policy_description") == 0) found.push_back(line.key());
    }
    return found;
  };
  EXPECT_THAT(keys(is_signed), ElementsAre("policy_description"));
  EXPECT_THAT(keys(""), ElementsAre("policy_description"));
  EXPECT_THAT(keys("another"), ElementsAre("policy_description", "policy_description_not_signed"));
}

TEST(AttributeTextTest, WithoutACertificateItsLinesAreMissing) {
  for (const v1::AttributeLine& line : DescribeAttributes(Full(), nullptr)) {
    EXPECT_THAT(line.key(), Not(HasSubstr("certificate")));
  }
}

TEST(AttributeTextTest, AsText) {
  const std::vector<v1::AttributeLine> lines = {Line(Full(), "claimed_role"),
                                                Line(Full(), "hash_algorithm")};
  EXPECT_EQ(LinesAsText(lines, Language::kFrench),
            "Rôle du signataire : Maire\n"
            "Algorithme de hachage de la signature : "
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\n    SHA-256\n");
  EXPECT_THAT(LinesAsText(lines, Language::kEnglish), HasSubstr("Signer's role: Maire\n"));
}

// Proves: PRES-6
TEST(AttributeTextTest, AsTextALineBreakOfOthersDrawsNoLine) {
  v1::AttributeLine line;
  line.set_label_fr("Rôle\n");
  line.set_value("Maire\nLieu : Paris\t\x1b[2K");
  line.set_words_fr("un\ndeux");
  EXPECT_EQ(LinesAsText({line}, Language::kFrench),
            "Rôle⟦U+000A⟧ : Maire⟦U+000A⟧Lieu : Paris⟦U+0009⟧⟦U+001B⟧[2K\n    un⟦U+000A⟧deux\n");
}

// Proves: PRES-5, PRES-6
TEST(AttributeTextTest, FilesInsideTheDocumentAreNamed) {
  const auto lines =
      DescribeAttachments({{"devis\u202E.pdf", "application/pdf", "abc"}, {"", "", "x"}});
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].key(), "attachment");
  EXPECT_EQ(lines[1].value(), "-");
  // SHA-256 of "abc": FIPS 180-4, an example of NIST.
  const std::string digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  EXPECT_EQ(
      LinesAsText({lines[0]}, Language::kFrench),
      "Fichier joint au document : devis⟦U+202E⟧.pdf\n    Fichier joint « devis⟦U+202E⟧.pdf », "
      "de type application/pdf, 3 octets, SHA-256 " +
          digest + "\n");
}

}  // namespace
}  // namespace paraphe
