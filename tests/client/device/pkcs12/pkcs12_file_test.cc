#include "client/device/pkcs12/pkcs12_file.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/bounds.h"
#include "common/errors.h"
#include "tests/client/testing/pkcs12_files.h"
#include "tests/testing/matchers.h"

namespace paraphe::pkcs12 {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::Pkcs12Files;
using ::paraphe::test::TestKey;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;

SecretBuffer PasswordOf(absl::string_view text) {
  SecretBuffer buffer(text.size());
  for (const char byte : text) EXPECT_TRUE(buffer.Append(byte));
  return buffer;
}

class Pkcs12FileTest : public ::testing::Test {
 protected:
  // What `path` holds under `password`, where both work.
  static void ExpectSigner(const std::string& path, const std::string& password) {
    const auto file = Pkcs12File::Load(path);
    ASSERT_THAT(file, IsOk());
    const auto content = file->Open(PasswordOf(password));
    ASSERT_THAT(content, IsOk());
    ASSERT_EQ(content->certificates.size(), 3u);
    EXPECT_EQ(content->certificates[0].der, TestPki::Get().signer().der);
    EXPECT_EQ(content->certificates[0].label, "Anne");
    EXPECT_EQ(content->certificates[0].local_key_id.size(), 20u);
    ASSERT_EQ(content->keys.size(), 1u);
    EXPECT_EQ(EVP_PKEY_eq(content->keys[0].get(), TestPki::Get().signer().key->get()), 1);
  }
  std::string Write(const std::string& password, const std::vector<std::string>& options = {}) {
    return files_.WriteOrDie(TestPki::Get().signer(), password, options);
  }

  Pkcs12Files files_;
};

// Proves: DEV-2
TEST_F(Pkcs12FileTest, OpensWithItsPassword) {
  for (const std::string& password :
       {std::string("secret"), std::string("Mot de passe é€😀"), std::string(kMaxPinBytes, 'x')}) {
    const std::string path = Write(password);
    EXPECT_TRUE(Pkcs12File::Load(path)->needs_password());
    ExpectSigner(path, password);
  }
}

// Proves: DEV-3
TEST_F(Pkcs12FileTest, AnotherPasswordIsWrongAndIsNotQuoted) {
  for (const std::vector<std::string>& options :
       {std::vector<std::string>{}, {"-nomac"}, {"-legacy"}, {"-legacy", "-nomac"}}) {
    const auto file = Pkcs12File::Load(Write("secret", options));
    ASSERT_THAT(file, IsOk());
    const auto content = file->Open(PasswordOf("secreT"));
    EXPECT_THAT(content, HasReason(v1::DEVICE_PIN_WRONG));
    EXPECT_THAT(std::string(content.status().message()), testing::Not(HasSubstr("secreT")));
    EXPECT_FALSE(GetErrorDetail(content.status())->has_tries_left());
    EXPECT_THAT(file->Open(PasswordOf("secret")), IsOk());
  }
}

// Proves: DEV-3
TEST_F(Pkcs12FileTest, PasswordsThatCannotBeAreRefused) {
  const auto file = Pkcs12File::Load(Write("secret"));
  ASSERT_THAT(file, IsOk());
  EXPECT_THAT(file->Open(PasswordOf("")), HasReason(v1::DEVICE_PIN_UNUSABLE, HasSubstr("empty")));
  EXPECT_THAT(file->Open(PasswordOf(std::string(kMaxPinBytes + 1, 'x'))),
              HasReason(v1::DEVICE_PIN_UNUSABLE, HasSubstr("long")));
}

// Programs disagree on what an empty password is. Proves: DEV-2
TEST_F(Pkcs12FileTest, WithoutAPasswordNoneIsNeeded) {
  const TestPki& pki = TestPki::Get();
  const std::string null_password = files_.dir().WriteFileOrDie("null.p12", [&] {
    const UniqueX509 certificate = pki.signer().Parse();
    const UniquePkcs12 made(PKCS12_create(nullptr, "Anne", pki.signer().key->get(),
                                          certificate.get(), nullptr, 0, 0, 0, 0, 0));
    unsigned char* out = nullptr;
    const int size = i2d_PKCS12(made.get(), &out);
    std::string der(reinterpret_cast<const char*>(out), static_cast<size_t>(size));
    OPENSSL_free(out);
    return der;
  }());
  const std::vector<std::string> clear = {"-keypbe", "NONE", "-certpbe", "NONE", "-nomac"};
  for (const std::string& path :
       {Write(""), Write("", {"-nomac"}), Write("secret", clear), null_password}) {
    const auto file = Pkcs12File::Load(path);
    ASSERT_THAT(file, IsOk());
    EXPECT_FALSE(file->needs_password());
    const auto content = file->Open(PasswordOf(""));
    ASSERT_THAT(content, IsOk());
    EXPECT_EQ(content->keys.size(), 1u);
  }
}

// Proves: DEV-2
TEST_F(Pkcs12FileTest, OldAlgorithmsAreReadWithTheLegacyProvider) {
  ExpectSigner(Write("secret", {"-legacy"}), "secret");
  ExpectSigner(
      Write("secret", {"-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "SHA1"}),
      "secret");
}

// Proves: DEV-2
TEST_F(Pkcs12FileTest, CertificatesInTheClearAreSeenAtOnce) {
  const auto clear = Pkcs12File::Load(Write("secret", {"-certpbe", "NONE"}));
  ASSERT_THAT(clear, IsOk());
  EXPECT_TRUE(clear->needs_password());
  EXPECT_EQ(clear->ReadClear()->certificates.size(), 3u);
  EXPECT_TRUE(clear->ReadClear()->keys.empty());
  const auto hidden = Pkcs12File::Load(Write("secret"));
  EXPECT_TRUE(hidden->ReadClear()->certificates.empty());
}

// Proves: DEV-3
TEST_F(Pkcs12FileTest, FilesThatCannotBeReadAreNamed) {
  EXPECT_THAT(Pkcs12File::Load("/nowhere/anne.p12"),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("/nowhere/anne.p12")));
  EXPECT_THAT(Pkcs12File::Load(files_.dir().path()), HasReason(v1::FILE_UNREADABLE));
}

// Proves: DEV-3
TEST_F(Pkcs12FileTest, WhatIsNoPkcs12FileIsNamed) {
  const std::string good =
      files_.dir().ReadFileOrDie(Write("secret").substr(files_.dir().path().size() + 1));
  const struct {
    std::string bytes;
    std::string words;
  } cases[] = {
      {"", "no PKCS#12 file"},
      {TestPki::Get().signer().Pem(), "no PKCS#12 file"},
      {TestPki::Get().signer().der, "no PKCS#12 file"},
      {good.substr(0, good.size() - 1), "no PKCS#12 file"},
      {good + "x", "no PKCS#12 file"},
      {std::string(kMaxFileBytes + 1, '0'), "bytes: no PKCS#12 file"},
  };
  for (const auto& bad : cases) {
    EXPECT_THAT(Pkcs12File::Load(files_.dir().WriteFileOrDie("bad.p12", bad.bytes)),
                HasReason(v1::MALFORMED_FILE, HasSubstr(bad.words)));
  }
}

// Proves: DEV-3
TEST_F(Pkcs12FileTest, ADamagedFileIsNeverTakenForAWholeOne) {
  const std::string good =
      files_.dir().ReadFileOrDie(Write("secret").substr(files_.dir().path().size() + 1));
  for (size_t at = 0; at < good.size(); at += 97) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x41);
    const auto file = Pkcs12File::Load(files_.dir().WriteFileOrDie("bad.p12", bad));
    if (!file.ok()) continue;
    EXPECT_FALSE(file->Open(PasswordOf("secret")).ok()) << at;
  }
}

