#include "client/desk/document_bar.h"

#include <QFont>
#include <QHBoxLayout>

#include "client/desk/child.h"
#include "client/desk/widget_words.h"

namespace paraphe::desk {

DocumentBar::DocumentBar(QWidget* parent)
    : QWidget(parent),
      page_(AddChild<QToolButton>(this)),
      raw_(AddChild<QToolButton>(this)),
      find_(AddChild<QToolButton>(this)),
      smaller_(AddChild<QToolButton>(this)),
      size_(AddChild<QToolButton>(this)),
      larger_(AddChild<QToolButton>(this)) {
  auto* row = AddChild<QHBoxLayout>(this);
  row->setContentsMargins(0, 0, 0, 0);
  for (QToolButton* const button : {page_, raw_, find_, smaller_, size_, larger_}) {
    if (button == find_) row->addStretch(1);
    button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(button);
  }
  for (QToolButton* const button : {page_, raw_}) button->setCheckable(true);
  connect(page_, &QToolButton::clicked, this, [this] { Q_EMIT ModeWanted(true); });
  connect(raw_, &QToolButton::clicked, this, [this] { Q_EMIT ModeWanted(false); });
  connect(find_, &QToolButton::clicked, this, &DocumentBar::FindWanted);
  connect(smaller_, &QToolButton::clicked, this, &DocumentBar::SmallerWanted);
  connect(larger_, &QToolButton::clicked, this, &DocumentBar::LargerWanted);
  connect(size_, &QToolButton::clicked, this, &DocumentBar::UsualSizeWanted);
}

void DocumentBar::SetMode(bool page) {
  for (QToolButton* const button : {page_, raw_}) {
    button->setChecked(page == (button == page_));
    QFont shown = font();
    shown.setBold(button->isChecked());  // for those to whom the colour says nothing
    button->setFont(shown);
  }
}

void DocumentBar::Speak(Language language, int zoom) {
  const auto name = [language](QToolButton& button, const QString& text, WidgetWord help) {
    button.setText(text);
    button.setToolTip(TextOf(help, language));
    button.setAccessibleName(TextOf(help, language));
  };
  name(*page_, TextOf(WidgetWord::kPageMode, language), WidgetWord::kPageModeHelp);
  name(*raw_, TextOf(WidgetWord::kRawMode, language), WidgetWord::kRawModeHelp);
  name(*find_, TextOf(WidgetWord::kFind, language), WidgetWord::kFindHelp);
  name(*smaller_, "−", WidgetWord::kSmaller);
  name(*larger_, "+", WidgetWord::kLarger);
  const bool french = language == Language::kFrench;
  name(*size_, QString(french ? "%1\u00a0%" : "%1%").arg(zoom), WidgetWord::kUsualSize);
}

}  // namespace paraphe::desk
