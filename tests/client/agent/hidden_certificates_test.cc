#include "client/agent/hidden_certificates.h"

#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::DeskStep;
using ::paraphe::test::FakeDevice;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestPki;
using ::testing::SizeIs;

// A CA, and a signer whose certificate is hidden.
class HiddenCertificatesTest : public FlowFixture {
 protected:
  HiddenCertificatesTest() { hiding_.hidden_until_login = 1; }

  FakeDevice hiding_{{TestPki::Get().intermediate(), TestPki::Get().signer()}};
};

// Proves: DEV-1
TEST_F(HiddenCertificatesTest, WhereASignersIsSeenNoPinIsAskedFor) {
  FakeDevice device({TestPki::Get().signer(), TestPki::Get().Signer("Bob").Build()});
  device.hidden_until_login = 1;
  EXPECT_THAT(ListChoices(device, desk_), IsOkAndHolds(SizeIs(1)));
  EXPECT_TRUE(desk_.pin_requests.empty());
}

// Proves: DEV-1, CERT-3
TEST_F(HiddenCertificatesTest, WhereNoneIsSeenTheLoginIsOffered) {
  EXPECT_THAT(ListChoices(hiding_, desk_), IsOkAndHolds(SizeIs(2)));
  EXPECT_TRUE(desk_.WasTold(Phrase::kCertificatesHidden));
  EXPECT_EQ(hiding_.logins_to_list, 1);
}

// Proves: DEV-1, DEV-3
TEST_F(HiddenCertificatesTest, AWrongPinIsAskedAgain) {
  desk_.pins = {"0000", "1234"};
  EXPECT_THAT(ListChoices(hiding_, desk_), IsOkAndHolds(SizeIs(2)));
  ASSERT_THAT(desk_.pin_requests, SizeIs(2));
  EXPECT_EQ(desk_.pin_requests[1].attempt, 2);
  EXPECT_THAT(desk_.errors.at(0), HasReason(v1::DEVICE_PIN_WRONG));
}

// Proves: DEV-1, CONS-2
TEST_F(HiddenCertificatesTest, TheSignerMayDecline) {
  desk_.stop_at = DeskStep::kAskPin;
  AgentSession session(server_, hiding_, desk_, rules_, host());
  EXPECT_THAT(session.Run(test::kTestTicket), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(hiding_.logins_to_list, 0);
  EXPECT_EQ(server_.presents, 0) << "the ticket is still good";
  EXPECT_EQ(hiding_.closings, 1);
}

// Proves: DEV-1
TEST_F(HiddenCertificatesTest, ADeviceWithoutPinHidesNothing) {
  hiding_.state.pin_entry = device::PinEntry::kNotNeeded;
  EXPECT_THAT(ListChoices(hiding_, desk_), IsOkAndHolds(SizeIs(1)));
  EXPECT_EQ(hiding_.logins_to_list, 0);
}

// Proves: DEV-1, CONS-1
TEST_F(HiddenCertificatesTest, ThePinIsAskedForAgainToSign) {
  server_.refused = {TestPki::Get().intermediate().der};
  AgentSession session(server_, hiding_, desk_, rules_, host());
  ASSERT_THAT(session.Run(test::kTestTicket), IsOk());
  EXPECT_EQ(desk_.pin_requests.size(), 2u);
  EXPECT_EQ(hiding_.activations, 1);
  EXPECT_EQ(server_.signatures.size(), 1u);
}

}  // namespace
}  // namespace paraphe::agent
