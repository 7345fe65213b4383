#include "client/desk/page_flow.h"

#include <QTextBlock>
#include <QTextDocument>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/desk/page_loader.h"
#include "client/desk/widget_words.h"
#include "tests/client/desk/testing/presented.h"
#include "tests/client/desk/testing/qt_world.h"
#include "tests/render/html_oracle.h"
#include "tests/render/samples.h"
#include "tests/testing/or_die.h"

namespace paraphe::desk {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What is laid out of a page, without the text that is ours, block by block.
std::string TextOf(const QTextDocument& document) {
  QString text;
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    for (auto part = block.begin(); !part.atEnd(); ++part) {
      const QTextFragment fragment = part.fragment();
      if (!fragment.charFormat().property(kOurOwnText).toBool()) text += fragment.text();
    }
    text += u'\n';
  }
  return text.toStdString();
}

std::string WithoutBlanks(std::string text) {
  for (const char blank : {' ', '\n', '\t'}) {
    text.erase(std::remove(text.begin(), text.end(), blank), text.end());
  }
  return text;
}

// As a browser shows a text: blanks joined, none at the ends.
std::string Joined(const std::string& text) {
  return QString::fromStdString(text)
      .split(QRegularExpression("[ \n\t]+"), Qt::SkipEmptyParts)
      .join(u' ')
      .toStdString();
}

// Moves technical fields to the end of their section, as whoever shows a page does; nothing else.
void MoveTechnical(xmlNode* parent) {
  std::vector<xmlNode*> moved;
  for (xmlNode* child = parent->children; child != nullptr; child = child->next) {
    if (child->type != XML_ELEMENT_NODE) continue;
    const UniqueXmlChars html_class(xmlGetProp(child, reinterpret_cast<const xmlChar*>("class")));
    const std::string name = reinterpret_cast<const char*>(parent->name);
    const bool section = name == "section" || name == "body";
    if (section && html_class &&
        std::string(reinterpret_cast<char*>(html_class.get())) == "technical") {
      moved.push_back(child);
    }
    MoveTechnical(child);
  }
  for (xmlNode* child : moved) {
    xmlUnlinkNode(child);
    xmlAddChild(parent, child);
  }
}

// The whole text of a page's body, read by libxml2, in the order in which it is shown.
std::string BodyText(const std::string& page) {
  const UniqueXmlDoc tree = test::ParseXmlOrDie(page);
  xmlNode* const body = xmlDocGetRootElement(tree.get())->last;
  MoveTechnical(body);
  const UniqueXmlChars text(xmlNodeGetContent(body));
  return reinterpret_cast<char*>(text.get());
}

class PageFlowTest : public ::testing::Test {
 protected:
  PageFlowTest() { test::StartQt(); }

  const QTextDocument& LayOut(const std::string& page, int room = 700) {
    style_ = MakePageStyle(QFont(), QPalette(), 100, room);
    test::CheckOrDie(loader_.Read(page).ok(), "a page");
    loader_.Begin(document_, style_, folds_);
    while (loader_.Step()) {
    }
    return document_;
  }
  const QTextDocument& LayOutBody(const std::string& body) {
    return LayOut(
        "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"/><title>T</title>"
        "</head><body>" +
        body + "</body></html>");
  }

  PageStyle style_;
  QTextDocument document_;
  PageFolds folds_;
  PageLoader loader_;
};

// Proves: PRES-4, PRES-5
TEST_F(PageFlowTest, TheTextIsThatOfThePageForEverySample) {
  for (const test::Sample& sample : test::Samples()) {
    for (const Language language : {Language::kFrench, Language::kEnglish}) {
      for (const int room : {220, 700}) {
        SCOPED_TRACE(sample.name + " " + std::to_string(room));
        const std::string page =
            test::RenderOrDie(sample.document, *test::TableOrDie(sample.table), language);
        EXPECT_EQ(WithoutBlanks(TextOf(LayOut(page, room))), WithoutBlanks(BodyText(page)));
      }
    }
  }
}

