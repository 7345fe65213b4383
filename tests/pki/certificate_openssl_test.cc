// The fields that we read, compared with what the openssl program prints of the same certificate.
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pki/certificate.h"
#include "policy/attribute_text.h"
#include "tests/testing/pki.h"
#include "tests/testing/run_command.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::TestPki;
using ::testing::HasSubstr;

std::string Openssl(const std::string& der, const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"openssl", "x509", "-inform", "DER", "-noout"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  test::CommandOptions command;
  command.standard_input = der;
  const test::CommandResult result = test::RunCommand(arguments, command).value();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  return std::string(absl::StripAsciiWhitespace(result.out));
}

// What stands after "name=" in openssl's answer.
std::string Field(const std::string& der, const std::vector<std::string>& options) {
  const std::vector<std::string> parts =
      absl::StrSplit(Openssl(der, options), absl::MaxSplits('=', 1));
  return parts.at(1);
}

CertBuilder Signer() { return TestPki::Get().Signer("Anne Dupont"); }

std::vector<CertBuilder> Samples() {
  const test::TestName odd = {
      {"C", "FR", V_ASN1_PRINTABLESTRING},
      {"O", "Société, \"Fille\" + Cie; <1>"},
      {"OU", "0002 130000000"},
      {"CN", "Zoé O'Brien\\née", V_ASN1_UTF8STRING, true},
  };
  return {Signer(),
          Signer().Subject(odd),
          Signer().SerialHex("7FEDCBA9876543210FEDCBA9876543210FEDCBA9"),
          Signer().SerialHex("00"),
          Signer().Key(test::TestKey::NewEcP256()),
          Signer().Key(test::TestKey::SharedRsa(3072)),
          Signer().KeyUsage({test::kDigitalSignature, test::kNonRepudiation, test::kDecipherOnly}),
          Signer().Validity(absl::FromUnixSeconds(-86400), absl::FromUnixSeconds(4102444800)),
          Signer().Version(1),
          CertBuilder::Ca("Root")};
}

// Proves: CERT-5
TEST(CertificateOpensslTest, NamesSerialAndFingerprint) {
  for (const CertBuilder& sample : Samples()) {
    const std::string der = sample.Build().der;
    const Certificate certificate = Certificate::Parse(der).value();
    const std::string name_options = "RFC2253,-esc_msb,utf8";
    EXPECT_EQ(certificate.subject(), Field(der, {"-subject", "-nameopt", name_options}));
    EXPECT_EQ(certificate.issuer(), Field(der, {"-issuer", "-nameopt", name_options}));
    EXPECT_EQ(certificate.serial_hex(), Field(der, {"-serial"}));
    std::string fingerprint = Field(der, {"-fingerprint", "-sha256"});
    std::string ours;
    for (const v1::AttributeLine& line : DescribeCertificate(certificate)) {
      if (line.key() == "sha256") ours = line.value();
    }
    EXPECT_EQ(absl::StrReplaceAll(ours, {{" ", ""}}),
              absl::StrReplaceAll(fingerprint, {{":", ""}}));
  }
}

// Proves: CERT-5
TEST(CertificateOpensslTest, Validity) {
  const auto in_openssl_words = [](absl::Time time) {
    return absl::FormatTime("%Y-%m-%d %H:%M:%SZ", time, absl::UTCTimeZone());
  };
  for (const CertBuilder& sample : Samples()) {
    const std::string der = sample.Build().der;
    const Certificate certificate = Certificate::Parse(der).value();
    EXPECT_EQ(in_openssl_words(certificate.not_before()),
              Field(der, {"-startdate", "-dateopt", "iso_8601"}));
    EXPECT_EQ(in_openssl_words(certificate.not_after()),
              Field(der, {"-enddate", "-dateopt", "iso_8601"}));
  }
}

// Proves: CERT-5
TEST(CertificateOpensslTest, VersionKeyAndConstraints) {
  for (const CertBuilder& sample : Samples()) {
    const std::string der = sample.Build().der;
    const Certificate certificate = Certificate::Parse(der).value();
    const std::string text = Openssl(der, {"-text"});
    EXPECT_THAT(text, HasSubstr(absl::StrCat("Version: ", certificate.version(), " (")));
    EXPECT_THAT(text, HasSubstr(absl::StrCat("Public-Key: (", certificate.key_bits(), " bit)")));
    EXPECT_EQ(certificate.is_ca(), text.find("CA:TRUE") != std::string::npos);
  }
}

// Proves: CERT-5
TEST(CertificateOpensslTest, KeyUsage) {
  const char* const names[] = {"Digital Signature", "Non Repudiation", "Key Encipherment",
                               "Data Encipherment", "Key Agreement",   "Certificate Sign",
                               "CRL Sign",          "Encipher Only",   "Decipher Only"};
  for (const CertBuilder& sample : Samples()) {
    const std::string der = sample.Build().der;
    const Certificate certificate = Certificate::Parse(der).value();
    const std::string text = Openssl(der, {"-ext", "keyUsage"});
    for (int bit = 0; bit <= 8; ++bit) {
      EXPECT_EQ(certificate.KeyUsage(bit), text.find(names[bit]) != std::string::npos) << bit;
    }
  }
}

}  // namespace
}  // namespace paraphe
