#include "render/text_lines.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/icu.h"
#include "common/utf8.h"

namespace paraphe {
namespace {

constexpr char kBlanks[] = " \t\n";
constexpr size_t kLongestMark = 2;                   // bytes
constexpr absl::string_view kTokenBegin = "\u27e6";  // ⟦
constexpr absl::string_view kTokenEnd = "\u27e7";    // ⟧

size_t WidthOf(char32_t code_point) {
  if (code_point < 0x300) return 1;
  if ((CategoryBit(code_point) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
  const int width = u_getIntPropertyValue(ToIcu(code_point), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

// The bytes before the first blank outside tokens.
size_t WordSize(absl::string_view text) {
  size_t at = 0;
  while (at < text.size() && absl::string_view(kBlanks).find(text[at]) == absl::string_view::npos) {
    at += UnitSize(text, at);
  }
  return at;
}

}  // namespace

bool BelongsToMark(absl::string_view line, size_t at) {
  for (const absl::string_view mark : {":", ";", "!", "?", "»"}) {
    if (absl::StartsWith(line.substr(at + 1), mark)) return true;
  }
  return absl::EndsWith(line.substr(0, at), "«");
}

bool MayPartBehind(absl::string_view word, size_t at) {
  constexpr absl::string_view kJoints = ",;/&-";
  if (kJoints.find(word[at]) == absl::string_view::npos) return false;
  return at + 1 == word.size() || word[at + 1] != word[at];
}

size_t DisplayWidth(absl::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = CodePointAt(text, at);
    columns += WidthOf(point.value);
    at += point.size;
  }
  return columns;
}

size_t UnitSize(absl::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  if (absl::StartsWith(text.substr(at), kTokenBegin)) {
    const size_t end = text.find(kTokenEnd, at);
    if (end != absl::string_view::npos) return end + kTokenEnd.size() - at;
  }
  size_t end = at + CodePointAt(text, at).size;
  while (end < text.size()) {
    const CodePoint next = CodePointAt(text, end);
    if (WidthOf(next.value) > 0) break;
    end += next.size;
  }
  return end - at;
}

void TextLines::Add(absl::string_view text) {
  while (!text.empty()) {
    const size_t word = WordSize(text);
    word_.append(text.data(), word);
    text.remove_prefix(word);
    const size_t blanks = std::min(text.find_first_not_of(kBlanks), text.size());
    if (blanks > 0) EndAtBlank(text.substr(blanks));
    text.remove_prefix(blanks);
  }
}

void TextLines::EndAtBlank(absl::string_view next) {
  if (!word_.empty() && !next.empty()) {
    const std::string line = absl::StrCat(word_, " ", next.substr(0, kLongestMark));
    if (BelongsToMark(line, word_.size())) {
      word_ += ' ';
      return;
    }
  }
  EndWord();
  space_due_ = true;
}

void TextLines::AddWholeLine(absl::string_view line) {
  EndLine();
  if (!line.empty()) Put(line, DisplayWidth(line));
  BreakLine();
}

void TextLines::EndLine() {
  EndWord();
  if (used_ > 0) BreakLine();
}

void TextLines::BreakLine() {
  EndWord();
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

void TextLines::Indent(size_t columns) {
  EndWord();
  indent_ += columns;
}

void TextLines::Outdent(size_t columns) {
  EndWord();
  indent_ -= columns;
}

size_t TextLines::Used() {
  EndWord();
  return used_;
}

void TextLines::EndWord() {
  if (!word_.empty()) AddWord(std::exchange(word_, ""));
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
  while (!word.empty()) {
    const size_t free = width_ - (used_ > 0 ? edge_ + used_ : Edge());
    const absl::string_view part = word.substr(0, PartFor(word, free));
    if (!part.empty()) Put(part, DisplayWidth(part));
    word.remove_prefix(part.size());
    if (!word.empty()) BreakLine();
  }
}

size_t TextLines::PartFor(absl::string_view word, size_t columns) const {
  size_t used = 0;
  size_t after_joint = 0;
  for (size_t at = 0; at < word.size();) {
    absl::string_view unit = word.substr(at, UnitSize(word, at));
    if (DisplayWidth(unit) > width_ - Edge()) unit = word.substr(at, CodePointAt(word, at).size);
    used += DisplayWidth(unit);
    // A character wider than a whole line stands in one all the same.
    const bool alone = at == 0 && used_ == 0;
    if (used > columns && !alone) return after_joint > 0 ? after_joint : at;
    if (MayPartBehind(word, at)) after_joint = at + unit.size();
    at += unit.size();
  }
  return word.size();
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