// No word is torn apart, none runs into the next. Proves: PRES-5
TEST_F(PageFlowTest, EveryTextNodeOfASampleStandsThereInOnePiece) {
  for (const test::Sample& sample : test::Samples()) {
    const std::string page = test::RenderOrDie(sample.document, *test::TableOrDie(sample.table));
    std::string shown = TextOf(LayOut(page));
    for (const std::string& text : test::TextsShownBy(*test::ParseXmlOrDie(page))) {
      EXPECT_THAT(shown, HasSubstr(Joined(text))) << sample.name;
    }
  }
}

// Proves: PRES-5
TEST_F(PageFlowTest, EveryValueOfTheDocumentIsThere) {
  for (const test::Sample& sample : test::Samples()) {
    const std::string page = test::RenderOrDie(sample.document, *test::ShowAll());
    EXPECT_EQ(WithoutBlanks(TextOf(LayOut(page))), WithoutBlanks(BodyText(page))) << sample.name;
    EXPECT_EQ(test::ShownBy(*test::ParseXmlOrDie(page)),
              test::SaidBy(*test::ParseXmlOrDie(sample.document)))
        << sample.name;
  }
}

// Proves: PRES-5
TEST_F(PageFlowTest, ATextThatIsMissingWouldBeSeen) {
  const std::string page = test::RenderOrDie("<a><b>un</b><c>deux</c></a>", *test::ShowAll());
  std::string shown = TextOf(LayOut(page));
  shown.erase(shown.find("deux"), 1);
  EXPECT_NE(WithoutBlanks(shown), WithoutBlanks(BodyText(page)));
}

// Proves: PRES-6
TEST_F(PageFlowTest, HiddenCharactersAreMarked) {
  const std::string document =
      "<a>un\u202edeux\u200btrois\ufffcquatre\u2028cinq caf\u0430 \ufdd0</a>";
  const std::string shown = TextOf(LayOut(test::RenderOrDie(document, *test::ShowAll())));
  for (const char* mark : {"⟦U+202E⟧", "⟦U+200B⟧", "⟦U+FFFC⟧", "⟦U+2028⟧", "⟦U+FDD0⟧",
                           "⟦lettres de plusieurs alphabets⟧"}) {
    EXPECT_THAT(shown, HasSubstr(mark));
  }
  for (const char* hidden : {"\u202e", "\u200b", "\ufffc", "\u2028", "\ufdd0"}) {
    EXPECT_THAT(shown, Not(HasSubstr(hidden)));
  }
}

TEST_F(PageFlowTest, ALabelStandsBesideItsValue) {
  const QTextDocument& document = LayOutBody(
      "<dl><dt><b class=\"label\">Objet</b></dt><dd>Travaux</dd>"
      "<dt><b class=\"label\">Un libellé qui est beaucoup trop long pour sa place</b></dt>"
      "<dd>oui</dd></dl>");
  EXPECT_EQ(document.begin().text(), "Objet\tTravaux");
  const QString second = document.begin().next().text();
  EXPECT_EQ(second, QString("Un libellé qui est beaucoup trop long pour sa place\u2028oui"));
}

TEST_F(PageFlowTest, BlanksAreJoinedAndLinesBroken) {
  const QTextDocument& document =
      LayOutBody("<p>\n  un  <b>deux</b>\n trois<br/>\n quatre</p>\n<p>cinq</p>");
  EXPECT_EQ(document.begin().text(), QString("un deux trois\u2028quatre"));
  EXPECT_EQ(document.begin().next().text(), "cinq");
}

TEST_F(PageFlowTest, RightToLeftIsIsolatedAndBeginsAtTheRight) {
  const QTextDocument& document = LayOutBody(
      "<dl><dt><b class=\"label\">Objet</b></dt><dd><bdi>שלום 12</bdi></dd></dl>"
      "<p><bdi>שלום</bdi></p>");
  EXPECT_EQ(document.begin().text(), QString("Objet\t\u2068שלום 12\u2069"));
  EXPECT_EQ(document.begin().textDirection(), Qt::LeftToRight);
  EXPECT_EQ(document.begin().next().textDirection(), Qt::RightToLeft);
}

// Proves: PRES-7
TEST_F(PageFlowTest, WhatIsNoPageOfOursIsRefused) {
  EXPECT_FALSE(loader_
                   .Read("<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"/>"
                         "<title>T</title></head><body><img src=\"x\"/></body></html>")
                   .ok());
  EXPECT_FALSE(loader_.Read("").ok());
}

}  // namespace
}  // namespace paraphe::desk
