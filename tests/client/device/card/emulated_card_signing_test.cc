#include "tests/client/device/card/emulated_card.h"

namespace paraphe::test {
namespace {

using device::KeyPresence;
using ::testing::HasSubstr;

// Proves: DEV-1, DEV-2
TEST_F(EmulatedCardTest, SignsThroughReaderAndModule) {
  const auto card = NewCard();
  readers_.Insert(0, card);
  const auto device = Open();
  ASSERT_THAT(device, IsOk());
  EXPECT_EQ((*device)->Describe()->serial, CardReaders::SerialOf(kGuid));
  const auto certificates = (*device)->ListCertificates();
  ASSERT_THAT(certificates, IsOk());
  EXPECT_EQ(certificates->size(), 2u);
  const device::DeviceCertificate signers = SignersOf(*certificates);
  EXPECT_EQ(signers.key, KeyPresence::kHiddenUntilLogin);
  ASSERT_THAT((*device)->Activate(signers, PinOf(kCardPin)), IsOk());
  EXPECT_THAT((*device)->Sign(SomeDigestInfo()),
              IsOkAndHolds(TestPki::Get().signer().key->SignDigestInfo(SomeDigestInfo())));
  EXPECT_EQ(card->signatures(), 1);
  EXPECT_THAT((*device)->Close(), IsOk());
}

}  // namespace
}  // namespace paraphe::test
