#include "client/desk/document_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

#include "client/desk/child.h"
#include "client/desk/document_bar.h"
#include "client/desk/find_bar.h"
#include "client/desk/inert_browser.h"
#include "client/desk/page_folds.h"
#include "client/desk/page_loader.h"
#include "client/desk/page_style.h"
#include "client/desk/raw_view.h"
#include "client/desk/seen_parts.h"
#include "client/desk/unseen_bar.h"
#include "client/desk/widget_words.h"

namespace paraphe::desk {
namespace {

constexpr int kZoomStep = 10;
constexpr int kRebuildDelay = 120;   // ms: a window that is being resized changes many times
constexpr size_t kSmallPage = 3000;  // events: a page that is laid out at once
constexpr int kLeastHeight = 160;    // px: less shows nothing to read

}  // namespace

class DocumentView::Parts {
 public:
  explicit Parts(DocumentView* view);

  void Show(const agent::SigningView& signing, Language language);
  void Clear();
  void SetZoom(int percent);
  void SetMode(bool page);
  void Rebuild();
  void Retranslate();
  void NoteSeen();

  DocumentView* const view_;
  std::shared_ptr<const agent::PresentedDocument> document_;
  Language language_ = Language::kFrench;
  int zoom_ = 100;
  SeenParts seen_;
  bool whole_ = false;
  bool readable_ = false;     // the page could be read
  bool is_building_ = false;  // what moves now was not moved by the signer
  PageLoader loader_;
  PageFolds folds_;
  qreal built_width_ = 0;
  // The first character on the screen before the page is laid out anew; 0: none to go back to.
  int kept_top_ = 0;

  DocumentBar* head_ = nullptr;
  QWidget* loading_ = nullptr;
  QLabel* loading_text_ = nullptr;
  QProgressBar* bar_ = nullptr;
  UnseenBar* unseen_ = nullptr;
  FindBar* find_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  InertBrowser* page_ = nullptr;
  RawView* raw_ = nullptr;
  QTimer slices_;
  QTimer rebuild_;

 private:
  void MakeLoading(QVBoxLayout& column);
  void MakeViews(QVBoxLayout& column);
  void MakeShortcuts();
  void Connect();
  void ForgetSeen();
  void GoToUnseen();
  void PlaceCaret();
  void RestorePlace();
  void ScrollTo(int character);
  void Step();
  void Finish();
  void TellProgress();
  void FillRaw();
  void Fold(const QUrl& address);
  FindTarget TargetOfPage();
  FindTarget TargetOfRaw();
};

DocumentView::Parts::Parts(DocumentView* view) : view_(view) {
  auto* column = AddChild<QVBoxLayout>(view);
  column->setContentsMargins(0, 0, 0, 0);
  head_ = AddChild<DocumentBar>(view);
  column->addWidget(head_);
  MakeLoading(*column);
  MakeViews(*column);
  unseen_ = AddChild<UnseenBar>(view);
  column->addWidget(unseen_);
  find_ = AddChild<FindBar>(view);
  column->addWidget(find_);
  rebuild_.setSingleShot(true);
  Connect();
  MakeShortcuts();
  SetMode(true);
  Retranslate();
}

void DocumentView::Parts::MakeLoading(QVBoxLayout& column) {
  loading_ = AddChild<QWidget>(view_);
  auto* row = AddChild<QHBoxLayout>(loading_);
  row->setContentsMargins(0, 0, 0, 0);
  loading_text_ = AddChild<QLabel>(loading_);
  loading_text_->setWordWrap(true);
  bar_ = AddChild<QProgressBar>(loading_);
  bar_->setTextVisible(false);
  bar_->setRange(0, 100);
  row->addWidget(loading_text_, 2);
  row->addWidget(bar_, 1);
  loading_->hide();
  column.addWidget(loading_);
}

void DocumentView::Parts::MakeViews(QVBoxLayout& column) {
  stack_ = AddChild<QStackedWidget>(view_);
  stack_->setMinimumHeight(kLeastHeight);
  column.addWidget(stack_, 1);
  page_ = AddChild<InertBrowser>(stack_);
  raw_ = AddChild<RawView>(stack_);
  stack_->addWidget(page_);
  stack_->addWidget(raw_);
}

void DocumentView::Parts::Connect() {
  connect(head_, &DocumentBar::ModeWanted, view_, [this](bool page) { SetMode(page); });
  connect(head_, &DocumentBar::FindWanted, view_, [this] { find_->Open(); });
  connect(head_, &DocumentBar::SmallerWanted, view_, [this] { SetZoom(zoom_ - kZoomStep); });
  connect(head_, &DocumentBar::LargerWanted, view_, [this] { SetZoom(zoom_ + kZoomStep); });
  connect(head_, &DocumentBar::UsualSizeWanted, view_, [this] { SetZoom(100); });
  connect(unseen_, &UnseenBar::WayWanted, view_, [this] { GoToUnseen(); });
  connect(find_, &FindBar::Closed, view_, [this] { stack_->currentWidget()->setFocus(); });
  connect(&slices_, &QTimer::timeout, view_, [this] { Step(); });
  connect(&rebuild_, &QTimer::timeout, view_, [this] { Rebuild(); });
  connect(page_, &QTextBrowser::anchorClicked, view_, [this](const QUrl& to) { Fold(to); });
  connect(page_, &InertBrowser::Painted, view_, [this] {
    QMetaObject::invokeMethod(
        view_, [this] { NoteSeen(); }, Qt::QueuedConnection);
  });
  connect(page_, &InertBrowser::Resized, view_, [this] {
    const PageStyle style =
        MakePageStyle(view_->font(), page_->palette(), zoom_, page_->PageRoom());
    if (document_ != nullptr && std::abs(style.width - built_width_) >= 1) {
      rebuild_.start(loader_.events().size() < kSmallPage ? 0 : kRebuildDelay);
    }
  });
  connect(page_->verticalScrollBar(), &QScrollBar::valueChanged, view_, [this] {
    if (!is_building_) kept_top_ = 0;  // the signer went elsewhere meanwhile
    NoteSeen();
  });
  connect(raw_, &RawView::Completed, view_, [this] { find_->Refresh(); });
}

void DocumentView::Parts::MakeShortcuts() {
  const auto add = [this](const QKeySequence& keys, auto act) {
    connect(AddChild<QShortcut>(view_, keys), &QShortcut::activated, view_, act);
  };
  add(QKeySequence(Qt::CTRL | Qt::Key_U), [this] { SetMode(stack_->currentWidget() != page_); });
  add(QKeySequence(Qt::CTRL | Qt::Key_F), [this] { find_->Open(); });
  add(QKeySequence(Qt::Key_F3), [this] { find_->FindNext(); });
  add(QKeySequence(Qt::SHIFT | Qt::Key_F3), [this] { find_->FindPrevious(); });
  for (const auto& keys :
       {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)}) {
    add(keys, [this] { SetZoom(zoom_ + kZoomStep); });
  }
  add(QKeySequence(Qt::CTRL | Qt::Key_Minus), [this] { SetZoom(zoom_ - kZoomStep); });
  add(QKeySequence(Qt::CTRL | Qt::Key_0), [this] { SetZoom(100); });
}

