#include "pki/rsa_key.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pki/der.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestKey;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;

CertBuilder Signer() { return TestPki::Get().Signer("Élise"); }

Certificate Parsed(const std::string& der) { return Certificate::Parse(der).value(); }

// A signer's certificate for an RSA key whose modulus has `bits` bits, all of them set.
Certificate WithModulusOf(size_t bits,
                          const std::string& exponent = std::string("\x01\x00\x01", 3)) {
  std::string modulus(bits / 8, '\xFF');
  if (bits % 8 != 0) modulus.insert(modulus.begin(), static_cast<char>((1 << (bits % 8)) - 1));
  if (bits % 8 == 0) modulus.insert(modulus.begin(), '\0');
  const std::string numbers = test::DerTlv(0x02, modulus) + test::DerTlv(0x02, exponent);
  const std::string key = test::DerSequence(
      test::DerSequence(test::DerOid("1.2.840.113549.1.1.1") + test::DerTlv(0x05, "")) +
      test::DerTlv(0x03, std::string(1, '\0') + test::DerSequence(numbers)));
  const auto* in = reinterpret_cast<const unsigned char*>(key.data());
  const UniqueEvpPkey parsed(d2i_PUBKEY(nullptr, &in, static_cast<long>(key.size())));
  const UniqueX509 certificate = Signer().Build().Parse();
  EXPECT_EQ(X509_set_pubkey(certificate.get(), parsed.get()), 1);
  EXPECT_GT(X509_sign(certificate.get(), TestKey::NewEcP256()->get(), EVP_sha256()), 0);
  return Parsed(ToDer<X509>(i2d_X509, certificate.get()).value());
}

// Proves: SIG-3, CERT-2
TEST(RsaKeyTest, RefusesOtherKeysThanRsaOf2048To4096Bits) {
  EXPECT_THAT(CheckSignerKey(Parsed(Signer().Key(TestKey::NewEcP256()).Build().der)),
              HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("not RSA")));
  EXPECT_THAT(CheckSignerKey(WithModulusOf(2048)), IsOk());
  EXPECT_THAT(CheckSignerKey(WithModulusOf(4096)), IsOk());
  for (const size_t bits : {1024U, 2047U, 4097U}) {
    EXPECT_THAT(CheckSignerKey(WithModulusOf(bits)),
                HasReason(v1::CERTIFICATE_REFUSED, HasSubstr(absl::StrCat("has ", bits, " bits"))));
  }
}

// Replaces the exponent 65537 (02 03 01 00 01) of an RSA key in DER; the certificate's own
// signature breaks, which is not asked here.
std::string WithExponent(std::string der, const std::string& exponent) {
  const std::string usual("\x02\x03\x01\x00\x01", 5);
  der.replace(der.find(usual), usual.size(), "\x02\x03" + exponent);
  return der;
}

// Proves: DEV-4
TEST(RsaKeyTest, RefusesExponentsThatForge) {
  const std::string good = TestPki::Get().signer().der;
  EXPECT_THAT(CheckSignerKey(Parsed(WithExponent(good, std::string("\x01\x00\x03", 3)))), IsOk());
  EXPECT_THAT(CheckSignerKey(Parsed(WithExponent(good, std::string("\x01\x00\x02", 3)))),
              HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("odd")));
  for (const std::string& exponent :
       {std::string("\x01"), "\x01" + std::string(7, '\0') + "\x01"}) {
    EXPECT_THAT(CheckSignerKey(WithModulusOf(2048, exponent)),
                HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("above 1 and at most 64 bits")));
  }
}

// Proves: DEV-1
TEST(RsaKeyTest, TheModulusIsThatOfTheKey) {
  const Certificate certificate = Parsed(TestPki::Get().signer().der);
  const std::string modulus = RsaModulus(certificate);
  EXPECT_EQ(modulus.size(), 256U);
  EXPECT_THAT(certificate.der(), HasSubstr(std::string("\x02\x82\x01\x01\x00", 5) + modulus));
  EXPECT_EQ(RsaModulus(Parsed(TestPki::Get().root().der)), "");
}

}  // namespace
}  // namespace paraphe
