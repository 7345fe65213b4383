// What a signer types at the desk's prompts.
#ifndef PARAPHE_CLIENT_AGENT_DESK_COMMAND_H_
#define PARAPHE_CLIENT_AGENT_DESK_COMMAND_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::agent {

enum class DeskCommand {
  kChoose,  // the number of a certificate in `argument`; empty: nothing was typed
  kView,    // a certificate, with its number in `argument` or without
  kSign,
  kOtherCertificate,
  kOtherCard,
  kDocument,
  kRaw,
  kHtml,
  kAttributes,
  kAbandon,
  kHelp,
  kUnknown,
};

struct DeskLine {
  DeskCommand command = DeskCommand::kUnknown;
  std::string argument;
};

// Reads a line: a number, or a command by its letter or its word in French or English, in any case.
DeskLine ReadDeskLine(absl::string_view line);

// The path that a line names, without outer blanks; "~" and "~/…" begin at HOME.
std::string PathOf(absl::string_view line);

// Whether `answer` is `expected` as a person means it: case, outer blanks, the quotation marks
// between which `expected` was displayed, and whether a blank between words may break do not count.
bool Means(absl::string_view answer, absl::string_view expected);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_DESK_COMMAND_H_
