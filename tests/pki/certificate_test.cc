#include "pki/certificate.h"

#include <string>

#include "gtest/gtest.h"
#include <openssl/ess.h>

#include "pki/certificate_defect.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::HasReason;
using test::TestPki;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CertBuilder Signer() { return TestPki::Get().Signer("Anne Dupont"); }

Certificate ParseOrDie(const CertBuilder& builder) {
  return Certificate::Parse(builder.Build().der).value();
}

absl::Status StatusOf(const CertBuilder& builder) {
  return Certificate::Parse(builder.Build().der).status();
}

absl::Time At(int year, int month, int day, int hour, int minute, int second) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, hour, minute, second),
                         absl::UTCTimeZone());
}

// Proves: CERT-5
TEST(CertificateTest, FieldsAreRead) {
  const Certificate certificate = Certificate::Parse(TestPki::Get().signer().der).value();
  EXPECT_EQ(certificate.der(), TestPki::Get().signer().der);
  EXPECT_EQ(certificate.sha256(), TestPki::Get().signer().Sha256());
  EXPECT_EQ(certificate.subject_cn(), "Anne Dupont");
  EXPECT_EQ(certificate.issuer_cn(), "Paraphe Test Signers CA");
  EXPECT_EQ(certificate.subject(), "CN=Anne Dupont,O=Paraphe Test,C=FR");
  EXPECT_EQ(certificate.issuer(), "CN=Paraphe Test Signers CA,O=Paraphe Test,C=FR");
  EXPECT_EQ(certificate.serial_hex(), "5A11");
  EXPECT_EQ(certificate.serial_decimal(), "23057");
  EXPECT_EQ(certificate.version(), 3);
  EXPECT_EQ(certificate.not_before(), At(2020, 1, 1, 0, 0, 0));
  EXPECT_EQ(certificate.not_after(), At(2049, 12, 31, 23, 59, 59));
  EXPECT_EQ(certificate.key_kind(), KeyKind::kRsa);
  EXPECT_EQ(certificate.key_bits(), 2048);
  EXPECT_FALSE(certificate.is_ca());
  EXPECT_TRUE(certificate.qc_statements()->compliance);
  EXPECT_TRUE(certificate.qc_statements()->sscd);
  EXPECT_THAT(certificate.unknown_critical_extensions(), IsEmpty());
}

// Proves: CERT-5
TEST(CertificateTest, CasAreRead) {
  const Certificate root = Certificate::Parse(TestPki::Get().root().der).value();
  EXPECT_TRUE(root.is_ca());
  EXPECT_EQ(root.key_kind(), KeyKind::kEc);
  EXPECT_EQ(root.key_bits(), 256);
  EXPECT_FALSE(root.qc_statements().has_value());
}

TEST(CertificateTest, ValidityIsInclusive) {
  const absl::Time begin = At(2026, 1, 2, 3, 4, 5);
  const absl::Time end = At(2026, 6, 7, 8, 9, 10);
  const Certificate certificate = ParseOrDie(Signer().Validity(begin, end));
  EXPECT_FALSE(certificate.IsValidAt(begin - absl::Seconds(1)));
  EXPECT_TRUE(certificate.IsValidAt(begin));
  EXPECT_TRUE(certificate.IsValidAt(end));
  EXPECT_FALSE(certificate.IsValidAt(end + absl::Seconds(1)));
}

TEST(CertificateTest, BothTimeTypesAreRead) {
  const Certificate certificate =
      ParseOrDie(Signer().Validity(At(1950, 1, 1, 0, 0, 0), At(2050, 1, 1, 0, 0, 0)));
  EXPECT_EQ(certificate.not_before(), At(1950, 1, 1, 0, 0, 0));
  EXPECT_EQ(certificate.not_after(), At(2050, 1, 1, 0, 0, 0));
}

TEST(CertificateTest, SerialsUpToTwentyBytes) {
  const Certificate certificate =
      ParseOrDie(Signer().SerialHex("7FEDCBA9876543210FEDCBA9876543210FEDCBA9"));
  EXPECT_EQ(certificate.serial_hex(), "7FEDCBA9876543210FEDCBA9876543210FEDCBA9");
  EXPECT_EQ(certificate.serial_decimal(), "730344845988415097185401048072226831495695551401");
  EXPECT_EQ(ParseOrDie(Signer().SerialHex("-5A")).serial_decimal(), "-90");
  EXPECT_EQ(ParseOrDie(Signer().SerialHex("0")).serial_decimal(), "0");
}

