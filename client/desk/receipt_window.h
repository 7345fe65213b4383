// The receipt of a signature in a window of its own, to read and to print. The result panel
// (result_panel.h) opens it, and it outlives the panel's content.
#ifndef PARAPHE_CLIENT_DESK_RECEIPT_WINDOW_H_
#define PARAPHE_CLIENT_DESK_RECEIPT_WINDOW_H_

#include <QWidget>

#include "client/agent/receipt.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// The receipt's page is that of client/agent/receipt.h, in the language of the signature; the words of
// the window are in `language`.
//
// Shows the receipt of `result`, which is copied; nothing is loaded beside it. Returns at once; the
// window closes with Escape, by its button, or with `parent`. Its other button prints the page, after
// the system's dialog for printers: to a printer, or to a PDF file. To be called in the window's
// thread.
//
// REQ: EXP-4
void ShowReceipt(QWidget* parent, const agent::SignedResult& result, Language language);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_RECEIPT_WINDOW_H_
