// Certificates and cards at the terminal.
#include <string>

#include "tests/client/agent/terminal_desk_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;
using ::testing::Not;

// Proves: CERT-3
TEST_F(TerminalDeskTest, ListsTheRefusedOnesWithReasonsAndShowsAWholeCertificate) {
  const TestCert old = TestPki::Get().Signer("Ancien Maire").Build();
  test::FakeDevice device({old, TestPki::Get().signer()});
  server_.refused = {old.der};
  EXPECT_THAT(PlayWith(device, Until(kChoice) +
                                   Script{{"Certificats refusés", ""},
                                          {"Ancien Maire", ""},
                                          {kMenu, "v 2\n"},
                                          {"CERTIFICAT", ""},
                                          {"Ancien Maire", ""},
                                          {kMenu, "2\n"},
                                          {"n'est pas celui", ""}} +
                                   From(kChoice)),
              IsOk());
}

// Proves: CERT-3
TEST_F(TerminalDeskTest, OnlyCertificateIsTakenWithEnter) {
  Script script = kWholeSession;
  script[kChoice].second = "\n";
  EXPECT_THAT(Play(script), IsOk());
}

// Proves: CERT-3
TEST_F(TerminalDeskTest, AChosenCertificateCanBeChanged) {
  const TestCert other = TestPki::Get().Signer("Anne Dupont").SerialHex("77").Build();
  test::FakeDevice device({other, TestPki::Get().signer()});
  EXPECT_THAT(PlayWith(device, Until(kConsent) + Script{{kMenu, "c\n"}, {kMenu, "2\n"}} +
                                   From(kAttributes)),
              IsOk());
  EXPECT_THAT(pty_.Screen(), HasSubstr("n° de série 77"));
}

// Proves: CERT-3
TEST_F(TerminalDeskTest, AnotherCardCanBeInserted) {
  EXPECT_THAT(Play(Until(kConsent) + Script{{kMenu, "k\n"}, {"lecteur, puis Entrée", "\n"}} +
                   From(kChoice)),
              IsOk());
}

// Proves: CERT-3
TEST_F(TerminalDeskTest, WithoutUsableCertificateTheReasonsAreShown) {
  server_.refused = {TestPki::Get().signer().der};
  EXPECT_THAT(Play(Script{{kEndOfText, "\n"},
                          {"Aucun certificat", ""},
                          {"Certificats refusés", ""},
                          {kMenu, "1\n"},
                          {"n'est pas celui", ""},
                          {kMenu, "q\n"},
                          {"continuer : ", "oui\n"}}),
              HasReason(v1::CERTIFICATE_REFUSED));
  EXPECT_TRUE(device_.reached.empty());
}

// Proves: CERT-3, CONS-2
TEST_F(TerminalDeskTest, EndOfInputWithoutUsableCertificateIsAStop) {
  server_.refused = {TestPki::Get().signer().der};
  EXPECT_THAT(Play(Script{{kEndOfText, "\n"}, {kMenu, "\x04"}}), HasReason(v1::ABORTED_BY_SIGNER));
}

// Proves: CERT-3
TEST_F(TerminalDeskTest, ACardThatCouldNotBeReadIsReadAgainWithEnter) {
  device_.list_failures = {absl::OkStatus(), MakeError(v1::DEVICE_CARD_ABSENT, "no card")};
  EXPECT_THAT(Play(Until(kChoice) +
                   Script{{kMenu, "k\n"},
                          {"lecteur, puis Entrée", "\n"},
                          {"Aucune carte n'est dans le lecteur", ""},
                          {"Entrée\u00a0relire", ""},
                          {kMenu, "s\n"},
                          {"Aucun certificat", ""},
                          {kMenu, "\n"}} +
                   From(kChoice)),
              IsOk());
}

class DemandTest : public TerminalDeskTest {
 protected:
  DemandTest() {
    server_.imposed = demanded_.der;
    // Read at the start, and once again in vain.
    device_.before_listing = [this](int number) {
      if (number == 3) device_.Insert({demanded_});
    };
  }

  const TestCert demanded_ = TestPki::Get().Signer("Bernard Petit").SerialHex("4D").Build();
};

// Proves: CERT-4
TEST_F(DemandTest, IsNamedAndTheCardThatHoldsItCanBePutIn) {
  EXPECT_THAT(Play(Script{{kEndOfText, "\n"},
                          {"Certificats refusés", ""},
                          {"Anne Dupont", ""},
                          {"a imposé un autre certificat", ""},
                          {"l'application demande", ""},
                          {"Bernard Petit", ""},
                          {"n° de série 4D", ""},
                          {"pas sur cette carte", ""},
                          {kMenu, "v\n"},
                          {"CERTIFICAT", ""},
                          {"Bernard Petit", ""},
                          {kMenu, "v 1\n"},
                          {"Anne Dupont", ""},
                          {kMenu, "1\n"},
                          {"n'est pas celui", ""},
                          {kMenu, "s\n"},
                          {"Aucun certificat de cette carte", ""},
                          {kMenu, "\n"},
                          {"pas sur cette carte", ""},
                          {kMenu, "k\n"},
                          {"lecteur, puis Entrée", "\n"}} +
                   From(kChoice)),
              IsOk());
  EXPECT_EQ(server_.present_requests.back().chosen_certificate_sha256(), demanded_.Sha256());
}

// Proves: CERT-4, CONS-2
TEST_F(DemandTest, WhoGivesUpIsAskedOnceAndTheApplicationHearsWhy) {
  EXPECT_THAT(Play(Script{{kEndOfText, "\n"},
                          {kMenu, "q\n"},
                          {"continuer : ", "\n"},
                          {kMenu, "q\n"},
                          {"continuer : ", "oui\n"},
                          {"impose un certificat qui n'est pas sur cette carte", ""},
                          {"Rien n'a été signé", ""}}),
              HasReason(v1::CERTIFICATE_IMPOSED_MISSING));
  EXPECT_THAT(server_.abort_reasons, ::testing::ElementsAre("CERTIFICATE_IMPOSED_MISSING"));
  EXPECT_TRUE(device_.reached.empty());
}

// Proves: CERT-4, ATT-5
TEST_F(DemandTest, IsNamedInEnglishToo) {
  rules_.language = Language::kEnglish;
  EXPECT_THAT(Play({{"End. Enter", "\n"},
                    {"Certificate that the application demands:", ""},
                    {"Bernard Petit", ""},
                    {"is not on this card", ""},
                    {"?\u00a0help\r\n> ", "\x04"}}),
              HasReason(v1::ABORTED_BY_SIGNER));
}

// Proves: CERT-4
TEST_F(DemandTest, CardThatHoldsItButCannotUseItSaysWhy) {
  device_.Insert({demanded_});
  server_.refused = {demanded_.der};
  EXPECT_THAT(Play(Script{{kEndOfText, "\n"},
                          {"l'application demande", ""},
                          {kMenu, "q\n"},
                          {"continuer : ", "oui\n"}}),
              HasReason(v1::CERTIFICATE_REFUSED));
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("pas sur cette carte")));
}

}  // namespace
}  // namespace paraphe::agent
