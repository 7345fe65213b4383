#include "client/agent/inbox_desk.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

#include "client/agent/error_words.h"
#include "client/agent/text_rows.h"
#include "common/date_words.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "render/visible.h"

namespace paraphe::agent {
namespace {

absl::Time FromProto(const google::protobuf::Timestamp& time) {
  return absl::FromUnixNanos(google::protobuf::util::TimeUtil::TimestampToNanoseconds(time));
}

bool CanBeOpened(const v1::WaitingSession& session) {
  return session.state() == v1::PREPARED || session.state() == v1::PRESENTED;
}

// A number from 1 to `most`, as a position; `most` itself where it is none.
size_t PositionIn(absl::string_view typed, size_t most) {
  uint32_t number = 0;
  if (!absl::SimpleAtoi(typed, &number) || number < 1 || number > most) return most;
  return number - 1;
}

}  // namespace

absl::StatusOr<size_t> InboxDesk::AskServer(const std::vector<std::string>& addresses) {
  for (size_t i = 0; i < addresses.size(); ++i) {
    Say(absl::StrCat(i + 1, "  ", Visible(addresses[i])));
  }
  while (true) {
    ASSIGN_OR_RETURN(const std::string typed, terminal_.ReadLine(Text(InboxPhrase::kAskServer)));
    const size_t position = PositionIn(absl::StripAsciiWhitespace(typed), addresses.size());
    if (position < addresses.size()) return position;
  }
}

absl::StatusOr<std::string> InboxDesk::AskUserName() {
  while (true) {
    ASSIGN_OR_RETURN(const std::string typed, terminal_.ReadLine(Text(InboxPhrase::kAskUserName)));
    std::string name(absl::StripAsciiWhitespace(typed));
    if (!name.empty()) return name;
  }
}

absl::StatusOr<SecretBuffer> InboxDesk::AskPassword(InboxPhrase prompt) {
  return terminal_.ReadPassword(Text(prompt));
}

absl::StatusOr<SecretBuffer> InboxDesk::AskNewPassword() {
  Tell(InboxPhrase::kRuleOfPasswords);
  while (true) {
    ASSIGN_OR_RETURN(SecretBuffer first, AskPassword(InboxPhrase::kAskNewPassword));
    if (first.empty()) return first;
    ASSIGN_OR_RETURN(const SecretBuffer second, AskPassword(InboxPhrase::kAskAgain));
    if (SecretEquals(first.RevealForDevice(), second.RevealForDevice())) return first;
    Tell(InboxPhrase::kNotTheSame);
  }
}

void InboxDesk::TellLogin(const v1::LoginResponse& login) {
  if (login.has_last_login()) {
    Say(absl::StrCat(Text(InboxPhrase::kLastLogin), TimeInWords(FromProto(login.last_login()))));
  }
  if (login.failures_since() == 0) return;
  Say(absl::StrCat(Text(InboxPhrase::kFailuresSince), login.failures_since()));
}

absl::StatusOr<std::variant<size_t, InboxWish>> InboxDesk::AskChoice(
    const v1::ListSessionsResponse& inbox) {
  Show(inbox);
  const auto count = static_cast<size_t>(inbox.sessions_size());
  while (true) {
    Say(absl::StrCat("\n", CommandsAsText(Text(InboxPhrase::kCommands))));
    terminal_.Flush();
    ASSIGN_OR_RETURN(const std::string line, terminal_.ReadLine("> "));
    const std::string typed = absl::AsciiStrToLower(absl::StripAsciiWhitespace(line));
    if (typed.empty()) return InboxWish::kRefresh;
    if (typed == "q") return InboxWish::kQuit;
    if (typed == "m" || typed == "p") return InboxWish::kChangePassword;
    const size_t position = PositionIn(typed, count);
    if (position < count && CanBeOpened(inbox.sessions(static_cast<int>(position)))) {
      return position;
    }
    Tell(typed == "?" ? InboxPhrase::kHelp : InboxPhrase::kUnknownCommand);
  }
}

void InboxDesk::Tell(InboxPhrase phrase) { Say(Text(phrase)); }

void InboxDesk::TellError(const absl::Status& status) {
  Say(absl::StrCat(WordsForError(status, language_), " ", CodeOfError(status, language_)));
}

void InboxDesk::Say(absl::string_view text) const {
  terminal_.WriteLine(Wrapped(text, std::min(terminal_.size().columns, kWidestProse)));
}

std::string InboxDesk::Visible(absl::string_view text) const {
  return VisibleLine(text, language_);
}

std::string InboxDesk::TimeInWords(absl::Time time) const {
  const Bilingual day = DayInWords(absl::ToCivilDay(time, zone_));
  return absl::StrCat(day.In(language_), ", ", absl::FormatTime("%H:%M", time, zone_));
}

void InboxDesk::Show(const v1::ListSessionsResponse& inbox) const {
  if (inbox.sessions().empty()) return Say(absl::StrCat("\n", Text(InboxPhrase::kEmpty)));
  Say(absl::StrCat("\n", Text(InboxPhrase::kHeading)));
  for (int i = 0; i < inbox.sessions_size(); ++i) {
    Say(absl::StrCat(i + 1, "  ", Describe(inbox.sessions(i))));
  }
  if (inbox.more()) Say(Text(InboxPhrase::kMore));
}

// Who asks, for whom it is signed, and until when. REQ: CHN-4
std::string InboxDesk::Describe(const v1::WaitingSession& session) const {
  std::string text = Visible(session.application());
  if (!session.application_description().empty()) {
    absl::StrAppend(&text, " — ", Visible(session.application_description()));
  }
  absl::StrAppend(&text, ", ", Text(InboxPhrase::kRole), Visible(session.signer_role()));
  if (!session.policy_description().empty()) {
    absl::StrAppend(&text, " (", Visible(session.policy_description()), ")");
  }
  absl::StrAppend(&text, "; ", Text(InboxPhrase::kSession), Visible(session.session_code()), "; ",
                  Text(InboxPhrase::kSince), TimeInWords(FromProto(session.created_at())));
  if (session.has_expires_at()) {
    absl::StrAppend(&text, "; ", Text(InboxPhrase::kUntil),
                    TimeInWords(FromProto(session.expires_at())));
  }
  if (session.state() == v1::PREPARED) return text;
  return absl::StrCat(
      text, "; ",
      Text(CanBeOpened(session) ? InboxPhrase::kOpenElsewhere : InboxPhrase::kBeingSigned));
}

}  // namespace paraphe::agent
