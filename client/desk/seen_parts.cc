#include "client/desk/seen_parts.h"

#include <QTextBlock>
#include <algorithm>

namespace paraphe::desk {
namespace {

// The first character in between that can be seen.
std::optional<int> FirstVisible(const QTextDocument& page, int begin, int end) {
  for (QTextBlock block = page.findBlock(begin); block.isValid() && block.position() < end;
       block = block.next()) {
    if (!block.isVisible()) continue;
    const QString text = block.text();
    const int first = std::max(begin - block.position(), 0);
    const int last = std::min<int>(end - block.position(), static_cast<int>(text.size()));
    for (int i = first; i < last; ++i) {
      if (!text[i].isSpace()) return block.position() + i;
    }
  }
  return std::nullopt;
}

}  // namespace

void SeenParts::Add(int begin, int end) {
  if (begin >= end) return;
  auto next = parts_.upper_bound(begin);
  if (next != parts_.begin() && std::prev(next)->second >= begin) {
    --next;
    begin = next->first;
  }
  while (next != parts_.end() && next->first <= end) {
    end = std::max(end, next->second);
    next = parts_.erase(next);
  }
  parts_.emplace(begin, end);
}

std::optional<int> SeenParts::FirstUnseen(const QTextDocument& page) const {
  int reached = 0;
  for (const auto& [begin, end] : parts_) {
    const std::optional<int> unseen = FirstVisible(page, reached, begin);
    if (unseen.has_value()) return unseen;
    reached = end;
  }
  return FirstVisible(page, reached, page.characterCount());
}

}  // namespace paraphe::desk
