#include "client/agent/desk_command.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace paraphe::agent {
namespace {

struct WordRow {
  absl::string_view word;
  DeskCommand command;
};

constexpr WordRow kWords[] = {
    {"v", DeskCommand::kView},
    {"voir", DeskCommand::kView},
    {"view", DeskCommand::kView},
    {"s", DeskCommand::kSign},
    {"signer", DeskCommand::kSign},
    {"sign", DeskCommand::kSign},
    {"c", DeskCommand::kOtherCertificate},
    {"certificat", DeskCommand::kOtherCertificate},
    {"certificate", DeskCommand::kOtherCertificate},
    {"k", DeskCommand::kOtherCard},
    {"carte", DeskCommand::kOtherCard},
    {"card", DeskCommand::kOtherCard},
    {"d", DeskCommand::kDocument},
    {"document", DeskCommand::kDocument},
    {"x", DeskCommand::kRaw},
    {"xml", DeskCommand::kRaw},
    {"html", DeskCommand::kHtml},
    {"a", DeskCommand::kAttributes},
    {"attributs", DeskCommand::kAttributes},
    {"attributes", DeskCommand::kAttributes},
    {"q", DeskCommand::kAbandon},
    {"abandonner", DeskCommand::kAbandon},
    {"stop", DeskCommand::kAbandon},
    {"?", DeskCommand::kHelp},
    {"aide", DeskCommand::kHelp},
    {"help", DeskCommand::kHelp},
};

// Blanks and quotation marks, the longer ones in UTF-8.
constexpr absl::string_view kFringe[] = {" ",      "\t",     "\r",     "\"",     "'",
                                         "\u00a0", "\u202f", "\u00ab", "\u00bb", "\u2018",
                                         "\u2019", "\u201c", "\u201d", "\u2039", "\u203a"};

absl::string_view WithoutFringe(absl::string_view text) {
  const auto strips = [&text](absl::string_view fringe) {
    return absl::ConsumePrefix(&text, fringe) || absl::ConsumeSuffix(&text, fringe);
  };
  while (std::any_of(std::begin(kFringe), std::end(kFringe), strips)) {
  }
  return text;
}

}  // namespace

DeskLine ReadDeskLine(absl::string_view line) {
  const absl::string_view typed = absl::StripAsciiWhitespace(line);
  if (typed.find_first_not_of("0123456789") == absl::string_view::npos) {
    return {DeskCommand::kChoose, std::string(typed)};
  }
  const size_t end = std::min(typed.find_first_of(" \t0123456789"), typed.size());
  for (const WordRow& row : kWords) {
    if (!absl::EqualsIgnoreCase(row.word, typed.substr(0, end))) continue;
    const absl::string_view argument = absl::StripAsciiWhitespace(typed.substr(end));
    if (!argument.empty() && row.command != DeskCommand::kView) break;
    return {row.command, std::string(argument)};
  }
  return {};
}

std::string PathOf(absl::string_view line) {
  const absl::string_view path = absl::StripAsciiWhitespace(line);
  const bool is_home = path == "~" || absl::StartsWith(path, "~/");
  const char* const home = std::getenv("HOME");
  if (!is_home || home == nullptr) return std::string(path);
  return absl::StrCat(home, path.substr(1));
}

bool Means(absl::string_view answer, absl::string_view expected) {
  const std::string plain =
      absl::StrReplaceAll(WithoutFringe(answer), {{"\u00a0", " "}, {"\u202f", " "}});
  return absl::EqualsIgnoreCase(plain, expected);
}

}  // namespace paraphe::agent
