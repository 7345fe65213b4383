#include "client/desk/row_list.h"

#include <QApplication>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/desk/attributes_view.h"
#include "client/desk/certificate_window.h"
#include "tests/client/desk/testing/presented.h"
#include "tests/client/desk/testing/qt_world.h"
#include "tests/client/testing/truthful_server.h"
#include "tests/testing/pki.h"

namespace paraphe::desk {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class RowListTest : public ::testing::Test {
 protected:
  RowListTest() {
    test::StartQt();
    signing_ = test::MakeView(test::TestDocument(), test::TestTable(), Language::kFrench);
  }

  static std::string TextOf(const QWidget& widget) {
    std::string text;
    for (const RowList* const list : widget.findChildren<RowList*>()) {
      if (list->isVisibleTo(&widget)) text += list->Text().toStdString();
    }
    return text;
  }

  agent::SigningView signing_;
};

// Proves: ATT-1, ATT-5
TEST_F(RowListTest, WordsFirstAndTechnicalFolded) {
  AttributesView view;
  view.Show(signing_, Language::kFrench);
  view.show();
  const std::string text = TextOf(view);
  EXPECT_THAT(text, HasSubstr("maire"));
  EXPECT_THAT(text, HasSubstr("novembre 2026"));
  EXPECT_THAT(text, Not(HasSubstr("ProofOfApproval")));
  EXPECT_THAT(text, Not(HasSubstr("xmlenc#sha256")));
}

// Proves: ATT-1, ATT-2
TEST_F(RowListTest, EveryExactValueIsOneKeyAway) {
  AttributesView view;
  view.resize(700, 500);
  view.Show(signing_, Language::kFrench);
  view.show();
  view.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&view, 30000));
  QTest::keyClick(&view, Qt::Key_E, Qt::ControlModifier);
  QTest::keyClick(&view, Qt::Key_T, Qt::ControlModifier);
  const std::string text = TextOf(view);
  ASSERT_GT(signing_.attributes.size(), 10u);
  for (const v1::AttributeLine& line : signing_.attributes) {
    EXPECT_THAT(text, HasSubstr(line.value())) << line.key();
  }
  test::KeepScreenshot(view, "attributes-exact-fr");
}

// Proves: ATT-5
TEST_F(RowListTest, SpeaksTheOtherLanguage) {
  AttributesView view;
  view.Show(signing_, Language::kFrench);
  view.Show(signing_, Language::kEnglish);
  view.show();
  EXPECT_THAT(TextOf(view), HasSubstr("November 2026"));
  EXPECT_THAT(TextOf(view), Not(HasSubstr("novembre")));
  test::KeepScreenshot(view, "attributes-en");
}

// Proves: PRES-6
TEST_F(RowListTest, NoTextIsReadAsMarkup) {
  v1::AttributeLine line;
  line.set_key("claimed_role");
  line.set_label_fr("Qualité");
  line.set_value("<b>maire</b>\u202e<img src=\"x\"/>");
  signing_.attributes = {line};
  AttributesView view;
  view.Show(signing_, Language::kFrench);
  view.show();
  for (const QLabel* label : view.findChildren<QLabel*>()) {
    EXPECT_EQ(label->textFormat(), Qt::PlainText);
  }
  EXPECT_THAT(TextOf(view), HasSubstr("<b>maire</b>⟦U+202E⟧<img"));
}

// Proves: ATT-1
TEST_F(RowListTest, RowsThatAreScrolledAwayAreNotSeen) {
  QScrollArea area;
  AttributesView view;
  area.setWidgetResizable(true);
  area.setWidget(&view);
  view.Show(signing_, Language::kFrench);
  QSignalSpy whole(&view, &AttributesView::ShownWhole);
  area.resize(500, 60);
  area.show();
  QApplication::processEvents();
  QApplication::processEvents();
  EXPECT_FALSE(view.IsShownWhole());
  area.resize(700, 900);
  EXPECT_TRUE(test::WaitUntil([&] { return whole.count() == 1; }));
  EXPECT_TRUE(view.IsShownWhole());
  signing_.attributes[0].set_value("changed");
  signing_.attributes.erase(signing_.attributes.begin() + 1);
  area.hide();
  view.Show(signing_, Language::kFrench);
  EXPECT_FALSE(view.IsShownWhole());
  area.takeWidget();
}

// Proves: CERT-3
TEST_F(RowListTest, TheWholeCertificateInAWindow) {
  QWidget parent;
  for (const Language language : {Language::kFrench, Language::kEnglish}) {
    ShowCertificateWindow(&parent, *signing_.certificate, language);
    auto* window = parent.findChild<QDialog*>();
    ASSERT_NE(window, nullptr);
    const std::string text = TextOf(*window);
    for (const agent::SigningRow& row :
         agent::CertificateRows(*signing_.certificate, language, absl::LocalTimeZone())) {
      EXPECT_THAT(text, HasSubstr(row.label + "\n" + row.shown));
      EXPECT_THAT(text, HasSubstr(row.exact));
    }
    EXPECT_EQ(test::FirstNameless(*window), "");
    test::KeepScreenshot(*window, std::string("certificate-") + std::string(LanguageTag(language)));
    QTest::keyClick(window, Qt::Key_Escape);
    ASSERT_TRUE(test::WaitUntil([&] { return parent.findChild<QDialog*>() == nullptr; }));
  }
}

TEST_F(RowListTest, Screenshots) {
  AttributesView view;
  view.resize(760, 300);
  view.Show(signing_, Language::kFrench);
  view.show();
  test::KeepScreenshot(view, "attributes-fr");
  EXPECT_EQ(test::FirstNameless(view), "");
  QFont large = view.font();
  large.setPointSizeF(large.pointSizeF() * 2);
  AttributesView twice;
  twice.setFont(large);
  twice.resize(1000, 500);
  twice.Show(signing_, Language::kFrench);
  twice.show();
  test::KeepScreenshot(twice, "attributes-200-fr");
  AttributesView contrast;
  contrast.setPalette(test::HighContrast());
  contrast.setAutoFillBackground(true);
  contrast.Show(signing_, Language::kEnglish);
  contrast.show();
  test::KeepScreenshot(contrast, "attributes-contrast-en");
}

}  // namespace
}  // namespace paraphe::desk
