// Long text on the terminal, a screen at a time, and what of it the signer had before the eyes.
#ifndef PARAPHE_CLIENT_AGENT_PAGER_H_
#define PARAPHE_CLIENT_AGENT_PAGER_H_

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/agent/terminal.h"
#include "client/agent/text_rows.h"
#include "common/bilingual.h"

namespace paraphe::agent {

// A text, and how far a signer has read it. Control characters are marked (MarkControls).
class PagedText {
 public:
  PagedText() = default;
  PagedText(absl::string_view text, Continuation continuation);

  // A text with tables and indentation of its own, made for so many columns.
  using Layout = std::function<std::string(size_t columns)>;
  // A prose text that `layout` made for `columns`; it is made anew where the window has others. One
  // that is partly read stays as it is: its parts may stand in another order for other columns.
  PagedText(absl::string_view text, size_t columns, Layout layout);

  const std::string& text() const { return text_; }
  Continuation continuation() const { return continuation_; }

  // Whether every row of it stood on the screen until the signer went on.
  bool IsRead() const { return !text_.empty() && read_ == text_.size(); }

 private:
  friend class Pager;

  void LayOut(size_t columns);

  Layout layout_;       // null: the text is the same for all columns
  size_t columns_ = 0;  // for which it was made
  std::string text_;
  Continuation continuation_ = Continuation::kProse;
  size_t read_ = 0;  // bytes from the beginning that were read without a gap
  size_t top_ = 0;   // where the screen begins
};

// How the signer left a text.
enum class Leaving {
  kAtEnd,    // went on from the last screen
  kEarly,    // went back to the commands before; PagedText says what was read, now or earlier
  kAbandon,  // wants to abandon the signature: the desk asks whether that is meant
};

// What a key of the pager means.
enum class PagerCommand { kNext, kBack, kLeave, kAbandon, kHelp, kNone };

// Shows texts. The screen is never cleared: what was read stays above. The signer goes on screen by
// screen only, so that what is read has no gap; a screen counts as read when the signer goes on from
// it, provided that the window still has the size for which it was written. Not thread-safe.
//
// REQ: PRES-1, PRES-9
class Pager {
 public:
  // `terminal` must outlive it.
  Pager(Terminal& terminal, Language language) : terminal_(terminal), language_(language) {}

  // Begins where the signer left a text that is not read to its end; else at the beginning.
  //
  // Errors:
  //   ABORTED_BY_SIGNER  the input ended, or an interrupt came
  absl::StatusOr<Leaving> Show(PagedText& text) const;

 private:
  // What stands on the screen.
  struct Screen {
    TerminalSize size;          // for which it was written
    std::vector<TextRow> rows;  // of the whole text
    size_t end = 0;             // the byte behind what stands there
  };
  // Writes the screen that begins at `text.top_`.
  Screen WriteScreen(const PagedText& text) const;
  std::string Prompt(const PagedText& text, const Screen& screen) const;
  absl::StatusOr<PagerCommand> AskCommand(absl::string_view prompt) const;
  // Returns what was typed below the help.
  absl::StatusOr<PagerCommand> ShowHelp() const;

  Terminal& terminal_;
  Language language_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PAGER_H_
