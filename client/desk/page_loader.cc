#include "client/desk/page_loader.h"

#include <QElapsedTimer>
#include <QTextCursor>
#include <QTextFrame>
#include <QTextFrameFormat>
#include <algorithm>
#include <utility>

#include "common/status_macros.h"
#include "render/html_reader.h"

namespace paraphe::desk {
namespace {

constexpr double kWholeSlice = 30;  // ms, with Qt's layout of it
constexpr double kFirstSlice = 6;   // ms, without
constexpr double kLeastSlice = 1;

// Collects the events of a page in the order in which they are seen: a section's technical fields
// after all else in it.
class EventReader final : public HtmlHandler {
 public:
  void OnLanguage(Language language) override { language_ = language; }

  void OnOpen(HtmlTag tag, HtmlClass html_class) override {
    const bool at_section = open_.empty() || open_.back() == HtmlTag::kSection;
    if (html_class == HtmlClass::kTechnical && at_section && moved_depth_ == 0) {
      moved_depth_ = open_.size() + 1;
    }
    open_.push_back(tag);
    Add({HtmlEvent::Kind::kOpen, tag, html_class, ""});
  }

  void OnClose(HtmlTag tag) override {
    if (tag == HtmlTag::kSection) EndSection(open_.size());
    Add({HtmlEvent::Kind::kClose, tag, HtmlClass::kNone, ""});
    if (moved_depth_ == open_.size()) moved_depth_ = 0;
    open_.pop_back();
  }

  void OnBreak(HtmlTag tag) override { Add({HtmlEvent::Kind::kBreak, tag, HtmlClass::kNone, ""}); }

  void OnText(absl::string_view text) override {
    Add({HtmlEvent::Kind::kText, HtmlTag::kSpan, HtmlClass::kNone, text});
  }

  std::vector<HtmlEvent> Take() {
    EndSection(0);
    return std::move(events_);
  }
  Language language() const { return language_; }

 private:
  void Add(const HtmlEvent& event) {
    if (moved_depth_ == 0) return events_.push_back(event);
    const size_t section = moved_depth_ - 1;
    if (moved_.size() <= section) moved_.resize(section + 1);
    moved_[section].push_back(event);
  }

  // Appends what was moved to the end of the section that is the `depth`th open element; 0: the page.
  void EndSection(size_t depth) {
    if (moved_.size() <= depth) return;
    const std::vector<HtmlEvent> moved = std::move(moved_[depth]);
    moved_.resize(depth);
    events_.insert(events_.end(), moved.begin(), moved.end());
  }

  std::vector<HtmlEvent> events_;
  std::vector<std::vector<HtmlEvent>> moved_;  // by how many elements are open around them
  std::vector<HtmlTag> open_;
  size_t moved_depth_ = 0;  // how many are open, with the element that is being moved; 0: none is
  Language language_ = Language::kFrench;
};

}  // namespace

absl::Status PageLoader::Read(absl::string_view page) {
  events_.clear();
  done_ = false;
  next_ = 0;
  document_ = nullptr;
  EventReader reader;
  RETURN_IF_ERROR(ReadHtml(page, reader));
  language_ = reader.language();
  events_ = reader.Take();
  return absl::OkStatus();
}

void PageLoader::Begin(QTextDocument& document, const PageStyle& style, PageFolds& folds) {
  done_ = false;  // first: what empties the document asks how much of it is there
  next_ = 0;
  table_.reset();
  flow_.reset();
  document.clear();
  folds.Clear();
  document_ = &document;
  folds_ = &folds;
  style_ = style;
  milliseconds_ = kFirstSlice;
  document.setUndoRedoEnabled(false);
  document.setDefaultFont(style.body);
  document.setIndentWidth(style.em * 1.6);
  document.setDocumentMargin(style.margin);
  document.setTextWidth(style.width + 2 * style.margin);
  flow_ = std::make_unique<PageFlow>(QTextCursor(&document), style_, language_, FlowPlace::kPage,
                                     folds);
}

bool PageLoader::Step() {
  if (document_ == nullptr || done_) return false;
  QElapsedTimer timer;
  timer.start();
  QTextCursor edit(document_);
  edit.beginEditBlock();
  while (!done_ && static_cast<double>(timer.nsecsElapsed()) / 1e6 < milliseconds_) StepOnce();
  edit.endEditBlock();
  // What Qt's layout takes differs from page to page.
  const double whole = static_cast<double>(timer.nsecsElapsed()) / 1e6;
  milliseconds_ =
      std::clamp(milliseconds_ * kWholeSlice / std::max(whole, 1.0), kLeastSlice, kWholeSlice / 2);
  return !done_;
}

void PageLoader::StepOnce() {
  if (table_ != nullptr) {
    if (!table_->WriteRows()) table_.reset();
    return;
  }
  if (next_ >= events_.size()) {
    done_ = true;
    return;
  }
  const HtmlEvent& event = events_[next_++];
  if (event.kind != HtmlEvent::Kind::kOpen || event.tag != HtmlTag::kTable) {
    return flow_->Take(event);
  }
  const size_t begin = next_;
  for (int depth = 1; next_ < events_.size() && depth > 0; ++next_) {
    const HtmlEvent& inside = events_[next_];
    if (inside.tag != HtmlTag::kTable) continue;
    if (inside.kind == HtmlEvent::Kind::kOpen) ++depth;
    if (inside.kind == HtmlEvent::Kind::kClose) --depth;
  }
  const HtmlEvents table = HtmlEvents(events_).subspan(begin, next_ - 1 - begin);
  table_ = std::make_unique<PageTable>(table, *flow_, style_, language_, *folds_);
}

int PageLoader::percent() const {
  if (done_) return 100;
  if (events_.empty()) return 0;
  return static_cast<int>(std::min<size_t>(next_ * 100 / events_.size(), 99));
}

}  // namespace paraphe::desk
