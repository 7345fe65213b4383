#include "client/agent/phases.h"

#include <optional>
#include <type_traits>
#include <vector>

#include "common/hash.h"
#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using device::PinEntry;
using ::paraphe::test::DeskStep;
using ::paraphe::test::FakeDevice;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestPki;
using ::testing::ElementsAre;

class PhasesTest : public FlowFixture {};

template <typename Phase>
class EachPhaseTest : public ::testing::Test {};
using AllPhases =
    ::testing::Types<Presented, Shown, Chosen, Agreed, Consented, Activated, Released, Signed>;
TYPED_TEST_SUITE(EachPhaseTest, AllPhases);

// Proves: CONS-1
TYPED_TEST(EachPhaseTest, IsHandedOnAndNeitherRepeatedNorMadeFromNothing) {
  EXPECT_TRUE(std::is_move_constructible_v<TypeParam>);
  EXPECT_FALSE(std::is_copy_constructible_v<TypeParam>);
  EXPECT_FALSE(std::is_copy_assignable_v<TypeParam>);
  EXPECT_FALSE(std::is_default_constructible_v<TypeParam>);
}

// Proves: CERT-3
TEST_F(PhasesTest, RefusedCertificatesAreListedWithTheirReasons) {
  const TestCert expired = TestPki::Get().Signer("Old One").Build();
  const TestCert keyless = {TestPki::Get().Signer("No Key").Build().der, nullptr};
  FakeDevice device({expired, keyless, TestPki::Get().signer()});
  server_.refused = {expired.der};
  AgentSession session(server_, device, desk_, rules_, host());
  ASSERT_THAT(session.Run(test::kTestTicket), IsOk());
  ASSERT_EQ(desk_.choices.size(), 3u);
  EXPECT_EQ(desk_.choices[0].refusals.size(), 1u);
  EXPECT_EQ(desk_.choices[1].refusals.size(), 1u);
  EXPECT_TRUE(desk_.choices[2].acceptable());
  EXPECT_EQ(server_.present_requests[1].certificates_size(), 2) << "without the keyless one";
}

// Proves: CERT-3
TEST_F(PhasesTest, DeskCannotChooseWhatIsNotAcceptable) {
  const TestCert expired = TestPki::Get().Signer("Old One").Build();
  for (const size_t position : {size_t{0}, size_t{2}}) {
    test::TruthfulServer server;
    server.refused = {expired.der};
    FakeDevice device({expired, TestPki::Get().signer()});
    desk_.chooses = position;
    AgentSession session(server, device, desk_, rules_, host());
    EXPECT_THAT(session.Run(test::kTestTicket), HasReason(v1::INTERNAL));
    EXPECT_TRUE(device.reached.empty());
    EXPECT_EQ(server.consents, 0);
  }
}

// Proves: CONS-3, PRES-8
TEST_F(PhasesTest, ConsentCarriesTheAgentsOwnDigests) {
  ASSERT_THAT(Run(), IsOk());
  ASSERT_EQ(server_.consent_requests.size(), 1u);
  const v1::ConsentRequest& request = server_.consent_requests[0];
  const SigningView& shown = desk_.consented.at(0);
  EXPECT_EQ(request.document_sha256(), Sha256(shown.document->document()));
  EXPECT_EQ(request.html_sha256(), Sha256(shown.document->html()));
  EXPECT_EQ(request.signed_properties_digest().sha256().size(), 32u);
  EXPECT_TRUE(request.document_presented() && request.box_ticked() &&
              request.signature_requested());
  EXPECT_FALSE(request.unattended());
}

// Proves: PRES-9
TEST_F(PhasesTest, ConsentBindsThePageInTheLanguageThatWasOnTheScreen) {
  rules_.language = Language::kEnglish;
  ASSERT_THAT(Run(), IsOk());
  const SigningView& shown = desk_.consented.at(0);
  EXPECT_THAT(shown.document->html(), ::testing::HasSubstr("Subject"));
  EXPECT_EQ(server_.consent_requests[0].html_sha256(), Sha256(shown.document->html()));
  EXPECT_EQ(server_.consent_requests[0].language(), "en");
  for (const v1::PresentRequest& request : server_.present_requests) {
    EXPECT_EQ(request.language(), "en");
  }
}

