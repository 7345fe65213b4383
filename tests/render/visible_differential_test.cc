// Plain text is passed over: what is told of a text must be what a look at each of its characters
// tells.
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "common/utf8.h"
#include "render/hidden_characters.h"
#include "render/html_output.h"
#include "render/html_value.h"
#include "render/html_writer.h"
#include "render/script_watch.h"
#include "render/visible.h"

namespace paraphe {
namespace {

constexpr int kRounds = 30000;

constexpr const char* kPieces[] = {"a",
                                   "mot",
                                   "Z9",
                                   "1",
                                   "\u0662",
                                   " ",
                                   "  ",
                                   "\n",
                                   "\t",
                                   "\r",
                                   "é",
                                   "œuvre",
                                   "\u024F",
                                   "\u0250",
                                   "×",
                                   "÷",
                                   "²",
                                   "\u0301",
                                   "\u0307",
                                   "i",
                                   "\u0338",
                                   "\u0430",
                                   "\u03B1",
                                   "\u05D0",
                                   "\u6771",
                                   "\u30A2",
                                   "\u30FC",
                                   "\u00A0",
                                   "€",
                                   "«",
                                   "’",
                                   "\u00AD",
                                   "\u200B",
                                   "\u200C",
                                   "\u202E",
                                   "\u2423",
                                   "\x7F",
                                   "-",
                                   ".",
                                   "<",
                                   "&",
                                   "\xC3",
                                   "\xE2",
                                   "\u0645",
                                   "\u06CC",
                                   "une phrase ordinaire, de plus de seize octets ",
                                   "abcdefghijklmnopqrstuvwxyz0123456789"};

std::string AnyText(std::mt19937& random) {
  std::string text;
  for (size_t i = random() % 12; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
  return text;
}

// The text with its marks and flags, each character looked at.
class Reference {
 public:
  explicit Reference(const std::string& text) : text_(text), hidden_(text) {}

  std::string Run() {
    for (size_t at = 0; at < text_.size();) {
      const CodePoint point = CodePointAt(text_, at);
      const std::string character = text_.substr(at, point.size);
      if (!point.valid) {
        Show(absl::StrCat("[byte ", static_cast<unsigned char>(character[0]), "]"));
      } else if (hidden_.IsHidden(at, point)) {
        Show(MarkToken(point.value));
      } else if (ContinuesWord(point.value)) {
        watch_.Add(point.value);
        word_ += character;
      } else {
        EndWord();
        shown_ += character;
      }
      at += point.size;
    }
    EndWord();
    return shown_;
  }

 private:
  void Show(const std::string& token) {
    EndWord();
    shown_ += token;
    hidden_.EndBase();
  }

  void EndWord() {
    const bool mixed = watch_.suspicious() && MixesScripts(word_);
    absl::StrAppend(&shown_, word_, mixed ? "[flag]" : "");
    word_.clear();
    watch_.Reset();
  }

  const std::string text_;
  HiddenCharacters hidden_;
  ScriptWatch watch_;
  std::string word_;
  std::string shown_;
};

std::string Shown(const std::string& text) {
  std::string shown;
  ForEachPiece(text, [&shown](const Piece& piece) {
    switch (piece.kind) {
      case PieceKind::kText:
        absl::StrAppend(&shown, piece.text);
        break;
      case PieceKind::kMark:
        absl::StrAppend(&shown, MarkToken(piece.code_point));
        break;
      case PieceKind::kFlag:
        absl::StrAppend(&shown, "[flag]");
        break;
      case PieceKind::kByte:
        absl::StrAppend(&shown, "[byte ", piece.code_point, "]");
        break;
    }
    return true;
  });
  return shown;
}

// Proves: PRES-6
TEST(VisibleDifferentialTest, PlainTextIsPassedOverWithoutAnotherVerdict) {
  std::mt19937 random(7);
  int other = 0;
  for (int i = 0; i < kRounds; ++i) {
    const std::string text = AnyText(random);
    const std::string expected = Reference(text).Run();
    ASSERT_EQ(Shown(text), expected) << "round " << i;
    other += expected == text ? 0 : 1;
  }
  EXPECT_GT(other, kRounds / 2);
  EXPECT_LT(other, kRounds);
}

// Words of letters, each of one character, and one space between two: the only break is a place
// to wrap behind each sixtieth character that no space stands before.
std::string WrappedWords(const std::string& text) {
  std::string wrapped;
  size_t unbroken = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t size = CodePointAt(text, at).size;
    if (unbroken == 60 && text[at] != ' ') {
      wrapped += "<wbr/>";
      unbroken = 0;
    }
    unbroken = text[at] == ' ' ? 0 : unbroken + 1;
    wrapped += text.substr(at, size);
    at += size;
  }
  return wrapped;
}

// Proves: PRES-5
TEST(VisibleDifferentialTest, WordsOfAnyLengthWrapWhereEachCharacterIsCounted) {
  std::mt19937 random(8);
  for (int i = 0; i < 3000; ++i) {
    std::string value;
    for (size_t words = 1 + random() % 5; words > 0; --words) {
      for (size_t letters = 1 + random() % 90; letters > 0; --letters) {
        value += i % 2 == 0 || random() % 9 != 0 ? "x" : "é";
      }
      if (words > 1) value += " ";
    }
    HtmlText text(0);
    HtmlWriter writer("t", Language::kFrench, size_t{1} << 20, text);
    WriteValue(value, ValueKind::kAttribute, Language::kFrench, writer);
    writer.Finish();
    const std::string page = std::move(text).Take();
    const size_t begin = page.find("<body>") + 6;
    ASSERT_EQ(page.substr(begin, page.find("</body>") - begin), WrappedWords(value));
  }
}

}  // namespace
}  // namespace paraphe
