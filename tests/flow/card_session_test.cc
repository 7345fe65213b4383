// Whole sessions with a card of our own behind OpenSC and pcscd, and what a signer at a terminal is told when it fails.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/flow/python_modules.h"
#include "tests/testing/card_reader.h"
#include "tests/xades/judges.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kWrongPin[] = "111111";
constexpr char kReading[] = "suite|continuer|le seul|signer\u00a0·";

class CardSessionTest : public ::testing::Test {
 protected:
  CardSessionTest() { readers_.Insert(0, card_); }
  ~CardSessionTest() override { readers_.Empty(); }

  // The world's agent with the card in place of SoftHSM.
  std::string AgentConfig() const {
    return world_.dir().WriteFileOrDie(
        "card-agent.textproto",
        absl::StrReplaceAll(
            world_.dir().ReadFileOrDie("paraphe-agent.textproto"),
            {{SoftHsm::ModulePath(), CardReaders::ModulePath()}, {"label: \"carte\"", ""}}));
  }

  // The agent at a terminal, and who types there: after the first word that appears of `begin`, as
  // terminal_dialogue.py says, up to the consent and then `dialogue`.
  std::unique_ptr<RunningProgram> BeginAtTerminal(const std::string& link, const std::string& begin,
                                                  const std::vector<std::string>& dialogue) {
    std::vector<std::string> arguments = {kPython,
                                          Project("tests/flow/terminal_dialogue.py"),
                                          OurProgram("paraphe-agent"),
                                          "--config",
                                          AgentConfig(),
                                          "--ticket",
                                          link,
                                          "--",
                                          begin,
                                          "s",
                                          "Cochez",
                                          "oui",
                                          "écrivez",
                                          "je signe"};
    arguments.insert(arguments.end(), dialogue.begin(), dialogue.end());
    return std::make_unique<RunningProgram>(
        arguments, std::map<std::string, std::string>{{"TERM", "dumb"}, {"LC_ALL", "C.UTF-8"}});
  }
  CommandResult AtTerminal(const std::string& link, const std::vector<std::string>& dialogue) {
    return BeginAtTerminal(link, kReading, dialogue)->Finish();
  }

  // A key that the service does not sign with, and the signer's.
  static PivKeys Keys() {
    return {{kAuthenticationKey,
             TestPki::Get().Signer("Anne Dupont (P-256)").Key(TestKey::NewEcP256()).Build()},
            {kSignatureKey, TestPki::Get().signer()}};
  }

  CardReaders& readers_ = CardReaders::Get();
  const std::shared_ptr<PivCard> card_ = std::make_shared<PivCard>("PARAPHE-CARD-001", Keys());
  FlowWorld world_;
};

// Proves: DEV-2, SIG-1, EXP-2
TEST_F(CardSessionTest, CardSignsAndOthersAgree) {
  SignCommand sign = world_.BeginSign(world_.SmallDocument());
  ASSERT_NE(sign.link, "") << sign.program->Finish().err;
  const CommandResult agent = RunningProgram({OurProgram("paraphe-agent"), "--config",
                                              AgentConfig(), "--ticket", sign.link, "--unattended"})
                                  .Finish();
  EXPECT_EQ(agent.exit_code, 0) << agent.out << agent.err;
  ASSERT_EQ(sign.program->Finish().exit_code, 0);
  EXPECT_EQ(card_->signatures(), 1);
  EXPECT_EQ(Paraphe({"verify", "--ca", world_.ca_file(), sign.out}).exit_code, 0);
  EXPECT_THAT(
      xades::test::XmlsecFault(world_.dir().ReadFileOrDie("signed.xml"), v1::XADES_BASELINE_B,
                               TestPki::Get().root(), &TestPki::Get().intermediate()),
      IsEmpty());
}

// Proves: DEV-2, DEV-3, CERT-5
TEST_F(CardSessionTest, SignerIsToldOfTheLastTryAndSigns) {
  const std::string link = world_.PrepareOrDie(world_.SmallDocument());
  const CommandResult agent =
      AtTerminal(link, {"Code PIN", kWrongPin, "Code PIN", kWrongPin, "dernier essai", "",
                        "Code PIN", kCardPin, "enregistrer", ""});
  EXPECT_EQ(agent.exit_code, 0) << agent.out << agent.err;
  EXPECT_THAT(agent.out, HasSubstr("Anne Dupont (P-256)"));
  EXPECT_THAT(agent.out, HasSubstr("Code PIN erroné."));
  EXPECT_THAT(agent.out, HasSubstr("Essais restants avant blocage : 1."));
  EXPECT_THAT(agent.out, HasSubstr("Le document est signé."));
  EXPECT_THAT(agent.out, Not(HasSubstr(kCardPin)));
  EXPECT_EQ(card_->signatures(), 1);
  EXPECT_EQ(world_.OnSession("finalize", {"--out", world_.dir().Join("signed.xml")}).exit_code, 0);
}

// Proves: DEV-1, DEV-3
TEST_F(CardSessionTest, CardThatIsPutInLateSignsWithoutAnotherStart) {
  readers_.Pull(0);
  const auto agent = BeginAtTerminal(world_.PrepareOrDie(world_.SmallDocument()),
                                     absl::StrCat("quand c'est fait|", kReading),
                                     {"Code PIN", kCardPin, "enregistrer", ""});
  ASSERT_TRUE(agent->WaitFor("quand c'est fait"));
  EXPECT_THAT(agent->Said(), HasSubstr("Aucune carte n'est dans le lecteur"));
  readers_.Insert(0, card_);
  const CommandResult result = agent->Finish();
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr("Le document est signé."));
}

// Proves: DEV-3, SES-3
TEST_F(CardSessionTest, SignerIsToldThatTheCardWasTakenOutWhileItSigned) {
  readers_.slot(0).FailAt(CardFault::kPulled, kGeneralAuthenticate);
  const std::string link = world_.PrepareOrDie(world_.SmallDocument());
  const CommandResult agent = AtTerminal(link, {"Code PIN", kCardPin});
  EXPECT_EQ(agent.exit_code, 5) << agent.out << agent.err;
  EXPECT_THAT(agent.out, HasSubstr("La carte a été retirée."));
  EXPECT_THAT(agent.out, HasSubstr("Rien n'a été signé."));
  EXPECT_THAT(agent.out, Not(HasSubstr("libérée")));
  const std::string out = world_.dir().Join("signed.xml");
  EXPECT_EQ(world_.OnSession("finalize", {"--out", out}).exit_code, 5);
  EXPECT_TRUE(world_.NothingAt(out));
}

// Proves: DEV-3, CONS-2
TEST_F(CardSessionTest, SignerIsToldThatThePinIsLockedBeforeItIsAsked) {
  card_->SetTriesLeft(0);
  const std::string link = world_.PrepareOrDie(world_.SmallDocument());
  const CommandResult agent = AtTerminal(link, {});
  EXPECT_EQ(agent.exit_code, 5) << agent.out << agent.err;
  EXPECT_THAT(agent.out, HasSubstr("Le code PIN est bloqué."));
  EXPECT_THAT(agent.out, Not(HasSubstr("Code PIN (")));
  EXPECT_EQ(card_->signatures(), 0);
}

}  // namespace
}  // namespace paraphe::test
