#include "client/agent/terminal_desk.h"

#include <cstdlib>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/file.h"
#include "tests/client/agent/terminal_desk_fixture.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// A document of more than one screen.
std::string LongDocument() {
  std::string text;
  for (int i = 0; i < 700; ++i) absl::StrAppend(&text, "article ", i, " ");
  return absl::StrReplaceAll(test::TestDocument(), {{"l'école", text + "fin"}});
}

// Proves: CONS-1, PRES-1, PRES-9, ATT-1, CERT-3
TEST_F(TerminalDeskTest, APersonCanSign) {
  EXPECT_THAT(Play(kWholeSession), IsOk());
  const std::string screen = pty_.Screen();
  EXPECT_THAT(screen, AllOf(HasSubstr("Acte d'essai"), HasSubstr("Réfection de l'école"),
                            HasSubstr("1200.00"), HasSubstr("Anne Dupont"), HasSubstr("émis par"),
                            HasSubstr("maire"), HasSubstr("2026-11-22T10:00:00Z"),
                            HasSubstr("https://example.org/success")));
  EXPECT_THAT(screen, Not(HasSubstr("1234\n")));
  EXPECT_EQ(server_.signatures.size(), 1u);
  ASSERT_EQ(server_.consent_requests.size(), 1u);
  EXPECT_TRUE(server_.consent_requests[0].document_presented());
}

// Proves: PRES-9, CONS-1
TEST_F(TerminalDeskTest, ADocumentThatWasLeftEarlyIsNotSigned) {
  server_.document = LongDocument();
  EXPECT_THAT(Play(Script{{"suite", "r"},
                          {"avant la fin", ""},
                          {kMenu, "1\n"},
                          {kEndOfText, "\n"},
                          {kMenu, "s\n"},
                          {"doit être lu", ""},
                          {"suite", "r"},
                          {kMenu, "q\n"}} +
                   kAbandon),
              HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(server_.consents, 0);
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("Cochez")));
}

// Proves: PRES-9, CONS-1
TEST_F(TerminalDeskTest, AttributesThatWereLeftEarlyAreNotSigned) {
  pty_.Resize(28, 80);
  EXPECT_THAT(Play(Script{{kEndOfText, "\n"},
                          {kMenu, "1\n"},
                          {"suite", "r"},
                          {kMenu, "s\n"},
                          {"jusqu'à la fin", ""},
                          {"suite", "r"},
                          {kMenu, "q\n"}} +
                   kAbandon),
              HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(server_.consents, 0);
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("Cochez")));
}

// Proves: PRES-9
TEST_F(TerminalDeskTest, WhatWasLeftEarlyCanBeReadLater) {
  server_.document = LongDocument();
  EXPECT_THAT(Play(Script{{"suite", "r"},
                          {kMenu, "1\n"},
                          {kEndOfText, "\n"},
                          {kMenu, "s\n"},
                          {"doit être lu", ""},
                          {"suite", " "},
                          {kEndOfText, "\n"}} +
                   From(kBox)),
              IsOk());
  ASSERT_EQ(server_.consent_requests.size(), 1u);
  EXPECT_TRUE(server_.consent_requests[0].document_presented());
}

// Proves: PRES-1
TEST_F(TerminalDeskTest, SwitchesBetweenPageAndRawXml) {
  EXPECT_THAT(Play(Until(kChoice) +
                   Script{{kMenu, "x\n"},
                          {"<objet>Réfection", ""},
                          {kEndOfText, "\n"},
                          {kMenu, "d\n"},
                          {"DOCUMENT", ""},
                          {"Réfection", ""},
                          {kEndOfText, "\n"}} +
                   From(kChoice)),
              IsOk());
}

