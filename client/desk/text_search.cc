#include "client/desk/text_search.h"

#include <QTextBlock>
#include <algorithm>

namespace paraphe::desk {
namespace {

// `text` with one character for all that are the same to who searches. Positions stay.
QString Folded(QString text) {
  for (QChar& character : text) {
    switch (character.unicode()) {
      case u'\t':
      case 0x00A0:
      case 0x202F:
      case 0x2028:
        character = u' ';
        break;
      case 0x2019:
        character = u'\'';
        break;
      default:
        break;
    }
  }
  return text;
}

}  // namespace

TextSearch TextSearch::In(const QTextDocument& document, const QString& word) {
  TextSearch found;
  const QString wanted = Folded(word);
  found.length_ = static_cast<int>(wanted.size());
  if (wanted.isEmpty()) return found;
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    const QString text = Folded(block.text());
    qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive);
    for (; at >= 0; at = text.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive)) {
      if (found.positions_.size() == kMostMatches) return found;
      found.positions_.push_back(block.position() + static_cast<int>(at));
    }
  }
  return found;
}

std::optional<size_t> TextSearch::NextFrom(int position) const {
  if (positions_.empty()) return std::nullopt;
  const auto next = std::lower_bound(positions_.begin(), positions_.end(), position);
  return next == positions_.end() ? 0 : static_cast<size_t>(next - positions_.begin());
}

std::optional<size_t> TextSearch::LastBefore(int position) const {
  if (positions_.empty()) return std::nullopt;
  const auto next = std::lower_bound(positions_.begin(), positions_.end(), position);
  return next == positions_.begin() ? positions_.size() - 1
                                    : static_cast<size_t>(next - positions_.begin()) - 1;
}

}  // namespace paraphe::desk
