#include "tests/testing/pki.h"

#include <string>

#include "gtest/gtest.h"

namespace paraphe::test {
namespace {

// OpenSSL's own verdict over leaf ← intermediate ← root.
int Verify(const TestCert& leaf, const TestCert& intermediate) {
  const TestPki& pki = TestPki::Get();
  const UniqueX509Store store(X509_STORE_new());
  const UniqueX509 root = pki.root().Parse();
  X509_STORE_add_cert(store.get(), root.get());
  const UniqueX509 middle = intermediate.Parse();
  STACK_OF(X509)* untrusted = sk_X509_new_null();
  sk_X509_push(untrusted, middle.get());
  const UniqueX509 subject = leaf.Parse();
  const UniqueX509StoreCtx context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), subject.get(), untrusted);
  X509_verify_cert(context.get());
  const int error = X509_STORE_CTX_get_error(context.get());
  sk_X509_free(untrusted);
  return error;
}

int VerifyLeaf(const CertBuilder& builder) {
  return Verify(builder.Build(), TestPki::Get().intermediate());
}

CertBuilder GoodSigner() { return TestPki::Get().Signer("Jean Petit"); }

TEST(PkiTest, TheGoodChainIsGood) {
  EXPECT_EQ(Verify(TestPki::Get().signer(), TestPki::Get().intermediate()), X509_V_OK);
  EXPECT_EQ(VerifyLeaf(GoodSigner()), X509_V_OK);
}

TEST(PkiTest, EachSpoilerIsSeenByOpenssl) {
  const absl::Time long_ago = absl::FromUnixSeconds(0);
  EXPECT_EQ(VerifyLeaf(GoodSigner().Validity(long_ago, long_ago + absl::Hours(1))),
            X509_V_ERR_CERT_HAS_EXPIRED);
  EXPECT_EQ(VerifyLeaf(GoodSigner().FlipSignatureBit()), X509_V_ERR_CERT_SIGNATURE_FAILURE);
  EXPECT_EQ(VerifyLeaf(GoodSigner().SignWith(TestKey::NewEcP256())),
            X509_V_ERR_CERT_SIGNATURE_FAILURE);
  EXPECT_EQ(VerifyLeaf(GoodSigner().Extension("1.2.3.4", true, "\x05" + std::string(1, '\0'))),
            X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION);
  EXPECT_EQ(VerifyLeaf(GoodSigner().Issuer({{"CN", "Nobody"}}).NoAuthorityKeyId()),
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
}

TEST(PkiTest, EachCaSpoilerIsSeenByOpenssl) {
  const TestPki& pki = TestPki::Get();
  const auto verify_under = [](const CertBuilder& ca) {
    const TestCert intermediate = ca.Build();
    return Verify(CertBuilder::Signer("x").IssuedBy(intermediate).Build(), intermediate);
  };
  EXPECT_EQ(verify_under(pki.Intermediate("Good")), X509_V_OK);
  EXPECT_EQ(verify_under(pki.Intermediate("No CA").CaFlag(false)), X509_V_ERR_INVALID_CA);
  EXPECT_NE(verify_under(pki.Intermediate("No BC").NoBasicConstraints().NoKeyUsage()), X509_V_OK);
  EXPECT_NE(verify_under(pki.Intermediate("No KU").KeyUsage({kCrlSign})), X509_V_OK);
}

TEST(PkiTest, KeyUsageBitsAreEncodedByTheirNumbers) {
  const auto usage = [](std::vector<KeyUsageBit> bits) {
    return X509_get_key_usage(GoodSigner().KeyUsage(std::move(bits)).Build().Parse().get());
  };
  EXPECT_EQ(usage({kNonRepudiation}), static_cast<uint32_t>(KU_NON_REPUDIATION));
  EXPECT_EQ(usage({kDigitalSignature, kKeyEncipherment}),
            static_cast<uint32_t>(KU_DIGITAL_SIGNATURE | KU_KEY_ENCIPHERMENT));
  EXPECT_EQ(usage({kDecipherOnly}), static_cast<uint32_t>(KU_DECIPHER_ONLY));
  EXPECT_EQ(usage({}), 0U);
}

TEST(PkiTest, SerialVersionAndNameAreAsSet) {
  const UniqueX509 certificate =
      GoodSigner()
          .SerialHex("7F00000000000000000000000000000000000001")
          .Version(1)
          .Subject({{"CN", "a"}, {"2.5.4.5", "b", V_ASN1_PRINTABLESTRING, true}})
          .Build()
          .Parse();
  EXPECT_EQ(X509_get_serialNumber(certificate.get())->length, 20);
  EXPECT_EQ(X509_get_version(certificate.get()), X509_VERSION_1);
  const X509_NAME* name = X509_get_subject_name(certificate.get());
  ASSERT_EQ(X509_NAME_entry_count(name), 2);
  EXPECT_EQ(X509_NAME_ENTRY_set(X509_NAME_get_entry(name, 0)),
            X509_NAME_ENTRY_set(X509_NAME_get_entry(name, 1)));
}

TEST(PkiTest, PemsPkcs8AndPkcs12CanBeRead) {
  const TestCert& signer = TestPki::Get().signer();
  EXPECT_NE(signer.Pem().find("BEGIN CERTIFICATE"), std::string::npos);
  EXPECT_NE(signer.key->Pkcs8Pem().find("BEGIN PRIVATE KEY"), std::string::npos);
  const std::string der = signer.key->Pkcs8Der();
  const auto* in = reinterpret_cast<const unsigned char*>(der.data());
  const UniqueEvpPkey key(d2i_AutoPrivateKey(nullptr, &in, static_cast<long>(der.size())));
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(EVP_PKEY_eq(key.get(), signer.key->get()), 1);
  EXPECT_FALSE(signer.Pkcs12("secret").empty());
  EXPECT_EQ(signer.Sha256().size(), 32U);
}

TEST(PkiTest, KeysAreSharedPerProcess) {
  EXPECT_EQ(TestKey::SharedRsa(), TestKey::SharedRsa());
  EXPECT_NE(TestKey::SharedRsa()->PublicKeyDer(), TestKey::OtherRsa()->PublicKeyDer());
}

TEST(PkiDeathTest, TrailingBytesMakeParseDie) {
  const TestCert spoiled = GoodSigner().TrailingBytes("x").Build();
  EXPECT_DEATH(spoiled.Parse(), "trailing bytes");
}

TEST(PkiTest, DerLengthsAreMinimal) {
  EXPECT_EQ(DerTlv(0x04, std::string(0x7f, 'x')).substr(0, 2), "\x04\x7f");
  EXPECT_EQ(DerTlv(0x04, std::string(0x80, 'x')).substr(0, 3), "\x04\x81\x80");
  EXPECT_EQ(DerTlv(0x04, std::string(0x100, 'x')).substr(0, 4), std::string("\x04\x82\x01\0", 4));
}

}  // namespace
}  // namespace paraphe::test
