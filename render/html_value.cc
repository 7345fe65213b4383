#include "render/html_value.h"

#include <cstddef>
#include <cstdint>

#include "common/icu.h"
#include "common/utf8.h"
#include "render/plain_text.h"
#include "render/visible.h"

namespace paraphe {
namespace {

constexpr size_t kLongWord = 60;  // characters between two places where a line may break

bool HasLineBreak(absl::string_view text) { return text.find('\n') != absl::string_view::npos; }

bool IsRightToLeft(char32_t code_point) {
  const UCharDirection direction = u_charDirection(ToIcu(code_point));
  return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

bool HoldsRightToLeft(absl::string_view text) {
  for (size_t at = 0; (at = FindBeyondLatin(text, at)) < text.size();) {
    const CodePoint point = CodePointAt(text, at);
    if (IsRightToLeft(point.value)) return true;
    at += point.size;
  }
  return false;
}

// Whether no line may break before the character.
bool StaysWithBefore(uint32_t value) {
  if (value < 0x300) return false;
  return value == 0x200C || value == 0x200D || (CategoryBit(value) & U_GC_M_MASK) != 0;
}

class ValueWriter {
 public:
  ValueWriter(absl::string_view value, ValueKind kind, Language language, HtmlWriter& writer)
      : value_(value), kind_(kind), language_(language), writer_(writer) {}

  void Run() {
    ForEachPiece(value_, [this](const Piece& piece) {
      WritePiece(piece);
      return !writer_.overflown();  // REQ: DOC-6
    });
  }

 private:
  void WritePiece(const Piece& piece) {
    switch (piece.kind) {
      case PieceKind::kText:
        return WriteText(piece.text);
      case PieceKind::kMark:
      case PieceKind::kByte:  // never in a document that passed intake
        return WriteMark(MarkToken(piece.code_point), kTokenWidth);
      case PieceKind::kFlag:
        return writer_.Element(HtmlTag::kSpan, HtmlClass::kFlag, FlagToken(language_));
    }
  }

  void WriteText(absl::string_view text) {
    while (!text.empty()) {
      if (unbroken_ == 0) WriteAsTheyStand(Take(SpacedWordsLength(text, kLongWord), text));
      WriteWord(Take(WordLength(text), text));
      WriteBlanks(Take(BlanksLength(text), text));
    }
  }

  static absl::string_view Take(size_t length, absl::string_view& text) {
    const absl::string_view taken = text.substr(0, length);
    text.remove_prefix(length);
    return taken;
  }

  // Cuts after every kLongWord characters that have no break between them.
  void WriteWord(absl::string_view word) {
    size_t done = 0;
    for (size_t at = 0; at < word.size();) {
      const size_t ascii =
          unbroken_ < kLongWord ? AsciiLength(word.substr(at, kLongWord - unbroken_)) : 0;
      if (ascii > 0) {
        at += ascii;
        unbroken_ += ascii;
        continue;
      }
      const CodePoint point = CodePointAt(word, at);
      if (unbroken_ >= kLongWord && !StaysWithBefore(point.value)) {
        writer_.Text(word.substr(done, at - done));
        writer_.Break(HtmlTag::kWbr);
        done = at;
        unbroken_ = 0;
      }
      ++unbroken_;
      at += point.size;
    }
    writer_.Text(word.substr(done));
  }

  void WriteBlanks(absl::string_view run) {
    if (run.empty()) return;
    if (!AtEdge(run)) return WriteInnerBlanks(run);
    const bool layout = kind_ != ValueKind::kAttribute && HasLineBreak(run);
    if (layout) return WriteAsTheyStand(run);
    if (kind_ == ValueKind::kMixedText) return WriteInnerBlanks(run);
    WriteMarked(run);
  }

  bool AtEdge(absl::string_view run) const {
    return run.data() == value_.data() || run.data() + run.size() == value_.data() + value_.size();
  }

  // The last of several spaces is written as it is: a browser shows one, and may break the line
  // there.
  void WriteInnerBlanks(absl::string_view run) {
    if (HasLineBreak(run)) return WriteLines(run);
    const bool space_last = run.back() == ' ';
    WriteMarked(run.substr(0, run.size() - (space_last ? 1 : 0)));
    if (space_last) WriteAsTheyStand(" ");
  }

  void WriteLines(absl::string_view run) {
    for (size_t i = 0; i < run.size(); ++i) {
      if (run[i] != '\n') {
        WriteMarked(run.substr(i, 1));
        continue;
      }
      WriteAsTheyStand("\n");
      writer_.Break(HtmlTag::kBr);
    }
  }

  void WriteAsTheyStand(absl::string_view blanks) {
    writer_.Text(blanks);
    unbroken_ = 0;
  }

  void WriteMarked(absl::string_view blanks) {
    for (const char blank : blanks) {
      if (writer_.overflown()) return;
      if (blank == ' ') {
        WriteMark(kSpaceToken, 1);
      } else {
        WriteMark(MarkToken(static_cast<unsigned char>(blank)), kTokenWidth);
      }
    }
  }

  void WriteMark(absl::string_view token, size_t width) {
    if (unbroken_ + width > kLongWord) {
      writer_.Break(HtmlTag::kWbr);
      unbroken_ = 0;
    }
    writer_.Element(HtmlTag::kSpan, HtmlClass::kMark, token);
    unbroken_ += width;
  }

  static constexpr size_t kTokenWidth = 8;

  const absl::string_view value_;
  const ValueKind kind_;
  const Language language_;
  HtmlWriter& writer_;
  size_t unbroken_ = 0;
};

}  // namespace

bool IsLayout(absl::string_view text, ValueKind kind) {
  if (kind == ValueKind::kAttribute || BlanksLength(text) < text.size()) return false;
  return kind == ValueKind::kMixedText || HasLineBreak(text);
}

// REQ: PRES-5, PRES-6
void WriteValue(absl::string_view value, ValueKind kind, Language language, HtmlWriter& writer) {
  if (IsPlainLine(value, kLongWord)) return writer.Text(value);
  const bool isolate = kind != ValueKind::kMixedText && HoldsRightToLeft(value);
  if (isolate) writer.Open(HtmlTag::kBdi);
  ValueWriter(value, kind, language, writer).Run();
  if (isolate) writer.Close();
}

void WriteLabelText(absl::string_view text, Language language, HtmlWriter& writer) {
  WriteValue(text, ValueKind::kAttribute, language, writer);
}

}  // namespace paraphe
