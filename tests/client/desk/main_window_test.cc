// The window with whole sessions in memory, with mouse and keys: what each stage shows, and what each
// fault of the card or the server says. Every step is kept as a picture in build/screenshots.
#include "client/desk/main_window.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <memory>

#include "gtest/gtest.h"

#include "client/desk/desk_text.h"
#include "client/desk/message_panel.h"
#include "common/errors.h"
#include "tests/client/desk/testing/qt_world.h"
#include "tests/client/desk/testing/window_session.h"
#include "tests/client/desk/testing/x_display.h"
#include "tests/testing/matchers.h"

namespace paraphe::desk {
namespace {

using test::Click;
using test::FindReady;
using test::HasReason;
using test::IsOk;

class MainWindowTest : public ::testing::TestWithParam<Language> {
 protected:
  MainWindowTest() {
    test::XDisplay::Get();
    test::StartQt();
    if (QApplication::font().pointSizeF() < 11) SetFontSize(100);
    session_ = std::make_unique<test::WindowSession>(GetParam());
  }
  void Picture(const std::string& name) {
    test::KeepStep(window(), name + "-" + std::string(LanguageTag(GetParam())));
  }
  MainWindow& window() { return session_->window; }
  QString Messages() { return window().findChild<MessagePanel*>()->text(); }
  bool IsVisible(const char* name) {
    for (QWidget* widget : window().findChildren<QWidget*>(name)) {
      if (widget->isVisible()) return true;
    }
    return false;
  }
  QString Words(DeskWord word) { return Text(word, GetParam()); }

  std::unique_ptr<test::WindowSession> session_;
};

// Proves: CONS-1
TEST_P(MainWindowTest, BoxWaitsForTheWholeDocumentAndTheButtonForTheBox) {
  Picture("50-idle");
  session_->Begin();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kChoosing));
  EXPECT_FALSE(IsVisible("consent_box")) << "no certificate is chosen";
  Click(window(), "use_certificate");
  ASSERT_TRUE(session_->WaitFor(DeskStage::kConsenting));
  auto* const box = window().findChild<QCheckBox*>("consent_box");
  auto* const sign = window().findChild<QPushButton*>("sign");
  test::ReadAll(window());
  EXPECT_TRUE(test::WaitUntil([&] { return box->isEnabled(); }));
  EXPECT_FALSE(sign->isEnabled());
  QTest::keyClick(box, Qt::Key_Space);
  EXPECT_TRUE(sign->isEnabled());
  QTest::keyClick(box, Qt::Key_Space);
  EXPECT_FALSE(sign->isEnabled());
  session_->Consent();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kPin));
  EXPECT_EQ(session_->server.consents, 1);
  session_->EnterPin("1234");
  EXPECT_THAT(session_->Finish(), IsOk());
  EXPECT_TRUE(IsVisible("save_result"));
  EXPECT_FALSE(IsVisible("stop"));
}

// Proves: DEV-3
TEST_P(MainWindowTest, WrongPinIsSaidWithTheTriesLeftAndTheLastTryIsWarnedOf) {
  session_->device.state.tries_left = 2;
  session_->Begin();
  session_->ReadAndChoose();
  session_->Consent();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kPin));
  Picture("51-pin-two-tries");
  session_->device.state.tries_left = 1;
  session_->EnterPin("9999");
  ASSERT_TRUE(test::WaitUntil([&] { return window().stage() == DeskStage::kChecking; }) ||
              session_->WaitFor(DeskStage::kPin));
  ASSERT_TRUE(session_->WaitFor(DeskStage::kPin));
  Picture("52-pin-last-try");
  session_->EnterPin("1234");
  EXPECT_THAT(session_->Finish(), IsOk());
}

// Proves: DEV-3
TEST_P(MainWindowTest, LockedPinIsSaidBeforeItIsAskedFor) {
  session_->device.state.tries_left = 0;
  session_->Begin();
  session_->ReadAndChoose();
  session_->Consent();
  EXPECT_THAT(session_->Finish(), HasReason(v1::DEVICE_PIN_LOCKED));
  EXPECT_FALSE(IsVisible("pin"));
  EXPECT_EQ(window().stage(), DeskStage::kFailed);
  Picture("53-pin-locked");
}

// Proves: DEV-3
TEST_P(MainWindowTest, PinPadHasNoField) {
  session_->device.state.pin_entry = device::PinEntry::kAtReader;
  session_->device.pin.clear();
  session_->Begin();
  session_->ReadAndChoose();
  session_->Consent();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kPin));
  EXPECT_FALSE(IsVisible("pin"));
  Picture("54-pin-pad");
  Click(window(), "enter_pin");
  EXPECT_THAT(session_->Finish(), IsOk());
}

// Proves: CERT-3
TEST_P(MainWindowTest, RefusedCertificatesAreGreyedWithTheirReasons) {
  session_->server.refused = {test::TestPki::Get().signer().der};
  session_->Begin();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kChoosing));
  EXPECT_FALSE(IsVisible("use_certificate"));
  EXPECT_TRUE(test::WaitUntil([&] { return IsVisible("other_card"); }));
  Picture("55-certificate-refused");
  const test::TestCert second = test::TestPki::Get().Signer("Second").Build();
  session_->device.Insert({test::TestPki::Get().signer(), second});
  Click(window(), "other_card");
  ASSERT_TRUE(test::WaitUntil([&] { return IsVisible("use_certificate"); }));
  Picture("56-certificates-to-choose");
  session_->ReadAndChoose();
  session_->Consent();
  session_->EnterPin("1234");
  EXPECT_THAT(session_->Finish(), IsOk());
  EXPECT_EQ(session_->server.present_requests.back().chosen_certificate_sha256(), second.Sha256());
}

