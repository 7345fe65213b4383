// The words of the window as Qt takes them, and labels for text of others.
#ifndef PARAPHE_CLIENT_DESK_DESK_TEXT_H_
#define PARAPHE_CLIENT_DESK_DESK_TEXT_H_

#include <QLabel>
#include <QString>
#include <QWidget>

#include "absl/strings/string_view.h"

#include "client/agent/phrases.h"
#include "client/desk/desk_words.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// UTF-8, as it stands. Of text of others only what is marked: see Visible.
QString ToQt(absl::string_view text);

// Words of ours as print sets them: French ones with the typographic apostrophe.
QString Typeset(absl::string_view words, Language language);

QString Text(DeskWord word, Language language);
// With `value` in place of "%1".
QString Text(DeskWord word, Language language, const QString& value);
QString Text(agent::Phrase phrase, Language language);

// Text of others on one line, with what is hidden in it marked (render/visible.h). REQ: PRES-6
QString Visible(absl::string_view text, Language language);

// A label for sentences: plain text, which is never taken for markup; it breaks at the window's edge,
// and can be selected with the mouse. `parent` owns it.
QLabel* AddText(QWidget* parent, const QString& text = {});

// How large the whole program writes: the desktop's font, of 11 points at least, times `percent`
// hundredths. To be called before there are windows.
void SetFontSize(int percent);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_DESK_TEXT_H_
