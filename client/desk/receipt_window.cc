#include "client/desk/receipt_window.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "client/desk/child.h"
#include "client/desk/desk_text.h"

namespace paraphe::desk {
namespace {

// A page that loads nothing, whatever stands in it. REQ: PRES-7
class StillPage : public QTextBrowser {
 public:
  using QTextBrowser::QTextBrowser;
  QVariant loadResource(int, const QUrl&) override { return {}; }
};

void Print(QDialog* window, QTextBrowser* page) {
  auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
  auto* dialog = MakeOwned<QPrintDialog>(printer.get(), window);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  QObject::connect(dialog, &QDialog::accepted, page,
                   [printer, page] { page->print(printer.get()); });
  dialog->open();
}

}  // namespace

void ShowReceipt(QWidget* parent, const agent::SignedResult& result, Language language) {
  auto* window = AddChild<QDialog>(parent);
  window->setObjectName("receipt_window");
  window->setAttribute(Qt::WA_DeleteOnClose);
  window->setWindowTitle(Text(DeskWord::kReceiptTitle, language));
  auto* page = AddChild<StillPage>(window);
  page->setOpenLinks(false);
  page->setAccessibleName(Text(DeskWord::kReceiptTitle, language));
  page->setHtml(ToQt(result.receipt_page));
  auto* print = AddChild<QPushButton>(window, Text(DeskWord::kPrintReceipt, language));
  auto* close = AddChild<QPushButton>(window, Text(DeskWord::kClose, language));
  auto* buttons = MakeOwned<QHBoxLayout>();
  buttons->addStretch(1);
  buttons->addWidget(print);
  buttons->addWidget(close);
  auto* rows = AddChild<QVBoxLayout>(window);
  rows->addWidget(page, 1);
  rows->addLayout(buttons);
  QObject::connect(print, &QPushButton::clicked, window, [window, page] { Print(window, page); });
  QObject::connect(close, &QPushButton::clicked, window, &QDialog::close);
  window->resize(parent->size() * 3 / 4);
  page->setFocus();
  window->show();
}

}  // namespace paraphe::desk
