// A certificate that the application demands, and a card that lacks it.
#include <string>

#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::DeskStep;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestPki;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class ImposedTest : public FlowFixture {
 protected:
  ImposedTest() { server_.imposed = demanded_.der; }

  const TestCert demanded_ = TestPki::Get().Signer("Bernard Petit").Build();
};

// Proves: CERT-4, CERT-3
TEST_F(ImposedTest, PersonReadsTheDocumentAndMayInsertTheCardThatHoldsIt) {
  desk_.changes_at_choice = {Change::kCard};
  desk_.before_change = [this] { device_.Insert({TestPki::Get().signer(), demanded_}); };
  EXPECT_THAT(Run(), IsOk());
  EXPECT_THAT(desk_.steps,
              ElementsAre(DeskStep::kShowDocument, DeskStep::kChooseCertificate,
                          DeskStep::kChooseCertificate, DeskStep::kAskConsent, DeskStep::kAskPin));
  EXPECT_EQ(server_.present_requests.back().chosen_certificate_sha256(), demanded_.Sha256());
  EXPECT_TRUE(server_.abort_reasons.empty());
}

// Proves: CERT-4
TEST_F(ImposedTest, PersonIsToldWhichOneAndWhyTheOthersAreRefused) {
  EXPECT_THAT(Run(), HasReason(v1::CERTIFICATE_REFUSED)) << "the script knows no other end";
  ASSERT_THAT(desk_.choosing, SizeIs(1));
  ASSERT_TRUE(desk_.choosing[0].imposed.has_value());
  EXPECT_EQ(desk_.choosing[0].imposed->subject_cn(), "Bernard Petit");
  ASSERT_THAT(desk_.choices, SizeIs(1));
  ASSERT_THAT(desk_.choices[0].refusals, SizeIs(1));
  EXPECT_EQ(desk_.choices[0].refusals[0].en, "The application has imposed another certificate.");
  ExpectNothingReachedTheDevice();
  EXPECT_EQ(server_.state, v1::ABORTED);
}

// Proves: CERT-4
TEST_F(ImposedTest, WrongCardsMayBeTriedAsOftenAsThePersonLikes) {
  desk_.changes_at_choice.assign(10, Change::kCard);
  desk_.before_change = [this] {
    if (desk_.changes_at_choice.empty()) device_.Insert({demanded_});
  };
  EXPECT_THAT(Run(), IsOk());
  EXPECT_THAT(desk_.choosing, SizeIs(11));
}

// Proves: CERT-4
TEST_F(ImposedTest, CardWithoutAnyCertificateNamesItToo) {
  device_.Insert({});
  device_.state.pin_entry = device::PinEntry::kNotNeeded;
  desk_.changes_at_choice = {Change::kCard};
  desk_.before_change = [this] { device_.Insert({demanded_}); };
  EXPECT_THAT(Run(), IsOk());
  ASSERT_THAT(desk_.choosing, SizeIs(2));
  EXPECT_TRUE(desk_.choosing[0].imposed.has_value());
}

// Proves: CERT-4, ATT-3
TEST_F(ImposedTest, DemandThatTheApplicationMakesAfterTheChoiceIsLookedAt) {
  server_.imposed.clear();
  server_.edit_present = [this](int number, v1::PresentResponse&) {
    if (number == 2) server_.imposed = demanded_.der;
  };
  EXPECT_THAT(Run(), HasReason(v1::CERTIFICATE_REFUSED));
  EXPECT_TRUE(desk_.WasTold(Phrase::kPresentationChanged));
  ASSERT_THAT(desk_.choosing, SizeIs(2));
  EXPECT_TRUE(desk_.choosing[1].imposed.has_value());
}

// Proves: CERT-4
TEST_F(ImposedTest, DemandedCertificateOfTheCardIsTheOnlyOneThatCanBeChosen) {
  device_.Insert({TestPki::Get().signer(), demanded_});
  EXPECT_THAT(Run(), IsOk());
  EXPECT_FALSE(desk_.choices.at(0).acceptable());
  EXPECT_TRUE(desk_.choices.at(1).acceptable());
}

// Proves: CONS-2
TEST_F(ImposedTest, PersonWhoStopsMeanwhileStops) {
  desk_.stop_at = DeskStep::kChooseCertificate;
  desk_.reason = "pas ma carte";
  EXPECT_THAT(Run(), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_THAT(server_.abort_reasons, ElementsAre("pas ma carte"));
}

// Proves: CERT-4, CONS-2
TEST_F(ImposedTest, UnattendedTheSessionIsRolledBack) {
  rules_.unattended = true;
  EXPECT_THAT(Run(), HasReason(v1::CERTIFICATE_IMPOSED_MISSING));
  EXPECT_TRUE(desk_.steps.empty());
  EXPECT_EQ(server_.presents, 2);
  EXPECT_EQ(server_.state, v1::ABORTED);
}

// Proves: CERT-4, PRES-8
TEST_F(ImposedTest, ServerThatAcceptsAnotherThanItDemandsIsNamed) {
  server_.imposed.clear();
  server_.edit_present = [this](int number, v1::PresentResponse& response) {
    if (number == 2) response.set_imposed_certificate(demanded_.der);
  };
  EXPECT_THAT(Run(), HasReason(v1::PRESENTATION_MISMATCH));
  ExpectNothingReachedTheDevice();
}

// Proves: CERT-4, PRES-8
TEST_F(ImposedTest, DemandThatIsNoCertificateIsNamed) {
  server_.edit_present = [](int, v1::PresentResponse& response) {
    response.set_imposed_certificate("no DER");
  };
  EXPECT_THAT(Run(), HasReason(v1::PRESENTATION_MISMATCH));
  ExpectNothingReachedTheDevice();
}

}  // namespace
}  // namespace paraphe::agent