// A file that would keep the reader busy for a day. Proves: DEV-3
TEST_F(Pkcs12FileTest, EndlessRoundsOfTheMacAreRefused) {
  const UniqueX509 certificate = TestPki::Get().signer().Parse();
  const UniquePkcs12 made(PKCS12_create("secret", "Anne", TestPki::Get().signer().key->get(),
                                        certificate.get(), nullptr, 0, 0, 0, -1, 0));
  ASSERT_EQ(PKCS12_set_mac(made.get(), "secret", -1, nullptr, 0, 1, EVP_sha256()), 1);
  const ASN1_INTEGER* rounds = nullptr;
  PKCS12_get0_mac(nullptr, nullptr, nullptr, &rounds, made.get());
  for (const auto& [count, good] : {std::pair{2, true}, {kMaxMacRounds + 1, false}, {-1, false}}) {
    // One round is written by leaving it out; setting another needs a place.
    if (rounds == nullptr) {
      ASSERT_EQ(PKCS12_set_mac(made.get(), "secret", -1, nullptr, 0, 2, EVP_sha256()), 1);
      PKCS12_get0_mac(nullptr, nullptr, nullptr, &rounds, made.get());
    }
    ASN1_INTEGER_set(const_cast<ASN1_INTEGER*>(rounds), count);
    unsigned char* out = nullptr;
    const int size = i2d_PKCS12(made.get(), &out);
    const std::string der(reinterpret_cast<const char*>(out), static_cast<size_t>(size));
    OPENSSL_free(out);
    const auto file = Pkcs12File::Load(files_.dir().WriteFileOrDie("rounds.p12", der));
    if (good) {
      EXPECT_THAT(file, IsOk());
    } else {
      EXPECT_THAT(file, HasReason(v1::MALFORMED_FILE, HasSubstr("rounds")));
    }
  }
}

}  // namespace
}  // namespace paraphe::pkcs12
