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

// A signer's certificate for an RSA key of these two numbers: the contents of their INTEGERs.
Certificate WithKey(const std::string& modulus, const std::string& exponent) {
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

// A modulus of `bits` bits, all of them set.
std::string ModulusOf(size_t bits) {
  const size_t first = bits % 8;
  const char front = static_cast<char>((1 << first) - 1);
  return std::string(1, front) + std::string(bits / 8, '\xFF');
}

const std::string kUsualExponent("\x01\x00\x01", 3);

// Proves: SIG-3, CERT-2
TEST(RsaKeyTest, RefusesOtherKeysThanRsaOf2048To4096Bits) {
  EXPECT_THAT(CheckSignerKey(Parsed(Signer().Key(TestKey::NewEcP256()).Build().der)),
              HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("not RSA")));
  EXPECT_THAT(CheckSignerKey(WithKey(ModulusOf(2048), kUsualExponent)), IsOk());
  EXPECT_THAT(CheckSignerKey(WithKey(ModulusOf(4096), kUsualExponent)), IsOk());
  for (const size_t bits : {1024U, 2047U, 4097U}) {
    EXPECT_THAT(CheckSignerKey(WithKey(ModulusOf(bits), kUsualExponent)),
                HasReason(v1::CERTIFICATE_REFUSED, HasSubstr(absl::StrCat("has ", bits, " bits"))));
  }
}

// Proves: DEV-4
TEST(RsaKeyTest, RefusesNumbersThatForge) {
  const std::string modulus = ModulusOf(2048);
  const std::string even_modulus = modulus.substr(0, 256) + '\xFE';
  const std::string longest = '\0' + std::string(8, '\xFF');
  EXPECT_THAT(CheckSignerKey(WithKey(modulus, "\x03")), IsOk());
  EXPECT_THAT(CheckSignerKey(WithKey(modulus, longest)), IsOk());
  for (const Certificate& certificate :
       {WithKey(modulus, "\x01"), WithKey(modulus, "\x02"), WithKey(even_modulus, "\x03"),
        WithKey(modulus, '\1' + std::string(8, '\1'))}) {
    EXPECT_FALSE(HasUsableRsaKey(certificate));
    EXPECT_THAT(CheckSignerKey(certificate),
                HasReason(v1::CERTIFICATE_REFUSED, HasSubstr("must be odd")));
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

std::string KeyInfoOf(const Certificate& certificate) {
  return ToDer<EVP_PKEY>(i2d_PUBKEY, certificate.key()).value();
}

// Proves: DEV-1
TEST(RsaKeyTest, TheModulusIsReadOutOfAKeyInfoToo) {
  const Certificate certificate = Parsed(TestPki::Get().signer().der);
  const std::string info = KeyInfoOf(certificate);
  EXPECT_EQ(RsaModulusOfKeyInfo(info), RsaModulus(certificate));
  EXPECT_EQ(RsaModulusOfKeyInfo(info.substr(0, info.size() - 1)), "");
  EXPECT_EQ(RsaModulusOfKeyInfo(KeyInfoOf(Parsed(TestPki::Get().root().der))), "");
  EXPECT_EQ(RsaModulusOfKeyInfo(""), "");
}

}  // namespace
}  // namespace paraphe
