#include "client/device/pkcs11/certificates.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/device/pkcs11/device_fixture.h"

namespace paraphe::pkcs11 {
namespace {

using device::DeviceCertificate;
using device::KeyPresence;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestKey;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;

class CertificatesTest : public DeviceFixture {
 protected:
  std::vector<DeviceCertificate> List() {
    const DevicePtr device = OpenOrFail();
    const auto certificates = device->ListCertificates();
    EXPECT_THAT(certificates, IsOk());
    return *certificates;
  }
  DeviceCertificate Labelled(const std::string& label) {
    for (DeviceCertificate& certificate : List()) {
      if (certificate.label == label) return std::move(certificate);
    }
    ADD_FAILURE() << "no certificate " << label;
    return {};
  }
  // As if the attribute were so long.
  static CK_RV Grow(CK_ATTRIBUTE& attribute, CK_ULONG size) {
    if (attribute.pValue != nullptr) std::fill_n(static_cast<char*>(attribute.pValue), size, 'x');
    attribute.ulValueLen = size;
    return CKR_OK;
  }
  void ShowPrivateKeys() {
    recorder_.edit_token_info = [](CK_TOKEN_INFO& info) { info.flags &= ~CKF_LOGIN_REQUIRED; };
  }
};

// Proves: DEV-1
TEST_F(CertificatesTest, AreListedWithIdAndLabel) {
  const std::vector<DeviceCertificate> certificates = List();
  ASSERT_EQ(certificates.size(), 1u);
  EXPECT_EQ(certificates[0].der, TestPki::Get().signer().der);
  EXPECT_EQ(certificates[0].handle, "\x01");
  EXPECT_EQ(certificates[0].label, "Anne");
}

// Proves: DEV-1
TEST_F(CertificatesTest, KeysAreUnknownBeforeLoginAndNotGuessed) {
  EXPECT_EQ(List()[0].key, KeyPresence::kHiddenUntilLogin);
}

// Proves: DEV-1, CERT-3
TEST_F(CertificatesTest, WithoutKeyIsToldWhereTheTokenShowsItsKeys) {
  ShowPrivateKeys();
  EXPECT_EQ(List()[0].key, KeyPresence::kAbsent);
}

// Proves: DEV-1
TEST_F(CertificatesTest, WithKeyIsToldWhereTheKeyIsSeen) {
  const test::TestCert& signer = TestPki::Get().signer();
  hsm_.AddTokenOrDie("open", kPin);
  hsm_.ImportOrDie(
      "open", kPin,
      {.id = "\x02", .certificate_der = signer.der, .key = signer.key, .hidden_key = false});
  absl::StatusOr<DevicePtr> device = Open(test::SoftHsm::Config("open"));
  ASSERT_THAT(device, IsOk());
  EXPECT_EQ(OnlyCertificate(**device).key, KeyPresence::kPresent);
}

// Proves: DEV-1
TEST_F(CertificatesTest, WithoutCkaIdMayHaveAKeyThatIsHidden) {
  const std::string signer = TestPki::Get().Signer("Bob").Build().der;
  hsm_.ImportOrDie(kTokenLabel, kPin, {.label = "Bob", .certificate_der = signer});
  EXPECT_EQ(Labelled("Bob").key, KeyPresence::kHiddenUntilLogin);
  ShowPrivateKeys();
  EXPECT_EQ(Labelled("Bob").key, KeyPresence::kAbsent);
}

// Proves: DEV-1, CERT-3
TEST_F(CertificatesTest, WithoutOrWithAnotherCkaIdIsPairedByItsPublicKey) {
  const test::TestCert signer = TestPki::Get().Signer("Bob").Key(TestKey::OtherRsa()).Build();
  hsm_.ImportOrDie(kTokenLabel, kPin, {.id = "\x05", .key = signer.key, .hidden_key = false});
  hsm_.ImportOrDie(kTokenLabel, kPin, {.label = "no id", .certificate_der = signer.der});
  hsm_.ImportOrDie(kTokenLabel, kPin,
                   {.id = "\x06", .label = "another", .certificate_der = signer.der});
  EXPECT_EQ(Labelled("no id").key, KeyPresence::kPresent);
  EXPECT_EQ(Labelled("another").key, KeyPresence::kPresent);
}

// Proves: DEV-1
TEST_F(CertificatesTest, WithTheCkaIdOfAnotherKeyHasNone) {
  hsm_.ImportOrDie(kTokenLabel, kPin,
                   {.id = "\x01", .key = TestKey::OtherRsa(), .hidden_key = false});
  ShowPrivateKeys();
  EXPECT_EQ(Labelled("Anne").key, KeyPresence::kAbsent);
}

// Tokens that store in blocks give the whole block.
// Proves: DEV-1, CERT-5
TEST_F(CertificatesTest, PaddingBehindACertificateIsCut) {
  const std::string signer = TestPki::Get().Signer("Bob").Build().der;
  const std::string paddings[] = {std::string(64, '\0'), std::string(1, '\xFF'),
                                  std::string(4000, ' ')};
  for (size_t i = 0; i < std::size(paddings); ++i) {
    const std::string label = absl::StrCat("padded ", i);
    hsm_.ImportOrDie(kTokenLabel, kPin, {.label = label, .certificate_der = signer + paddings[i]});
    EXPECT_EQ(Labelled(label).der, signer);
  }
}

// Proves: DEV-1, CERT-5
TEST_F(CertificatesTest, WhatIsNoCertificateIsListedAsItIs) {
  hsm_.ImportOrDie(kTokenLabel, kPin, {.label = "cut", .certificate_der = "\x30\x82\x05"});
  EXPECT_EQ(Labelled("cut").der, "\x30\x82\x05");
}

// Proves: DEV-1
TEST_F(CertificatesTest, EndlesslyLargeOnesAreRefused) {
  const DevicePtr device = OpenOrFail();
  CK_OBJECT_HANDLE found = 0;
  int batches = 3;
  recorder_.edit_found = [&](CK_OBJECT_HANDLE* objects, CK_ULONG room, CK_ULONG* count) {
    if (*count == 1) found = objects[0];
    if (found != 0 && batches-- > 0) std::fill_n(objects, *count = room, found);
  };
  recorder_.edit_attribute = [](CK_ATTRIBUTE& attribute) -> CK_RV {
    if (attribute.type == CKA_LABEL) return Grow(attribute, size_t{1} << 20);
    return CKR_OK;
  };
  EXPECT_THAT(device->ListCertificates(), HasReason(v1::DEVICE_ERROR, HasSubstr("64 MiB")));
}

}  // namespace
}  // namespace paraphe::pkcs11
