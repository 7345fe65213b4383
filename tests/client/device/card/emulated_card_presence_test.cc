#include "tests/client/device/card/emulated_card.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kOtherGuid[] = "PARAPHE-CARD-002";

// Proves: DEV-3
TEST_F(EmulatedCardTest, ReaderThenCardMayComeLate) {
  readers_.Unplug();
  EXPECT_THAT(Open(), HasReason(v1::DEVICE_READER_ABSENT, HasSubstr("plug one in")));
  readers_.Plug();
  EXPECT_THAT(Open(), HasReason(v1::DEVICE_CARD_ABSENT, HasSubstr("put it in")));
  readers_.Insert(other_, NewCard());
  EXPECT_THAT(Open(), IsOk());
}

// Proves: DEV-1, DEV-3
TEST_F(EmulatedCardTest, CardIsChosenBySerialAmongReaders) {
  readers_.Insert(reader_, NewCard());
  readers_.Insert(other_, NewCard(kOtherGuid));
  const std::string serial = CardReaders::SerialOf(kGuid);
  const std::string other = CardReaders::SerialOf(kOtherGuid);
  EXPECT_THAT(Open(),
              HasReason(v1::DEVICE_TOKEN_AMBIGUOUS, AllOf(HasSubstr(serial), HasSubstr(other))));
  for (const std::string& wanted : {serial, other}) {
    const auto device = Open(wanted);
    ASSERT_THAT(device, IsOk());
    EXPECT_EQ((*device)->Describe()->serial, wanted);
  }
}

// Proves: DEV-3
TEST_F(EmulatedCardTest, AnotherCardIsNotTheOneThatIsNamed) {
  readers_.Insert(reader_, NewCard());
  EXPECT_THAT(Open(CardReaders::SerialOf(kOtherGuid)),
              HasReason(v1::DEVICE_TOKEN_ABSENT, HasSubstr(CardReaders::SerialOf(kGuid))));
}

// Proves: DEV-1, DEV-3
TEST_F(EmulatedCardTest, CardMayMoveToAnotherReader) {
  const auto card = NewCard();
  readers_.Insert(reader_, card);
  const auto device = Open(CardReaders::SerialOf(kGuid));
  ASSERT_THAT(device, IsOk());
  readers_.Pull(reader_);
  EXPECT_THAT((*device)->ListCertificates(), HasReason(v1::DEVICE_CARD_ABSENT));
  readers_.Insert(other_, card);
  const auto certificates = (*device)->ListCertificates();
  ASSERT_THAT(certificates, IsOk());
  EXPECT_THAT((*device)->Activate(SignersOf(*certificates), PinOf(kCardPin)), IsOk());
  EXPECT_THAT((*device)->Sign(SomeDigestInfo()), IsOk());
}

// Proves: DEV-3
TEST_F(EmulatedCardTest, AnotherCardInItsPlaceIsSaid) {
  readers_.Insert(reader_, NewCard());
  const auto device = Open();
  ASSERT_THAT(device, IsOk());
  const auto certificates = (*device)->ListCertificates();
  ASSERT_THAT(certificates, IsOk());
  readers_.Insert(reader_, NewCard(kOtherGuid));
  EXPECT_THAT((*device)->Activate(SignersOf(*certificates), PinOf(kCardPin)),
              HasReason(v1::DEVICE_TOKEN_REMOVED));
}

// Proves: PRES-6
TEST_F(EmulatedCardTest, ReadersAreListedWithTheirCards) {
  readers_.Insert(other_, NewCard());
  const auto listed = device::ListReaders(CardReaders::Config(), "agent.textproto");
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->size(), CardReaders::kCount);
  EXPECT_EQ((*listed)[reader_].name, CardReaders::NameOf(reader_));
  EXPECT_FALSE((*listed)[reader_].token.has_value());
  EXPECT_EQ((*listed)[other_].name, CardReaders::NameOf(other_));
  ASSERT_TRUE((*listed)[other_].token.has_value());
  EXPECT_EQ((*listed)[other_].token->certificates.size(), 2u);
}

}  // namespace
}  // namespace paraphe::test
