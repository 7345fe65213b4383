#include "client/device/pkcs12/pkcs12_device.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/device/open_device.h"
#include "common/errors.h"
#include "tests/client/testing/pkcs12_files.h"
#include "tests/testing/matchers.h"

namespace paraphe::pkcs12 {
namespace {

using device::DeviceCertificate;
using device::KeyPresence;
using device::PinEntry;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::Pkcs12Files;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestKey;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using DevicePtr = std::unique_ptr<device::SignatureDevice>;

SecretBuffer PasswordOf(absl::string_view text) {
  SecretBuffer buffer(text.size());
  for (const char byte : text) EXPECT_TRUE(buffer.Append(byte));
  return buffer;
}

class Pkcs12DeviceTest : public ::testing::Test {
 protected:
  static DevicePtr OpenOrFail(const std::string& path) {
    absl::StatusOr<DevicePtr> opened = Pkcs12Device::Open(path);
    EXPECT_THAT(opened, IsOk());
    return *std::move(opened);
  }
  // The one that is `wanted`, of those after the login.
  static DeviceCertificate Find(device::SignatureDevice& device, const TestCert& wanted) {
    const auto listed = device.ListCertificatesAfterLogin(PasswordOf("secret"));
    EXPECT_THAT(listed, IsOk());
    for (const DeviceCertificate& certificate : *listed) {
      if (certificate.der == wanted.der) return certificate;
    }
    ADD_FAILURE() << "not listed";
    return {};
  }

