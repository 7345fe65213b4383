#include "tests/client/device/card/emulated_card.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;

class PulledCardTest : public EmulatedCardTest {
 protected:
  PulledCardTest() { InsertAndList(reader_); }

  void InsertAndList(size_t reader) {
    readers_.Insert(reader, card_);
    auto device = Open();
    ASSERT_THAT(device, IsOk());
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

// Modules ask the card more than what they are asked: OpenSC looks for the card first, each time.
// Proves: DEV-3
TEST_F(PulledCardTest, AtAnyCommandBeforeThePin) {
  size_t reader = reader_;
  for (const int answered : {0, 1, 2, 4}) {
    SCOPED_TRACE(answered);
    readers_.slot(reader).FailAt(CardFault::kPulled, 0, answered);
    const absl::Status described = device_->Describe().status();
    EXPECT_THAT(described.ok() ? Activate() : described, HasReason(v1::DEVICE_TOKEN_REMOVED));
    reader = 1 - reader;
    InsertAndList(reader);
  }
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
