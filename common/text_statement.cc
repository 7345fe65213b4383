#include "common/text_statement.h"

#include <algorithm>
#include <vector>

#include "common/text_tokens.h"

namespace paraphe {
namespace {

using google::protobuf::io::Tokenizer;

constexpr int kTabWidth = 8;

class Search {
 public:
  explicit Search(const TextPlace& place) : place_(place) {}

  void Take(const Tokenizer::Token& token) {
    const TextPlace begin{token.line, token.column};
    const TextPlace end{token.line, token.end_column};
    if (begin <= place_ && place_ < end) token_ = {begin, begin, end};
    const char symbol = token.type == Tokenizer::TYPE_SYMBOL ? token.text[0] : '\0';
    if (symbol == '}' || symbol == '>' || symbol == ']') return Close(begin, end);
    if (before_name_) return BeginStatement(token, begin);
    if (symbol != ':' && symbol != '-') TakeValue(symbol, begin, end);
  }

  // The first statement around the place that ends is the innermost.
  bool ended() const { return !found_.empty(); }
  const TextStatement& found() const { return found_.empty() ? token_ : found_; }

 private:
  void BeginStatement(const Tokenizer::Token& token, const TextPlace& begin) {
    if (token.type != Tokenizer::TYPE_IDENTIFIER) return;
    statement_ = {begin, begin, begin};
    before_name_ = false;
  }

  void TakeValue(char symbol, const TextPlace& begin, const TextPlace& end) {
    statement_.value = begin;
    before_name_ = true;
    if (symbol == '{' || symbol == '<' || symbol == '[') {
      open_.push_back(statement_);
    } else {
      Consider(statement_, end);
    }
  }

  void Close(const TextPlace& begin, const TextPlace& end) {
    if (!before_name_) Consider(statement_, begin);
    before_name_ = true;
    if (open_.empty()) return;
    Consider(open_.back(), end);
    open_.pop_back();
  }

  void Consider(TextStatement statement, const TextPlace& end) {
    statement.end = end;
    if (found_.empty() && statement.begin <= place_ && place_ < end) found_ = statement;
  }

  const TextPlace place_;
  std::vector<TextStatement> open_;
  TextStatement statement_;
  bool before_name_ = true;
  TextStatement found_;
  TextStatement token_;
};

size_t OffsetOf(absl::string_view text, const TextPlace& place) {
  size_t at = 0;
  for (int line = 0; line < place.line && at < text.size(); ++line) {
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  for (int column = 0; column < place.column && at < text.size(); ++at) {
    column += text[at] == '\t' ? kTabWidth - column % kTabWidth : 1;
  }
  return at;
}

bool IsLayout(char byte) { return byte == '\n' || byte == '\r' || byte == '\t'; }

}  // namespace

TextStatement StatementAround(absl::string_view text, const TextPlace& place) {
  TextTokens tokens(text);
  Search search(place);
  while (!search.ended() && tokens.get().Next()) search.Take(tokens.get().current());
  return search.found();
}

void BlankOut(const TextPlace& begin, const TextPlace& end, absl::string_view filler,
              std::string* text) {
  const size_t first = OffsetOf(*text, begin);
  const size_t last = std::max(first, OffsetOf(*text, end));
  std::replace_if(
      text->begin() + static_cast<std::ptrdiff_t>(first),
      text->begin() + static_cast<std::ptrdiff_t>(last), [](char byte) { return !IsLayout(byte); },
      ' ');
  if (filler.size() <= last - first) {
    text->replace(first, filler.size(), filler.data(), filler.size());
  }
}

}  // namespace paraphe
