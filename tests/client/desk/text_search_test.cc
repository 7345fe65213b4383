#include "client/desk/text_search.h"

#include <QTest>
#include <QTextDocument>

#include "gtest/gtest.h"

#include "client/desk/find_bar.h"
#include "client/desk/inert_browser.h"
#include "client/desk/widget_words.h"
#include "tests/client/desk/testing/qt_world.h"

namespace paraphe::desk {
namespace {

class TextSearchTest : public ::testing::Test {
 protected:
  TextSearchTest() { test::StartQt(); }

  size_t Count(const QString& word) {
    document_.setPlainText("L’école, l'École et\u00a0les écoles.\nAutre ligne.\naaaa");
    return TextSearch::In(document_, word).count();
  }

  QTextDocument document_;
};

TEST_F(TextSearchTest, CaseBlanksAndApostrophesAreTheSame) {
  EXPECT_EQ(Count("école"), 3u);
  EXPECT_EQ(Count("ÉCOLE"), 3u);
  EXPECT_EQ(Count("l'école"), 2u);
  EXPECT_EQ(Count("et les"), 1u);
}

TEST_F(TextSearchTest, WhatIsNotThereIsNotFound) {
  EXPECT_EQ(Count("ecole"), 0u);
  EXPECT_EQ(Count(""), 0u);
  EXPECT_EQ(Count("écoles.\nAutre"), 0u);
  EXPECT_EQ(Count("aa"), 2u) << "matches do not overlap";
}

TEST_F(TextSearchTest, GoesRoundTheEnds) {
  document_.setPlainText("x a x a x");
  const TextSearch found = TextSearch::In(document_, "a");
  EXPECT_EQ(found.NextFrom(0), 0u);
  EXPECT_EQ(found.NextFrom(3), 1u);
  EXPECT_EQ(found.NextFrom(7), 0u);
  EXPECT_EQ(found.LastBefore(6), 0u);
  EXPECT_EQ(found.LastBefore(2), 1u);
  EXPECT_EQ(TextSearch().NextFrom(0), std::nullopt);
  EXPECT_EQ(TextSearch().LastBefore(0), std::nullopt);
}

TEST_F(TextSearchTest, TheBarCountsAndGoesOn) {
  InertBrowser page;
  page.setPlainText("le maire, le conseil, le préfet");
  FindBar bar;
  bar.SetTarget({page.document(), [&] { return page.textCursor(); },
                 [&](const QTextCursor& cursor) { page.setTextCursor(cursor); }});
  bar.Open();
  auto* field = bar.findChild<QLineEdit*>();
  auto* count = bar.findChild<QLabel*>();
  QTest::keyClicks(field, "le");
  EXPECT_EQ(count->text(), "1 sur 3");
  QTest::keyClick(field, Qt::Key_Return);
  EXPECT_EQ(count->text(), "2 sur 3");
  bar.FindNext();
  bar.FindNext();
  EXPECT_EQ(count->text(), "1 sur 3");
  bar.FindPrevious();
  EXPECT_EQ(count->text(), "3 sur 3");
  EXPECT_EQ(page.textCursor().selectedText(), "le");
  QTest::keyClicks(field, "zz");
  EXPECT_EQ(count->text(), "Introuvable");
  QTest::keyClick(field, Qt::Key_Escape);
  EXPECT_FALSE(bar.isVisible());
}

}  // namespace
}  // namespace paraphe::desk
