// Breaks text into lines of a given width for a terminal.
#ifndef PARAPHE_RENDER_TEXT_LINES_H_
#define PARAPHE_RENDER_TEXT_LINES_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe {

// The columns that a UTF-8 text takes in a terminal, by Unicode's East Asian Width (UAX #11): wide
// characters take two; combining marks and format characters none; all others one, control
// characters and bytes that are not UTF-8 too.
size_t DisplayWidth(absl::string_view text);

// The bytes at `at` that a line break must not part: a character with the combining marks that
// follow it, or a whole token of ours, "⟦U+202E⟧" (render/visible.h), with the blanks in it. 0 at
// the end of the text.
size_t UnitSize(absl::string_view text, size_t at);

// Whether a line must not be broken at the blank at `at` of `line`, because it belongs to a mark of
// French: "mot :", "« mot »".
bool BelongsToMark(absl::string_view line, size_t at);

// Whether a word that no line holds is best parted behind the byte at `at`: the parts of a name
// ("CN=…,O=…"), of an address, of a compound.
bool MayPartBehind(absl::string_view word, size_t at);

// Not thread-safe.
class TextLines {
 public:
  explicit TextLines(size_t width) : width_(width) {}

  // Adds text to the line. Blanks and line breaks in it become one space. What does not fit goes on
  // in the next line: a word as a whole, of however many texts it was put together, with the marks
  // that belong to it; a word longer than a line is parted at its joints (MayPartBehind), else cut
  // between two units (UnitSize).
  void Add(absl::string_view text);

  // Adds a line as it is, blanks and all. It is not cut where it is wider than room().
  void AddWholeLine(absl::string_view line);

  // Ends the line if it holds anything.
  void EndLine();
  // Ends the line in any case.
  void BreakLine();
  // Ends the line and leaves one blank line before what follows; none at the beginning of the page.
  void LeaveBlank();

  // Moves the left edge of the lines that begin from now on. At least half a line is always left.
  void Indent(size_t columns);
  void Outdent(size_t columns);

  // The columns that a line which begins now has for text.
  size_t room() const { return width_ - Edge(); }
  // Ends the word, and returns the columns of the line that hold text.
  size_t Used();

  std::string Finish();

 private:
  size_t Edge() const;
  void EndWord();
  // At a blank before `next`: ends the word, unless the blank belongs to a mark.
  void EndAtBlank(absl::string_view next);
  void AddWord(absl::string_view word);
  void AddCut(absl::string_view word);
  // The bytes of `word` that go into the `columns` columns that the line still has.
  size_t PartFor(absl::string_view word, size_t columns) const;
  void Put(absl::string_view text, size_t columns);

  const size_t width_;
  std::string text_;
  std::string word_;  // not in the text yet: more of it may come
  size_t indent_ = 0;
  size_t used_ = 0;         // columns of the line after its edge; 0 while the line is empty
  size_t edge_ = 0;         // of the line
  bool space_due_ = false;  // a space stands between the last word and the next
  bool blank_due_ = false;
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_TEXT_LINES_H_
