#include "client/desk/document_section.h"

#include <QVBoxLayout>

#include "client/desk/child.h"
#include "client/desk/desk_text.h"
#include "client/desk/document_view.h"

namespace paraphe::desk {
namespace {

// The least height of the document, in lines of text.
constexpr int kLeastLines = 16;

}  // namespace

DocumentSection::DocumentSection(int number, QWidget* parent)
    : Section(number, parent), view_(AddChild<DocumentView>(this)) {
  view_->setObjectName("document");
  view_->setMinimumHeight(fontMetrics().lineSpacing() * kLeastLines);
  body()->addWidget(view_, 1);
  Close();
  connect(view_, &DocumentView::Progress, this, [this](int percent) {
    progress_ = percent;
    Refresh();
  });
  connect(view_, &DocumentView::ShownWhole, this, [this] {
    Refresh();
    Q_EMIT SeenChanged();
  });
}

void DocumentSection::Show(const agent::SigningView& view, Language spoken) {
  shown_ = true;
  progress_ = 0;
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
  view_->show();
  view_->Show(view, spoken);
  Refresh();
  Q_EMIT SeenChanged();
}

void DocumentSection::Clear() {
  shown_ = false;
  view_->Clear();
  Close();
  Refresh();
  Q_EMIT SeenChanged();
}

// No larger than its heading.
void DocumentSection::Close() {
  view_->hide();
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void DocumentSection::Speak(Language language) {
  language_ = language;
  SetHeading(Text(DeskWord::kTheDocument, language_));
  Refresh();
}

bool DocumentSection::IsShownWhole() const { return shown_ && view_->IsShownWhole(); }

void DocumentSection::Refresh() {
  if (!shown_) {
    SetState(SectionState::kToCome, Text(DeskWord::kToCome, language_));
  } else if (IsShownWhole()) {
    SetState(SectionState::kDone, Text(DeskWord::kReadWhole, language_));
  } else if (progress_ < 100) {
    SetState(SectionState::kNow, Text(DeskWord::kLayingOut, language_, QString::number(progress_)));
  } else {
    SetState(SectionState::kNow, Text(DeskWord::kReadToTheEnd, language_));
  }
}

}  // namespace paraphe::desk