  Pkcs12Files files_;
  const TestCert& signer_ = TestPki::Get().signer();
};

// Proves: DEV-2
TEST_F(Pkcs12DeviceTest, SaysThatItsPasswordIsThePin) {
  const std::string path = files_.WriteOrDie(signer_, "secret");
  const auto state = OpenOrFail(path)->Describe();
  ASSERT_THAT(state, IsOk());
  EXPECT_EQ(state->label, std::filesystem::path(path).filename());
  EXPECT_EQ(state->pin_entry, PinEntry::kHere);
  EXPECT_EQ(state->tries_left, std::nullopt);
  EXPECT_EQ(OpenOrFail(files_.WriteOrDie(signer_, ""))->Describe()->pin_entry,
            PinEntry::kNotNeeded);
}

// Proves: DEV-2, CERT-3
TEST_F(Pkcs12DeviceTest, ShowsCertificatesAndKeysOnceItIsOpen) {
  const DevicePtr device = OpenOrFail(files_.WriteOrDie(signer_, "secret"));
  EXPECT_THAT(device->ListCertificates(), IsOkAndHolds(IsEmpty()));
  const auto listed = device->ListCertificatesAfterLogin(PasswordOf("secret"));
  ASSERT_THAT(listed, IsOkAndHolds(SizeIs(3)));
  for (const DeviceCertificate& certificate : *listed) {
    EXPECT_EQ(certificate.key,
              certificate.der == signer_.der ? KeyPresence::kPresent : KeyPresence::kAbsent);
  }
}

// Proves: DEV-2
TEST_F(Pkcs12DeviceTest, CertificatesInTheClearAreShownWithTheirKeysHidden) {
  const DevicePtr device = OpenOrFail(files_.WriteOrDie(signer_, "secret", {"-certpbe", "NONE"}));
  const auto listed = device->ListCertificates();
  ASSERT_THAT(listed, IsOkAndHolds(SizeIs(3)));
  EXPECT_EQ(listed->front().key, KeyPresence::kHiddenUntilLogin);
  EXPECT_EQ(listed->front().label, "Anne");
  EXPECT_THAT(device->Activate(listed->front(), PasswordOf("secret")), IsOk());
}

// Proves: DEV-2
TEST_F(Pkcs12DeviceTest, WithoutAPasswordAllIsShownAndSigns) {
  const DevicePtr device = OpenOrFail(files_.WriteOrDie(signer_, ""));
  const auto listed = device->ListCertificates();
  ASSERT_THAT(listed, IsOkAndHolds(SizeIs(3)));
  EXPECT_EQ(listed->front().key, KeyPresence::kPresent);
  ASSERT_THAT(device->Activate(listed->front(), PasswordOf("")), IsOk());
  EXPECT_THAT(device->Sign("abc"), IsOkAndHolds(signer_.key->SignDigestInfo("abc")));
}

// Proves: DEV-2
TEST_F(Pkcs12DeviceTest, OfSeveralKeysTheCertificatesOneSigns) {
  const TestCert other = TestPki::Get().Signer("Bob").Key(TestKey::OtherRsa()).Build();
  const DevicePtr device = OpenOrFail(files_.WriteSeveralOrDie({signer_, other}, "secret"));
  for (const TestCert& wanted : {other, signer_}) {
    const DeviceCertificate certificate = Find(*device, wanted);
    EXPECT_EQ(certificate.key, KeyPresence::kPresent);
    ASSERT_THAT(device->Activate(certificate, PasswordOf("secret")), IsOk());
    EXPECT_THAT(device->Sign("abc"), IsOkAndHolds(wanted.key->SignDigestInfo("abc")));
  }
}

// Proves: DEV-3
TEST_F(Pkcs12DeviceTest, ACertificateWithoutItsKeyIsNamed) {
  const DevicePtr device = OpenOrFail(files_.WriteWithoutKeyOrDie(signer_, "secret"));
  const DeviceCertificate certificate = Find(*device, signer_);
  EXPECT_EQ(certificate.key, KeyPresence::kAbsent);
  EXPECT_THAT(device->Activate(certificate, PasswordOf("secret")),
              HasReason(v1::DEVICE_KEY_MISSING));
  EXPECT_THAT(
      device->Activate({"no certificate", "", "", KeyPresence::kPresent}, PasswordOf("secret")),
      HasReason(v1::DEVICE_KEY_MISSING));
}

// Proves: DEV-3
TEST_F(Pkcs12DeviceTest, AKeyThatIsNotRsaIsNamed) {
  const TestCert curve = TestPki::Get().Signer("Eve").Key(TestKey::NewEcP256()).Build();
  const DevicePtr device = OpenOrFail(files_.WriteOrDie(curve, "secret"));
  const DeviceCertificate certificate = Find(*device, curve);
  EXPECT_EQ(certificate.key, KeyPresence::kPresent);
  EXPECT_THAT(device->Activate(certificate, PasswordOf("secret")),
              HasReason(v1::DEVICE_ERROR, HasSubstr("no RSA key")));
}

// Proves: DEV-4
TEST_F(Pkcs12DeviceTest, WhatIsTooLongToSignIsRefused) {
  const DevicePtr device = OpenOrFail(files_.WriteOrDie(signer_, "secret"));
  ASSERT_THAT(device->Activate(Find(*device, signer_), PasswordOf("secret")), IsOk());
  EXPECT_THAT(device->Sign(std::string(300, 'x')), HasReason(v1::DEVICE_ERROR));
}

// A stick that is put in later, or another file. Proves: DEV-1
TEST_F(Pkcs12DeviceTest, ListingReadsTheFileThatIsThereNow) {
  const std::string path = files_.WriteOrDie(signer_, "secret");
  const DevicePtr device = OpenOrFail(path);
  std::filesystem::rename(path, path + ".away");
  EXPECT_THAT(device->ListCertificates(), HasReason(v1::FILE_UNREADABLE));
  std::filesystem::copy_file(files_.WriteOrDie(signer_, ""), path);
  EXPECT_THAT(device->ListCertificates(), IsOkAndHolds(SizeIs(3)));
}

// Proves: DEV-2
TEST_F(Pkcs12DeviceTest, IsListedAsAReader) {
  const std::string path = files_.WriteOrDie(signer_, "secret", {"-certpbe", "NONE"});
  const auto readers = ReadFileAsReader(path);
  ASSERT_THAT(readers, IsOkAndHolds(SizeIs(1)));
  EXPECT_EQ(readers->front().name, path);
  EXPECT_TRUE(readers->front().token->configured);
  EXPECT_THAT(readers->front().token->certificates, SizeIs(3));
  EXPECT_THAT(ReadFileAsReader("/nowhere"), HasReason(v1::FILE_UNREADABLE));
}

// In a process whose OpenSSL has no legacy provider. Proves: DEV-2
TEST_F(Pkcs12DeviceTest, WithoutTheLegacyProviderItIsNamed) {
  v1::DeviceConfig config;
  config.set_pkcs12(files_.WriteOrDie(signer_, "secret", {"-legacy"}));
  setenv("OPENSSL_MODULES", "/nowhere", /*overwrite=*/1);
  const auto device = device::OpenDevice(config, "");
  unsetenv("OPENSSL_MODULES");
  ASSERT_THAT(device, IsOk());
  EXPECT_THAT((*device)->ListCertificatesAfterLogin(PasswordOf("secret")),
              HasReason(v1::DEVICE_ERROR, HasSubstr("legacy provider")));
}

}  // namespace
}  // namespace paraphe::pkcs12
