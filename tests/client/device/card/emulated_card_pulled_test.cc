#include "tests/client/device/card/emulated_card.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;

// A card whose certificates are listed.
class PulledCardTest : public EmulatedCardTest {
 protected:
  PulledCardTest() {
    readers_.Insert(reader_, card_);
    auto device = Open();
    EXPECT_THAT(device, IsOk());
    device_ = *std::move(device);
    signers_ = SignersOf(*device_->ListCertificates());
  }

  absl::Status Activate() { return device_->Activate(signers_, PinOf(kCardPin)); }

  const std::shared_ptr<PivCard> card_ = NewCard();
  std::unique_ptr<device::SignatureDevice> device_;
  device::DeviceCertificate signers_;
};

// Proves: DEV-3
TEST_F(PulledCardTest, BeforeThePin) {
  readers_.Pull(reader_);
  EXPECT_THAT(device_->Describe(), HasReason(v1::DEVICE_TOKEN_REMOVED, HasSubstr("taken out")));
  EXPECT_THAT(Activate(), HasReason(v1::DEVICE_TOKEN_REMOVED));
}

// Proves: DEV-3
TEST_F(PulledCardTest, WhileThePinIsChecked) {
  readers_.slot(reader_).FailAt(CardFault::kPulled, kVerify);
  EXPECT_THAT(Activate(), HasReason(v1::DEVICE_TOKEN_REMOVED, HasSubstr("taken out")));
}

// Proves: DEV-3
TEST_F(PulledCardTest, BetweenPinAndSignature) {
  ASSERT_THAT(Activate(), IsOk());
  readers_.Pull(reader_);
  EXPECT_THAT(device_->Sign(SomeDigestInfo()), HasReason(v1::DEVICE_TOKEN_REMOVED));
  EXPECT_EQ(card_->signatures(), 0);
}

// Proves: DEV-3
TEST_F(PulledCardTest, InTheMiddleOfTheSignature) {
  ASSERT_THAT(Activate(), IsOk());
  readers_.slot(reader_).FailAt(CardFault::kPulled, kGeneralAuthenticate);
  EXPECT_THAT(device_->Sign(SomeDigestInfo()),
              HasReason(v1::DEVICE_TOKEN_REMOVED, HasSubstr("taken out")));
  EXPECT_EQ(card_->signatures(), 0);
}

// Proves: DEV-1, DEV-3
TEST_F(PulledCardTest, PutBackItSignsWithItsPinAgain) {
  ASSERT_THAT(Activate(), IsOk());
  readers_.Pull(reader_);
  EXPECT_THAT(device_->Sign(SomeDigestInfo()), HasReason(v1::DEVICE_TOKEN_REMOVED));
  readers_.Insert(reader_, card_);
  ASSERT_THAT(device_->ListCertificates(), IsOk());
  ASSERT_THAT(Activate(), IsOk());
  EXPECT_THAT(device_->Sign(SomeDigestInfo()), IsOk());
}

// Proves: DEV-1
TEST_F(PulledCardTest, AfterTheSignatureNothingIsLost) {
  ASSERT_THAT(Activate(), IsOk());
  EXPECT_THAT(device_->Sign(SomeDigestInfo()), IsOk());
  readers_.Pull(reader_);
  EXPECT_THAT(device_->Close(), IsOk());
}

}  // namespace
}  // namespace paraphe::test
