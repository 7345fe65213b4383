#include "render/text_table.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "render/text_lines.h"

namespace paraphe {
namespace {

void AppendCell(absl::string_view text, size_t width, bool to_the_right, std::string& line) {
  const std::string blanks(width - std::min(width, DisplayWidth(text)), ' ');
  if (to_the_right) {
    absl::StrAppend(&line, blanks, text);
  } else {
    absl::StrAppend(&line, text, blanks);
  }
}

}  // namespace

std::vector<size_t> FitColumns(const std::vector<ColumnWidth>& columns, size_t room) {
  const size_t rules = columns.empty() ? 0 : (columns.size() - 1) * kColumnRule.size();
  size_t least = rules;
  size_t whole = rules;
  for (const ColumnWidth& column : columns) {
    least += column.least;
    whole += column.whole;
  }
  if (least > room) return {};
  const size_t left = std::min(room, whole) - least;
  const size_t asked = whole - least;
  std::vector<size_t> widths;
  for (const ColumnWidth& column : columns) {
    const size_t share = asked == 0 ? 0 : left * (column.whole - column.least) / asked;
    widths.push_back(column.least + share);
  }
  return widths;
}

std::vector<std::string> SetRow(const std::vector<TextCell>& cells,
                                const std::vector<size_t>& widths) {
  size_t height = 0;
  for (const TextCell& cell : cells) height = std::max(height, cell.lines.size());
  std::vector<std::string> lines;
  for (size_t i = 0; i < height; ++i) {
    std::string line;
    for (size_t k = 0; k < widths.size(); ++k) {
      const bool has_text = k < cells.size() && i < cells[k].lines.size();
      if (k > 0) absl::StrAppend(&line, kColumnRule);
      AppendCell(has_text ? cells[k].lines[i] : "", widths[k],
                 k < cells.size() && cells[k].to_the_right, line);
    }
    lines.emplace_back(absl::StripTrailingAsciiWhitespace(line));
  }
  return lines;
}

std::string HeadingRule(const std::vector<size_t>& widths) {
  std::string line;
  for (const size_t width : widths) {
    absl::StrAppend(&line, line.empty() ? "" : "-+-", std::string(width, '-'));
  }
  return line;
}

}  // namespace paraphe
