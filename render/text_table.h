// Sets cells side by side, for a terminal.
#ifndef PARAPHE_RENDER_TEXT_TABLE_H_
#define PARAPHE_RENDER_TEXT_TABLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace paraphe {

// Between two columns.
inline constexpr absl::string_view kColumnRule = " | ";

// What a column asks for, in columns of the terminal.
struct ColumnWidth {
  size_t least = 1;  // its longest word; at least 1
  size_t whole = 1;  // its longest line where nothing breaks it; at least that
};

// The widths of columns so that they and the rules between them take `room` at most: what each asks
// for as a whole where there is room for that; else its least, and its share of what is left. Empty
// where there is not even room for the least. Thread-safe.
std::vector<size_t> FitColumns(const std::vector<ColumnWidth>& columns, size_t room);

struct TextCell {
  std::vector<std::string> lines;  // each within the cell's width
  bool to_the_right = false;       // numbers, which stand below each other
};

// One row: as many lines as its longest cell has, without blanks at their ends. `cells` has at most
// as many as `widths`; the others are empty. Thread-safe.
std::vector<std::string> SetRow(const std::vector<TextCell>& cells,
                                const std::vector<size_t>& widths);

// The line below headings. Thread-safe.
std::string HeadingRule(const std::vector<size_t>& widths);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_TEXT_TABLE_H_