// Proves: CERT-5
TEST(CertificateTest, OddNamesAreReadAsUtf8) {
  EXPECT_EQ(ParseOrDie(Signer().Subject({{"CN", "Zoé"}})).subject_cn(), "Zoé");
  EXPECT_EQ(ParseOrDie(Signer().Subject({{"CN", std::string("\0Z\0o\0\xe9", 6), V_ASN1_BMPSTRING}}))
                .subject_cn(),
            "Zoé");
  EXPECT_EQ(ParseOrDie(Signer().Subject({{"CN", "Zo\xe9", V_ASN1_T61STRING}})).subject_cn(), "Zoé");
  EXPECT_EQ(ParseOrDie(Signer().Subject({{"O", "no CN"}})).subject_cn(), "");
  EXPECT_EQ(ParseOrDie(Signer().Subject({})).subject(), "");
  EXPECT_EQ(ParseOrDie(Signer().Subject({{"CN", "first"}, {"CN", "second"}})).subject_cn(),
            "first");
}

TEST(CertificateTest, ACommonNameThatIsNotTextIsMalformed) {
  // Spoiled in place: OpenSSL refuses to make such a name.
  std::string der = Signer().Subject({{"CN", "ABCDEF"}}).Build().der;
  der.replace(der.find("ABCDEF"), 2, "\xc3\x28");
  EXPECT_THAT(Certificate::Parse(der), HasReason(v1::CERTIFICATE_MALFORMED));
}

TEST(CertificateTest, OtherKeysAreReadAndNamed) {
  const Certificate ec = ParseOrDie(Signer().Key(test::TestKey::NewEcP256()));
  EXPECT_EQ(ec.key_kind(), KeyKind::kEc);
  EXPECT_EQ(ec.key_name(), "EC");
  EXPECT_EQ(ParseOrDie(Signer().Key(test::TestKey::SharedRsa(1024))).key_bits(), 1024);
}

// An algorithm that nobody knows: the last arc of rsaEncryption's OID changed to one that does not
// exist.
TEST(CertificateTest, AKeyOfAnUnknownAlgorithmIsNoFaultOfTheEncoding) {
  std::string der = Signer().Build().der;
  const size_t at = der.find(test::DerOid("1.2.840.113549.1.1.1"));
  ASSERT_NE(at, std::string::npos);
  der[at + 10] = 0x7f;
  const auto certificate = Certificate::Parse(der);
  ASSERT_THAT(certificate, test::IsOk());
  EXPECT_EQ(certificate->key_kind(), KeyKind::kOther);
  EXPECT_EQ(certificate->key_name(), "1.2.840.113549.1.1.127");
}

// Proves: CERT-1
TEST(CertificateTest, VersionsAreRead) {
  EXPECT_EQ(ParseOrDie(Signer().Version(1)).version(), 1);
  EXPECT_EQ(ParseOrDie(Signer().Version(2)).version(), 2);
}

