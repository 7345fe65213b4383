// The signer's guide (F1): docs/signer-guide.fr.html and docs/signer-guide.en.html, which are part of
// the program, and which calling applications embed (docs/guide-integrators.md).
#ifndef PARAPHE_CLIENT_DESK_GUIDE_WINDOW_H_
#define PARAPHE_CLIENT_DESK_GUIDE_WINDOW_H_

#include <QString>
#include <QWidget>

#include "common/bilingual.h"

namespace paraphe::desk {

// The guide's page: one XML document that is HTML at once, with its style in it; no script, link,
// image, or reference to anything outside. It names the buttons and fields of the window by their
// words, and says of each error of the card what helps.
//
// Thread-safe. REQ: DOCS-4
QString GuidePage(Language language);

// Opens the guide in a window of its own; where it is open, brings it to the front. Returns at once.
// The window does not block the others: the signer reads while the session waits. To be called in the
// window's thread.
void ShowGuide(QWidget* parent, Language language);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_GUIDE_WINDOW_H_
