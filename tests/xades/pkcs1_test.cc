// Cases by kind as Project Wycheproof has them for RSA PKCS#1 v1.5 signatures, made with a raw
// private operation.
#include "xades/pkcs1.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/testing/matchers.h"
#include "tests/testing/or_die.h"
#include "tests/xades/signing.h"

namespace paraphe::xades {
namespace {

using ::paraphe::test::CheckOrDie;
using ::paraphe::test::DerSequence;
using ::paraphe::test::DerTlv;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestKey;
using ::testing::HasSubstr;

constexpr size_t kSize = 256;

std::string RawSign(const TestKey& key, const std::string& block) {
  const UniqueEvpPkeyCtx context(EVP_PKEY_CTX_new(key.get(), nullptr));
  std::string signature(block.size(), '\0');
  size_t size = signature.size();
  CheckOrDie(
      EVP_PKEY_sign_init(context.get()) == 1 &&
          EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) == 1 &&
          EVP_PKEY_sign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                        reinterpret_cast<const unsigned char*>(block.data()), block.size()) == 1,
      "raw RSA signature");
  return signature;
}

// A block with as many bytes of padding as fit before `payload`.
std::string Block(const std::string& payload, char type = '\x01', char pad = '\xFF') {
  return absl::StrCat(std::string(1, '\0'), std::string(1, type),
                      std::string(kSize - 3 - payload.size(), pad), std::string(1, '\0'), payload);
}

class DeviceAnswerTest : public ::testing::Test {
 protected:
  absl::Status Check(const std::string& signature) const {
    return CheckDeviceSignature(test::ParsedOrDie(test::SignerOf()), v1::SHA256, digest_,
                                signature);
  }
  absl::Status CheckBlock(const std::string& block) const {
    return Check(RawSign(*test::SignerOf().key, block));
  }
  std::string DigestInfo() const { return *EncodeDigestInfo(v1::SHA256, digest_); }
  std::string GoodSignature() const { return RawSign(*test::SignerOf().key, Block(DigestInfo())); }

  // A DigestInfo put together by hand.
  std::string AlgorithmId(const std::string& parameters) const {
    return DerSequence(paraphe::test::DerOid("2.16.840.1.101.3.4.2.1") + parameters);
  }
  std::string HandMade(const std::string& algorithm_id) const {
    return DerSequence(algorithm_id + DerTlv(0x04, digest_));
  }

  const std::string digest_ = Sha256("SignedInfo");
  const std::string null_ = std::string("\x05\x00", 2);
};

auto IsRefused(const char* words) {
  return HasReason(v1::DEVICE_SIGNATURE_INVALID, HasSubstr(words));
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, AcceptsTheOneEncoding) {
  EXPECT_THAT(Check(GoodSignature()), IsOk());
  EXPECT_EQ(HandMade(AlgorithmId(null_)), DigestInfo());
  EXPECT_THAT(CheckBlock(Block(HandMade(AlgorithmId(null_)))), IsOk());
}

