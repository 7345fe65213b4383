#include <thread>

#include "tests/client/device/card/emulated_card.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// Proves: DEV-3
TEST_F(EmulatedCardTest, CardThatTheModuleDoesNotKnowIsNotTakenForNone) {
  readers_.Insert(reader_, NewCard());
  readers_.slot(reader_).FailAt(CardFault::kGarbage, 0);
  EXPECT_THAT(Open(),
              HasReason(v1::DEVICE_TOKEN_ABSENT, AllOf(HasSubstr(CardReaders::NameOf(reader_)),
                                                       HasSubstr("does not know"))));
}

// Proves: DEV-1
TEST_F(EmulatedCardTest, GarbageInPlaceOfASignatureIsAnErrorOfTheDevice) {
  readers_.Insert(reader_, NewCard());
  const auto device = Open();
  ASSERT_THAT(device, IsOk());
  const auto signers = SignersOf(*(*device)->ListCertificates());
  ASSERT_THAT((*device)->Activate(signers, PinOf(kCardPin)), IsOk());
  readers_.slot(reader_).FailAt(CardFault::kGarbage, kGeneralAuthenticate);
  EXPECT_THAT((*device)->Sign(SomeDigestInfo()), HasReason(v1::DEVICE_ERROR, HasSubstr("C_Sign")));
}

// Proves: DEV-1, DEV-3
TEST_F(EmulatedCardTest, CutAnswerToThePinIsAnErrorAndTheNextOneIsTaken) {
  readers_.Insert(reader_, NewCard());
  const auto device = Open();
  ASSERT_THAT(device, IsOk());
  const auto signers = SignersOf(*(*device)->ListCertificates());
  readers_.slot(reader_).FailAt(CardFault::kCut, kVerify);
  EXPECT_THAT((*device)->Activate(signers, PinOf(kCardPin)),
              HasReason(v1::DEVICE_ERROR, HasSubstr("C_Login")));
  EXPECT_THAT((*device)->Activate(signers, PinOf(kCardPin)), IsOk());
}

// Proves: DEV-1
TEST_F(EmulatedCardTest, LateAnswerIsTaken) {
  readers_.Insert(reader_, NewCard());
  const auto device = Open();
  ASSERT_THAT(device, IsOk());
  const auto signers = SignersOf(*(*device)->ListCertificates());
  ASSERT_THAT((*device)->Activate(signers, PinOf(kCardPin)), IsOk());
  readers_.slot(reader_).FailAt(CardFault::kHangs, kGeneralAuthenticate);
  std::thread later([this] {
    EXPECT_TRUE(readers_.slot(reader_).AwaitHanging());
    readers_.slot(reader_).Release();
  });
  EXPECT_THAT((*device)->Sign(SomeDigestInfo()), IsOk());
  later.join();
}

// Proves: CONS-4, DEV-1
TEST_F(EmulatedCardTest, AnswerThatComesTooLateIsNotWaitedForAndTheCardIsFreeAgain) {
  const auto card = NewCard();
  readers_.Insert(reader_, card);
  const auto device = Open("", absl::Seconds(3));
  ASSERT_THAT(device, IsOk());
  const auto signers = SignersOf(*(*device)->ListCertificates());
  ASSERT_THAT((*device)->Activate(signers, PinOf(kCardPin)), IsOk());
  readers_.slot(reader_).FailAt(CardFault::kHangs, kGeneralAuthenticate);
  EXPECT_THAT((*device)->Sign(SomeDigestInfo()),
              HasReason(v1::DEVICE_ERROR, HasSubstr("does not answer")));
  EXPECT_EQ(card->signatures(), 0);
  readers_.slot(reader_).Release();
  EXPECT_THAT((*device)->Activate(signers, PinOf(kCardPin)), HasReason(v1::DEVICE_ERROR));
  const auto again = Open();
  ASSERT_THAT(again, IsOk());
  ASSERT_THAT((*again)->Activate(signers, PinOf(kCardPin)), IsOk());
  EXPECT_THAT((*again)->Sign(SomeDigestInfo()), IsOk());
}

}  // namespace
}  // namespace paraphe::test
