#include "client/desk/contrast_style.h"

#include <QCheckBox>
#include <QImage>
#include <QLineEdit>

#include "gtest/gtest.h"

#include "tests/client/desk/testing/qt_world.h"

namespace paraphe::desk {
namespace {

class ContrastStyleTest : public ::testing::Test {
 protected:
  ContrastStyleTest() { test::StartQt(); }

  // The lightest point of `widget` as it is drawn in `palette`.
  static int Lightest(QWidget& widget, const QPalette& palette) {
    widget.setPalette(palette);
    widget.resize(120, 30);
    const QImage image = widget.grab().toImage();
    int lightest = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        lightest = std::max(lightest, image.pixelColor(x, y).lightness());
      }
    }
    return lightest;
  }

  ContrastStyle style_{"Fusion"};
};

// Proves: PRES-1
TEST_F(ContrastStyleTest, EmptyFieldsAndBoxesAreSeenLightOnBlack) {
  QLineEdit field;
  QCheckBox box;
  for (QWidget* widget : {static_cast<QWidget*>(&field), static_cast<QWidget*>(&box)}) {
    widget->setStyle(&style_);
    EXPECT_GT(Lightest(*widget, test::HighContrast()), 215);
  }
}

// Proves: PRES-1
TEST_F(ContrastStyleTest, WhatIsDisabledIsPalerAndStillRead) {
  QPalette palette(Qt::white);
  style_.polish(palette);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    const QColor disabled = palette.color(QPalette::Disabled, role);
    EXPECT_GT(disabled.lightness(), palette.color(QPalette::Active, role).lightness());
    EXPECT_LT(disabled.lightness(), 119) << "4.5:1 on white";
  }
  QPalette contrast = test::HighContrast();
  style_.polish(contrast);
  EXPECT_EQ(contrast, test::HighContrast());
}

// Proves: PRES-1
TEST_F(ContrastStyleTest, BoxesGrowWithTheWriting) {
  QCheckBox box;
  const int usual = style_.pixelMetric(QStyle::PM_IndicatorWidth, nullptr, &box);
  QFont large = box.font();
  large.setPointSizeF(large.pointSizeF() * 2);
  box.setFont(large);
  EXPECT_GT(style_.pixelMetric(QStyle::PM_IndicatorWidth, nullptr, &box), usual);
}

// Proves: PRES-1
TEST_F(ContrastStyleTest, OtherColoursAreLeftToTheDesktop) {
  EXPECT_TRUE(IsLightOnBlack(test::HighContrast()));
  EXPECT_FALSE(IsLightOnBlack(QPalette(Qt::white)));
  QLineEdit plain, ours;
  ContrastStyle base("Fusion");
  plain.setStyle(base.baseStyle());
  ours.setStyle(&style_);
  plain.resize(120, 30);
  ours.resize(120, 30);
  EXPECT_EQ(plain.grab().toImage(), ours.grab().toImage());
}

}  // namespace
}  // namespace paraphe::desk
