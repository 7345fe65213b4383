#include "client/agent/pager.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "client/agent/phrases.h"
#include "common/status_macros.h"
#include "render/text_lines.h"

namespace paraphe::agent {
namespace {

using Command = PagerCommand;

struct KeyRow {
  absl::string_view key;
  Command command;
};

// Letters in lower case. The sequences are those of arrows and page keys (ECMA-48).
constexpr KeyRow kKeys[] = {
    {"\n", Command::kNext},      {"\r", Command::kNext},     {" ", Command::kNext},
    {"\x1b[B", Command::kNext},  {"\x1bOB", Command::kNext}, {"\x1b[6~", Command::kNext},
    {"b", Command::kBack},       {"\x1b[A", Command::kBack}, {"\x1bOA", Command::kBack},
    {"\x1b[5~", Command::kBack}, {"r", Command::kLeave},     {"q", Command::kAbandon},
    {"?", Command::kHelp},       {"h", Command::kHelp},      {"a", Command::kHelp},
};

Command CommandOf(absl::string_view key) {
  const std::string lower = key.size() == 1 ? absl::AsciiStrToLower(key) : std::string(key);
  for (const KeyRow& row : kKeys) {
    if (row.key == lower) return row.command;
  }
  return Command::kNone;
}

// The position among `rows` of the one that holds byte `offset` or begins behind it.
size_t RowAt(const std::vector<TextRow>& rows, size_t offset) {
  const auto after =
      std::upper_bound(rows.begin(), rows.end(), offset,
                       [](size_t value, const TextRow& row) { return value < row.begin; });
  return after == rows.begin() ? 0 : static_cast<size_t>(after - rows.begin()) - 1;
}

// The last row of the window is for the prompt.
size_t HeightOf(const TerminalSize& size) { return std::max<size_t>(size.rows, 2) - 1; }

}  // namespace

PagedText::PagedText(absl::string_view text, Continuation continuation)
    : text_(MarkControls(text)), continuation_(continuation) {}

PagedText::PagedText(absl::string_view text, size_t columns, Layout layout)
    : layout_(std::move(layout)), columns_(columns), text_(MarkControls(text)) {}

void PagedText::LayOut(size_t columns) {
  const bool is_read = IsRead();
  if (layout_ == nullptr || columns == columns_ || (read_ > 0 && !is_read)) return;
  columns_ = columns;
  text_ = MarkControls(layout_(columns));
  read_ = is_read ? text_.size() : 0;
  top_ = 0;
}

Pager::Screen Pager::WriteScreen(const PagedText& text) const {
  Screen screen = {terminal_.size(), {}, 0};
  const bool prose = text.continuation_ == Continuation::kProse;
  const size_t columns = prose ? std::min(screen.size.columns, kWidestProse) : screen.size.columns;
  screen.rows = RowsOf(text.text_, columns, text.continuation_);
  const size_t first = RowAt(screen.rows, text.top_);
  const size_t last = std::min(first + HeightOf(screen.size), screen.rows.size());
  std::string written;
  for (size_t i = first; i < last; ++i) {
    const TextRow& row = screen.rows[i];
    absl::StrAppend(&written, std::string(row.indent, ' '),
                    text.text_.substr(row.begin, row.end - row.begin), "\n");
  }
  terminal_.Write(written);
  screen.end = last < screen.rows.size() ? screen.rows[last].begin : text.text_.size();
  return screen;
}

// The longer form of the prompt where it fits the row, else the shorter one, cut where it must be.
std::string Pager::Prompt(const PagedText& text, const Screen& screen) const {
  const bool at_end = screen.end == text.text_.size();
  const size_t hundredths = at_end ? 100 : screen.end * 100 / text.text_.size();
  const std::string where = absl::StrCat("[", hundredths, "\u00a0%] ");
  const size_t columns = std::max<size_t>(screen.size.columns, 2) - 1;
  std::string prompt =
      absl::StrCat(where, TextOf(at_end ? Phrase::kPagerEnd : Phrase::kPagerMore, language_));
  if (DisplayWidth(prompt) <= columns) return prompt;
  prompt = absl::StrCat(
      where, TextOf(at_end ? Phrase::kPagerEndShort : Phrase::kPagerMoreShort, language_));
  return prompt.substr(0, RowsOf(prompt, columns, Continuation::kExact).front().end);
}

absl::StatusOr<PagerCommand> Pager::AskCommand(absl::string_view prompt) const {
  terminal_.Flush();
  terminal_.Write(prompt);
  const absl::StatusOr<std::string> key = terminal_.ReadKey();
  terminal_.EraseRow(DisplayWidth(prompt));
  RETURN_IF_ERROR(key.status());
  return CommandOf(*key);
}

absl::StatusOr<PagerCommand> Pager::ShowHelp() const {
  const size_t columns = terminal_.size().columns;
  terminal_.WriteLine(Wrapped(TextOf(Phrase::kPagerHelp, language_), columns));
  return AskCommand(Wrapped(TextOf(Phrase::kPagerAfterHelp, language_), columns));
}

absl::StatusOr<Leaving> Pager::Show(PagedText& text) const {
  if (text.IsRead()) text.top_ = 0;
  const QuietTerminal quiet(terminal_.in());
  while (true) {
    text.LayOut(std::min(terminal_.size().columns, kWidestProse));
    const Screen screen = WriteScreen(text);
    const bool at_end = screen.end == text.text_.size();
    Command command = Command::kNone;
    while (command == Command::kNone) {
      ASSIGN_OR_RETURN(command, AskCommand(Prompt(text, screen)));
    }
    if (command == Command::kHelp) {
      // Whatever is typed there goes back to the text.
      ASSIGN_OR_RETURN(command, ShowHelp());
      if (command != Command::kAbandon) continue;
    }
    if (command == Command::kAbandon) return Leaving::kAbandon;
    if (command == Command::kLeave && !at_end) return Leaving::kEarly;
    if (command == Command::kBack && !screen.rows.empty()) {
      const size_t row = RowAt(screen.rows, text.top_);
      text.top_ = screen.rows[row - std::min(row, HeightOf(screen.size))].begin;
    }
    const bool goes_on = command == Command::kNext || command == Command::kLeave;
    if (!goes_on || !(terminal_.size() == screen.size)) continue;
    text.read_ = std::max(text.read_, screen.end);
    if (at_end) return Leaving::kAtEnd;
    text.top_ = screen.end;
  }
}

}  // namespace paraphe::agent
