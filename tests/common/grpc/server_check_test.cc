#include "common/grpc/server_check.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/key_pin.h"
#include "tests/testing/cert_builder.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::DerSequence;
using test::DerTlv;
using test::HasReason;
using test::IsOk;
using test::TestCert;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr uint8_t kDns = 0x82;
constexpr uint8_t kIp = 0x87;

TestCert Named(const std::string& names_der) {
  return CertBuilder::Signer("paraphe.example")
      .Extension("2.5.29.17", false, DerSequence(names_der))
      .Build();
}

absl::Status Check(const TestCert& certificate, const std::string& name,
                   std::vector<std::string> pins = {}) {
  return CheckServerCertificate(certificate.Pem(), {"h:7443", name, std::move(pins)});
}

// Proves: CHN-1
TEST(ServerCheckTest, ANameOrAnAddressMustStandInTheCertificate) {
  const TestCert certificate = Named(DerTlv(kDns, "sign.example") + DerTlv(kDns, "*.wild.example") +
                                     DerTlv(kIp, absl::string_view("\x7F\0\0\1", 4)) +
                                     DerTlv(kIp, std::string(15, '\0') + '\1'));
  for (const char* name :
       {"sign.example", "SIGN.example", "a.wild.example", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1"}) {
    EXPECT_THAT(Check(certificate, name), IsOk()) << name;
  }
  for (const char* name : {"paraphe.example", "sign.example.org", "other.sign.example",
                           "wild.example", "a.b.wild.example", "127.0.0.2", "::2", ""}) {
    EXPECT_THAT(Check(certificate, name),
                HasReason(v1::NOT_REACHABLE, AllOf(HasSubstr("h:7443"), HasSubstr("not for"))))
        << name;
  }
}

// RFC 9525 §6.1. Proves: CHN-1
TEST(ServerCheckTest, ACommonNameIsNoName) {
  const TestCert certificate = CertBuilder::Signer("sign.example").Build();
  EXPECT_THAT(Check(certificate, "sign.example"), HasReason(v1::NOT_REACHABLE));
}

// Proves: CHN-2
TEST(ServerCheckTest, OneOfThePinsMustBeTheKeys) {
  const TestCert certificate = Named(DerTlv(kDns, "sign.example"));
  const std::string known = KeyPin(*certificate.Parse());
  const std::string other(64, '0');
  EXPECT_THAT(Check(certificate, "sign.example", {known}), IsOk());
  EXPECT_THAT(Check(certificate, "sign.example", {other, known}), IsOk());
  EXPECT_THAT(Check(certificate, "sign.example", {other}),
              HasReason(v1::SERVER_KEY_NOT_PINNED,
                        AllOf(HasSubstr("h:7443"), HasSubstr("ask your administrator"))));
  EXPECT_THAT(Check(certificate, "other.example", {known}), HasReason(v1::NOT_REACHABLE));
}

TEST(ServerCheckTest, WhatIsNoCertificateIsRefused) {
  for (const char* pem :
       {"", "x", "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n"}) {
    EXPECT_THAT(CheckServerCertificate(pem, {"h:7443", "h", {}}), HasReason(v1::NOT_REACHABLE));
  }
}

}  // namespace
}  // namespace paraphe