// Proves: CONS-1
TEST_F(PhasesTest, MissingActIsNotMadeUp) {
  desk_.acts.box_ticked = false;
  EXPECT_THAT(Run(), HasReason(v1::CONSENT_INCOMPLETE));
  ExpectNothingReachedTheDevice();
}

// Proves: DEV-1
TEST_F(PhasesTest, TheKeyIsActivatedBeforeTheDigestIsReleased) {
  device_.on_activate = [this] { EXPECT_EQ(server_.releases, 0); };
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(device_.activations, 1);
}

// Proves: DEV-3
TEST_F(PhasesTest, WrongPinIsAskedAgainAndNothingIsReleasedMeanwhile) {
  desk_.pins = {"0000", "1111", "1234"};
  device_.on_activate = [this] { EXPECT_EQ(server_.releases, 0); };
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(device_.activations, 3);
  ASSERT_EQ(desk_.errors.size(), 2u);
  EXPECT_THAT(desk_.errors[0], HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_EQ(desk_.pin_requests.back().attempt, 3);
}

// Proves: DEV-3, CONS-2
TEST_F(PhasesTest, AfterAWrongPinTheSignerMayStillStop) {
  desk_.pins = {"0000"};
  device_.on_activate = [this] { desk_.stop_at = DeskStep::kAskPin; };
  EXPECT_THAT(Run(), HasReason(v1::ABORTED_BY_SIGNER));
  ExpectNothingReachedTheDevice();
  EXPECT_EQ(server_.state, v1::ABORTED);
}

// Proves: DEV-3
TEST_F(PhasesTest, LockedPinIsToldWithoutAskingForIt) {
  device_.state.tries_left = 0;
  EXPECT_THAT(Run(), HasReason(v1::DEVICE_PIN_LOCKED));
  EXPECT_TRUE(desk_.pin_requests.empty());
  ExpectNothingReachedTheDevice();
  EXPECT_THAT(server_.abort_reasons, ElementsAre("DEVICE_PIN_LOCKED"));
}

// Proves: DEV-3
TEST_F(PhasesTest, PinThatIsLockedByTheLastTryEndsTheSession) {
  desk_.pins = {"0000"};
  device_.on_activate = [this] { device_.state.tries_left = 0; };
  EXPECT_THAT(Run(), HasReason(v1::DEVICE_PIN_LOCKED));
  ExpectNothingReachedTheDevice();
}

// Proves: DEV-4
TEST_F(PhasesTest, WrongSignatureOfTheDeviceIsNotDelivered) {
  device_.edit_signature = [](std::string& signature) { signature.back() ^= 1; };
  EXPECT_THAT(Run(), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  EXPECT_TRUE(server_.signatures.empty());
  ASSERT_EQ(server_.failures.size(), 1u);
  EXPECT_EQ(server_.failures[0].reason(), static_cast<uint32_t>(v1::DEVICE_SIGNATURE_INVALID));
}

// Proves: DEV-4
TEST_F(PhasesTest, SignatureByAnotherKeyIsNotDelivered) {
  device_.edit_signature = [this](std::string& signature) {
    signature = test::TestKey::OtherRsa()->SignDigestInfo(device_.reached.back());
  };
  EXPECT_THAT(Run(), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  EXPECT_TRUE(server_.signatures.empty());
}

// Proves: DEV-1
TEST_F(PhasesTest, DeviceWithoutPinIsNotAskedForOne) {
  device_.state.pin_entry = PinEntry::kNotNeeded;
  EXPECT_THAT(Run(), IsOk());
  EXPECT_TRUE(desk_.pin_requests.empty());
}

// Proves: DEV-1
TEST_F(PhasesTest, DeskKnowsThatThePinIsEnteredAtTheReader) {
  device_.state.pin_entry = PinEntry::kAtReader;
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(desk_.pin_requests.at(0).device.pin_entry, PinEntry::kAtReader);
}

}  // namespace
}  // namespace paraphe::agent
