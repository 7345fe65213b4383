#include "client/device/pkcs12/safe_bags.h"

#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe::pkcs12 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestPki;

void FreeBags(SafeBags* bags) { sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free); }
using UniqueBags = UniqueHandle<SafeBags, FreeBags>;

// A certificate and a key, not encrypted.
UniqueBags SignersBags() {
  const UniqueX509 certificate = TestPki::Get().signer().Parse();
  SafeBags* bags = nullptr;
  PKCS12_add_cert(&bags, certificate.get());
  PKCS12_add_key(&bags, TestPki::Get().signer().key->get(), 0, 1, -1, nullptr);
  return UniqueBags(bags);
}

// Proves: DEV-2
TEST(SafeBagsTest, ReadsCertificatesAndKeys) {
  FileContent content;
  ASSERT_THAT(ReadBags(*SignersBags(), nullptr, 0, /*clear_only=*/false, content), IsOk());
  EXPECT_EQ(content.certificates.size(), 1u);
  EXPECT_EQ(content.keys.size(), 1u);
}

// Proves: DEV-3
TEST(SafeBagsTest, NoKeyIsTakenFromWhatNobodyOpened) {
  FileContent content;
  ASSERT_THAT(ReadBags(*SignersBags(), nullptr, 0, /*clear_only=*/true, content), IsOk());
  EXPECT_EQ(content.certificates.size(), 1u);
  EXPECT_TRUE(content.keys.empty());
}

// Proves: DEV-3
TEST(SafeBagsTest, DepthIsBounded) {
  FileContent content;
  EXPECT_THAT(ReadBags(*SignersBags(), nullptr, 0, false, content, kMaxBagDepth), IsOk());
  EXPECT_THAT(ReadBags(*SignersBags(), nullptr, 0, false, content, kMaxBagDepth + 1),
              HasReason(v1::MALFORMED_FILE));
}

}  // namespace
}  // namespace paraphe::pkcs12
