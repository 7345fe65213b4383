// Makes hidden characters visible (PRES-6): one function for the HTML, the raw XML and error
// messages, so that no two views of a document disagree about what it could hide.
//
// A character that render/hidden_characters.h calls hidden is marked: a token "⟦U+XXXX⟧" stands in
// its place. A word that mixes scripts, or digits of several systems (UTS #39 §5.1 to §5.3), is
// flagged: a warning stands after it.
#ifndef PARAPHE_RENDER_VISIBLE_H_
#define PARAPHE_RENDER_VISIBLE_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

#include "common/bilingual.h"

namespace paraphe {

enum class PieceKind {
  kText,  // safe to show as it is; never holds a control character other than LF and TAB
  kMark,  // one character, to be shown as MarkToken(code_point)
  kFlag,  // a warning after a word that mixes scripts; stands for no character
  kByte,  // a byte that is not UTF-8, with its value as code_point; intake refuses such documents
};

struct Piece {
  PieceKind kind;
  absl::string_view text;  // kText: the text. kMark, kByte: the bytes stood for. kFlag: the word.
  uint32_t code_point;     // kMark, kByte
};

// Cuts `text` into pieces, in order. The texts of all pieces but flags, joined, are `text`. Space,
// TAB and LF are text. Stops when `receive` returns false. Takes time in proportion to the text.
// Thread-safe.
void ForEachPiece(absl::string_view text, absl::FunctionRef<bool(const Piece&)> receive);

// "⟦U+202E⟧": at least four hexadecimal digits.
std::string MarkToken(uint32_t code_point);

// How a marked space is shown.
inline constexpr char kSpaceToken[] = "\u2423";  // ␣

// The warning after a word that mixes scripts: "⟦lettres de plusieurs alphabets⟧".
absl::string_view FlagToken(Language language);

// `text` as plain text with its marks and flags, safe to write to a terminal: of control characters
// it holds line feeds and tabs only. This is the raw view of a document (PRES-1). Never fails:
// bytes that are not UTF-8 are shown one by one as "⟦0xNN⟧". The flags are in `language`.
// Thread-safe.
std::string VisibleText(absl::string_view text, Language language);

// The same on one line: line feeds and tabs are marked too, so that no name and no message of others
// draws a line or a column of its own. Thread-safe.
std::string VisibleLine(absl::string_view text, Language language);

// Whether nothing in `text` is marked, flagged, or a control character. Labels of a table must be
// so.
bool IsPlainText(absl::string_view text);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_VISIBLE_H_
