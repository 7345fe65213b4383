// Lays out a page slice by slice, so that whoever drives it can do other things in between.
#ifndef PARAPHE_CLIENT_DESK_PAGE_LOADER_H_
#define PARAPHE_CLIENT_DESK_PAGE_LOADER_H_

#include <QTextDocument>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "client/desk/page_flow.h"
#include "client/desk/page_folds.h"
#include "client/desk/page_style.h"
#include "client/desk/page_table.h"
#include "common/bilingual.h"
#include "render/html_events.h"

namespace paraphe::desk {

// Not thread-safe.
class PageLoader {
 public:
  // Reads `page`, a page of render/html.h, which must outlive what follows. Nothing is laid out.
  // Errors:
  //   PRESENTATION_MISMATCH  it is no page that RenderHtml writes; nothing is to be shown then
  absl::Status Read(absl::string_view page);

  // Begins anew, in `document`, which is emptied, and with it `folds`.
  void Begin(QTextDocument& document, const PageStyle& style, PageFolds& folds);

  // Lays out the next slice, which takes about 30 ms, whatever the page. False once all of it is
  // there.
  bool Step();

  // How much of the page is there: 0 to 100; 100 only once all of it is.
  int percent() const;

  // The events of the page as they are laid out: technical fields at the end of their section
  // (render/html.h).
  const std::vector<HtmlEvent>& events() const { return events_; }

 private:
  void StepOnce();

  std::vector<HtmlEvent> events_;
  Language language_ = Language::kFrench;
  size_t next_ = 0;
  bool done_ = false;
  QTextDocument* document_ = nullptr;
  PageFolds* folds_ = nullptr;
  PageStyle style_;
  std::unique_ptr<PageFlow> flow_;
  std::unique_ptr<PageTable> table_;  // the one that is being written
  double milliseconds_ = 0;           // what a slice may take before it is handed to Qt's layout
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_PAGE_LOADER_H_
