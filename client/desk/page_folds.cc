#include "client/desk/page_folds.h"

#include <cstddef>

#include "client/desk/widget_words.h"

namespace paraphe::desk {
namespace {

constexpr char kPrefix[] = "#fold-";

}  // namespace

QString FoldWords(bool open, Language language) {
  return TextOf(open ? WidgetWord::kFoldOpen : WidgetWord::kFoldClosed, language);
}

int PageFolds::Begin() {
  folds_.emplace_back();
  return static_cast<int>(folds_.size()) - 1;
}

QString PageFolds::AddressOf(int fold) { return kPrefix + QString::number(fold); }

void PageFolds::Hide(int fold, QTextBlock block) {
  Fold& here = folds_[static_cast<size_t>(fold)];
  if (!here.first.isValid()) here.first = block;
  here.last = block;
  block.setUserState(fold);
  block.setVisible(false);
}

std::optional<int> PageFolds::FoldAt(const QUrl& address) const {
  const QString text = address.toString();
  bool is_number = false;
  const int fold = text.mid(static_cast<int>(sizeof(kPrefix)) - 1).toInt(&is_number);
  const bool known = fold >= 0 && static_cast<size_t>(fold) < folds_.size();
  if (!text.startsWith(kPrefix) || !is_number || !known) return std::nullopt;
  return fold;
}

std::optional<int> PageFolds::FoldOf(const QTextBlock& block) const {
  const int fold = block.userState();
  if (fold < 0 || static_cast<size_t>(fold) >= folds_.size()) return std::nullopt;
  return fold;
}

void PageFolds::SetOpen(int fold, bool open, QTextDocument& document) {
  Fold& here = folds_[static_cast<size_t>(fold)];
  here.open = open;
  if (!here.first.isValid()) return;
  for (QTextBlock block = here.first; block.isValid(); block = block.next()) {
    block.setVisible(open);
    if (block == here.last) break;
  }
  document.markContentsDirty(here.first.position(),
                             here.last.position() + here.last.length() - here.first.position());
}

}  // namespace paraphe::desk
