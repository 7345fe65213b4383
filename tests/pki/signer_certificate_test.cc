#include "pki/signer_certificate.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <openssl/ess.h>

#include "tests/testing/matchers.h"
#include "tests/xades/signing.h"

namespace paraphe {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestKey;
using ::testing::HasSubstr;

CertBuilder Builder() { return CertBuilder::Signer("Élise").IssuedBy(xades::test::Ca()); }

// Proves: EXP-3
TEST(SignerCertificateTest, ReadsWhatASignatureNeeds) {
  const auto parsed = SignerCertificate::Parse(xades::test::SignerOf(3072).der);
  ASSERT_THAT(parsed, IsOk());
  EXPECT_EQ(parsed->common_name(), "Élise Martin");
  EXPECT_EQ(parsed->issuer(), "CN=CA d'essai,O=Paraphe Test,C=FR");
  EXPECT_EQ(parsed->modulus_bytes(), 384);
  EXPECT_EQ(parsed->der(), xades::test::SignerOf(3072).der);
}

// Proves: SIG-5
TEST(SignerCertificateTest, WritesSerialsInDecimal) {
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
    const auto parsed = SignerCertificate::Parse(Builder().SerialHex(one.hex).Build().der);
    ASSERT_THAT(parsed, IsOk()) << one.hex;
    EXPECT_EQ(parsed->serial(), one.decimal);
  }
}

// Proves: SIG-5 (RFC 5035 §4)
TEST(SignerCertificateTest, IssuerSerialIsWhatOpensslReadsAndWrites) {
  for (const std::string& common_name :
       {std::string("x"), std::string(60, 'y'), std::string("é, +\n")}) {
    const auto ca = CertBuilder::Ca(common_name).Build();
    const auto parsed =
        SignerCertificate::Parse(CertBuilder::Signer("s")
                                     .IssuedBy(ca)
                                     .SerialHex("00FEDCBA98765432100123456789ABCDEF012345")
                                     .Build()
                                     .der);
    ASSERT_THAT(parsed, IsOk());
    const std::string& der = parsed->issuer_serial();
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

// Proves: CERT-5
TEST(SignerCertificateTest, RefusesWhatIsNotOneCertificate) {
  const std::string good = xades::test::SignerOf().der;
  for (const std::string& der :
       {std::string(), std::string("x"), good + "x", good.substr(0, good.size() - 1),
        xades::test::SignerOf().Pem(), std::string(70000, 'x')}) {
    EXPECT_THAT(SignerCertificate::Parse(der), HasReason(v1::CERTIFICATE_MALFORMED));
  }
  EXPECT_THAT(SignerCertificate::Parse(good), IsOk());
}

// The outermost length, and that of the last bit string, with a zero in front: OpenSSL reads both,
// and calls the CA's signature good.
// Proves: CERT-5, DEV-4
TEST(SignerCertificateTest, RefusesBer) {
  const std::string good = xades::test::SignerOf().der;
  ASSERT_EQ(good[1], '\x82');
  const std::string content = good.substr(4);
  for (const std::string& ber : {"\x30\x83" + std::string(1, '\0') + good.substr(2),
                                 "\x30\x80" + content + std::string(2, '\0')}) {
    const auto* at = reinterpret_cast<const unsigned char*>(ber.data());
    EXPECT_NE(UniqueX509(d2i_X509(nullptr, &at, static_cast<long>(ber.size()))), nullptr);
    EXPECT_THAT(SignerCertificate::Parse(ber),
                HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("not in DER")));
  }
}

// Proves: SIG-3, CERT-2
TEST(SignerCertificateTest, RefusesOtherKeysThanRsaOf2048To4096Bits) {
  EXPECT_THAT(SignerCertificate::Parse(Builder().Key(TestKey::NewEcP256()).Build().der),
              HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("not RSA")));
  EXPECT_THAT(SignerCertificate::Parse(Builder().Key(TestKey::NewRsa(1024)).Build().der),
              HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("1024 bits")));
  EXPECT_THAT(SignerCertificate::Parse(Builder().Key(TestKey::NewRsa(2047)).Build().der),
              HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("2047 bits")));
}

// Replaces the exponent 65537 (02 03 01 00 01) of an RSA key in DER; the certificate's own
// signature breaks, which is not asked here.
std::string WithExponent(std::string der, const std::string& exponent) {
  const std::string usual("\x02\x03\x01\x00\x01", 5);
  der.replace(der.find(usual), usual.size(), "\x02\x03" + exponent);
  return der;
}

// Proves: DEV-4
TEST(SignerCertificateTest, RefusesExponentsThatForge) {
  const std::string good = xades::test::SignerOf().der;
  EXPECT_THAT(SignerCertificate::Parse(WithExponent(good, std::string("\x01\x00\x03", 3))), IsOk());
  EXPECT_THAT(SignerCertificate::Parse(WithExponent(good, std::string("\x01\x00\x02", 3))),
              HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("odd")));
}

}  // namespace
}  // namespace paraphe
