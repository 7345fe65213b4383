#include "client/desk/pin_field.h"

#include <QApplication>
#include <QClipboard>
#include <QtTest>

#include "gtest/gtest.h"

#include "tests/client/desk/testing/qt_world.h"
#include "tests/client/desk/testing/x_display.h"

namespace paraphe::desk {
namespace {

class PinFieldTest : public ::testing::Test {
 protected:
  PinFieldTest() {
    test::XDisplay::Get();
    test::StartQt();
    field_ = std::make_unique<PinField>();
    field_->show();
  }
  // As a keyboard with the letter sends it.
  void TypeLetter(const char* letter) {
    QKeyEvent event(QEvent::KeyPress, 0, Qt::NoModifier, QString::fromUtf8(letter));
    QApplication::sendEvent(field_.get(), &event);
  }
  std::string Typed() {
    const SecretBuffer pin = field_->Take();
    return std::string(pin.RevealForDevice());
  }
  std::unique_ptr<PinField> field_;
};

// Proves: DEV-3
TEST_F(PinFieldTest, FieldItselfHoldsBulletsOnly) {
  QTest::keyClicks(field_.get(), "1234");
  TypeLetter("é");
  EXPECT_EQ(field_->text(), QString(5, QChar(0x2022)));
  EXPECT_EQ(field_->characters(), 5u);
  EXPECT_EQ(Typed(), "1234é");
  EXPECT_TRUE(field_->text().isEmpty());
  EXPECT_EQ(Typed(), "") << "it is handed over once";
}

TEST_F(PinFieldTest, BackspaceTakesWholeCharactersAndControlAllOfThem) {
  QTest::keyClicks(field_.get(), "12");
  TypeLetter("é");
  QTest::keyClick(field_.get(), Qt::Key_Backspace);
  QTest::keyClicks(field_.get(), "3");
  EXPECT_EQ(Typed(), "123");
  QTest::keyClick(field_.get(), Qt::Key_Backspace);
  QTest::keyClicks(field_.get(), "99");
  QTest::keyClick(field_.get(), Qt::Key_Backspace, Qt::ControlModifier);
  EXPECT_EQ(field_->characters(), 0u);
}

// Proves: DEV-3
TEST_F(PinFieldTest, NothingIsPastedCopiedOrBroughtBack) {
  QApplication::clipboard()->setText("0000");
  QTest::keyClicks(field_.get(), "12");
  QTest::keyClick(field_.get(), Qt::Key_V, Qt::ControlModifier);
  QTest::keyClick(field_.get(), Qt::Key_A, Qt::ControlModifier);
  QTest::keyClick(field_.get(), Qt::Key_C, Qt::ControlModifier);
  QTest::keyClick(field_.get(), Qt::Key_Insert, Qt::ShiftModifier);
  EXPECT_EQ(QApplication::clipboard()->text(), "0000");
  field_->Clear();
  QTest::keyClick(field_.get(), Qt::Key_Z, Qt::ControlModifier);
  EXPECT_TRUE(field_->text().isEmpty());
  EXPECT_EQ(Typed(), "");
  EXPECT_EQ(field_->contextMenuPolicy(), Qt::NoContextMenu);
  EXPECT_FALSE(field_->acceptDrops());
}

TEST_F(PinFieldTest, WhatIsLongerThanItsBoundIsNotTaken) {
  PinField field(nullptr, 4);
  QTest::keyClicks(&field, "12345");
  EXPECT_EQ(field.characters(), 4u);
  EXPECT_EQ(field.Take().size(), 4u);
}

TEST_F(PinFieldTest, EnterIsSaidAndIsNoCharacter) {
  QSignalSpy entered(field_.get(), &PinField::Entered);
  QTest::keyClicks(field_.get(), "12");
  QTest::keyClick(field_.get(), Qt::Key_Return);
  EXPECT_EQ(entered.count(), 1);
  EXPECT_EQ(field_->characters(), 2u);
}

}  // namespace
}  // namespace paraphe::desk
