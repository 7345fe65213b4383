#include "tests/testing/card/piv_card.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace paraphe::test {
namespace {

class PivCardTest : public ::testing::Test {
 protected:
  PivCardTest()
      : card_("PARAPHE-CARD-001",
              {{kAuthenticationKey, TestPki::Get().Signer("Anne").Key(ec_).Build()},
               {kSignatureKey, TestPki::Get().signer()}}) {}

  std::string Send(uint8_t ins, uint8_t p1, uint8_t p2, const std::string& data,
                   size_t room = 256) {
    return card_.Answer({0, ins, p1, p2, data, room});
  }
  std::string Select() { return Send(kSelect, 4, 0, std::string(kPivAid, kPivAidSize)); }
  std::string Enter(std::string digits) {
    digits.resize(8, '\xFF');
    return Send(kVerify, 0, 0x80, digits);
  }
  // Asks the key for a signature over `block`; the whole answer.
  std::string Sign(uint8_t algorithm, PivKey key, const std::string& block) {
    const std::string data = Tlv("\x7C", absl::StrCat(Tlv("\x82", ""), Tlv("\x81", block)));
    std::string answer = Send(kGeneralAuthenticate, algorithm, key, data);
    while (answer.size() > 2 && answer[answer.size() - 2] == '\x61') {
      answer.resize(answer.size() - 2);
      answer += Send(kGetResponse, 0, 0, "");
    }
    return answer;
  }

  static std::string Status(uint16_t status) { return AnswerOf("", status); }

  const TestKeyPtr ec_ = TestKey::NewEcP256();
  PivCard card_;
};

TEST_F(PivCardTest, NothingIsThereBeforeTheApplicationIsSelected) {
  EXPECT_EQ(Enter(kCardPin), Status(kUnknownInstruction));
  EXPECT_TRUE(absl::EndsWith(Select(), Status(kDone)));
  EXPECT_EQ(Enter(kCardPin), Status(kDone));
  card_.Reset();
  EXPECT_EQ(Enter(kCardPin), Status(kUnknownInstruction));
  EXPECT_EQ(Send(kSelect, 4, 0, "\xA0\x01\x02\x03\x04"), Status(kNotFound));
}

TEST_F(PivCardTest, ObjectsAreGivenInPieces) {
  Select();
  const std::string request = Tlv("\x5C", "\x5F\xC1\x0A");
  std::string object = Send(kGetData, 0x3F, 0xFF, request, 8);
  EXPECT_TRUE(absl::EndsWith(object, Status(kMoreBytes)));
  while (object[object.size() - 2] == '\x61') {
    object.resize(object.size() - 2);
    object += Send(kGetResponse, 0, 0, "");
  }
  EXPECT_TRUE(absl::StrContains(object, TestPki::Get().signer().der));
  EXPECT_EQ(Send(kGetData, 0x3F, 0xFF, Tlv("\x5C", "\x5F\xC1\x0B")), Status(kNotFound));
}

TEST_F(PivCardTest, TriesAreCountedDownAndLockThePin) {
  Select();
  EXPECT_EQ(Send(kVerify, 0, 0x80, ""), Status(kTriesLeft | 3));
  EXPECT_EQ(Enter("111111"), Status(kTriesLeft | 2));
  EXPECT_EQ(Enter(kCardPin), Status(kDone));
  EXPECT_EQ(card_.tries_left(), 3);
  card_.SetTriesLeft(1);
  EXPECT_EQ(Enter("111111"), Status(kPinBlocked));
  EXPECT_EQ(Enter(kCardPin), Status(kPinBlocked));
}

TEST_F(PivCardTest, SignatureKeyWantsThePinEachTime) {
  Select();
  const std::string block(256, '\x01');
  EXPECT_EQ(Sign(0x07, kSignatureKey, block), Status(kPinWanted));
  Enter(kCardPin);
  EXPECT_EQ(Sign(0x07, kSignatureKey, block).size(), 266u);
  EXPECT_EQ(Sign(0x07, kSignatureKey, block), Status(kPinWanted));
  EXPECT_EQ(card_.signatures(), 1);
}

TEST_F(PivCardTest, AuthenticationKeyWantsThePinOnce) {
  Select();
  const std::string digest(32, '\x01');
  EXPECT_EQ(Sign(0x11, kAuthenticationKey, digest), Status(kPinWanted));
  Enter(kCardPin);
  EXPECT_TRUE(absl::EndsWith(Sign(0x11, kAuthenticationKey, digest), Status(kDone)));
  EXPECT_TRUE(absl::EndsWith(Sign(0x11, kAuthenticationKey, digest), Status(kDone)));
  EXPECT_EQ(Sign(0x07, kAuthenticationKey, digest), Status(kWrongParameters));
}

TEST_F(PivCardTest, ChainedCommandsAreOne) {
  Select();
  Enter(kCardPin);
  const std::string data =
      Tlv("\x7C", absl::StrCat(Tlv("\x82", ""), Tlv("\x81", std::string(256, '\x01'))));
  EXPECT_EQ(card_.Answer({0x10, kGeneralAuthenticate, 0x07, kSignatureKey, data.substr(0, 200), 0}),
            Status(kDone));
  const std::string answer = Send(kGeneralAuthenticate, 0x07, kSignatureKey, data.substr(200));
  EXPECT_EQ(answer.size(), 258u);
}

}  // namespace
}  // namespace paraphe::test
