// A text as the rows of a terminal.
#ifndef PARAPHE_CLIENT_AGENT_TEXT_ROWS_H_
#define PARAPHE_CLIENT_AGENT_TEXT_ROWS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace paraphe::agent {

// Bytes `begin` to `end` of a text, which stand in one row behind `indent` blanks. The line feed that
// ends a line is in no row.
struct TextRow {
  size_t begin = 0;
  size_t end = 0;
  size_t indent = 0;
};

// The columns that prose takes at most: longer rows are hard to read.
inline constexpr size_t kWidestProse = 100;

// How a line goes on in further rows.
enum class Continuation {
  kExact,  // at the left edge, every blank in a row: for text that means its blanks (raw XML)
  // Behind the line's own indentation and two blanks more; blanks at a break are left out, and none
  // between a mark of French and its word ("mot :", "« mot »") is such a place.
  kProse,
};

// The rows of `text` (UTF-8, lines ended by LF, without other control characters but TAB) on a
// terminal of `columns` columns, at least one. Rows break between words; a word longer than a row is
// cut, in prose behind a comma, a slash or a hyphen where there is one, but never within a unit (UnitSize in render/text_lines.h) that fits a row. Thread-safe.
std::vector<TextRow> RowsOf(absl::string_view text, size_t columns, Continuation continuation);

// `text` with the line feeds of its rows written out (kProse). It ends as `text` does, with a line
// feed or without. Thread-safe.
std::string Wrapped(absl::string_view text, size_t columns);

// A list of commands, "s sign · q stop", whose rows break between two commands only, behind the mark.
std::string CommandsAsText(absl::string_view commands);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_TEXT_ROWS_H_
