// The window for those who do not see it, do not use a mouse, or need large writing or strong contrast.
#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <map>
#include <memory>

#include "gtest/gtest.h"

#include "client/desk/main_window.h"
#include "client/desk/signing_page.h"
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
    test::KeepScreenshot(window(), name + "-" + std::string(LanguageTag(GetParam())));
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

  // Tab goes down the page, never up, until it begins again; and reaches the foot.
  void CheckTabs(const std::string& stage) {
    window().activateWindow();
    QWidget* const first = window().nextInFocusChain();
    int last = -1;
    int steps = 0;
    for (QWidget* widget = first; steps < 500; ++steps, widget = widget->nextInFocusChain()) {
      if (widget == &window()) break;
      if (!widget->isVisible() || !widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus)) {
        continue;
      }
      const int top = widget->mapTo(&window(), QPoint(0, widget->height() / 2)).y();
      EXPECT_GE(top + 40, last) << stage << ": " << widget->objectName().toStdString() << " "
                                << widget->metaObject()->className();
      last = std::max(last, top);
    }
    EXPECT_LT(steps, 500) << stage;
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
  QFont large = usual_font_;
  large.setPointSizeF(large.pointSizeF() * 2);
  QApplication::setFont(large);
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
                         [](const auto& info) { return std::string(LanguageTag(info.param)); });

}  // namespace
}  // namespace paraphe::desk
