#include "client/desk/guide_window.h"

#include <QDialog>
#include <QRegularExpression>
#include <QTest>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/desk/inert_browser.h"
#include "common/file.h"
#include "common/libxml2.h"
#include "tests/client/desk/testing/qt_world.h"
#include "tests/testing/or_die.h"

namespace paraphe::desk {
namespace {

std::string Source(const std::string& path) {
  const char* const folder = std::getenv("PARAPHE_SOURCE");
  const auto text = ReadFile(absl::StrCat(folder == nullptr ? "." : folder, "/", path), 1 << 20);
  test::CheckOrDie(text.ok(), "a file of the sources");
  return *text;
}

// All words of the window, as they are written in the tables, without what marks their keys.
QString WordsOfTheWindow() {
  QString words = QString::fromStdString(Source("client/desk/desk_words.cc") +
                                         Source("client/desk/widget_words.cc"));
  return words.remove(u'&').remove("▸ ").remove("▾ ");
}

QStringList NamedIn(const QString& page) {
  QStringList names;
  static const QRegularExpression kWord("<b class=\"word\">([^<]*)</b>");
  for (auto match = kWord.globalMatch(page); match.hasNext();) {
    names.append(match.next().captured(1));
  }
  return names;
}

class GuideWindowTest : public ::testing::TestWithParam<Language> {
 protected:
  GuideWindowTest() { test::StartQt(); }
  QString page_ = GuidePage(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Languages, GuideWindowTest,
                         ::testing::Values(Language::kFrench, Language::kEnglish));

// Proves: DOCS-4
TEST_P(GuideWindowTest, IsTheFileThatApplicationsEmbed) {
  const std::string file = absl::StrCat("docs/signer-guide.", LanguageTag(GetParam()), ".html");
  EXPECT_EQ(page_.toStdString(), Source(file));
}

// Proves: DOCS-4
TEST_P(GuideWindowTest, EveryWordOfTheWindowThatItNamesIsOne) {
  const QString words = WordsOfTheWindow();
  const QStringList named = NamedIn(page_);
  EXPECT_GT(named.size(), 18);
  for (const QString& name : named) {
    EXPECT_TRUE(words.contains("\"" + name + "\"")) << name.toStdString();
  }
  EXPECT_FALSE(words.contains("\"Sign this now\""));
}

// Proves: DOCS-4
TEST_P(GuideWindowTest, IsXmlAndInert) {
  const std::string page = page_.toStdString();
  const LibxmlErrors errors;
  const UniqueXmlDoc tree(
      xmlReadMemory(page.data(), static_cast<int>(page.size()), nullptr, "UTF-8", XML_PARSE_NONET));
  ASSERT_NE(tree, nullptr);
  for (const char* foreign : {"<script", "<img", "<link", "<a ", "<iframe", "<object", "<form",
                              "url(", "@import", "src=", "href=", "javascript:"}) {
    EXPECT_FALSE(page_.contains(foreign, Qt::CaseInsensitive)) << foreign;
  }
  static const QRegularExpression kHandler("\\son\\w+\\s*=");
  EXPECT_FALSE(page_.contains(kHandler));
}

TEST_P(GuideWindowTest, OpensOnceAndCloses) {
  QWidget parent;
  ShowGuide(&parent, GetParam());
  ShowGuide(&parent, GetParam());
  ASSERT_EQ(parent.findChildren<QDialog*>().size(), 1);
  auto* window = parent.findChild<QDialog*>();
  EXPECT_TRUE(window->isVisible());
  EXPECT_EQ(test::FirstNameless(*window), "");
  test::KeepScreenshot(*window, absl::StrCat("guide-", LanguageTag(GetParam())));
  QTest::keyClick(window, Qt::Key_Escape);
  EXPECT_FALSE(window->isVisible());
  ShowGuide(&parent, GetParam());
  EXPECT_TRUE(window->isVisible());
}

}  // namespace
}  // namespace paraphe::desk