// Proves: DEV-4, SIG-3
TEST_F(DeviceAnswerTest, AcceptsEveryHashAndKeySize) {
  for (const int bits : {2048, 3072, 4096}) {
    for (const auto hash : {v1::SHA1, v1::SHA256, v1::SHA384, v1::SHA512}) {
      const std::string digest = *ComputeHash(hash, "SignedInfo");
      const std::string signature =
          test::SignerOf(bits).key->SignDigestInfo(*EncodeDigestInfo(hash, digest));
      EXPECT_THAT(
          CheckDeviceSignature(test::ParsedOrDie(test::SignerOf(bits)), hash, digest, signature),
          IsOk());
    }
  }
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesAnotherLengthThanTheModulus) {
  const std::string good = GoodSignature();
  EXPECT_THAT(Check(""), IsRefused("0 bytes"));
  EXPECT_THAT(Check(good.substr(1)), IsRefused("255 bytes"));
  EXPECT_THAT(Check(good.substr(0, kSize - 1)), IsRefused("255 bytes"));
  EXPECT_THAT(Check(good + std::string(1, '\0')), IsRefused("257 bytes"));
  EXPECT_THAT(Check(std::string(1, '\0') + good), IsRefused("257 bytes"));
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesASignatureNotBelowTheModulus) {
  EXPECT_THAT(Check(std::string(kSize, '\xFF')), IsRefused("not below the modulus"));
  BIGNUM* raw = nullptr;
  EVP_PKEY_get_bn_param(test::SignerOf().key->get(), "n", &raw);
  const UniqueBignum modulus(raw);
  std::string equal(kSize, '\0');
  BN_bn2binpad(modulus.get(), reinterpret_cast<unsigned char*>(equal.data()),
               static_cast<int>(kSize));
  EXPECT_THAT(Check(equal), IsRefused("not below the modulus"));
  EXPECT_THAT(Check(std::string(kSize, '\0')), IsRefused("block type 1"));
  // 1 and n - 1 are their own powers.
  std::string one(kSize, '\0');
  one.back() = '\1';
  EXPECT_THAT(Check(one), IsRefused("block type 1"));
  equal.back() = static_cast<char>(equal.back() - 1);
  EXPECT_THAT(Check(equal), IsRefused("block type 1"));
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesOtherBlockTypesAndKeys) {
  EXPECT_THAT(CheckBlock(Block(DigestInfo(), '\x00')), IsRefused("block type 1"));
  EXPECT_THAT(CheckBlock(Block(DigestInfo(), '\x02')), IsRefused("block type 1"));
  std::string wrong_first = Block(DigestInfo());
  wrong_first[0] = '\x01';
  EXPECT_THAT(CheckBlock(wrong_first), IsRefused("block type 1"));
  EXPECT_THAT(Check(RawSign(*TestKey::OtherRsa(), Block(DigestInfo()))),
              HasReason(v1::DEVICE_SIGNATURE_INVALID));
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesOtherPadding) {
  EXPECT_THAT(CheckBlock(Block(DigestInfo(), '\x01', '\x00')), IsRefused("shorter than eight"));
  EXPECT_THAT(CheckBlock(Block(DigestInfo(), '\x01', '\xFE')), IsRefused("not all FF"));
  std::string one_off = Block(DigestInfo());
  one_off[100] = '\x7F';
  EXPECT_THAT(CheckBlock(one_off), IsRefused("not all FF"));
  std::string no_end = Block(DigestInfo());
  no_end[kSize - DigestInfo().size() - 1] = '\x01';
  EXPECT_THAT(CheckBlock(no_end), IsRefused("not all FF"));
  EXPECT_THAT(CheckBlock(std::string("\0\x01", 2) + std::string(kSize - 2, '\xFF')),
              IsRefused("not all FF"));
}

// Proves: DEV-4 (Bleichenbacher 2006: short padding, garbage behind)
TEST_F(DeviceAnswerTest, RefusesBytesAfterTheDigestInfo) {
  for (const size_t tail : {size_t{1}, size_t{8}, kSize - 3 - DigestInfo().size() - 8}) {
    EXPECT_THAT(CheckBlock(Block(DigestInfo() + std::string(tail, '\x00'))),
                IsRefused("bytes follow"));
  }
  const std::string zero_padding = DigestInfo() + std::string(kSize - 3 - DigestInfo().size(), 'x');
  EXPECT_THAT(CheckBlock(Block(zero_padding)), IsRefused("shorter than eight"));
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesOtherParametersThanNull) {
  for (const std::string& parameters :
       {std::string(), std::string("\x05\x81\x00", 3), std::string("\x05\x01\x00", 3),
        null_ + null_, std::string("\x30\x00", 2), std::string("\x04\x02xy", 4),
        std::string("\x05\x80", 2)}) {
    EXPECT_THAT(CheckBlock(Block(HandMade(AlgorithmId(parameters)))),
                IsRefused("not the DER DigestInfo"));
  }
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesBerLengths) {
  const std::string id = AlgorithmId(null_);
  const std::string content = id + DerTlv(0x04, digest_);
  const std::string size(1, static_cast<char>(content.size()));
  EXPECT_THAT(CheckBlock(Block("\x30\x81" + size + content)), IsRefused("not the DER DigestInfo"));
  EXPECT_THAT(CheckBlock(Block(std::string("\x30\x82\x00", 3) + size + content)),
              IsRefused("not the DER"));
  EXPECT_THAT(CheckBlock(Block("\x30\x80" + content + std::string("\0\0", 2))),
              IsRefused("not the DER"));
  EXPECT_THAT(CheckBlock(Block(DerSequence(id + "\x04\x81\x20" + digest_))),
              IsRefused("not the DER"));
  EXPECT_THAT(CheckBlock(Block(DerSequence(id + DerTlv(0x24, DerTlv(0x04, digest_))))),
              IsRefused("not the DER"));
}

