#include "client/desk/document_view.h"

namespace paraphe::desk {

class DocumentView::Parts {};

DocumentView::DocumentView(QWidget* parent) : QWidget(parent) {}
DocumentView::~DocumentView() = default;

void DocumentView::Show(const agent::SigningView&, Language) {}

void DocumentView::Clear() {}

void DocumentView::SetZoom(int) {}

bool DocumentView::IsShownWhole() const { return false; }

}  // namespace paraphe::desk