// Proves: CONS-2
TEST_P(MainWindowTest, StopAsksOnceAndTheReasonReachesTheApplication) {
  session_->Begin();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kChoosing));
  Click(window(), "stop");
  Picture("57-stop-question");
  Click(window(), "dismiss_stop");
  EXPECT_EQ(window().stage(), DeskStage::kChoosing);
  Click(window(), "stop");
  QTest::keyClicks(FindReady(window(), "stop_reason"), "montant");
  Click(window(), "confirm_stop");
  EXPECT_THAT(session_->Finish(), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(session_->server.abort_reasons, std::vector<std::string>{"montant"});
  EXPECT_EQ(window().stage(), DeskStage::kStopped);
  Picture("58-stopped");
}

// Proves: CONS-4
TEST_P(MainWindowTest, ClosingTheWindowIsStopping) {
  session_->Begin();
  session_->ReadAndChoose();
  window().close();
  EXPECT_TRUE(window().isVisible()) << "it asks first";
  Picture("59-close-question");
  Click(window(), "dismiss_stop");
  window().close();
  window().close();
  EXPECT_THAT(session_->Finish(), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_FALSE(window().isVisible());
  EXPECT_EQ(session_->server.abort_reasons.size(), 1u);
  EXPECT_TRUE(session_->device.reached.empty());
}

// Proves: CONS-4
TEST_P(MainWindowTest, ConsentThatGrewOldShowsTheDocumentAgain) {
  session_->server.release_failures = {{MakeError(v1::CONSENT_TOO_OLD, "too old")}};
  session_->Begin();
  session_->ReadAndChoose();
  session_->Consent();
  session_->EnterPin("1234");
  ASSERT_TRUE(session_->WaitFor(DeskStage::kConsenting));
  Picture("60-consent-too-old");
  EXPECT_FALSE(window().findChild<QCheckBox*>("consent_box")->isChecked());
  EXPECT_EQ(session_->server.releases, 0);
  test::ReadAll(window());
  session_->Consent();
  session_->EnterPin("1234");
  EXPECT_THAT(session_->Finish(), IsOk());
  EXPECT_EQ(session_->server.consents, 2);
}

// Proves: PRES-9
TEST_P(MainWindowTest, PageConsentedToIsTheOneInTheLanguageOnTheScreen) {
  session_->Begin();
  session_->ReadAndChoose();
  Click(window(), "language");
  ASSERT_TRUE(session_->WaitFor(DeskStage::kConsenting));
  EXPECT_NE(window().language(), GetParam());
  EXPECT_FALSE(window().findChild<QCheckBox*>("consent_box")->isChecked());
  Picture("61-language-changed");
  test::ReadAll(window());
  session_->Consent();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kPin));
  EXPECT_FALSE(window().findChild<QPushButton*>("language")->isEnabled());
  session_->EnterPin("1234");
  EXPECT_THAT(session_->Finish(), IsOk());
  EXPECT_EQ(session_->server.present_requests.back().language(),
            GetParam() == Language::kFrench ? "en" : "fr");
}

// Proves: DEV-3
TEST_P(MainWindowTest, CardTakenOutWhileSigningIsSaid) {
  session_->device.sign_failure = MakeError(v1::DEVICE_TOKEN_REMOVED, "taken out");
  session_->Begin();
  session_->ReadAndChoose();
  session_->Consent();
  session_->EnterPin("1234");
  EXPECT_THAT(session_->Finish(), HasReason(v1::DEVICE_TOKEN_REMOVED));
  EXPECT_FALSE(Messages().isEmpty());
  EXPECT_EQ(window().findChild<QLabel*>("status")->text(),
            Text(DeskWord::kStatusCardFailed, GetParam()));
  Picture("62-card-removed");
}

// Proves: SES-3
TEST_P(MainWindowTest, SignatureThatIsNotTakenIsNotSaidNeverToHaveBeenMade) {
  session_->server.result_failures = {{MakeError(v1::SIGNATURE_INVALID, "not taken"), false}};
  session_->Begin();
  session_->ReadAndChoose();
  session_->Consent();
  session_->EnterPin("1234");
  EXPECT_FALSE(session_->Finish().ok());
  EXPECT_EQ(window().findChild<QLabel*>("status")->text(),
            Text(DeskWord::kStatusSeeMessage, GetParam()));
  EXPECT_TRUE(Messages().contains(Text(agent::Phrase::kNotDelivered, GetParam())));
  Picture("65-not-delivered");
}

// Proves: PRES-8
TEST_P(MainWindowTest, ServerThatLiesIsNamed) {
  session_->server.edit_present = [](int, v1::PresentResponse& response) {
    response.set_document_sha256(std::string(32, 'x'));
  };
  session_->Begin();
  EXPECT_THAT(session_->Finish(), HasReason(v1::PRESENTATION_MISMATCH));
  EXPECT_EQ(window().stage(), DeskStage::kFailed);
  Picture("63-server-lies");
}

// Proves: CERT-3
TEST_P(MainWindowTest, HiddenCertificatesAreReadAfterThePin) {
  session_->device.hidden_until_login = 1;
  session_->Begin();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kPin));
  Picture("64-hidden-certificates");
  session_->EnterPin("1234");
  session_->ReadAndChoose();
  session_->Consent();
  session_->EnterPin("1234");
  EXPECT_THAT(session_->Finish(), IsOk());
}

INSTANTIATE_TEST_SUITE_P(Languages, MainWindowTest,
                         ::testing::Values(Language::kFrench, Language::kEnglish),
                         [](const auto& test) { return std::string(LanguageTag(test.param)); });

}  // namespace
}  // namespace paraphe::desk
