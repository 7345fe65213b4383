#include "render/visible.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"

#include "common/utf8.h"
#include "render/hidden_characters.h"
#include "render/plain_text.h"
#include "render/script_watch.h"

namespace paraphe {
namespace {

// Cuts one text into pieces. [shown_, at_) is text that no piece has covered yet, [word_, at_) the
// current word.
class Cutter {
 public:
  Cutter(absl::string_view text, absl::FunctionRef<bool(const Piece&)> receive)
      : text_(text), receive_(receive) {}

  void Run() {
    while (at_ < text_.size() && !ended_) {
      if (word_ != at_ || !SkipPlain()) Step();
    }
    EndWord();
    GiveText();
  }

 private:
  // Passes plain text, between two words; false where there is none. The character before what is
  // not plain is left to be looked at: a mark may stand on it.
  bool SkipPlain() {
    size_t plain = PlainWordsLength(text_.substr(at_));
    if (at_ + plain < text_.size() && plain > 0) --plain;
    at_ += plain;
    word_ = at_;
    return plain > 0;
  }

  void Step() {
    const CodePoint point = CodePointAt(text_, at_);
    if (!point.valid) return GiveCharacter(PieceKind::kByte, ByteAt(at_), 1);
    if (hidden_.IsHidden(at_, point))
      return GiveCharacter(PieceKind::kMark, point.value, point.size);
    const bool in_word = ContinuesWord(point.value);
    if (!in_word) EndWord();
    at_ += point.size;
    if (in_word) {
      watch_.Add(point.value);
    } else {
      word_ = at_;
    }
  }

  uint32_t ByteAt(size_t offset) const { return static_cast<unsigned char>(text_[offset]); }

  void GiveCharacter(PieceKind kind, uint32_t value, size_t size) {
    EndWord();
    GiveText();
    Give({kind, text_.substr(at_, size), value});
    at_ += size;
    shown_ = at_;
    word_ = at_;
    hidden_.EndBase();
  }

  void Give(const Piece& piece) { ended_ = ended_ || !receive_(piece); }

  void GiveText() {
    if (shown_ < at_) Give({PieceKind::kText, text_.substr(shown_, at_ - shown_), 0});
    shown_ = at_;
  }

  void EndWord() {
    const absl::string_view word = text_.substr(word_, at_ - word_);
    if (watch_.suspicious() && MixesScripts(word)) {
      GiveText();
      Give({PieceKind::kFlag, word, 0});
    }
    watch_.Reset();
    word_ = at_;
  }

  const absl::string_view text_;
  const absl::FunctionRef<bool(const Piece&)> receive_;
  size_t at_ = 0;
  size_t shown_ = 0;
  size_t word_ = 0;
  ScriptWatch watch_;
  HiddenCharacters hidden_{text_};
  bool ended_ = false;
};

}  // namespace

// REQ: PRES-6
void ForEachPiece(absl::string_view text, absl::FunctionRef<bool(const Piece&)> receive) {
  Cutter(text, receive).Run();
}

std::string MarkToken(uint32_t code_point) { return absl::StrFormat("⟦U+%04X⟧", code_point); }

absl::string_view FlagToken(Language language) {
  constexpr BilingualView kFlag = {"⟦lettres de plusieurs alphabets⟧",
                                   "⟦letters of several scripts⟧"};
  return kFlag.In(language);
}

// REQ: PRES-1, PRES-6
std::string VisibleText(absl::string_view text, Language language) {
  std::string visible;
  ForEachPiece(text, [&visible, language](const Piece& piece) {
    switch (piece.kind) {
      case PieceKind::kText:
        absl::StrAppend(&visible, piece.text);
        break;
      case PieceKind::kMark:
        absl::StrAppend(&visible, MarkToken(piece.code_point));
        break;
      case PieceKind::kFlag:
        absl::StrAppend(&visible, FlagToken(language));
        break;
      case PieceKind::kByte:
        absl::StrAppend(&visible, "⟦0x", absl::Hex(piece.code_point, absl::kZeroPad2), "⟧");
        break;
    }
    return true;
  });
  return visible;
}

// REQ: PRES-6
std::string VisibleLine(absl::string_view text, Language language) {
  return absl::StrReplaceAll(VisibleText(text, language),
                             {{"\n", MarkToken('\n')}, {"\t", MarkToken('\t')}});
}

bool IsPlainText(absl::string_view text) {
  bool plain = true;
  ForEachPiece(text, [&plain](const Piece& piece) {
    plain = plain && piece.kind == PieceKind::kText &&
            piece.text.find_first_of("\t\n") == absl::string_view::npos;
    return plain;
  });
  return plain;
}

}  // namespace paraphe
