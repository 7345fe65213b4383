#include "tests/client/device/card/emulated_card.h"

namespace paraphe::test {
namespace {

using ::testing::Eq;
using ::testing::Optional;

constexpr char kWrongPin[] = "111111";

class CardPinTest : public EmulatedCardTest {
 protected:
  CardPinTest() { readers_.Insert(reader_, card_); }

  void OpenAndList() {
    auto device = Open();
    ASSERT_THAT(device, IsOk());
    device_ = *std::move(device);
    signers_ = SignersOf(*device_->ListCertificates());
  }
  absl::Status Enter(const std::string& digits) {
    return device_->Activate(signers_, PinOf(digits));
  }

  const std::shared_ptr<PivCard> card_ = NewCard();
  std::unique_ptr<device::SignatureDevice> device_;
  device::DeviceCertificate signers_;
};

// PKCS#11 tells of the last try, not how many there are before.
// Proves: DEV-3
TEST_F(CardPinTest, WrongPinsLeadToTheLastTryWhichIsSaidBeforeItIsAsked) {
  OpenAndList();
  EXPECT_THAT(Enter(kWrongPin), HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_THAT(device_->Describe()->tries_left, Eq(std::nullopt));
  const absl::Status second = Enter(kWrongPin);
  EXPECT_THAT(second, HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_EQ(GetErrorDetail(second)->tries_left(), 1u);
  EXPECT_THAT(device_->Describe()->tries_left, Optional(1u));
  EXPECT_THAT(Enter(kCardPin), IsOk());
  EXPECT_EQ(card_->tries_left(), 3);
}

// Proves: DEV-3
TEST_F(CardPinTest, LastWrongPinLocksTheCard) {
  card_->SetTriesLeft(1);
  OpenAndList();
  EXPECT_THAT(device_->Describe()->tries_left, Optional(1u));
  const absl::Status locked = Enter(kWrongPin);
  EXPECT_THAT(locked, HasReason(v1::DEVICE_PIN_LOCKED));
  EXPECT_EQ(GetErrorDetail(locked)->tries_left(), 0u);
  EXPECT_THAT(Enter(kCardPin), HasReason(v1::DEVICE_PIN_LOCKED));
}

// Proves: DEV-3
TEST_F(CardPinTest, LockedCardIsSaidSoBeforeAnyPin) {
  card_->SetTriesLeft(0);
  OpenAndList();
  EXPECT_THAT(device_->Describe()->tries_left, Optional(0u));
}

// Proves: DEV-3
TEST_F(CardPinTest, PinThatCannotBeOneCostsNoTry) {
  OpenAndList();
  EXPECT_THAT(Enter("12"), HasReason(v1::DEVICE_PIN_UNUSABLE));
  EXPECT_THAT(Enter("123456789"), HasReason(v1::DEVICE_PIN_UNUSABLE));
  EXPECT_THAT(Enter(""), HasReason(v1::DEVICE_PIN_UNUSABLE));
  EXPECT_EQ(card_->tries_left(), 3);
}

// The card makes no signature with the signer's key unless the PIN came right before it.
// Proves: DEV-1, DEV-3
TEST_F(CardPinTest, KeyThatWantsItsPinEachTimeGetsIt) {
  OpenAndList();
  for (int signature = 1; signature <= 2; ++signature) {
    ASSERT_THAT(Enter(kCardPin), IsOk());
    ASSERT_THAT(device_->Sign(SomeDigestInfo()), IsOk());
    EXPECT_EQ(card_->signatures(), signature);
  }
  EXPECT_THAT(device_->Sign(SomeDigestInfo()), HasReason(v1::DEVICE_ERROR));
  EXPECT_THAT(Enter(kWrongPin), HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_EQ(card_->signatures(), 2);
}

}  // namespace
}  // namespace paraphe::test
