#include "client/desk/document_view.h"

#include <QApplication>
#include <QProgressBar>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/desk/inert_browser.h"
#include "client/desk/raw_view.h"
#include "client/desk/widget_words.h"
#include "render/visible.h"
#include "tests/client/desk/testing/presented.h"
#include "tests/client/desk/testing/qt_world.h"
#include "tests/render/samples.h"

namespace paraphe::desk {
namespace {

constexpr char kLetter[] =
    "<lettre><objet>Travaux</objet><corps>Le maire autorise les travaux.</corps></lettre>";

class DocumentViewTest : public ::testing::Test {
 protected:
  DocumentViewTest() {
    test::StartQt();
    view_.emplace();
    view_->resize(900, 600);
  }

  void Show(const std::string& document, const std::string& table) {
    view_->Show(test::MakeView(document, table, Language::kFrench), Language::kFrench);
    if (view_->isWindow()) {
      view_->show();
      view_->activateWindow();
      ASSERT_TRUE(QTest::qWaitForWindowActive(&*view_, 30000));
    }
  }
  void ShowLarge() { Show(test::LargeDocument(1 << 20), test::LargeTable()); }
  void ShowLong() { Show(test::LargeDocument(200000), test::LargeTable()); }

  InertBrowser& Page() { return *view_->findChild<InertBrowser*>(); }
  RawView& Raw() { return *view_->findChild<RawView*>(); }
  QScrollBar& Bar() { return *Page().verticalScrollBar(); }
  // Until all of the page is there, and is not being laid out anew in another width.
  void Load() {
    const QProgressBar& progress = *view_->findChild<QProgressBar*>();
    int quiet = 0;
    ASSERT_TRUE(test::WaitUntil([&] {
      QTest::qWait(50);
      quiet = progress.value() == 100 ? quiet + 1 : 0;
      return quiet > 5;
    }));
    Settle();
    Settle();
  }
  void Settle() {
    QApplication::processEvents();
    QApplication::processEvents();
  }

  // As a signer who leaves nothing out: from the begin, page by page.
  void ReadToTheEnd() {
    QTest::keyClick(&Page(), Qt::Key_Home);
    Settle();
    while (Bar().value() < Bar().maximum()) {
      // Below the last line there is a margin, which shows nothing.
      if (Bar().value() < Bar().maximum() - Page().viewport()->height()) {
        EXPECT_FALSE(view_->IsShownWhole());
      }
      QTest::keyClick(&Page(), Qt::Key_Space);
      Settle();
    }
  }

