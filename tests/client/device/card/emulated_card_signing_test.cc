#include "tests/client/device/card/emulated_card.h"

namespace paraphe::test {
namespace {

using device::KeyPresence;
using ::testing::HasSubstr;

// Proves: DEV-1, DEV-2
TEST_F(EmulatedCardTest, SignsThroughReaderAndModule) {
  const auto card = NewCard();
  readers_.Insert(reader_, card);
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

// Proves: DEV-1, DEV-3
TEST_F(EmulatedCardTest, EcKeyIsListedAndCannotBeActivated) {
  const TestCert ec =
      TestPki::Get().Signer("Anne Dupont (P-256)").Key(TestKey::NewEcP256()).Build();
  const auto card = std::make_shared<PivCard>(
      kGuid, PivKeys{{kAuthenticationKey, ec}, {kSignatureKey, TestPki::Get().signer()}});
  readers_.Insert(reader_, card);
  const auto device = Open();
  ASSERT_THAT(device, IsOk());
  const auto certificates = (*device)->ListCertificates();
  ASSERT_THAT(certificates, IsOk());
  EXPECT_THAT((*device)->Activate(Listed(*certificates, ec), PinOf(kCardPin)),
              HasReason(v1::DEVICE_ERROR, HasSubstr("choose another certificate")));
  EXPECT_THAT((*device)->Activate(SignersOf(*certificates), PinOf(kCardPin)), IsOk());
}

}  // namespace
}  // namespace paraphe::test
