#include "pki/certificate_memory.h"

#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/cert_builder.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::HasReason;
using test::IsOk;

const std::string& Der() {
  static const std::string der = CertBuilder::Signer("Jeanne Martin").Build().der;
  return der;
}

// Distinct certificates, quickly: of one key.
std::vector<std::string> Ders(size_t count) {
  const CertBuilder builder = CertBuilder::Ca("x").Key(test::TestKey::NewEcP256());
  std::vector<std::string> ders;
  for (size_t i = 0; i < count; ++i) {
    ders.push_back(CertBuilder(builder).SerialHex(absl::StrCat(100000 + i)).Build().der);
  }
  return ders;
}

bool IsKept(CertificateMemory& memory, absl::string_view der) {
  const auto once = memory.Read(der);
  const auto twice = memory.Read(der);
  return once.ok() && twice.ok() && once->x509() == twice->x509();
}

TEST(CertificateMemoryTest, ReadsTheSameBytesOnce) {
  CertificateMemory memory;
  const auto first = memory.Read(Der());
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->der(), Der());
  EXPECT_EQ(first->subject_cn(), "Jeanne Martin");
  EXPECT_EQ(memory.Read(std::string(Der()))->x509(), first->x509());
  EXPECT_EQ(memory.size(), 1u);
}

// Proves: CERT-5
TEST(CertificateMemoryTest, OneOtherBitIsAnotherCertificateOrNone) {
  CertificateMemory memory;
  ASSERT_THAT(memory.Read(Der()), IsOk());
  EXPECT_THAT(memory.Read(Der() + '\0'), HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_THAT(memory.Read(Der().substr(1)), HasReason(v1::CERTIFICATE_MALFORMED));
  std::string forged = Der();
  forged.back() ^= 1;  // in the signature
  const auto other = memory.Read(forged);
  ASSERT_THAT(other, IsOk());
  EXPECT_EQ(other->der(), forged);
  EXPECT_NE(other->sha256(), memory.Read(Der())->sha256());
}

TEST(CertificateMemoryTest, WhatIsNoCertificateIsNotKept) {
  CertificateMemory memory;
  EXPECT_THAT(memory.Read("no certificate"), HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_THAT(memory.Read(""), HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_EQ(memory.size(), 0u);
}

TEST(CertificateMemoryTest, ALargeOneIsReadAndNotKept) {
  CertificateMemory memory;
  const std::string long_name(CertificateMemory::kMaxKeptBytes, 'x');
  const std::string large =
      CertBuilder::Signer("x")
          .Extension("1.2.3.4", false, test::DerTlv(0x04, "y"))
          .Extension("1.2.3.5", false, test::DerSequence(test::DerTlv(0x04, long_name)))
          .Build()
          .der;
  ASSERT_GT(large.size(), CertificateMemory::kMaxKeptBytes);
  EXPECT_FALSE(IsKept(memory, large));
  EXPECT_TRUE(IsKept(memory, Der()));
  EXPECT_EQ(memory.size(), 1u);
}

// Proves: SES-8
TEST(CertificateMemoryTest, WhatIsNotUsedBetweenTwoCallsIsForgotten) {
  CertificateMemory memory;
  ASSERT_THAT(memory.Read(Der()), IsOk());
  memory.ForgetUnused();
  EXPECT_EQ(memory.size(), 1u);
  ASSERT_THAT(memory.Read(Der()), IsOk());
  memory.ForgetUnused();
  EXPECT_EQ(memory.size(), 1u) << "it was used since";
  memory.ForgetUnused();
  EXPECT_EQ(memory.size(), 0u);
}

TEST(CertificateMemoryTest, IsBoundedAndKeepsWhatIsUsed) {
  CertificateMemory memory;
  for (const std::string& der : Ders(3 * CertificateMemory::kMaxKept)) {
    ASSERT_THAT(memory.Read(der), IsOk());
    ASSERT_THAT(memory.Read(Der()), IsOk());
    ASSERT_LE(memory.size(), 2 * CertificateMemory::kMaxKept);
  }
  EXPECT_GT(memory.size(), CertificateMemory::kMaxKept);
}

TEST(CertificateMemoryTest, ACopyOutlivesTheMemory) {
  std::optional<Certificate> copy;
  {
    CertificateMemory memory;
    copy = memory.Read(Der()).value();
  }
  EXPECT_EQ(copy->der(), Der());
}

TEST(CertificateMemoryTest, ServesManyThreads) {
  CertificateMemory memory;
  const std::vector<std::string> ders = Ders(8);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        for (const std::string& der : ders) EXPECT_EQ(memory.Read(der)->der(), der);
        if (round % 10 == 0) memory.ForgetUnused();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace paraphe
