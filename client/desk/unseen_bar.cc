#include "client/desk/unseen_bar.h"

#include <QHBoxLayout>

#include "client/desk/child.h"
#include "client/desk/widget_words.h"

namespace paraphe::desk {

UnseenBar::UnseenBar(QWidget* parent)
    : QWidget(parent), text_(AddChild<QLabel>(this)), way_(AddChild<QToolButton>(this)) {
  auto* row = AddChild<QHBoxLayout>(this);
  row->setContentsMargins(0, 0, 0, 0);
  text_->setWordWrap(true);
  way_->setFocusPolicy(Qt::StrongFocus);
  row->addWidget(text_, 1);
  row->addWidget(way_);
  connect(way_, &QToolButton::clicked, this, &UnseenBar::WayWanted);
  hide();
}

void UnseenBar::Speak(Language language) {
  text_->setText(TextOf(WidgetWord::kUnseen, language));
  way_->setText(TextOf(WidgetWord::kGoToUnseen, language));
  way_->setToolTip(TextOf(WidgetWord::kGoToUnseenHelp, language));
  way_->setAccessibleName(TextOf(WidgetWord::kGoToUnseenHelp, language));
}

}  // namespace paraphe::desk
