// The document, with how far it is laid out and read.
#ifndef PARAPHE_CLIENT_DESK_DOCUMENT_SECTION_H_
#define PARAPHE_CLIENT_DESK_DOCUMENT_SECTION_H_

#include "client/agent/signing_view.h"
#include "client/desk/section.h"
#include "common/bilingual.h"

namespace paraphe::desk {

class DocumentView;

// The view is that of document_view.h, which counts what was seen; the section says it beside its
// heading: being laid out, to be read to its end, read. Belongs to the thread of the window.
//
// REQ: PRES-4, PRES-9
class DocumentSection : public Section {
  Q_OBJECT

 public:
  DocumentSection(int number, QWidget* parent);

  // Shows the document of `view` anew: it counts as not seen. `spoken`: the language of its page.
  void Show(const agent::SigningView& view, Language spoken);
  // No document; nothing was seen.
  void Clear();
  void Speak(Language language);

  bool IsShownWhole() const;
  DocumentView* view() const { return view_; }

 Q_SIGNALS:
  // What IsShownWhole says may have changed.
  void SeenChanged();

 private:
  void Refresh();
  void Close();

  Language language_ = Language::kFrench;
  bool shown_ = false;
  int progress_ = 0;
  DocumentView* view_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_DOCUMENT_SECTION_H_
