#include "tests/model/session_model.h"

#include <cstdlib>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"

#include "common/file.h"
#include "server/session/transitions.h"

namespace paraphe::server::test {
namespace {

std::string PathOf(absl::string_view file) {
  const char* source = std::getenv("PARAPHE_SOURCE");
  return absl::StrCat(source == nullptr ? "." : source, "/tests/model/", file);
}

std::string WithoutComments(absl::string_view text) {
  std::string code;
  while (true) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(text, absl::MaxSplits("/*", 1));
    absl::StrAppend(&code, parts.first);
    if (parts.first.size() == text.size()) return code;
    const size_t end = parts.second.find("*/");
    if (end == absl::string_view::npos) return code;
    text = parts.second.substr(end + 2);
  }
}

absl::string_view NameOf(SessionState state) { return InfoOf(state).name; }

std::vector<std::string> LinesOfTheTables() {
  std::vector<std::string> lines;
  for (const Transition& row : kTransitions) {
    lines.push_back(absl::StrCat("T(", NameOf(row.from), ", ", InfoOf(row.event).name, ", ",
                                 NameOf(row.to), ")"));
  }
  for (const Repeat& row : kRepeats)
    lines.push_back(absl::StrCat("R(", NameOf(row.state), ", ", InfoOf(row.event).name, ")"));
  return lines;
}

}  // namespace

absl::StatusOr<std::string> ReadSessionModel() { return ReadFile(PathOf("session.pml"), 1 << 20); }

std::vector<std::string> TableLinesOf(absl::string_view model) {
  std::vector<std::string> lines;
  int conditions = 0;
  const std::string code = WithoutComments(model);
  for (absl::string_view line : absl::StrSplit(code, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (absl::StartsWith(line, "#if")) ++conditions;
    if (absl::StartsWith(line, "#endif")) --conditions;
    if (!absl::StartsWith(line, "T(") && !absl::StartsWith(line, "R(")) continue;
    lines.push_back(absl::StrCat(conditions > 0 ? "#if " : "", line));
  }
  return lines;
}

std::vector<std::string> DifferencesFromTables(absl::string_view model) {
  std::map<std::string, int> surplus;  // how often the model has a line more than the tables
  for (const std::string& line : TableLinesOf(model)) ++surplus[line];
  for (const std::string& line : LinesOfTheTables()) --surplus[line];
  std::vector<std::string> differences;
  for (const auto& [line, count] : surplus) {
    if (count > 0)
      differences.push_back(absl::StrCat("session.pml has ", line, ", transitions.h has not"));
    if (count < 0)
      differences.push_back(absl::StrCat("transitions.h has ", line, ", session.pml has not"));
  }
  return differences;
}

absl::StatusOr<paraphe::test::CommandResult> CheckSessionModel(
    const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {PathOf("check.sh")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  paraphe::test::CommandOptions options;
  options.timeout = absl::Minutes(4);
  return paraphe::test::RunCommand(command, options);
}

}  // namespace paraphe::server::test
