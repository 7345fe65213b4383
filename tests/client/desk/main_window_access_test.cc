// The window for those who do not see it, do not use a mouse, or need large writing or strong contrast.
#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <map>
#include <memory>

#include "gtest/gtest.h"

#include "client/desk/desk_text.h"
#include "client/desk/main_window.h"
#include "client/desk/signing_page.h"
#include "client/desk/stop_bar.h"
#include "tests/client/desk/testing/qt_world.h"
#include "tests/client/desk/testing/window_session.h"
#include "tests/client/desk/testing/x_display.h"
#include "tests/testing/matchers.h"

namespace paraphe::desk {
namespace {

using test::Click;
using test::IsOk;

// The letter after a lone "&"; null where there is none.
QChar AltKeyOf(const QString& text) {
  for (qsizetype i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '&') continue;
    if (text[i + 1] != '&') return text[i + 1].toLower();
    ++i;
  }
  return {};
}

class MainWindowAccessTest : public ::testing::TestWithParam<Language> {
 protected:
  MainWindowAccessTest() {
    test::XDisplay::Get();
    test::StartQt();
    usual_font_ = QApplication::font();
    SetFontSize(100);
    usual_palette_ = QApplication::palette();
  }
  ~MainWindowAccessTest() override {
    session_.reset();
    QApplication::setFont(usual_font_);
    QApplication::setPalette(usual_palette_);
  }

  void Begin() { session_ = std::make_unique<test::WindowSession>(GetParam()); }
  MainWindow& window() { return session_->window; }
  void Picture(const std::string& name) {
    test::KeepStep(window(), name + "-" + std::string(LanguageTag(GetParam())));
  }

  // What must hold at each stage.
  void Check(const std::string& stage) {
    EXPECT_TRUE(test::FirstNameless(window()).isEmpty())
        << stage << ": " << test::FirstNameless(window()).toStdString();
    std::map<QChar, QString> keys;
    const auto add = [&](const QString& text) {
      const QChar key = AltKeyOf(text);
      if (key.isNull()) return;
      EXPECT_FALSE(keys.contains(key)) << stage << ": Alt+" << QString(key).toStdString() << " of "
                                       << text.toStdString() << " and " << keys[key].toStdString();
      keys[key] = text;
    };
    for (const auto* button : window().findChildren<QAbstractButton*>()) {
      if (button->isVisible()) add(button->text());
    }
    for (const auto* label : window().findChildren<QLabel*>()) {
      if (label->isVisible() && label->buddy() != nullptr) add(label->text());
    }
    CheckTabs(stage);
  }

  // Tab visits the parts of the window from head to foot, and in each goes down, never up.
  void CheckTabs(const std::string& stage) {
    QApplication::processEvents();
    auto* const page = window().findChild<SigningPage*>()->widget();
    auto* const foot = window().findChild<StopBar*>();
    int part = 0;
    int last = -1;
    int stops = 0;
    QWidget* widget = window().findChild<QWidget*>("settings");
    for (int steps = 0; steps < 500; ++steps) {
      widget = widget->nextInFocusChain();
      if (widget->objectName() == "settings") break;
      if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus)) continue;
      if (widget->focusProxy() != nullptr || !window().isAncestorOf(widget)) continue;
      ++stops;
      const int its_part = page->isAncestorOf(widget) ? 1 : foot->isAncestorOf(widget) ? 2 : 0;
      QWidget* const within = its_part == 1 ? page : &window();
      const int bottom = widget->mapTo(within, QPoint(0, widget->height())).y();
      EXPECT_GE(its_part, part) << stage << ": " << widget->objectName().toStdString();
      if (its_part != part) last = -1;
      EXPECT_GT(bottom, last) << stage << ": " << widget->objectName().toStdString() << " "
                              << widget->metaObject()->className();
      part = its_part;
      last = widget->mapTo(within, QPoint(0, 0)).y();
    }
    EXPECT_GT(stops, 2) << stage;
  }

  QFont usual_font_;
  QPalette usual_palette_;
  std::unique_ptr<test::WindowSession> session_;
};

TEST_P(MainWindowAccessTest, EverythingHasANameAKeyOfItsOwnAndAPlaceInTheOrder) {
  Begin();
  Check("idle");
  session_->Begin();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kChoosing));
  Check("choosing");
  session_->ReadAndChoose();
  Check("consenting");
  Click(window(), "stop");
  Check("stop question");
  Click(window(), "dismiss_stop");
  session_->Consent();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kPin));
  Check("PIN");
  session_->EnterPin("1234");
  EXPECT_THAT(session_->Finish(), IsOk());
  Check("done");
}

TEST_P(MainWindowAccessTest, TwiceTheSizeFitsTheWidthOfTheWindow) {
  QApplication::setFont(usual_font_);
  SetFontSize(200);
  Begin();
  session_->Begin();
  session_->ReadAndChoose();
  Picture("70-twice-the-size");
  auto* const page = window().findChild<SigningPage*>();
  EXPECT_LE(page->widget()->minimumSizeHint().width(), page->viewport()->width());
  session_->Consent();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kPin));
  Picture("71-twice-the-size-pin");
}

TEST_P(MainWindowAccessTest, HighContrastIsKept) {
  QApplication::setPalette(test::HighContrast());
  Begin();
  session_->Begin();
  session_->ReadAndChoose();
  Picture("72-high-contrast");
  EXPECT_EQ(window().palette().color(QPalette::Window), QColor(Qt::black));
  session_->Consent();
  ASSERT_TRUE(session_->WaitFor(DeskStage::kPin));
  Picture("73-high-contrast-pin");
}

INSTANTIATE_TEST_SUITE_P(Languages, MainWindowAccessTest,
                         ::testing::Values(Language::kFrench, Language::kEnglish),
                         [](const auto& test) { return std::string(LanguageTag(test.param)); });

}  // namespace
}  // namespace paraphe::desk
