#include "tests/crash/journal.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

constexpr absl::string_view kActs[] = {"Prepare", "Amend",   "Redeem",       "Choose", "Consent",
                                       "Release", "Deliver", "DeliverWrong", "Fail",   "Finalize",
                                       "Export",  "Abort",   "Look",         "Time"};
constexpr absl::string_view kWords[] = {"intent", "ack", "refused", "lost"};
constexpr size_t kColumns = 9;
constexpr absl::string_view kNothing = "-";

template <size_t N>
int IndexOf(const absl::string_view (&names)[N], absl::string_view name) {
  const auto* const found = std::find(std::begin(names), std::end(names), name);
  CheckOrDie(found != std::end(names), "reading a name of a journal");
  return static_cast<int>(found - std::begin(names));
}

template <typename Number>
Number NumberOf(absl::string_view text) {
  Number number = 0;
  CheckOrDie(absl::SimpleAtoi(text, &number), "reading a number of a journal");
  return number;
}

absl::string_view OrNothing(absl::string_view text) { return text.empty() ? kNothing : text; }
std::string FromColumn(absl::string_view text) {
  return text == kNothing ? std::string() : std::string(text);
}

}  // namespace

absl::string_view NameOf(Act act) { return kActs[static_cast<int>(act)]; }

std::string ToText(const JournalLine& line) {
  return absl::StrCat(line.start, " ", kWords[static_cast<int>(line.word)], " ", NameOf(line.act),
                      " ", OrNothing(line.session_id), " ", v1::SessionState_Name(line.state), " ",
                      line.version, " ", OrNothing(line.sha256), " ",
                      line.verified ? "verified" : kNothing, " ",
                      v1::ErrorReason_Name(line.reason));
}

JournalLine ParseJournalLine(const std::string& text) {
  const std::vector<std::string> columns = absl::StrSplit(text, ' ');
  CheckOrDie(columns.size() == kColumns, "reading a line of a journal");
  JournalLine line;
  line.start = NumberOf<int>(columns[0]);
  line.word = static_cast<Word>(IndexOf(kWords, columns[1]));
  line.act = static_cast<Act>(IndexOf(kActs, columns[2]));
  line.session_id = FromColumn(columns[3]);
  CheckOrDie(v1::SessionState_Parse(columns[4], &line.state), "reading a state of a journal");
  line.version = NumberOf<uint64_t>(columns[5]);
  line.sha256 = FromColumn(columns[6]);
  line.verified = columns[7] == "verified";
  CheckOrDie(v1::ErrorReason_Parse(columns[8], &line.reason), "reading a reason of a journal");
  return line;
}

Journal::Journal(std::string path) : path_(std::move(path)) {
  CheckOrDie(std::ofstream(path_, std::ios::trunc).good(), "making a journal");
}

void Journal::Write(const JournalLine& line) {
  // Opened each time: a long run has more sessions than a process has descriptors.
  std::ofstream file(path_, std::ios::app);
  file << ToText(line) << "\n" << std::flush;
  CheckOrDie(file.good(), "writing a journal");
}

std::vector<JournalLine> ReadJournal(const std::string& path) {
  std::ifstream file(path);
  CheckOrDie(file.good(), "reading a journal");
  std::vector<JournalLine> lines;
  std::string text;
  while (std::getline(file, text)) lines.push_back(ParseJournalLine(text));
  return lines;
}

}  // namespace paraphe::test