TEST(CertificateTest, TrailingBytesAreMalformed) {
  EXPECT_THAT(StatusOf(Signer().TrailingBytes(std::string(1, '\0'))),
              HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_THAT(StatusOf(Signer().TrailingBytes(Signer().Build().der)),
              HasReason(v1::CERTIFICATE_MALFORMED));
}

TEST(CertificateTest, EveryCutIsMalformed) {
  const std::string der = Signer().Build().der;
  for (size_t size = 0; size < der.size(); ++size) {
    ASSERT_THAT(Certificate::Parse(der.substr(0, size)), HasReason(v1::CERTIFICATE_MALFORMED));
  }
}

// No changed byte crashes, and none that breaks the structure is accepted silently as the same
// certificate.
TEST(CertificateTest, EveryChangedByteIsReadOrRefused) {
  const std::string good = Signer().Build().der;
  for (size_t i = 0; i < good.size(); ++i) {
    std::string der = good;
    der[i] = static_cast<char>(der[i] ^ 0x55);
    const auto certificate = Certificate::Parse(der);
    if (certificate.ok()) {
      EXPECT_EQ(certificate->der(), der);
    } else {
      EXPECT_THAT(certificate, HasReason(v1::CERTIFICATE_MALFORMED));
      EXPECT_FALSE(DefectOf(certificate.status()).fr.empty());
    }
  }
}

TEST(CertificateTest, NotACertificate) {
  EXPECT_THAT(Certificate::Parse(""), HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_THAT(Certificate::Parse("hello"), HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_THAT(Certificate::Parse(test::DerSequence("")), HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_THAT(Certificate::Parse(TestPki::Get().signer().Pem()),
              HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_THAT(Certificate::Parse(std::string(64 * 1024 + 1, 'x')),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("64 KiB")));
}

TEST(CertificateTest, DatesWithoutSecondsOrZoneAreMalformed) {
  // UTCTime "200101000000Z" becomes one with an offset of the same length.
  std::string der = Signer().Build().der;
  const size_t at = der.find("200101000000Z");
  ASSERT_NE(at, std::string::npos);
  std::string spoiled = der;
  spoiled.replace(at, 13, "20010100+0000");
  EXPECT_THAT(Certificate::Parse(spoiled), HasReason(v1::CERTIFICATE_MALFORMED));
  spoiled = der;
  spoiled.replace(at, 13, "201301000000Z");
  EXPECT_THAT(Certificate::Parse(spoiled), HasReason(v1::CERTIFICATE_MALFORMED));
}

TEST(CertificateTest, WhoMayIssue) {
  const auto may_issue = [](const test::CertBuilder& builder) {
    return ParseOrDie(builder).MayIssue();
  };
  const TestPki& pki = TestPki::Get();
  EXPECT_TRUE(may_issue(pki.Intermediate("x")));
  EXPECT_TRUE(may_issue(pki.Intermediate("x").NoKeyUsage()));
  EXPECT_FALSE(may_issue(pki.Intermediate("x").CaFlag(false)));
  EXPECT_FALSE(may_issue(pki.Intermediate("x").NoBasicConstraints()));
  EXPECT_FALSE(may_issue(pki.Intermediate("x").KeyUsage({test::kCrlSign})));
  EXPECT_FALSE(may_issue(pki.Signer("x")));
}

// Proves: SIG-5
TEST(CertificateTest, SerialsAreWrittenInDecimal) {
  const struct {
    const char* hex;
    const char* decimal;
  } cases[] = {
      {"01", "1"},
      {"80", "128"},
      {"7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
       "730750818665451459101842416358141509827966271487"},
      {"FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
       "1461501637330902918203684832716283019655932542975"},
      {"-05", "-5"},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(ParseOrDie(Signer().SerialHex(one.hex)).serial_decimal(), one.decimal);
  }
}

// Proves: SIG-5 (RFC 5035 §4)
TEST(CertificateTest, IssuerSerialIsWhatOpensslReadsAndWrites) {
  for (const std::string& common_name :
       {std::string("x"), std::string(60, 'y'), std::string("é, +\n")}) {
    const Certificate certificate =
        ParseOrDie(CertBuilder::Signer("s")
                       .IssuedBy(CertBuilder::Ca(common_name).Build())
                       .SerialHex("00FEDCBA98765432100123456789ABCDEF012345"));
    const std::string& der = certificate.issuer_serial();
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    ESS_ISSUER_SERIAL* read = d2i_ESS_ISSUER_SERIAL(nullptr, &at, static_cast<long>(der.size()));
    ASSERT_NE(read, nullptr);
    unsigned char* written = nullptr;
    const int size = i2d_ESS_ISSUER_SERIAL(read, &written);
    EXPECT_EQ(std::string(reinterpret_cast<char*>(written), static_cast<size_t>(size)), der);
    OPENSSL_free(written);
    ESS_ISSUER_SERIAL_free(read);
  }
}

// The outermost length with a zero in front, and the indefinite form: OpenSSL reads both, and calls
// the CA's signature good.
// Proves: CERT-5, DEV-4
TEST(CertificateTest, BerIsRefused) {
  const std::string good = TestPki::Get().signer().der;
  ASSERT_EQ(good[1], '\x82');
  const std::string content = good.substr(4);
  for (const std::string& ber : {"\x30\x83" + std::string(1, '\0') + good.substr(2),
                                 "\x30\x80" + content + std::string(2, '\0')}) {
    const auto* at = reinterpret_cast<const unsigned char*>(ber.data());
    EXPECT_NE(UniqueX509(d2i_X509(nullptr, &at, static_cast<long>(ber.size()))), nullptr);
    EXPECT_THAT(Certificate::Parse(ber), HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("in DER")));
  }
}

// Proves: CERT-5
TEST(CertificateTest, AnRsaKeyThatDoesNotParseIsMalformed) {
  std::string der = Signer().Build().der;
  const size_t numbers = der.find(std::string("\x30\x82\x01\x0a\x02\x82\x01\x01", 8));
  ASSERT_NE(numbers, std::string::npos);
  der[numbers] = '\x31';
  EXPECT_THAT(Certificate::Parse(der), HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("RSA key")));
}

// OpenSSL reads the length in two octets where one is enough.
// Proves: CERT-5
TEST(CertificateTest, AnExtensionInBerIsMalformed) {
  const std::string der("\x03\x02\x06\x40", 4);
  const std::string ber("\x03\x81\x02\x06\x40", 5);
  const CertBuilder signer = Signer().NoKeyUsage();
  EXPECT_THAT(StatusOf(CertBuilder(signer).Extension("2.5.29.15", true, der)), test::IsOk());
  EXPECT_THAT(StatusOf(CertBuilder(signer).Extension("2.5.29.15", true, ber)),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("2.5.29.15")));
}

}  // namespace
}  // namespace paraphe