void DocumentView::Parts::Retranslate() {
  head_->Speak(language_, zoom_);
  unseen_->Speak(language_);
  page_->setAccessibleName(TextOf(WidgetWord::kPageName, language_));
  raw_->setAccessibleName(TextOf(WidgetWord::kRawName, language_));
  find_->SetLanguage(language_);
}

void DocumentView::Parts::Show(const agent::SigningView& signing, Language language) {
  document_ = signing.document;
  language_ = language;
  ForgetSeen();
  kept_top_ = 0;
  raw_->Clear();
  Retranslate();
  const absl::Status read = loader_.Read(document_->html());
  readable_ = read.ok();
  SetMode(true);
  page_->verticalScrollBar()->setValue(0);
  if (readable_) return Rebuild();
  slices_.stop();
  page_->document()->clear();
  page_->setPlainText(TextOf(WidgetWord::kPageUnreadable, language_));
}

void DocumentView::Parts::Clear() {
  slices_.stop();
  rebuild_.stop();
  document_.reset();
  ForgetSeen();
  readable_ = false;
  page_->document()->clear();
  folds_.Clear();
  raw_->Clear();
  loading_->hide();
}

void DocumentView::Parts::Rebuild() {
  rebuild_.stop();
  if (!readable_) return;
  if (!slices_.isActive()) kept_top_ = page_->cursorForPosition({0, 0}).position();
  const PageStyle style = MakePageStyle(view_->font(), page_->palette(), zoom_, page_->PageRoom());
  built_width_ = style.width;
  is_building_ = true;
  page_->setUpdatesEnabled(false);
  loader_.Begin(*page_->document(), style, folds_);
  page_->SetPageWidth(page_->document()->textWidth());
  PlaceCaret();
  Step();
  PlaceCaret();  // what it marked while text grew at it is no selection of the signer
  if (loader_.percent() == 100) RestorePlace();
  page_->setUpdatesEnabled(true);
  is_building_ = false;
  if (loader_.percent() < 100) slices_.start(0);
}

// The caret stands at the begin, not behind what grows: Qt scrolls to where it is.
void DocumentView::Parts::PlaceCaret() {
  QTextCursor caret(page_->document());
  caret.setKeepPositionOnInsert(true);
  page_->setTextCursor(caret);
  page_->verticalScrollBar()->setValue(0);
}

void DocumentView::Parts::Step() {
  QScrollBar& bar = *page_->verticalScrollBar();
  const int place = bar.value();
  const bool was_building = std::exchange(is_building_, true);
  const bool more = loader_.Step();
  bar.setValue(place);
  if (!more) Finish();
  is_building_ = was_building;
  TellProgress();
}

void DocumentView::Parts::Finish() {
  slices_.stop();
  RestorePlace();
  find_->Refresh();
  QMetaObject::invokeMethod(
      view_, [this] { NoteSeen(); }, Qt::QueuedConnection);
}

