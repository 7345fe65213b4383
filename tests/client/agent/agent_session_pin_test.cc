// What happens between consent and signature at the device.
#include <optional>
#include <vector>

#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using device::PinEntry;
using ::paraphe::test::DeskStep;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::ElementsAre;

class PinFlowTest : public FlowFixture {};

absl::Status DeviceFailure(v1::ErrorReason reason, uint64_t code) {
  absl::Status status = MakeError(reason, "device");
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.set_device_code(code);
  SetErrorDetail(detail, status);
  return status;
}

// Proves: DEV-3
TEST_F(PinFlowTest, WrongPinIsAskedAgainAndNothingIsReleasedMeanwhile) {
  desk_.pins = {"0000", "1111", "1234"};
  device_.on_activate = [this] { EXPECT_EQ(server_.releases, 0); };
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(device_.activations, 3);
  ASSERT_EQ(desk_.errors.size(), 2u);
  EXPECT_THAT(desk_.errors[0], HasReason(v1::DEVICE_PIN_WRONG));
  EXPECT_EQ(desk_.pin_requests.back().attempt, 3);
}

// Proves: DEV-3, CONS-2
TEST_F(PinFlowTest, AfterAWrongPinTheSignerMayStillStop) {
  desk_.pins = {"0000"};
  device_.on_activate = [this] { desk_.stop_at = DeskStep::kAskPin; };
  EXPECT_THAT(Run(), HasReason(v1::ABORTED_BY_SIGNER));
  ExpectNothingReachedTheDevice();
  EXPECT_EQ(server_.state, v1::ABORTED);
}

// Proves: DEV-3
TEST_F(PinFlowTest, LockedPinIsToldWithoutAskingForIt) {
  device_.state.tries_left = 0;
  EXPECT_THAT(Run(), HasReason(v1::DEVICE_PIN_LOCKED));
  EXPECT_TRUE(desk_.pin_requests.empty());
  ExpectNothingReachedTheDevice();
  EXPECT_THAT(server_.abort_reasons, ElementsAre("DEVICE_PIN_LOCKED"));
}

// Proves: DEV-3
TEST_F(PinFlowTest, PinThatIsLockedByTheLastTryEndsTheSession) {
  desk_.pins = {"0000"};
  device_.on_activate = [this] { device_.state.tries_left = 0; };
  EXPECT_THAT(Run(), HasReason(v1::DEVICE_PIN_LOCKED));
  ExpectNothingReachedTheDevice();
}

// Proves: DEV-3
TEST_F(PinFlowTest, DeviceFailureBeforeTheReleaseAborts) {
  for (const v1::ErrorReason reason :
       {v1::DEVICE_CANCELLED, v1::DEVICE_TOKEN_REMOVED, v1::DEVICE_ERROR, v1::DEVICE_KEY_MISSING}) {
    test::TruthfulServer server;
    test::FakeDevice device({test::TestPki::Get().signer()});
    device.activate_failures = {DeviceFailure(reason, 7)};
    AgentSession session(server, device, desk_, rules_, [](absl::Duration) {});
    EXPECT_THAT(session.Run(test::kTestTicket), HasReason(reason));
    EXPECT_THAT(server.abort_reasons, ElementsAre(v1::ErrorReason_Name(reason)));
    EXPECT_EQ(server.releases, 0);
  }
}

// Proves: DEV-3
TEST_F(PinFlowTest, DeviceFailureAfterTheReleaseIsReportedByName) {
  for (const v1::ErrorReason reason :
       {v1::DEVICE_CANCELLED, v1::DEVICE_TOKEN_REMOVED, v1::DEVICE_ERROR}) {
    test::TruthfulServer server;
    test::FakeDevice device({test::TestPki::Get().signer()});
    device.sign_failure = DeviceFailure(reason, 0x30);
    AgentSession session(server, device, desk_, rules_, [](absl::Duration) {});
    EXPECT_THAT(session.Run(test::kTestTicket), HasReason(reason));
    ASSERT_EQ(server.failures.size(), 1u);
    EXPECT_EQ(server.failures[0].reason(), static_cast<uint32_t>(reason));
    EXPECT_EQ(server.failures[0].device_code(), 0x30u);
    EXPECT_EQ(server.state, v1::FAILED);
    EXPECT_EQ(device.reached.size(), 1u) << "never tried twice";
    EXPECT_EQ(device.closings, 1);
  }
}

// Proves: DEV-4
TEST_F(PinFlowTest, WrongSignatureOfTheDeviceIsNotDelivered) {
  device_.edit_signature = [](std::string& signature) { signature.back() ^= 1; };
  EXPECT_THAT(Run(), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  EXPECT_TRUE(server_.signatures.empty());
  ASSERT_EQ(server_.failures.size(), 1u);
  EXPECT_EQ(server_.failures[0].reason(), static_cast<uint32_t>(v1::DEVICE_SIGNATURE_INVALID));
}

// Proves: DEV-4
TEST_F(PinFlowTest, SignatureByAnotherKeyIsNotDelivered) {
  device_.edit_signature = [this](std::string& signature) {
    signature = test::TestKey::OtherRsa()->SignDigestInfo(device_.reached.back());
  };
  EXPECT_THAT(Run(), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  EXPECT_TRUE(server_.signatures.empty());
}

// Proves: DEV-1
TEST_F(PinFlowTest, DeviceWithoutPinIsNotAskedForOne) {
  device_.state.pin_entry = PinEntry::kNotNeeded;
  EXPECT_THAT(Run(), IsOk());
  EXPECT_TRUE(desk_.pin_requests.empty());
}

// Proves: DEV-1
TEST_F(PinFlowTest, DeskKnowsThatThePinIsEnteredAtTheReader) {
  device_.state.pin_entry = PinEntry::kAtReader;
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(desk_.pin_requests.at(0).device.pin_entry, PinEntry::kAtReader);
}

// Proves: SES-3
TEST_F(PinFlowTest, WhereTheReleaseMayHaveHappenedTheFailureIsReported) {
  for (int i = 0; i < 100; ++i) {
    server_.release_failures.push_back({MakeError(v1::DEADLINE, "late"), /*after=*/true});
  }
  EXPECT_THAT(Run(), HasReason(v1::DEADLINE));
  ExpectNothingReachedTheDevice();
  EXPECT_TRUE(server_.abort_reasons.empty());
  ASSERT_EQ(server_.failures.size(), 1u);
  EXPECT_EQ(server_.failures[0].reason(), static_cast<uint32_t>(v1::DEVICE_ERROR));
}

}  // namespace
}  // namespace paraphe::agent