// Proves: ATT-1, ATT-5
TEST_F(TerminalDeskTest, WhatAPersonCaresAboutStandsFirstAndInLocalTime) {
  EXPECT_THAT(Play(kWholeSession), IsOk());
  const std::string screen = pty_.Screen();
  const size_t attributes = screen.find("CE QUI SERA SIGNÉ");
  ASSERT_NE(attributes, std::string::npos);
  size_t last = attributes;
  for (const char* part : {"Signataire\u00a0: Anne Dupont", "Rôle du signataire", "ville",
                           "11:00:00 (heure", "Précisions techniques", "Empreinte du certificat"}) {
    const size_t at = screen.find(part, attributes);
    ASSERT_NE(at, std::string::npos) << part;
    EXPECT_GT(at, last) << part;
    last = at;
  }
  // The moment of consent says it again, and refers to nothing that may have scrolled away.
  const size_t consent = screen.find("VOUS ALLEZ SIGNER");
  ASSERT_NE(consent, std::string::npos);
  EXPECT_LT(consent, screen.find("[ ] J'ai lu"));
  EXPECT_THAT(screen, Not(HasSubstr("ci-dessus")));
}

// Proves: CONS-1
TEST_F(TerminalDeskTest, NeitherActCanBeLeftOut) {
  EXPECT_THAT(Play(Until(kBox) +
                   Script{{"oui » : ", "\n"},
                          {"non cochée", ""},
                          {kMenu, "s\n"},
                          {"oui » : ", "oui\n"},
                          {"je\u00a0signe » : ", "oui\n"},
                          {"non demandée", ""},
                          {kMenu, "q\n"}} +
                   kAbandon),
              HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(server_.consents, 0);
}

// Proves: CONS-1
TEST_F(TerminalDeskTest, SentencesAreTakenAsDisplayed) {
  Script script = kWholeSession;
  script[kBox].second = "« Oui »\n";
  script[kSentence].second = "« je signe »\n";
  EXPECT_THAT(Play(script), IsOk());
}

// Proves: CONS-1
TEST_F(TerminalDeskTest, WhatWasTypedAheadIsNoActOfConsent) {
  EXPECT_THAT(Play(Until(kConsent) +
                   Script{{kMenu, "s\noui\n"},
                          {"oui » : ", "\n"},
                          {"non cochée", ""},
                          {kMenu, "s\n"},
                          {"oui » : ", "oui\nje signe\n"},
                          {"je\u00a0signe » : ", "\n"},
                          {"non demandée", ""},
                          {kMenu, "q\n"}} +
                   kAbandon),
              HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(server_.consents, 0);
}

// Proves: CONS-1
TEST_F(TerminalDeskTest, WhatWasTypedAheadIsNoCommand) {
  EXPECT_THAT(Play(Until(kChoice) +
                   Script{{kMenu, "1\n\ns\n"}, {kEndOfText, "\n"}, {kMenu, "q\n"}} + kAbandon),
              HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("Cochez")));
}

// Proves: EXP-4
TEST_F(TerminalDeskTest, TheFolderMayBeNamedFromHome) {
  const test::TempDir dir;
  const char* const before = std::getenv("HOME");
  const std::string home = before == nullptr ? "" : before;
  setenv("HOME", dir.path().c_str(), 1);
  Script script = kWholeSession;
  script.back().second = "~/recu.json\n";
  EXPECT_THAT(
      Play(script + Script{{"Reçu enregistré : " + dir.path(), ""}, {"enregistrer) : ", "\n"}}),
      IsOk());
  setenv("HOME", home.c_str(), 1);
}

class LinkAtTerminalTest : public TerminalDeskTest {
 protected:
  // What the desk was asked, and answered.
  absl::StatusOr<std::string> AskLink(const Script& script) {
    Terminal terminal(pty_.slave_fd(), pty_.slave_fd(), -1);
    TerminalDesk desk(terminal, rules_.language, browser_);
    absl::StatusOr<std::string> link;
    std::thread thread([&] { link = desk.AskLink(); });
    for (const auto& [awaited, typed] : script) {
      EXPECT_TRUE(pty_.WaitFor(awaited)) << pty_.Screen();
      pty_.Type(typed);
    }
    thread.join();
    return link;
  }
};

// Proves: DOCS-1
TEST_F(LinkAtTerminalTest, ExplainsItselfAsEveryPromptDoes) {
  for (const char* help : {"?", "aide", "help", " ? "}) {
    EXPECT_THAT(AskLink({{"paraphe://…) : ", absl::StrCat(help, "\n")},
                         {"ne sert qu'une", ""},
                         {"paraphe://…) : ", "paraphe://host:1/x\n"}}),
                ::paraphe::test::IsOkAndHolds("paraphe://host:1/x"));
  }
}

// Proves: CONS-2
TEST_F(LinkAtTerminalTest, QAsksOnceAndStops) {
  EXPECT_THAT(AskLink({{"paraphe://…) : ", "q\n"},
                       {"continuer : ", "\n"},
                       {"paraphe://…) : ", "q\n"},
                       {"continuer : ", "oui\n"}}),
              HasReason(v1::ABORTED_BY_SIGNER));
}

class AtEveryPromptTest : public TerminalDeskTest, public ::testing::WithParamInterface<Step> {
 protected:
  // The whole session up to the prompt, where `typed` is typed.
  static Script At(Step step, const std::string& typed) {
    Script script = Until(step + 1);
    script.back().second = typed;
    return script;
  }
  void ExpectRolledBack() {
    EXPECT_THAT(pty_.Screen(), HasSubstr("Rien n'a été signé"));
    EXPECT_EQ(server_.state, v1::ABORTED);
    EXPECT_TRUE(device_.reached.empty());
  }
};

// Proves: CONS-2
TEST_P(AtEveryPromptTest, QAsksOnceAndStops) {
  EXPECT_THAT(Play(At(GetParam(), "q\n") + kAbandon), HasReason(v1::ABORTED_BY_SIGNER));
  ExpectRolledBack();
}

// Proves: CONS-2
TEST_P(AtEveryPromptTest, QCanBeTakenBack) {
  EXPECT_THAT(Play(At(GetParam(), "q\n") + Script{{"continuer : ", "\n"}, {"continue.", ""}} +
                   From(GetParam())),
              IsOk());
}

// Proves: CONS-2
TEST_P(AtEveryPromptTest, EndOfInputStopsAtOnce) {
  EXPECT_THAT(Play(At(GetParam(), "\x04")), HasReason(v1::ABORTED_BY_SIGNER));
  ExpectRolledBack();
  EXPECT_THAT(server_.abort_reasons, ::testing::ElementsAre(""));
}

// Proves: CONS-1
TEST_P(AtEveryPromptTest, HelpIsThere) {
  Script script = At(GetParam(), "?\n");
  if (GetParam() == kDocument || GetParam() == kAttributes) {
    script = script + Script{{"revenir au texte", "\n"}};
  }
  EXPECT_THAT(Play(script + From(GetParam())), IsOk());
}

INSTANTIATE_TEST_SUITE_P(All, AtEveryPromptTest,
                         ::testing::Values(kDocument, kChoice, kAttributes, kConsent, kBox,
                                           kSentence, kPin));

// Proves: CONS-2
TEST_F(TerminalDeskTest, TheCallerGetsTheReasonOfAStop) {
  EXPECT_THAT(Play(Until(kChoice) + Script{{kMenu, "q\n"},
                                           {"continuer : ", "oui\n"},
                                           {"aucun) : ", std::string(300, 'x') + "\n"},
                                           {"ne peut pas être transmis", ""},
                                           {"aucun) : ", " Le montant est erroné \n"}}),
              HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_THAT(server_.abort_reasons, ::testing::ElementsAre("Le montant est erroné"));
}

// Proves: DEV-3
TEST_F(TerminalDeskTest, WrongPinIsSaidAndAskedAgain) {
  device_.state.wrong_pin_before = true;
  EXPECT_THAT(Play(Until(kPin) +
                   Script{{"saisi auparavant", ""}, {"PIN (", "9999\n"}, {"Code PIN erroné", ""}} +
                   From(kPin)),
              IsOk());
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("9999")));
}

