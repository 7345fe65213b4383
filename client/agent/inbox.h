// A signer's inbox (CHN-4): logging in, the password, and which session is next. What is opened is an ordinary session
// (agent_session.h).
#ifndef PARAPHE_CLIENT_AGENT_INBOX_H_
#define PARAPHE_CLIENT_AGENT_INBOX_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/agent/inbox_desk.h"
#include "client/agent/inbox_server.h"
#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::agent {

// Not thread-safe. Passwords are wiped as soon as they were sent; nothing of a login outlives the program. The functions
// take the server and the desk of the moment: each session has its own (stop.h).
//
// REQ: CHN-4
class Inbox {
 public:
  // `user_name` may be empty: then it is asked for.
  explicit Inbox(std::string user_name) : user_name_(std::move(user_name)) {}

  // Asks for name and password, up to three times where they are refused; and for another password where an administrator
  // set this one.
  //
  // Errors:
  //   LOGIN_REFUSED      three times, or the signer does not change the password
  //   ABORTED_BY_SIGNER  at a prompt; and the errors of the calls
  absl::Status LogIn(InboxServer& server, InboxDesk& desk);

  // The session that the signer chooses next; nothing where the signer quits, and is logged out then. Logs in again where
  // the login is over.
  absl::StatusOr<std::optional<v1::PresentRequest::Waiting>> Choose(InboxServer& server,
                                                                    InboxDesk& desk);

 private:
  absl::StatusOr<v1::LoginResponse> AskAndLogIn(InboxServer& server, InboxDesk& desk);
  // False where the signer gives up.
  absl::StatusOr<bool> ChangePassword(InboxServer& server, InboxDesk& desk);
  absl::StatusOr<v1::ListSessionsResponse> List(InboxServer& server, InboxDesk& desk);

  std::string user_name_;
  std::string token_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_INBOX_H_
