#include "client/desk/attributes_view.h"

namespace paraphe::desk {

class AttributesView::Parts {};

AttributesView::AttributesView(QWidget* parent) : QWidget(parent) {}
AttributesView::~AttributesView() = default;

void AttributesView::Show(const agent::SigningView&, Language) {}

bool AttributesView::IsShownWhole() const { return false; }

}  // namespace paraphe::desk
