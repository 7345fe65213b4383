// The window against a real server, a signer who goes all the way.
#include <QDir>
#include <QtTest>
#include <string>

#include "client/desk/result_panel.h"
#include "client/desk/signing_page.h"
#include "tests/flow/desk_flow_fixture.h"
#include "tests/xades/judges.h"

namespace paraphe::desk {
namespace {

class DeskSignTest : public DeskFlow {
 protected:
  // What the caller gets is valid for a stranger.
  void ExpectSigned() {
    const std::string out = world().dir().Join("desk-signed.xml");
    QFile::remove(QString::fromStdString(out));
    EXPECT_EQ(world().OnSession("finalize", {"--out", out}).exit_code, 0);
    EXPECT_EQ(xades::test::XmlsecFault(world().dir().ReadFileOrDie("desk-signed.xml"),
                                       v1::XADES_BASELINE_B, world().pki().root(),
                                       &world().pki().intermediate()),
              "");
  }
};

// Proves: CONS-1, PRES-1, ATT-1, CERT-3, EXP-4
TEST_P(DeskSignTest, SignerSignsWithTheMouse) {
  Picture("01-no-request");
  OpenLink(Prepare());
  ASSERT_TRUE(WaitFor(DeskStage::kChoosing));
  Picture("02-choose-certificate");
  test::ReadDocument(window());
  test::Click(window(), "use_certificate");
  ASSERT_TRUE(WaitFor(DeskStage::kConsenting));
  Picture("03-consent");
  test::ReadAll(window());
  test::Click(window(), "consent_box");
  Picture("04-consent-ticked");
  test::Click(window(), "sign");
  ASSERT_TRUE(WaitFor(DeskStage::kPin));
  Picture("05-pin");
  EnterPin("999999");
  ASSERT_TRUE(test::WaitUntil([&] { return window().stage() == DeskStage::kChecking; }) ||
              WaitFor(DeskStage::kPin));
  ASSERT_TRUE(WaitFor(DeskStage::kPin));
  Picture("06-pin-wrong");
  EnterPin("123456");
  ASSERT_TRUE(WaitFor(DeskStage::kDone));
  ASSERT_NE(test::FindReady(window(), "save_result"), nullptr);
  auto* const page = window().findChild<SigningPage*>();
  ASSERT_TRUE(test::WaitUntil([&] { return !page->result()->visibleRegion().isEmpty(); }))
      << "what happened is in sight";
  Picture("07-signed");
  ExpectSigned();
  // REQ: EXP-4
  const std::string folder =
      world().dir().Join(std::string("kept-") + std::string(LanguageTag(GetParam())));
  QDir().mkpath(QString::fromStdString(folder));
  window().findChild<ResultPanel*>()->SaveTo(QString::fromStdString(folder));
  EXPECT_EQ(QDir(QString::fromStdString(folder)).entryList(QDir::Files).size(), 3);
  test::Click(window(), "look_at_receipt");
  QWidget* const receipt = test::FindReady(window(), "receipt_window");
  ASSERT_NE(receipt, nullptr);
  test::KeepScreenshot(*receipt, absl::StrCat("08-receipt-", LanguageTag(GetParam())));
  receipt->close();
  Picture("09-kept");
}

INSTANTIATE_TEST_SUITE_P(Languages, DeskSignTest,
                         ::testing::Values(Language::kFrench, Language::kEnglish),
                         [](const auto& test) { return std::string(LanguageTag(test.param)); });

}  // namespace
}  // namespace paraphe::desk