// All changes of one byte to the tags, lengths and OID: cheap for what hand-made cases forget.
// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesEveryChangeOfTheDigestInfo) {
  const std::string good = DigestInfo();
  for (size_t i = 0; i < good.size() - digest_.size(); ++i) {
    EXPECT_THAT(CheckBlock(Block(good.substr(0, i) + good.substr(i + 1))),
                HasReason(v1::DEVICE_SIGNATURE_INVALID));
    for (const char byte : {good[i], '\x00', '\x05', '\x30', '\x80', '\x81', '\xFF'}) {
      const std::string inserted = good.substr(0, i) + byte + good.substr(i);
      EXPECT_THAT(CheckBlock(Block(inserted)), HasReason(v1::DEVICE_SIGNATURE_INVALID));
    }
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = good;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
      EXPECT_THAT(CheckBlock(Block(flipped)), HasReason(v1::DEVICE_SIGNATURE_INVALID));
    }
  }
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesAnotherOid) {
  const std::string sha512 = *ComputeHash(v1::SHA512, "SignedInfo");
  EXPECT_THAT(CheckBlock(Block(*EncodeDigestInfo(v1::SHA512, sha512))), IsRefused("OID of SHA512"));
  std::string sha384_prefix = *EncodeDigestInfo(v1::SHA384, std::string(48, 'x'));
  EXPECT_THAT(CheckBlock(Block(sha384_prefix.substr(0, 19) + digest_)), IsRefused("OID of SHA384"));
  const std::string unknown = DerSequence(paraphe::test::DerOid("1.2.3") + null_);
  EXPECT_THAT(CheckBlock(Block(HandMade(unknown))), IsRefused("not the DER DigestInfo"));
  EXPECT_THAT(CheckBlock(Block(digest_)), IsRefused("not the DER DigestInfo"));
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesAnotherDigest) {
  EXPECT_THAT(CheckBlock(Block(*EncodeDigestInfo(v1::SHA256, Sha256("other")))),
              IsRefused("another digest"));
  std::string flipped = DigestInfo();
  flipped.back() = static_cast<char>(flipped.back() ^ 1);
  EXPECT_THAT(CheckBlock(Block(flipped)), IsRefused("another digest"));
  EXPECT_THAT(CheckBlock(Block(DigestInfo().substr(0, 19) + digest_.substr(1))),
              IsRefused("wrong length"));
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesEveryFlippedBitOfASignature) {
  const std::string good = GoodSignature();
  for (size_t bit = 0; bit < good.size() * 8; bit += 5) {
    std::string flipped = good;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_THAT(Check(flipped), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  }
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, RefusesAnotherCertificatesKey) {
  const auto other = paraphe::test::CertBuilder::Signer("x").Key(TestKey::OtherRsa()).Build();
  EXPECT_THAT(CheckDeviceSignature(test::ParsedOrDie(other), v1::SHA256, digest_, GoodSignature()),
              HasReason(v1::DEVICE_SIGNATURE_INVALID));
  const auto ec =
      paraphe::test::CertBuilder::Signer("x").Key(TestKey::NewEcP256()).IssuedBy(other).Build();
  EXPECT_THAT(CheckDeviceSignature(test::ParsedOrDie(ec), v1::SHA256, digest_, GoodSignature()),
              HasReason(v1::CERTIFICATE_REFUSED));
}

// Proves: DEV-4
TEST_F(DeviceAnswerTest, DigestOfAnotherLengthIsOurFault) {
  EXPECT_THAT(CheckDeviceSignature(test::ParsedOrDie(test::SignerOf()), v1::SHA512, digest_,
                                   GoodSignature()),
              HasReason(v1::INTERNAL));
  EXPECT_THAT(CheckDeviceSignature(test::ParsedOrDie(test::SignerOf()),
                                   v1::HASH_ALGORITHM_UNSPECIFIED, digest_, GoodSignature()),
              HasReason(v1::INTERNAL));
}

}  // namespace
}  // namespace paraphe::xades