  std::optional<DocumentView> view_;
};

// Proves: PRES-4
TEST_F(DocumentViewTest, APageThatFitsIsSeenWholeOnceItIsOnTheScreen) {
  QSignalSpy whole(&*view_, &DocumentView::ShownWhole);
  view_->Show(test::MakeView(kLetter, test::ShowAllTable(), Language::kFrench), Language::kFrench);
  Settle();
  EXPECT_FALSE(view_->IsShownWhole()) << "nobody saw it: the view is hidden";
  view_->show();
  ASSERT_TRUE(test::WaitUntil([&] { return view_->IsShownWhole(); }));
  EXPECT_EQ(whole.count(), 1);
}

// Proves: PRES-4
TEST_F(DocumentViewTest, ALongPageIsSeenWholeOnlyAtItsEnd) {
  ShowLong();
  Load();
  ASSERT_GT(Bar().maximum(), 1000);
  ReadToTheEnd();
  EXPECT_TRUE(test::WaitUntil([&] { return view_->IsShownWhole(); }));
}

// Proves: PRES-4, PRES-9
TEST_F(DocumentViewTest, WhoJumpsToTheEndIsShownTheWayToWhatWasPassedOver) {
  ShowLong();
  Load();
  QTest::keyClick(&Page(), Qt::Key_End);
  QToolButton* way = nullptr;
  for (QToolButton* button : view_->findChildren<QToolButton*>()) {
    if (button->text() == TextOf(WidgetWord::kGoToUnseen, Language::kFrench)) way = button;
  }
  ASSERT_NE(way, nullptr);
  ASSERT_TRUE(test::WaitUntil([&] { return way->isVisible(); }));
  EXPECT_FALSE(view_->IsShownWhole());
  while (way->isVisible()) {
    const int before = Bar().value();
    QTest::mouseClick(way, Qt::LeftButton);
    Settle();
    ASSERT_NE(Bar().value(), before);
    QTest::keyClick(&Page(), Qt::Key_End);
    Settle();
  }
  EXPECT_TRUE(view_->IsShownWhole());
}

// Proves: PRES-9
TEST_F(DocumentViewTest, WhatWasSeenStaysSeenInAnotherSize) {
  ShowLong();
  Load();
  const int half = Bar().maximum() / 2;
  while (Bar().value() < half) {
    QTest::keyClick(&Page(), Qt::Key_Space);
    Settle();
  }
  view_->SetZoom(150);
  Load();
  while (Bar().value() < Bar().maximum()) {
    QTest::keyClick(&Page(), Qt::Key_Space);
    Settle();
  }
  EXPECT_TRUE(test::WaitUntil([&] { return view_->IsShownWhole(); }));
}

// Nothing but the signer moves the page. Proves: PRES-4
TEST_F(DocumentViewTest, LayingOutAndResizingDoNotScroll) {
  ShowLong();
  Load();
  EXPECT_EQ(Bar().value(), 0);
  Bar().setValue(Bar().maximum() / 2);
  view_->resize(700, 500);
  Load();
  ASSERT_TRUE(test::WaitUntil([&] { return Page().lineWrapColumnOrWidth() < 700; }));
  Load();
  EXPECT_NEAR(Bar().value(), Bar().maximum() / 2.0, Bar().maximum() / 20.0);
  EXPECT_FALSE(view_->IsShownWhole());
}

// Proves: PRES-4
TEST_F(DocumentViewTest, WhatWasSeenOfOneDocumentDoesNotCountForTheNext) {
  Show(kLetter, test::ShowAllTable());
  ASSERT_TRUE(test::WaitUntil([&] { return view_->IsShownWhole(); }));
  ShowLong();
  EXPECT_FALSE(view_->IsShownWhole());
  view_->Clear();
  Settle();
  EXPECT_FALSE(view_->IsShownWhole());
  EXPECT_EQ(Page().toPlainText(), "");
}

// Proves: PRES-4
TEST_F(DocumentViewTest, TheEndBehindTheEdgeOfAnOuterAreaIsNotSeen) {
  QWidget window;
  window.resize(900, 300);
  view_->setParent(&window);
  view_->setGeometry(0, 0, 900, 600);  // half of it is cut off
  ShowLong();
  view_->show();
  window.show();
  Load();
  ReadToTheEnd();
  EXPECT_FALSE(view_->IsShownWhole());
  window.resize(900, 600);
  ASSERT_TRUE(test::WaitUntil(
      [&] { return Page().viewport()->visibleRegion().boundingRect().height() > 400; }));
  QTest::keyClick(&Page(), Qt::Key_Home);
  for (Settle(); Bar().value() < Bar().maximum(); Settle()) QTest::keyClick(&Page(), Qt::Key_Space);
  EXPECT_TRUE(test::WaitUntil([&] { return view_->IsShownWhole(); }));
  view_.reset();
}

// Proves: PRES-4, DOC-6
TEST_F(DocumentViewTest, ALargePageAppearsBitByBitWhileTheWindowLives) {
  QSignalSpy progress(&*view_, &DocumentView::Progress);
  QElapsedTimer since;
  qint64 longest = 0;
  int beats = 0;
  QTimer heart;
  QObject::connect(&heart, &QTimer::timeout, &heart, [&] {
    longest = std::max(longest, since.restart());
    ++beats;
  });
  ShowLarge();
  heart.start(0);
  since.start();
  Settle();
  EXPECT_LT(progress.last().first().toInt(), 100);
  EXPECT_TRUE(view_->findChild<QProgressBar*>()->isVisible());
  QTest::keyClick(&Page(), Qt::Key_End);  // the end of what is there is not the end
  EXPECT_FALSE(view_->IsShownWhole());
  ASSERT_TRUE(test::WaitUntil([&] { return progress.last().first().toInt() == 100; }));
  EXPECT_FALSE(view_->findChild<QProgressBar*>()->isVisible());
  // One step of a busy machine may take long; the steps are many, whatever it does.
  EXPECT_GT(beats, 20);
  RecordProperty("longest_ms", static_cast<int>(longest));
  std::printf("longest slice %d ms in %d beats\n", static_cast<int>(longest), beats);
  Bar().setValue(0);
  Settle();
  EXPECT_FALSE(view_->IsShownWhole());
}

// Proves: PRES-1, PRES-6
TEST_F(DocumentViewTest, TheSignerSwitchesToTheXmlAndBack) {
  const std::string document = "<a>un\u202eserp\nx<b c=\"caf\u0430\"></b></a>";
  Show(document, test::ShowAllTable());
  QTest::keyClick(&*view_, Qt::Key_U, Qt::ControlModifier);
  EXPECT_FALSE(view_->IsPage());
  ASSERT_TRUE(test::WaitUntil([&] { return Raw().IsComplete(); }));
  EXPECT_EQ(Raw().Text().toStdString(), VisibleText(document, Language::kFrench));
  EXPECT_THAT(Raw().Text().toStdString(), ::testing::HasSubstr("⟦U+202E⟧"));
  view_->ShowPage();
  EXPECT_TRUE(view_->IsPage());
}

// Proves: PRES-4
TEST_F(DocumentViewTest, TheXmlDoesNotCountAsThePage) {
  ShowLong();
  view_->ShowRaw();
  ASSERT_TRUE(test::WaitUntil([&] { return Raw().IsComplete(); }));
  QTest::keyClick(&Raw(), Qt::Key_End, Qt::ControlModifier);
  Settle();
  EXPECT_FALSE(view_->IsShownWhole());
}

TEST_F(DocumentViewTest, ZoomWritesLargerAndKeepsWhatWasSeen) {
  Show(kLetter, test::ShowAllTable());
  ASSERT_TRUE(test::WaitUntil([&] { return view_->IsShownWhole(); }));
  const qreal before = Page().document()->size().height();
  QSignalSpy changed(&*view_, &DocumentView::ZoomChanged);
  QTest::keyClick(&*view_, Qt::Key_Plus, Qt::ControlModifier);
  EXPECT_EQ(view_->zoom(), 110);
  EXPECT_EQ(changed.count(), 1);
  view_->SetZoom(1000);
  EXPECT_EQ(view_->zoom(), kMaxZoom);
  EXPECT_GT(Page().document()->size().height(), before * 2);
  EXPECT_TRUE(view_->IsShownWhole());
  view_->SetZoom(1);
  EXPECT_EQ(view_->zoom(), kMinZoom);
  QTest::keyClick(&*view_, Qt::Key_0, Qt::ControlModifier);
  EXPECT_EQ(view_->zoom(), 100);
}

TEST_F(DocumentViewTest, EveryWidgetHasAName) {
  ShowLong();
  QTest::keyClick(&*view_, Qt::Key_F, Qt::ControlModifier);
  EXPECT_EQ(test::FirstNameless(*view_), "");
}

// Proves: PRES-5
TEST_F(DocumentViewTest, AFileInsideIsFoldedUntilItIsOpened) {
  for (const test::Sample& sample : test::Samples()) {
    if (sample.name == "facture.xml") Show(sample.document, test::TableTextOrDie(sample.table));
  }
  Load();
  const qreal folded = Page().document()->size().height();
  EXPECT_THAT(Page().toPlainText().toStdString(), ::testing::HasSubstr("JVBERi0xLjQK"));
  Q_EMIT Page().anchorClicked(QUrl("#fold-0"));
  Settle();
  EXPECT_GT(Page().document()->size().height(), folded + 100);
  Q_EMIT Page().anchorClicked(QUrl("#fold-0"));
  Settle();
  EXPECT_NEAR(Page().document()->size().height(), folded, 1);
  Q_EMIT Page().anchorClicked(QUrl("#fold-99"));
  Q_EMIT Page().anchorClicked(QUrl("file:///etc/passwd"));
  EXPECT_NEAR(Page().document()->size().height(), folded, 1);
}

// To be looked at.
TEST_F(DocumentViewTest, Screenshots) {
  const auto keep = [&](const std::string& name) {
    Load();
    test::KeepScreenshot(*view_, name);
  };
  for (const test::Sample& sample : test::Samples()) {
    Show(sample.document, test::TableTextOrDie(sample.table));
    keep("document-" + sample.name.substr(0, sample.name.find('.')) + "-fr");
  }
  const std::string arabic =
      "<lettre><objet>رخصة البناء رقم 12</objet><corps>يأذن رئيس البلدية بأشغال المدرسة ابتداء من "
      "20/11/2026، وفق القرار رقم 147 (المادة 3).</corps><signataire>דוד כהן, ראש העיר</signataire>"
      "<montant>1250.00</montant></lettre>";
  const std::string table =
      "name: \"rtl\" title { fr: \"Lettre\" en: \"Letter\" } root: \"lettre\" "
      "elements { name: \"lettre\" show_as: SECTION label { fr: \"Lettre\" en: \"Letter\" } } "
      "elements { name: \"objet\" show_as: FIELD label { fr: \"Objet\" en: \"Subject\" } } "
      "elements { name: \"corps\" show_as: PARAGRAPH } "
      "elements { name: \"signataire\" show_as: FIELD label { fr: \"Signataire\" en: \"Signer\" } "
      "} "
      "elements { name: \"montant\" show_as: FIELD label { fr: \"Montant\" en: \"Amount\" } value "
      "{ kind: AMOUNT currency: \"EUR\" } }";
  view_->Show(test::MakeView(arabic, table, Language::kFrench), Language::kFrench);
  keep("document-rtl-fr");
  const std::string arrete = test::Samples()[0].document;
  const std::string arrete_table = test::TableTextOrDie("arrete");
  view_->Show(test::MakeView(arrete, arrete_table, Language::kEnglish), Language::kEnglish);
  keep("document-arrete-en");
  view_->SetZoom(200);
  keep("document-arrete-200-en");
  view_->SetZoom(100);
  view_->setPalette(test::HighContrast());
  keep("document-arrete-contrast-en");
  QTest::keyClick(&*view_, Qt::Key_F, Qt::ControlModifier);
  QTest::keyClicks(QApplication::focusWidget() ? QApplication::focusWidget() : &*view_, "article");
  keep("document-arrete-find-en");
  view_->setPalette(QPalette());
  view_->ShowRaw();
  ASSERT_TRUE(test::WaitUntil([&] { return Raw().IsComplete(); }));
  keep("document-arrete-raw-en");
  ShowLarge();
  Settle();
  test::KeepScreenshot(*view_, "document-large-loading-fr");
}

}  // namespace
}  // namespace paraphe::desk
