// The document at the window: its page, or its raw XML; search in both; zoom.
//
// The page is that of render/html.h, set by Qt's rich text, which runs nothing. Nothing is loaded: no
// image, no style sheet, no file, no address; links are none. A large page is laid out in slices
// while the window stays alive, with a bar that tells how far it is.
//
// REQ: PRES-1, PRES-4, PRES-5, PRES-6, PRES-7
#ifndef PARAPHE_CLIENT_DESK_DOCUMENT_VIEW_H_
#define PARAPHE_CLIENT_DESK_DOCUMENT_VIEW_H_

#include <QWidget>
#include <memory>

#include "client/agent/signing_view.h"
#include "common/bilingual.h"

namespace paraphe::desk {

// How large a document may be written, in hundredths of the usual size.
inline constexpr int kMinZoom = 50;
inline constexpr int kMaxZoom = 300;

// Keys, wherever the focus is in the window: Ctrl+U switches between page and XML; Ctrl+F finds, F3 and
// Shift+F3 go on; Ctrl with +, - and 0 sets the size. In the page Space, Page Down and End go on.
// Belongs to the thread of the window, as every widget.
class DocumentView : public QWidget {
  Q_OBJECT

 public:
  explicit DocumentView(QWidget* parent = nullptr);
  ~DocumentView() override;

  // Begins to lay out the document of `view`, which is kept as long as it is shown, with the words of
  // this view in `language`. The page itself is in the language that it was rendered in. What was
  // shown and seen before counts no more, also where it is the same document again.
  void Show(const agent::SigningView& view, Language language);
  // Shows nothing. Nothing was seen.
  void Clear();

  // Whether what is shown is the page, and not the raw XML.
  bool IsPage() const;
  void ShowPage();
  void ShowRaw();

  // Whether the signer has had all of the page on the screen: it is laid out to its end, and every part
  // of it has been in sight, at whatever size and in whatever order; who jumps to the end is shown the
  // way to what was passed over. The raw XML does not count: what is consented to is the page.
  bool IsShownWhole() const;

  // Clamped to kMinZoom and kMaxZoom. What was seen stays seen.
  void SetZoom(int percent);
  int zoom() const;

 Q_SIGNALS:
  // Once for each Show, when IsShownWhole becomes true.
  void ShownWhole();
  // How far the page is laid out, 0 to 100; 100 once all of it is there.
  void Progress(int percent);
  // The signer chose another size.
  void ZoomChanged(int percent);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_DOCUMENT_VIEW_H_
