#include "render/text_lines.h"

#include <algorithm>

#include "common/icu.h"
#include "common/utf8.h"

namespace paraphe {
namespace {

constexpr char kBlanks[] = " \t\n";

size_t WidthOf(char32_t code_point) {
  if (code_point < 0x300) return 1;
  if ((CategoryBit(code_point) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
  const int width = u_getIntPropertyValue(ToIcu(code_point), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

size_t DisplayWidth(absl::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = CodePointAt(text, at);
    columns += WidthOf(point.value);
    at += point.size;
  }
  return columns;
}

void TextLines::Add(absl::string_view text) {
  while (!text.empty()) {
    const size_t word = std::min(text.find_first_of(kBlanks), text.size());
    if (word > 0) AddWord(text.substr(0, word));
    text.remove_prefix(word);
    const size_t blanks = std::min(text.find_first_not_of(kBlanks), text.size());
    if (blanks > 0) space_due_ = true;
    text.remove_prefix(blanks);
  }
}

void TextLines::AddWholeLine(absl::string_view line) {
  EndLine();
  if (!line.empty()) Put(line, DisplayWidth(line));
  BreakLine();
}

void TextLines::EndLine() {
  if (used_ > 0) BreakLine();
}

void TextLines::BreakLine() {
  text_ += '\n';
  used_ = 0;
  space_due_ = false;
}

void TextLines::LeaveBlank() {
  EndLine();
  blank_due_ = !text_.empty();
}

std::string TextLines::Finish() {
  EndLine();
  return std::move(text_);
}

size_t TextLines::Edge() const { return std::min(indent_, width_ / 2); }

void TextLines::AddWord(absl::string_view word) {
  const size_t columns = DisplayWidth(word);
  const size_t space = space_due_ && used_ > 0 ? 1 : 0;
  if (used_ > 0 && space > 0 && edge_ + used_ + space + columns > width_) {
    BreakLine();
  } else if (space > 0) {
    Put(" ", 1);
  }
  space_due_ = false;
  const size_t free = width_ - (used_ > 0 ? edge_ + used_ : Edge());
  if (columns <= free) return Put(word, columns);
  AddCut(word);
}

void TextLines::AddCut(absl::string_view word) {
  for (size_t at = 0; at < word.size();) {
    const CodePoint point = CodePointAt(word, at);
    const size_t columns = WidthOf(point.value);
    if (used_ > 0 && edge_ + used_ + columns > width_) BreakLine();
    Put(word.substr(at, point.size), columns);
    at += point.size;
  }
}

void TextLines::Put(absl::string_view text, size_t columns) {
  if (used_ == 0) {
    if (blank_due_) text_ += '\n';
    blank_due_ = false;
    edge_ = Edge();
    text_.append(edge_, ' ');
  }
  text_.append(text.data(), text.size());
  used_ += columns;
}

}  // namespace paraphe
