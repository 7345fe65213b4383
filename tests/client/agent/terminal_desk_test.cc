#include "client/agent/terminal_desk.h"

#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_replace.h"

#include "client/agent/pager.h"
#include "tests/client/agent/flow_fixture.h"
#include "tests/client/testing/pty.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::Pty;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestPki;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// What the signer waits for, and types then.
using Script = std::vector<std::pair<std::string, std::string>>;

const Script kWholeSession = {{"abandonner\r\n> ", "1\n"}, {"q abandonner\r\n> ", "s\n"},
                              {"oui » : ", "oui\n"},       {"je signe » : ", "je signe\n"},
                              {"PIN (", "1234\n"},         {"est signé", ""}};

// A person at a terminal: the whole flow with the real desk.
class TerminalDeskTest : public FlowFixture {
 protected:
  absl::Status Play(const Script& script) { return PlayWith(device_, script); }

  absl::Status PlayWith(test::FakeDevice& device, const Script& script) {
    Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
    TerminalDesk desk(terminal, rules_.language, pager_);
    AgentSession session(server_, device, desk, rules_, [](absl::Duration) {});
    absl::Status status;
    std::thread thread([&] { status = session.Run(test::kTestTicket); });
    for (const auto& [awaited, typed] : script) {
      const bool appeared = pty_.WaitFor(awaited);
      EXPECT_TRUE(appeared) << pty_.Screen();
      if (!appeared) pty_.HangUp();
      if (!appeared) break;
      pty_.Type(typed);
    }
    thread.join();
    pty_.Drain();
    return status;
  }

  std::string pager_ = kDefaultPager;
  Pty pty_;
};

Script With(const Script& begin, const Script& end) {
  Script script = begin;
  script.insert(script.end(), end.begin(), end.end());
  return script;
}

// The first `steps` of a whole session.
Script Until(size_t steps) {
  return {kWholeSession.begin(), kWholeSession.begin() + static_cast<std::ptrdiff_t>(steps)};
}

// Proves: CONS-1, PRES-1, ATT-1, CERT-3
TEST_F(TerminalDeskTest, APersonCanSign) {
  EXPECT_THAT(Play(kWholeSession), IsOk());
  const std::string screen = pty_.Screen();
  EXPECT_THAT(screen, AllOf(HasSubstr("Acte d'essai"), HasSubstr("Réfection de l'école"),
                            HasSubstr("1200.00"), HasSubstr("Anne Dupont"), HasSubstr("émis par"),
                            HasSubstr("maire"), HasSubstr("2026-11-22T10:00:00Z"),
                            HasSubstr("https://example.org/success")));
  EXPECT_THAT(screen, Not(HasSubstr("1234\n")));
  EXPECT_EQ(server_.signatures.size(), 1u);
}

// Proves: PRES-1
TEST_F(TerminalDeskTest, SwitchesBetweenPageAndRawXml) {
  EXPECT_THAT(Play(With({{"> ", "x\n"},
                         {"<objet>Réfection", ""},
                         {"> ", "d\n"},
                         {"DOCUMENT", ""},
                         {"Réfection", ""}},
                        kWholeSession)),
              IsOk());
}

// Proves: CERT-3
TEST_F(TerminalDeskTest, ListsTheRefusedOnesWithReasonsAndShowsAWholeCertificate) {
  const TestCert old = TestPki::Get().Signer("Ancien Maire").Build();
  test::FakeDevice device({old, TestPki::Get().signer()});
  server_.refused = {old.der};
  EXPECT_THAT(PlayWith(device, With({{"Certificats refusés", ""},
                                     {"Ancien Maire", ""},
                                     {"> ", "v 2\n"},
                                     {"CERTIFICAT", ""},
                                     {"Ancien Maire", ""},
                                     {"> ", "2\n"},
                                     {"n'est pas celui", ""}},
                                    kWholeSession)),
              IsOk());
}

// Proves: CERT-3
TEST_F(TerminalDeskTest, OnlyCertificateIsTakenWithEnter) {
  Script script = kWholeSession;
  script[0].second = "\n";
  EXPECT_THAT(Play(script), IsOk());
}

// Proves: CERT-3
TEST_F(TerminalDeskTest, WithoutUsableCertificateTheReasonsAreShown) {
  server_.refused = {TestPki::Get().signer().der};
  EXPECT_THAT(
      Play({{"Aucun certificat", ""}, {"Certificats refusés", ""}, {"q terminer\r\n> ", "q\n"}}),
      HasReason(v1::CERTIFICATE_REFUSED));
  EXPECT_TRUE(device_.reached.empty());
}