// Proves: DEV-3
TEST_F(TerminalDeskTest, APinThatMustChangeIsSaidBeforeItIsAskedFor) {
  device_.state.pin_must_change = true;
  EXPECT_THAT(Play(Until(kPin) + Script{{"PIN soit changé", ""}} + From(kPin)), IsOk());
}

// Proves: DEV-3
TEST_F(TerminalDeskTest, APinThatIsNoneCostsNoTry) {
  EXPECT_THAT(
      Play(
          Until(kPin) +
          Script{{"PIN (", std::string(300, '7') + "\n"}, {"pas été essayé", ""}, {"PIN (", "\n"}} +
          From(kPin)),
      IsOk());
}

// Proves: DEV-3
TEST_F(TerminalDeskTest, LastTryIsSaid) {
  device_.state.tries_left = 1;
  EXPECT_THAT(Play(Until(kPin) + Script{{"dernier essai", ""}} + From(kPin)), IsOk());
}

// Proves: PRES-8
TEST_F(TerminalDeskTest, ALieIsToldInTheSignersWords) {
  server_.edit_release = [](v1::SignResponse& response) { response.clear_digest_info(); };
  EXPECT_THAT(Play(Until(kSteps) + Script{{"ALERTE", ""}}), HasReason(v1::SERVER_ANSWER_MISMATCH));
}

