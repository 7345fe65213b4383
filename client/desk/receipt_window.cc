#include "client/desk/receipt_window.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QVBoxLayout>
#include <memory>
#include <string>
#include <utility>

#include "client/desk/child.h"
#include "client/desk/desk_text.h"
#include "client/desk/inert_browser.h"
#include "client/desk/page_folds.h"
#include "client/desk/page_loader.h"
#include "client/desk/page_style.h"

namespace paraphe::desk {
namespace {

constexpr int kUsualZoom = 100;  // percent
constexpr double kLabels = 0.4;  // of the page's width: they are longer than a document's

// As render/html.h writes pages: without what only a browser reads (render/styled_page.h).
std::string WithoutStyle(std::string page) {
  constexpr char kEnd[] = "</style>";
  const size_t begin = page.find("<meta http-equiv");
  const size_t end = page.find(kEnd);
  if (begin != std::string::npos && end != std::string::npos && begin < end) {
    page.erase(begin, end + sizeof(kEnd) - 1 - begin);
  }
  return page;
}

// Set as the document is, labels beside values. It loads nothing, whatever stands in it. REQ: PRES-7
class ReceiptPage : public InertBrowser {
 public:
  ReceiptPage(std::string page, QWidget* parent)
      : InertBrowser(parent), html_(WithoutStyle(std::move(page))) {
    readable_ = loader_.Read(html_).ok();
    if (!readable_) setHtml(ToQt(html_));
    connect(this, &InertBrowser::Resized, this, [this] { Set(); });
  }

 private:
  void Set() {
    PageStyle style = MakePageStyle(font(), palette(), kUsualZoom, PageRoom());
    style.value_left = style.width * kLabels;
    if (!readable_ || style.width == width_) return;
    width_ = style.width;
    loader_.Begin(*document(), style, folds_);
    SetPageWidth(document()->textWidth());
    while (loader_.Step()) continue;
    moveCursor(QTextCursor::Start);
  }

  const std::string html_;  // loader_ refers to it
  bool readable_ = false;
  qreal width_ = 0;
  PageLoader loader_;
  PageFolds folds_;
};

// On paper it is set anew: what is on the screen is measured in the screen's pixels.
void Print(QDialog* window, const std::string& html) {
  auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
  auto* dialog = MakeOwned<QPrintDialog>(printer.get(), window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QDialog::accepted, window, [printer, html] {
    InertDocument paper;
    paper.setDefaultStyleSheet(
        "dt { font-weight: bold; margin-top: 6px; } dd { margin-left: 0px; }");
    paper.setHtml(ToQt(html));
    paper.print(printer.get());
  });
  dialog->open();
}

}  // namespace

void ShowReceipt(QWidget* parent, const agent::SignedResult& result, Language language) {
  auto* window = AddChild<QDialog>(parent);
  window->setObjectName("receipt_window");
  window->setAttribute(Qt::WA_DeleteOnClose);
  window->setWindowTitle(Text(DeskWord::kReceiptTitle, language));
  auto* page = AddChild<ReceiptPage>(window, result.receipt_page);
  page->setAccessibleName(Text(DeskWord::kReceiptTitle, language));
  auto* print = AddChild<QPushButton>(window, Text(DeskWord::kPrintReceipt, language));
  auto* close = AddChild<QPushButton>(window, Text(DeskWord::kClose, language));
  auto* buttons = MakeOwned<QHBoxLayout>();
  buttons->addStretch(1);
  buttons->addWidget(print);
  buttons->addWidget(close);
  auto* rows = AddChild<QVBoxLayout>(window);
  rows->addWidget(page, 1);
  rows->addLayout(buttons);
  QObject::connect(print, &QPushButton::clicked, window,
                   [window, html = WithoutStyle(result.receipt_page)] { Print(window, html); });
  QObject::connect(close, &QPushButton::clicked, window, &QDialog::close);
  window->resize(parent->size() * 9 / 10);
  page->setFocus();
  window->show();
}

}  // namespace paraphe::desk