// Proves: CONS-1
TEST_F(TerminalDeskTest, NeitherActCanBeLeftOut) {
  EXPECT_THAT(Play(With(Until(2), {{"oui » : ", "\n"},
                                   {"non cochée", ""},
                                   {"> ", "s\n"},
                                   {"oui » : ", "oui\n"},
                                   {"je signe » : ", "oui\n"},
                                   {"non demandée", ""},
                                   {"> ", "q\n"}})),
              HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(server_.consents, 0);
}

// Proves: CONS-1
TEST_F(TerminalDeskTest, WhatWasTypedAheadIsNoActOfConsent) {
  EXPECT_THAT(Play(With(Until(1), {{"q abandonner\r\n> ", "s\noui\n"},
                                   {"oui » : ", "\n"},
                                   {"non cochée", ""},
                                   {"> ", "s\n"},
                                   {"oui » : ", "oui\nje signe\n"},
                                   {"je signe » : ", "\n"},
                                   {"non demandée", ""},
                                   {"> ", "q\n"}})),
              HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(server_.consents, 0);
}

// Proves: CONS-1
TEST_F(TerminalDeskTest, WhatWasTypedAheadIsNoCommand) {
  EXPECT_THAT(Play({{"abandonner\r\n> ", "1\ns\n"},
                    {"q abandonner\r\n> ", "a\n"},
                    {"q abandonner\r\n> ", "q\n"}}),
              HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("Cochez")));
}

struct Stop {
  size_t step;
  std::string typed;
};
class StopAtTest : public TerminalDeskTest, public ::testing::WithParamInterface<Stop> {};

// Proves: CONS-2
TEST_P(StopAtTest, EveryPromptTakesQAndEndOfInput) {
  Script script = Until(GetParam().step + 1);
  script.back().second = GetParam().typed;
  EXPECT_THAT(Play(script), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_THAT(pty_.Screen(), HasSubstr("Rien n'a été signé"));
  EXPECT_EQ(server_.state, v1::ABORTED);
  EXPECT_TRUE(device_.reached.empty());
}

std::vector<Stop> AllStops() {
  std::vector<Stop> stops;
  for (size_t step = 0; step + 1 < kWholeSession.size(); ++step) {
    for (const char* typed : {"q\n", "\x04"}) stops.push_back({step, typed});
  }
  return stops;
}
INSTANTIATE_TEST_SUITE_P(All, StopAtTest, ::testing::ValuesIn(AllStops()));

// Proves: DEV-3
TEST_F(TerminalDeskTest, WrongPinIsSaidAndAskedAgain) {
  device_.state.wrong_pin_before = true;
  Script script = Until(4);
  script = With(script, {{"saisi auparavant", ""},
                         {"PIN (", "9999\n"},
                         {"Code PIN erroné", ""},
                         {"PIN (", "1234\n"},
                         {"est signé", ""}});
  EXPECT_THAT(Play(script), IsOk());
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("9999")));
}

// Proves: DEV-3
TEST_F(TerminalDeskTest, LastTryIsSaid) {
  device_.state.tries_left = 1;
  EXPECT_THAT(Play(With(Until(4), {{"dernier essai", ""}, {"PIN (", "1234\n"}, {"est signé", ""}})),
              IsOk());
}

// Proves: PRES-8
TEST_F(TerminalDeskTest, ALieIsToldInTheSignersWords) {
  server_.edit_release = [](v1::SignResponse& response) { response.clear_digest_info(); };
  Script script = Until(5);
  script.push_back({"ALERTE", ""});
  EXPECT_THAT(Play(script), HasReason(v1::SERVER_ANSWER_MISMATCH));
}

// Proves: PRES-6
TEST_F(TerminalDeskTest, NothingFromOutsideSteersTheTerminal) {
  server_.document = absl::StrReplaceAll(server_.document, {{"école",
                                                             "\xc2\x9b"
                                                             "31m\xe2\x80\xae"}});
  server_.application = "app\x1b[2J";
  server_.attributes.set_claimed_role("maire\xe2\x80\xae");
  EXPECT_THAT(Play(With({{"> ", "x\n"}}, kWholeSession)), IsOk());
  const std::string screen = pty_.Screen();
  for (const char* control : {"\x1b", "\xc2\x9b", "\xe2\x80\xae"}) {
    EXPECT_THAT(screen, Not(HasSubstr(control)));
  }
  EXPECT_THAT(screen, AllOf(HasSubstr("⟦U+001B⟧"), HasSubstr("⟦U+009B⟧"), HasSubstr("⟦U+202E⟧")));
}

class FailingPagerTest : public TerminalDeskTest,
                         public ::testing::WithParamInterface<const char*> {};

// Proves: PRES-1, CONS-1
TEST_P(FailingPagerTest, WhatItCouldNotShowIsNotSigned) {
  pager_ = GetParam();
  EXPECT_THAT(Play({{"Rien n'a été signé", ""}}), Not(IsOk()));
  EXPECT_THAT(pty_.Screen(), HasSubstr(pager_));
  EXPECT_EQ(server_.consents, 0);
  EXPECT_EQ(server_.state, v1::ABORTED);
  EXPECT_TRUE(device_.reached.empty());
}

INSTANTIATE_TEST_SUITE_P(All, FailingPagerTest, ::testing::Values("/nowhere/pager", "/bin/false"));

// Proves: ATT-5
TEST_F(TerminalDeskTest, SpeaksEnglish) {
  rules_.language = Language::kEnglish;
  EXPECT_THAT(Play({{"Enter: choose", ""},
                    {"> ", "1\n"},
                    {"q stop\r\n> ", "s\n"},
                    {"\"yes\": ", "yes\n"},
                    {"\"I sign\": ", "I sign\n"},
                    {"PIN (", "1234\n"},
                    {"is signed", ""}}),
              IsOk());
  EXPECT_THAT(pty_.Screen(), HasSubstr("Subject"));
}

}  // namespace
}  // namespace paraphe::agent
