// What signers with an account call (CHN-4): Login, Logout, ChangePassword, ListSessions.
#include <string>
#include <utility>
#include <vector>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/identity/logins.h"
#include "server/rpc/calls.h"
#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

constexpr size_t kMostWaiting = 1000;

// The words say nothing that depends on a name.
absl::StatusOr<Logins*> LoginsOf(const ServerContext& context) {
  if (context.logins != nullptr) return context.logins;
  return MakeError(v1::LOGIN_REFUSED,
                   "this server has no accounts: open the session by its ticket's link");
}

v1::WaitingSession Describe(const Catalogue& catalogue, const v1::SessionRecord& record) {
  const v1::SessionRecord::Prepared& prepared = record.prepared();
  v1::WaitingSession session;
  session.set_session_id(record.id());
  session.set_state(record.state());
  session.set_application(record.application());
  const v1::ApplicationConfig* application = catalogue.FindApplication(record.application());
  if (application != nullptr) session.set_application_description(application->description());
  session.set_signer_role(prepared.signer_role());
  session.set_policy_description(prepared.policy().description());
  session.set_session_code(prepared.session_code());
  *session.mutable_created_at() = record.created_at();
  if (record.has_deadline()) *session.mutable_expires_at() = record.deadline();
  return session;
}

}  // namespace

absl::StatusOr<v1::LoginResponse> Login(const ServerContext& context, const Peer& peer,
                                        const v1::LoginRequest& request) {
  ASSIGN_OR_RETURN(Logins * logins, LoginsOf(context));
  ASSIGN_OR_RETURN(LoginGiven given,
                   logins->Login(peer.address, request.user_name(), request.password()));
  v1::LoginResponse response;
  response.set_login_token(std::move(given.token));
  *response.mutable_expires_at() = ToTimestamp(given.expires_at);
  response.set_must_change_password(given.must_change_password);
  if (given.last_login.has_value()) {
    *response.mutable_last_login() = ToTimestamp(*given.last_login);
  }
  response.set_failures_since(given.failures_since);
  return response;
}

absl::StatusOr<v1::LogoutResponse> Logout(const ServerContext& context, const Peer& /*peer*/,
                                          const v1::LogoutRequest& request) {
  ASSIGN_OR_RETURN(Logins * logins, LoginsOf(context));
  RETURN_IF_ERROR(logins->Logout(request.login_token()));
  return v1::LogoutResponse();
}

absl::StatusOr<v1::ChangePasswordResponse> ChangePassword(
    const ServerContext& context, const Peer& peer, const v1::ChangePasswordRequest& request) {
  ASSIGN_OR_RETURN(Logins * logins, LoginsOf(context));
  RETURN_IF_ERROR(logins->ChangePassword(peer.address, request.login_token(),
                                         request.old_password(), request.new_password()));
  return v1::ChangePasswordResponse();
}

absl::StatusOr<v1::ListSessionsResponse> ListSessions(const ServerContext& context,
                                                      const Peer& peer,
                                                      const v1::ListSessionsRequest& request) {
  ASSIGN_OR_RETURN(Logins * logins, LoginsOf(context));
  ASSIGN_OR_RETURN(const std::string account,
                   logins->Identify(peer.address, request.login_token(), "ListSessions"));
  ASSIGN_OR_RETURN(const std::vector<v1::SessionRecord> waiting,
                   context.machine.ListWaiting(account, kMostWaiting + 1));
  const std::shared_ptr<const Catalogue> catalogue = context.catalogue.Get();
  v1::ListSessionsResponse response;
  for (const v1::SessionRecord& record : waiting) {
    if (response.sessions().size() == static_cast<int>(kMostWaiting)) {
      response.set_more(true);
      break;
    }
    *response.add_sessions() = Describe(*catalogue, record);
  }
  return response;
}

absl::StatusOr<WaitingRef> OpenedByLogin(const ServerContext& context, const Peer& peer,
                                         const v1::PresentRequest::Waiting& waiting) {
  ASSIGN_OR_RETURN(Logins * logins, LoginsOf(context));
  ASSIGN_OR_RETURN(std::string account,
                   logins->Identify(peer.address, waiting.login_token(), "Present"));
  return WaitingRef{waiting.session_id(), std::move(account)};
}

}  // namespace paraphe::server
