#include "client/desk/guide_window.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

#include "client/desk/child.h"
#include "client/desk/inert_browser.h"
#include "client/desk/widget_words.h"

namespace paraphe::desk {
namespace {

constexpr char kName[] = "guide";
constexpr int kLettersWide = 120;
constexpr int kLinesHigh = 42;

// Qt's rich text reads sizes and distances in pixels and points only.
QString StyleFor(const QFont& font) {
  const qreal points = font.pointSizeF();
  return QString(
             "body { font-size: %1pt; } h1 { font-size: %2pt; } h2 { font-size: %3pt; margin-top: "
             "%4px; } td, th { padding: 4px; } li { margin-top: 4px; }")
      .arg(points * 1.1)
      .arg(points * 1.7)
      .arg(points * 1.35)
      .arg(static_cast<int>(points * 1.5));
}

void Fill(InertBrowser& page, Language language) {
  QString html = GuidePage(language);
  const qsizetype style = html.indexOf("<style>");
  const qsizetype end = html.indexOf("</style>");
  if (style >= 0 && end > style) html.remove(style, end - style + 8);
  page.document()->setDefaultFont(page.font());
  page.document()->setDefaultStyleSheet(StyleFor(page.font()));
  page.document()->setDocumentMargin(page.fontMetrics().height());
  page.setHtml(html);
}

}  // namespace

void ShowGuide(QWidget* parent, Language language) {
  QDialog* window = parent->findChild<QDialog*>(kName, Qt::FindDirectChildrenOnly);
  InertBrowser* page = nullptr;
  if (window == nullptr) {
    window = AddChild<QDialog>(parent);
    window->setObjectName(kName);
    auto* column = AddChild<QVBoxLayout>(window);
    page = AddChild<InertBrowser>(window);
    column->addWidget(page, 1);
    auto* buttons = AddChild<QDialogButtonBox>(window);
    buttons->addButton("", QDialogButtonBox::RejectRole);
    column->addWidget(buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, window, &QDialog::hide);
    const QFontMetrics metrics = window->fontMetrics();
    window->resize(metrics.averageCharWidth() * kLettersWide, metrics.lineSpacing() * kLinesHigh);
  }
  page = window->findChild<InertBrowser*>();
  window->setWindowTitle(TextOf(WidgetWord::kGuideTitle, language));
  page->setAccessibleName(TextOf(WidgetWord::kGuideTitle, language));
  window->findChild<QPushButton*>()->setText(TextOf(WidgetWord::kClose, language));
  Fill(*page, language);
  page->setFocus();
  window->show();
  window->raise();
  window->activateWindow();
}

}  // namespace paraphe::desk
