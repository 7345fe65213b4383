#include "client/agent/inbox.h"

#include <utility>
#include <variant>

#include "common/errors.h"
#include "common/openssl.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

constexpr int kMostTries = 3;

// A field of a request that is a secret: wiped with the object.
class SentSecret {
 public:
  SentSecret(std::string* field, const SecretBuffer& secret) : field_(*field) {
    field_.assign(secret.RevealForDevice().data(), secret.size());
  }
  ~SentSecret() { OPENSSL_cleanse(field_.data(), field_.size()); }
  SentSecret(const SentSecret&) = delete;
  SentSecret& operator=(const SentSecret&) = delete;

 private:
  std::string& field_;
};

}  // namespace

absl::Status Inbox::LogIn(InboxServer& server, InboxDesk& desk) {
  const bool given = !user_name_.empty();
  absl::StatusOr<v1::LoginResponse> login = AskAndLogIn(server, desk);
  for (int tries = 1; ReasonOf(login.status()) == v1::LOGIN_REFUSED; ++tries) {
    desk.TellError(login.status());
    if (tries == kMostTries) {
      desk.Tell(InboxPhrase::kTriesOver);
      return login.status();
    }
    if (!given) user_name_.clear();
    login = AskAndLogIn(server, desk);
  }
  RETURN_IF_ERROR(login.status());
  token_ = login->login_token();
  desk.TellLogin(*login);
  if (!login->must_change_password()) return absl::OkStatus();
  desk.Tell(InboxPhrase::kMustChange);
  ASSIGN_OR_RETURN(const bool changed, ChangePassword(server, desk));
  if (changed) return absl::OkStatus();
  return MakeError(v1::LOGIN_REFUSED, "the initial password was not changed");
}

absl::StatusOr<v1::LoginResponse> Inbox::AskAndLogIn(InboxServer& server, InboxDesk& desk) {
  if (user_name_.empty()) {
    ASSIGN_OR_RETURN(user_name_, desk.AskUserName());
  }
  ASSIGN_OR_RETURN(const SecretBuffer password, desk.AskPassword(InboxPhrase::kAskPassword));
  v1::LoginRequest request;
  request.set_user_name(user_name_);
  const SentSecret sent(request.mutable_password(), password);
  return server.Login(request);
}

// A new password that is refused is asked for again; another refusal ends it.
absl::StatusOr<bool> Inbox::ChangePassword(InboxServer& server, InboxDesk& desk) {
  ASSIGN_OR_RETURN(const SecretBuffer old, desk.AskPassword(InboxPhrase::kAskOldPassword));
  while (true) {
    ASSIGN_OR_RETURN(const SecretBuffer fresh, desk.AskNewPassword());
    if (fresh.empty()) return false;
    v1::ChangePasswordRequest request;
    request.set_login_token(token_);
    const SentSecret sent_old(request.mutable_old_password(), old);
    const SentSecret sent_new(request.mutable_new_password(), fresh);
    const absl::Status status = server.ChangePassword(request).status();
    if (status.ok()) {
      desk.Tell(InboxPhrase::kPasswordChanged);
      return true;
    }
    desk.TellError(status);
    if (ReasonOf(status) != v1::PASSWORD_TOO_WEAK) return false;
  }
}

absl::StatusOr<v1::ListSessionsResponse> Inbox::List(InboxServer& server, InboxDesk& desk) {
  v1::ListSessionsRequest request;
  request.set_login_token(token_);
  absl::StatusOr<v1::ListSessionsResponse> inbox = server.ListSessions(request);
  if (ReasonOf(inbox.status()) != v1::LOGIN_REFUSED) return inbox;
  desk.Tell(InboxPhrase::kLoginOver);
  RETURN_IF_ERROR(LogIn(server, desk));
  request.set_login_token(token_);
  return server.ListSessions(request);
}

absl::StatusOr<std::optional<v1::PresentRequest::Waiting>> Inbox::Choose(InboxServer& server,
                                                                         InboxDesk& desk) {
  while (true) {
    ASSIGN_OR_RETURN(const v1::ListSessionsResponse inbox, List(server, desk));
    ASSIGN_OR_RETURN(const auto choice, desk.AskChoice(inbox));
    if (const size_t* position = std::get_if<size_t>(&choice)) {
      v1::PresentRequest::Waiting waiting;
      waiting.set_session_id(inbox.sessions(static_cast<int>(*position)).session_id());
      waiting.set_login_token(token_);
      return waiting;
    }
    switch (std::get<InboxWish>(choice)) {
      case InboxWish::kRefresh:
        break;
      case InboxWish::kChangePassword:
        RETURN_IF_ERROR(ChangePassword(server, desk).status());
        break;
      case InboxWish::kQuit: {
        v1::LogoutRequest request;
        request.set_login_token(std::exchange(token_, ""));
        // A login that the server does not hear the end of ends with its time.
        if (server.Logout(request).ok()) desk.Tell(InboxPhrase::kLeft);
        return std::nullopt;
      }
    }
  }
}

}  // namespace paraphe::agent
