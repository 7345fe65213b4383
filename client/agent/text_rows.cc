#include "client/agent/text_rows.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

#include "common/utf8.h"
#include "render/text_lines.h"

namespace paraphe::agent {
namespace {

constexpr size_t kTabStop = 8;
constexpr size_t kProseStep = 2;

// What is taken into a row at once, and the columns of it there.
struct Unit {
  size_t size = 0;
  size_t columns = 0;
};

Unit UnitAt(absl::string_view line, size_t at, size_t column, size_t columns) {
  if (line[at] == '\t') return {1, kTabStop - column % kTabStop};
  Unit unit = {UnitSize(line, at), 0};
  unit.columns = DisplayWidth(line.substr(at, unit.size));
  if (unit.columns <= columns) return unit;
  unit.size = CodePointAt(line, at).size;  // a token of ours that no row can hold
  unit.columns = DisplayWidth(line.substr(at, unit.size));
  return unit;
}

// The end of the row that begins at `begin` of `line`.
size_t EndOfRow(absl::string_view line, size_t begin, size_t indent, size_t columns, bool prose) {
  size_t column = indent;
  size_t after_blank = begin;
  size_t after_joint = begin;
  bool holds_word = false;  // blanks at the beginning are no place to break
  for (size_t at = begin; at < line.size();) {
    const Unit unit = UnitAt(line, at, column, columns - indent);
    const bool blank = (line[at] == ' ' || line[at] == '\t') && !(prose && BelongsToMark(line, at));
    if (column + unit.columns > columns && at > begin) {
      if (blank) return at;
      if (after_blank > begin) return after_blank;
      return after_joint > begin ? after_joint : at;
    }
    if (prose && MayPartBehind(line, at)) after_joint = at + 1;
    column += unit.columns;
    at += unit.size;
    holds_word = holds_word || !blank;
    if (blank && holds_word) after_blank = at;
  }
  return line.size();
}

void AddRowsOfLine(absl::string_view line, size_t offset, size_t columns, Continuation continuation,
                   std::vector<TextRow>& rows) {
  const bool prose = continuation == Continuation::kProse;
  const size_t blanks = std::min(line.find_first_not_of(' '), line.size());
  const size_t hanging = prose ? std::min(blanks + kProseStep, columns / 2) : 0;
  size_t begin = 0;
  size_t indent = 0;
  do {
    const size_t end = EndOfRow(line, begin, indent, columns, prose);
    size_t written = end;
    while (prose && end < line.size() && written > begin && line[written - 1] == ' ') --written;
    rows.push_back({offset + begin, offset + written, indent});
    begin = end;
    if (prose && absl::StartsWith(line.substr(begin), " ")) ++begin;
    indent = hanging;
  } while (begin < line.size());
}

}  // namespace

std::vector<TextRow> RowsOf(absl::string_view text, size_t columns, Continuation continuation) {
  columns = std::max<size_t>(columns, 1);
  std::vector<TextRow> rows;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    AddRowsOfLine(text.substr(at, end - at), at, columns, continuation, rows);
    at = end + 1;
  }
  return rows;
}

std::string Wrapped(absl::string_view text, size_t columns) {
  std::string wrapped;
  for (const TextRow& row : RowsOf(text, columns, Continuation::kProse)) {
    if (!wrapped.empty() || row.begin > 0) wrapped += '\n';
    absl::StrAppend(&wrapped, std::string(row.indent, ' '),
                    text.substr(row.begin, row.end - row.begin));
  }
  if (absl::EndsWith(text, "\n")) wrapped += '\n';
  return wrapped;
}

std::string CommandsAsText(absl::string_view commands) {
  return absl::StrReplaceAll(commands, {{" · ", "\u00a0· "}, {" ", "\u00a0"}});
}

}  // namespace paraphe::agent