void DocumentView::Parts::RestorePlace() {
  if (kept_top_ > 0) ScrollTo(kept_top_);
}

void DocumentView::Parts::ScrollTo(int character) {
  QTextCursor there(page_->document());
  there.setPosition(character);
  QScrollBar& bar = *page_->verticalScrollBar();
  bar.setValue(bar.value() + page_->cursorRect(there).top());
}

void DocumentView::Parts::TellProgress() {
  const int percent = loader_.percent();
  loading_->setVisible(percent < 100);
  bar_->setValue(percent);
  const QString text = TextOf(WidgetWord::kLayingOut, language_).arg(percent);
  loading_text_->setText(text);
  bar_->setAccessibleName(text);
  Q_EMIT view_->Progress(percent);
}

void DocumentView::Parts::ForgetSeen() {
  seen_.Clear();
  whole_ = false;
  unseen_->hide();
}

// REQ: PRES-4, PRES-9
void DocumentView::Parts::NoteSeen() {
  if (whole_ || !readable_ || is_building_ || rebuild_.isActive()) return;
  if (stack_->currentWidget() != page_ || !page_->isVisible()) return;
  // An outer area may cut the view off.
  const QRect sight = page_->viewport()->visibleRegion().boundingRect();
  if (sight.isEmpty()) return;
  const int begin = page_->cursorForPosition(sight.topLeft()).position();
  const int end = page_->cursorForPosition(sight.bottomRight()).position();
  seen_.Add(begin, end);
  if (loader_.percent() < 100) return;
  const bool missing = seen_.FirstUnseen(*page_->document()).has_value();
  // The end was reached, and not by way of all that stands before it.
  unseen_->setVisible(missing && end >= page_->document()->characterCount() - 1);
  if (missing) return;
  whole_ = true;
  Q_EMIT view_->ShownWhole();
}

void DocumentView::Parts::GoToUnseen() {
  const std::optional<int> unseen = seen_.FirstUnseen(*page_->document());
  if (!unseen.has_value()) return;
  ScrollTo(*unseen);
  page_->setFocus();
}

void DocumentView::Parts::SetZoom(int percent) {
  const int zoom = std::clamp(percent, kMinZoom, kMaxZoom);
  if (zoom == zoom_) return;
  zoom_ = zoom;
  raw_->SetZoom(zoom);
  Retranslate();
  Rebuild();
  Q_EMIT view_->ZoomChanged(zoom);
}

// REQ: PRES-1
void DocumentView::Parts::SetMode(bool page) {
  head_->SetMode(page);
  if (!page) FillRaw();
  QWidget* const shown = page ? static_cast<QWidget*>(page_) : raw_;
  const bool had_focus = stack_->currentWidget()->hasFocus();
  stack_->setCurrentWidget(shown);
  view_->setFocusProxy(shown);
  if (had_focus) shown->setFocus();
  find_->SetTarget(page ? TargetOfPage() : TargetOfRaw());
}

void DocumentView::Parts::FillRaw() {
  if (document_ == nullptr || !raw_->document()->isEmpty()) return;
  raw_->Show(document_->document(), language_);
}

FindTarget DocumentView::Parts::TargetOfPage() {
  return {page_->document(), [this] { return page_->textCursor(); },
          [this](const QTextCursor& match) {
            const auto fold = folds_.FoldOf(match.block());
            if (fold.has_value()) folds_.SetOpen(*fold, true, *page_->document());
            page_->setTextCursor(match);
            page_->ensureCursorVisible();
          }};
}

FindTarget DocumentView::Parts::TargetOfRaw() {
  return {raw_->document(), [this] { return raw_->textCursor(); },
          [this](const QTextCursor& match) {
            raw_->setTextCursor(match);
            raw_->centerCursor();
          }};
}

void DocumentView::Parts::Fold(const QUrl& address) {
  const auto fold = folds_.FoldAt(address);
  if (fold.has_value()) folds_.SetOpen(*fold, !folds_.IsOpen(*fold), *page_->document());
}

DocumentView::DocumentView(QWidget* parent)
    : QWidget(parent), parts_(std::make_unique<Parts>(this)) {}

DocumentView::~DocumentView() = default;

void DocumentView::Show(const agent::SigningView& view, Language language) {
  parts_->Show(view, language);
}

void DocumentView::Clear() { parts_->Clear(); }

bool DocumentView::IsPage() const { return parts_->stack_->currentWidget() == parts_->page_; }
void DocumentView::ShowPage() { parts_->SetMode(true); }
void DocumentView::ShowRaw() { parts_->SetMode(false); }

bool DocumentView::IsShownWhole() const { return parts_->whole_; }

void DocumentView::SetZoom(int percent) { parts_->SetZoom(percent); }
int DocumentView::zoom() const { return parts_->zoom_; }

void DocumentView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  const auto type = event->type();
  const bool looks = type == QEvent::PaletteChange || type == QEvent::FontChange;
  // Qt gives the new looks to the parts of this widget after it.
  if (parts_ != nullptr && looks) parts_->rebuild_.start(0);
}

}  // namespace paraphe::desk
