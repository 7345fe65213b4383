#include "client/desk/inert_browser.h"

#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/desk/testing/qt_world.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::desk {
namespace {

// A picture that Qt reads by itself.
constexpr char kPixels[] = "P1\n50 1\n11111111111111111111111111111111111111111111111111\n";

class InertBrowserTest : public ::testing::Test {
 protected:
  InertBrowserTest() {
    test::StartQt();
    server_.listen(QHostAddress::LocalHost);
    QObject::connect(&server_, &QTcpServer::newConnection, [this] { called_ = true; });
  }

  std::string Address() const {
    return "http://127.0.0.1:" + std::to_string(server_.serverPort()) + "/";
  }
  // A page that names `url` in all the ways that Qt's rich text knows.
  static QString PageWith(const std::string& url) {
    return QString::fromStdString("<html><head><link rel=\"stylesheet\" href=\"" + url +
                                  "style.css\"/><style>@import \"" + url +
                                  "style.css\"; body { background-image: url(" + url +
                                  "a.pbm); }</style></head>"
                                  "<body background=\"" +
                                  url + "a.pbm\"><img src=\"" + url +
                                  "a.pbm\"/>"
                                  "<table background=\"" +
                                  url +
                                  "a.pbm\"><tr><td>x</td></tr></table>"
                                  "<ul style=\"list-style-image: url(" +
                                  url +
                                  "a.pbm)\"><li>x</li></ul>"
                                  "<a href=\"" +
                                  url + "a.html\">link</a></body></html>");
  }
  static void Draw(QTextBrowser& browser) {
    browser.resize(400, 300);
    browser.show();
    (void)browser.grab();
    QApplication::processEvents();
    QApplication::processEvents();
  }

  QTcpServer server_;
  bool called_ = false;
  test::TempDir folder_;
};

// Proves: PRES-7
TEST_F(InertBrowserTest, NoPictureIsReadFromAFile) {
  folder_.WriteFileOrDie("a.pbm", kPixels);
  const QString page = PageWith("file://" + folder_.path() + "/");
  QTextBrowser open;  // Qt's own, which reads it: the page could
  open.setHtml(page);
  Draw(open);
  EXPECT_FALSE(open.document()
                   ->resource(QTextDocument::ImageResource,
                              QUrl("file://" + QString::fromStdString(folder_.path()) + "/a.pbm"))
                   .isNull());
  InertBrowser browser;
  browser.setHtml(page);
  Draw(browser);
  const QVariant resource = browser.document()->resource(
      QTextDocument::ImageResource,
      QUrl("file://" + QString::fromStdString(folder_.path()) + "/a.pbm"));
  EXPECT_EQ(resource.toByteArray(), "");
}

// Proves: PRES-7
TEST_F(InertBrowserTest, NobodyIsCalled) {
  InertBrowser browser;
  browser.setHtml(PageWith(Address()));
  Draw(browser);
  browser.setSource(QUrl(QString::fromStdString(Address())));
  browser.reload();
  QApplication::processEvents();
  EXPECT_FALSE(called_);
}

// Proves: PRES-7
TEST_F(InertBrowserTest, ALinkLeadsNowhere) {
  folder_.WriteFileOrDie("other.html", "<p>OTHER</p>");
  InertBrowser browser;
  browser.setHtml(PageWith("file://" + folder_.path() + "/"));
  Draw(browser);
  browser.setSource(QUrl("file://" + QString::fromStdString(folder_.Join("other.html"))));
  EXPECT_THAT(browser.toPlainText().toStdString(), ::testing::HasSubstr("link"));
  EXPECT_FALSE(browser.openLinks());
  EXPECT_FALSE(browser.openExternalLinks());
}

TEST_F(InertBrowserTest, KeysMoveThePage) {
  InertBrowser browser;
  browser.setPlainText(QString("line\n").repeated(500));
  Draw(browser);
  QScrollBar& bar = *browser.verticalScrollBar();
  QTest::keyClick(&browser, Qt::Key_Space);
  const int one = bar.value();
  EXPECT_GT(one, 100);
  QTest::keyClick(&browser, Qt::Key_Space, Qt::ShiftModifier);
  EXPECT_EQ(bar.value(), 0);
  QTest::keyClick(&browser, Qt::Key_End);
  EXPECT_EQ(bar.value(), bar.maximum());
  QTest::keyClick(&browser, Qt::Key_Home);
  EXPECT_EQ(bar.value(), 0);
  QTest::keyClick(&browser, Qt::Key_Down);
  EXPECT_GT(bar.value(), 0);
}

}  // namespace
}  // namespace paraphe::desk
