// The signer at a terminal, before and between sessions: logging in, and choosing what to sign.
#ifndef PARAPHE_CLIENT_AGENT_INBOX_DESK_H_
#define PARAPHE_CLIENT_AGENT_INBOX_DESK_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "client/agent/inbox_words.h"
#include "client/agent/terminal.h"
#include "common/bilingual.h"
#include "common/secret_buffer.h"
#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::agent {

// What the signer wants of the list.
enum class InboxWish { kRefresh, kChangePassword, kQuit };

// Not thread-safe. What each function asks for may end with ABORTED_BY_SIGNER. What servers say is made visible.
class InboxDesk {
 public:
  // `terminal` must outlive it; `zone` is that in which times are said.
  InboxDesk(Terminal& terminal, Language language, absl::TimeZone zone = absl::LocalTimeZone())
      : terminal_(terminal), language_(language), zone_(zone) {}

  // The position of one of `addresses`.
  absl::StatusOr<size_t> AskServer(const std::vector<std::string>& addresses);
  absl::StatusOr<std::string> AskUserName();
  // Without echo.
  // REQ: CHN-4
  absl::StatusOr<SecretBuffer> AskPassword(InboxPhrase prompt);
  // Twice, until both are the same; empty where the signer gives up.
  absl::StatusOr<SecretBuffer> AskNewPassword();

  // Who logged in last, and who tried to.
  void TellLogin(const v1::LoginResponse& login);
  // Shows the list, and asks: the position of a session that can be opened, or a wish.
  absl::StatusOr<std::variant<size_t, InboxWish>> AskChoice(const v1::ListSessionsResponse& inbox);

  void Tell(InboxPhrase phrase);
  void TellError(const absl::Status& status);

 private:
  absl::string_view Text(InboxPhrase phrase) const { return TextOf(phrase, language_); }
  void Say(absl::string_view text) const;
  std::string Visible(absl::string_view text) const;
  std::string TimeInWords(absl::Time time) const;
  void Show(const v1::ListSessionsResponse& inbox) const;
  std::string Describe(const v1::WaitingSession& session) const;

  Terminal& terminal_;
  const Language language_;
  const absl::TimeZone zone_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_INBOX_DESK_H_
