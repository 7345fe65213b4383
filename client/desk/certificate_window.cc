#include "client/desk/certificate_window.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "absl/time/time.h"

#include "client/agent/certificate_list.h"
#include "client/agent/signing_text.h"
#include "client/desk/child.h"
#include "client/desk/row_list.h"
#include "client/desk/widget_words.h"
#include "render/visible.h"

namespace paraphe::desk {
namespace {

constexpr int kLettersWide = 110;
constexpr int kLinesHigh = 32;

}  // namespace

// REQ: CERT-3
void ShowCertificateWindow(QWidget* parent, const Certificate& certificate, Language language) {
  auto* window = AddChild<QDialog>(parent);
  window->setAttribute(Qt::WA_DeleteOnClose);
  const std::string name = VisibleLine(agent::CertificateName(certificate, language), language);
  window->setWindowTitle(TextOf(WidgetWord::kCertificateTitle, language).arg(ToQString(name)));
  auto* column = AddChild<QVBoxLayout>(window);
  auto* area = AddChild<QScrollArea>(window);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setAccessibleName(TextOf(WidgetWord::kCertificateName, language));
  auto* inside = AddChild<QWidget>(area);
  auto* rows_column = AddChild<QVBoxLayout>(inside);
  auto* rows = AddChild<RowList>(inside);
  rows->Show(agent::CertificateRows(certificate, language, absl::LocalTimeZone()), language,
             ExactValues::kPlain);
  rows_column->addWidget(rows);
  rows_column->addStretch(1);
  area->setWidget(inside);
  column->addWidget(area, 1);
  auto* buttons = AddChild<QDialogButtonBox>(window);
  QPushButton* const close =
      buttons->addButton(TextOf(WidgetWord::kClose, language), QDialogButtonBox::RejectRole);
  QObject::connect(buttons, &QDialogButtonBox::rejected, window, &QDialog::reject);
  column->addWidget(buttons);
  const QFontMetrics metrics = window->fontMetrics();
  window->resize(metrics.averageCharWidth() * kLettersWide, metrics.lineSpacing() * kLinesHigh);
  close->setDefault(true);
  window->show();
}

}  // namespace paraphe::desk
