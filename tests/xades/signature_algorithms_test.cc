#include "xades/signature_algorithms.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "common/openssl.h"
#include "tests/testing/matchers.h"
#include "tests/testing/or_die.h"
#include "tests/xades/signing.h"

namespace paraphe::xades::test {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::CheckOrDie;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestKey;
using ::testing::HasSubstr;

SignatureAlgorithm Algorithm(absl::string_view name) {
  const auto found = FindSignatureAlgorithm(absl::StrCat("http://www.w3.org/", name));
  CheckOrDie(found.has_value(), "FindSignatureAlgorithm");
  return *found;
}

SignatureAlgorithm Pss256() { return Algorithm("2007/05/xmldsig-more#sha256-rsa-MGF1"); }
SignatureAlgorithm Ecdsa256() { return Algorithm("2001/04/xmldsig-more#ecdsa-sha256"); }

// OpenSSL's signature; PSS with a salt of so many bytes where `salt` is not negative.
std::string SignByOpenssl(EVP_PKEY* key, const std::string& digest, int salt) {
  const UniqueEvpPkeyCtx context(EVP_PKEY_CTX_new(key, nullptr));
  bool ready = EVP_PKEY_sign_init(context.get()) == 1;
  if (salt >= 0) {
    ready = ready && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PSS_PADDING) == 1 &&
            EVP_PKEY_CTX_set_rsa_pss_saltlen(context.get(), salt) == 1;
  }
  std::string signature(1024, '\0');
  size_t size = signature.size();
  const auto* in = reinterpret_cast<const unsigned char*>(digest.data());
  ready = ready && EVP_PKEY_CTX_set_signature_md(context.get(), EVP_sha256()) == 1 &&
          EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                        in, digest.size()) == 1;
  CheckOrDie(ready, "EVP_PKEY_sign");
  signature.resize(size);
  return signature;
}

// Proves: EXP-2
TEST(SignatureAlgorithmsTest, PssIsCheckedWithItsOneSaltLength) {
  const Certificate signer = ParsedOrDie(SignerOf());
  const std::string digest = Sha256("x");
  const std::string good = SignByOpenssl(SignerOf().key->get(), digest, 32);
  EXPECT_THAT(CheckSignatureValue(Pss256(), signer, digest, good), IsOk());
  for (const std::string& bad : {SignByOpenssl(SignerOf().key->get(), digest, 20),
                                 SignByOpenssl(SignerOf().key->get(), Sha256("y"), 32), good + "x",
                                 good.substr(1), std::string()}) {
    EXPECT_THAT(CheckSignatureValue(Pss256(), signer, digest, bad),
                HasReason(v1::SIGNATURE_INVALID));
  }
  const SignatureAlgorithm pkcs1 = Algorithm("2001/04/xmldsig-more#rsa-sha256");
  EXPECT_THAT(CheckSignatureValue(pkcs1, signer, digest, good), HasReason(v1::SIGNATURE_INVALID));
  const Certificate short_key = ParsedOrDie(SignerOf(1024));
  EXPECT_THAT(CheckSignatureValue(Pss256(), short_key, digest, good),
              HasReason(v1::CERTIFICATE_REFUSED));
}

// Proves: EXP-2
TEST(SignatureAlgorithmsTest, EcdsaIsRAndSOfTheCurvesLength) {
  const TestCert ec = CertBuilder::Signer("x").Key(TestKey::NewEcP256()).IssuedBy(Ca()).Build();
  const Certificate signer = ParsedOrDie(ec);
  const std::string digest = Sha256("x");
  // Those of xmlsec1 are judged in verifier_foreign_test.cc; this is DER, as no XMLDSig has it.
  const std::string der = SignByOpenssl(ec.key->get(), digest, -1);
  EXPECT_THAT(CheckSignatureValue(Ecdsa256(), signer, digest, der),
              HasReason(v1::SIGNATURE_INVALID, HasSubstr("asks for 64")));
  for (const std::string& bad : {std::string(64, '\0'), std::string(64, '\xFF'), std::string()}) {
    EXPECT_THAT(CheckSignatureValue(Ecdsa256(), signer, digest, bad),
                HasReason(v1::SIGNATURE_INVALID));
  }
  EXPECT_THAT(CheckSignatureValue(Ecdsa256(), ParsedOrDie(SignerOf()), digest, der),
              HasReason(v1::SIGNATURE_INVALID, HasSubstr("key is not")));
}

// Proves: EXP-2
TEST(SignatureAlgorithmsTest, OthersAreNotKnown) {
  for (const char* uri : {"", "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
                          "http://www.w3.org/2007/05/xmldsig-more#rsa-pss",
                          "http://www.w3.org/2001/04/xmldsig-more#rsa-md5"}) {
    EXPECT_FALSE(FindSignatureAlgorithm(uri).has_value()) << uri;
  }
}

}  // namespace
}  // namespace paraphe::xades::test