// Proves: ATT-5
TEST_F(TerminalDeskTest, AFrenchDeskShowsNoEnglish) {
  server_.edit_release = [](v1::SignResponse& response) { response.clear_digest_info(); };
  EXPECT_THAT(Play(Until(kSteps)), HasReason(v1::SERVER_ANSWER_MISMATCH));
  EXPECT_THAT(pty_.Screen(), HasSubstr("erreur n° 140"));
  EXPECT_THAT(pty_.Screen(), Not(HasSubstr("the server")));
}

// Proves: PRES-1
TEST_F(TerminalDeskTest, HtmlIsWrittenWhereNoBrowserStarts) {
  const test::TempDir dir;
  setenv("XDG_RUNTIME_DIR", dir.path().c_str(), 1);
  EXPECT_THAT(
      Play(Until(kChoice) + Script{{kMenu, "html\n"}, {"Aucun navigateur", ""}, {dir.path(), ""}} +
           From(kChoice)),
      IsOk());
  unsetenv("XDG_RUNTIME_DIR");
}

// Proves: EXP-4
TEST_F(TerminalDeskTest, ReceiptForProgramsAndTheDocumentCanBothBeSaved) {
  const test::TempDir dir;
  Script script = kWholeSession;
  script.back().second = "?\n";
  const std::string file = dir.Join("recu.json");
  EXPECT_THAT(Play(script + Script{{".json", ""},
                                   {"enregistrer) : ", dir.Join("absent/recu.json") + "\n"},
                                   {"Reçu non enregistré (dossier absent", ""},
                                   {"enregistrer) : ", file + "\n"},
                                   {"Reçu enregistré : ", ""},
                                   {"enregistrer) : ", dir.path() + "\n"},
                                   {"Document signé et reçu enregistrés : ", ""}}),
              IsOk());
  EXPECT_THAT(*ReadFile(file, 100000), HasSubstr("paraphe-receipt-1"));
}

// Proves: PRES-6
TEST_F(TerminalDeskTest, NothingFromOutsideSteersTheTerminal) {
  server_.document = absl::StrReplaceAll(server_.document, {{"école",
                                                             "\xc2\x9b"
                                                             "31m\xe2\x80\xae"}});
  server_.application = "app\x1b[2J";
  server_.attributes.set_claimed_role("maire\xe2\x80\xae");
  EXPECT_THAT(Play(Until(kChoice) + Script{{kMenu, "x\n"}, {kEndOfText, "\n"}} + From(kChoice)),
              IsOk());
  const std::string screen = pty_.Screen();
  for (const char* control : {"\x1b", "\xc2\x9b", "\xe2\x80\xae"}) {
    EXPECT_THAT(screen, Not(HasSubstr(control)));
  }
  EXPECT_THAT(screen, AllOf(HasSubstr("⟦U+001B⟧"), HasSubstr("⟦U+009B⟧"), HasSubstr("⟦U+202E⟧")));
}

// Proves: ATT-5
TEST_F(TerminalDeskTest, SpeaksEnglish) {
  rules_.language = Language::kEnglish;
  EXPECT_THAT(Play({{"End. Enter", "\n"},
                    {"?\u00a0help\r\n> ", "1\n"},
                    {"End. Enter", "\n"},
                    {"?\u00a0help\r\n> ", "s\n"},
                    {"\"yes\": ", "\"yes\"\n"},
                    {"\"I\u00a0sign\": ", "\"I sign\"\n"},
                    {"PIN (", "1234\n"},
                    {"is signed", ""},
                    {"nothing): ", "\n"}}),
              IsOk());
  EXPECT_THAT(pty_.Screen(), HasSubstr("Subject"));
}

}  // namespace
}  // namespace paraphe::agent
