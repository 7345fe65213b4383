#include "client/desk/attributes_view.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>
#include <vector>

#include "absl/time/time.h"

#include "client/agent/signing_text.h"
#include "client/desk/child.h"
#include "client/desk/row_list.h"
#include "client/desk/widget_words.h"

namespace paraphe::desk {

class AttributesView::Parts {
 public:
  explicit Parts(AttributesView* view);

  void Show(const agent::SigningView& signing, Language language);
  void Refresh();

  QToolButton* exact_;
  QToolButton* technical_;
  RowList* people_;
  RowList* details_;
  Language language_ = Language::kFrench;
};

AttributesView::Parts::Parts(AttributesView* view) {
  auto* column = AddChild<QVBoxLayout>(view);
  column->setContentsMargins(0, 0, 0, 0);
  people_ = AddChild<RowList>(view);
  column->addWidget(people_);
  auto* row = MakeOwned<QHBoxLayout>();
  column->addLayout(row);
  exact_ = AddChild<QToolButton>(view);
  technical_ = AddChild<QToolButton>(view);
  for (QToolButton* const button : {exact_, technical_}) {
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
  }
  row->addWidget(exact_);
  row->addWidget(technical_);
  row->addStretch(1);
  details_ = AddChild<RowList>(view);
  column->addWidget(details_);
  details_->hide();
  connect(exact_, &QToolButton::toggled, view, [this] { Refresh(); });
  connect(technical_, &QToolButton::toggled, view, [this] { Refresh(); });
  connect(people_, &RowList::Seen, view, &AttributesView::ShownWhole);
  connect(AddChild<QShortcut>(view, QKeySequence(Qt::CTRL | Qt::Key_E)), &QShortcut::activated,
          exact_, &QToolButton::toggle);
  connect(AddChild<QShortcut>(view, QKeySequence(Qt::CTRL | Qt::Key_T)), &QShortcut::activated,
          technical_, &QToolButton::toggle);
}

// REQ: ATT-1, ATT-2, ATT-5
void AttributesView::Parts::Show(const agent::SigningView& signing, Language language) {
  language_ = language;
  exact_->setToolTip(TextOf(WidgetWord::kExactValuesHelp, language));
  technical_->setToolTip(TextOf(WidgetWord::kTechnicalHelp, language));
  std::vector<agent::SigningRow> people;
  std::vector<agent::SigningRow> technical;
  for (agent::SigningRow& row : agent::AttributeRows(signing, language, absl::LocalTimeZone())) {
    (row.technical ? technical : people).push_back(std::move(row));
  }
  people_->Show(people, language, ExactValues::kHidden);
  details_->Show(technical, language, ExactValues::kSigned);
  Refresh();
}

void AttributesView::Parts::Refresh() {
  const bool exact = exact_->isChecked();
  const bool technical = technical_->isChecked();
  exact_->setText(TextOf(exact ? WidgetWord::kExactHide : WidgetWord::kExactShow, language_));
  technical_->setText(
      TextOf(technical ? WidgetWord::kTechnicalHide : WidgetWord::kTechnicalShow, language_));
  people_->SetExactValues(exact ? ExactValues::kSigned : ExactValues::kHidden);
  details_->setVisible(technical);
}

AttributesView::AttributesView(QWidget* parent)
    : QWidget(parent), parts_(std::make_unique<Parts>(this)) {}

AttributesView::~AttributesView() = default;

void AttributesView::Show(const agent::SigningView& view, Language language) {
  parts_->Show(view, language);
}

bool AttributesView::IsShownWhole() const { return parts_->people_->IsSeen(); }

}  // namespace paraphe::desk
