#include "client/desk/window_desk.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::desk {
namespace {

using agent::Change;
using test::HasReason;
using test::IsOk;

// Answers each question at once, as the fields say.
class AnsweringScreen final : public SigningScreen {
 public:
  void ShowWaitForCard(const absl::Status&) override {}
  void ShowConnecting(const std::string&) override {}
  void ShowDocument(const agent::SigningView&, Language spoken) override { said = spoken; }
  void ChooseCertificate(const agent::SigningView&, std::vector<agent::CertificateChoice>,
                         Language spoken, Reply<CertificateAnswer> reply) override {
    said = spoken;
    if (answers) reply.Give(certificate);
  }
  void AskConsent(const agent::SigningView&, Language spoken, Reply<ConsentAnswer> reply) override {
    said = spoken;
    if (answers) reply.Give(consent);
  }
  void AskPin(const agent::PinRequest&, Reply<SecretBuffer> reply) override {
    SecretBuffer pin(4);
    for (const char digit : {'1', '2', '3', '4'}) static_cast<void>(pin.Append(digit));
    if (answers) reply.Give(std::move(pin));
  }
  void OfferResult(const agent::SignedResult&) override {}
  void Tell(agent::Phrase phrase, const std::string& detail) override {
    told = phrase;
    details = detail;
  }
  void TellError(const absl::Status& status) override { error = status; }
  void EndSession(const absl::Status&) override {}

  bool answers = true;
  CertificateAnswer certificate = size_t{0};
  ConsentAnswer consent = agent::ConsentActs{true, true, true};
  Language said = Language::kFrench;
  agent::Phrase told = agent::Phrase::kNothingSigned;
  std::string details;
  absl::Status error;
};

class WindowDeskTest : public ::testing::Test {
 protected:
  AnsweringScreen screen_;
  agent::Stop stop_;
  WindowDesk desk_{screen_, [](std::function<void()> task) { task(); }, stop_, Language::kFrench};
  agent::SigningView view_;
};

TEST_F(WindowDeskTest, AnswersOfTheScreenAreTheSigners) {
  const auto chosen = desk_.ChooseCertificate(view_, std::vector<agent::CertificateChoice>(1));
  ASSERT_THAT(chosen.status(), IsOk());
  EXPECT_EQ(std::get<size_t>(*chosen), 0u);
  const auto consent = desk_.AskConsent(view_);
  ASSERT_THAT(consent.status(), IsOk());
  EXPECT_TRUE(std::get<agent::ConsentActs>(*consent).box_ticked);
  const auto pin = desk_.AskPin({});
  ASSERT_THAT(pin.status(), IsOk());
  EXPECT_EQ(pin->RevealForDevice(), "1234");
}

// Proves: PRES-9
TEST_F(WindowDeskTest, ScreenHearsWhichLanguageTheSessionSpeaksNow) {
  screen_.consent = Change::kLanguage;
  ASSERT_THAT(desk_.AskConsent(view_).status(), IsOk());
  EXPECT_EQ(screen_.said, Language::kFrench);
  ASSERT_THAT(desk_.ShowDocument(view_), IsOk());
  EXPECT_EQ(screen_.said, Language::kEnglish);
  screen_.consent = Change::kCertificate;
  ASSERT_THAT(desk_.AskConsent(view_).status(), IsOk());
  ASSERT_THAT(desk_.ShowDocument(view_), IsOk());
  EXPECT_EQ(screen_.said, Language::kEnglish) << "another change leaves the language alone";
}

// Proves: CONS-2, CONS-4
TEST_F(WindowDeskTest, StopEndsEveryQuestionWithItsCause) {
  screen_.answers = false;
  stop_.Ask(MakeError(v1::SESSION_ABORTED, "withdrawn"));
  EXPECT_THAT(desk_.ChooseCertificate(view_, {}).status(), HasReason(v1::SESSION_ABORTED));
  EXPECT_THAT(desk_.AskConsent(view_).status(), HasReason(v1::SESSION_ABORTED));
  EXPECT_THAT(desk_.AskPin({}).status(), HasReason(v1::SESSION_ABORTED));
}

// Proves: CERT-3
TEST_F(WindowDeskTest, SignerWhoHasNoCertificateForItStopsWithThatReason) {
  screen_.answers = false;
  stop_.Ask(MakeError(v1::ABORTED_BY_SIGNER, "stopped"));
  EXPECT_THAT(desk_.ChooseCertificate(view_, {}).status(), HasReason(v1::CERTIFICATE_REFUSED));
  EXPECT_THAT(desk_.ChooseCertificate(view_, std::vector<agent::CertificateChoice>(1)).status(),
              HasReason(v1::ABORTED_BY_SIGNER));
}

TEST_F(WindowDeskTest, ReasonIsTheOneThatTheWindowWasGiven) {
  EXPECT_EQ(desk_.AskReason(), "");
  desk_.SetReason("montant erroné");
  EXPECT_EQ(desk_.AskReason(), "montant erroné");
}

TEST_F(WindowDeskTest, WhatIsToldReachesTheScreen) {
  desk_.Tell(agent::Phrase::kReturnUrl, "https://mairie.example/");
  EXPECT_EQ(screen_.told, agent::Phrase::kReturnUrl);
  EXPECT_EQ(screen_.details, "https://mairie.example/");
  desk_.TellError(MakeError(v1::DEVICE_PIN_LOCKED, "locked"));
  EXPECT_THAT(screen_.error, HasReason(v1::DEVICE_PIN_LOCKED));
}

}  // namespace
}  // namespace paraphe::desk
