// The calls of both services in absl::Status terms, free of gRPC; each in the file of its name
// (prepare.cc, present.cc, consent.cc, sign.cc, export.cc, finalize.cc, abort.cc, login.cc; watch.h is a
// stream). All read the same way: check the request, begin a step, compute, commit, answer. Errors are as
// caller_service.proto and signer_service.proto list them. Thread-safe.
#ifndef PARAPHE_SERVER_RPC_CALLS_H_
#define PARAPHE_SERVER_RPC_CALLS_H_

#include <functional>

#include "absl/status/statusor.h"

#include "common/errors.h"
#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/signer_service.pb.h"
#include "server/identity/peer.h"
#include "server/rpc/server_context.h"

namespace paraphe::server {

// Runs a call, from its beginning again while another call changed the session between its begin and
// its commit. Each lost step means that another call got on with the session, so few attempts are
// enough; after the last, SESSION_CONFLICT is the answer.
// REQ: SES-5
template <typename Call, typename... Arguments>
auto Run(Call call, Arguments&... arguments) {
  constexpr int kAttempts = 8;
  auto answer = std::invoke(call, arguments...);
  for (int attempt = 1; attempt < kAttempts && ReasonOf(answer.status()) == v1::SESSION_CONFLICT;
       ++attempt) {
    answer = std::invoke(call, arguments...);
  }
  return answer;
}

// A document comes in, is judged whole, and a session is opened or amended. Nothing of a request
// that is refused is kept. The document moves out of the request, which is why this call runs from its
// beginning again by itself; the rest of the request stays as it is.
absl::StatusOr<v1::PrepareResponse> Prepare(const ServerContext& context, const Peer& peer,
                                            v1::PrepareRequest& request);

// What is to be shown goes out, the device's certificates are judged, and once one is chosen exactly
// what will be signed is fixed.
absl::StatusOr<v1::PresentResponse> Present(const ServerContext& context, const Peer& peer,
                                            const v1::PresentRequest& request);

// The signer's deliberate acts, and what was on the screen.
absl::StatusOr<v1::ConsentResponse> Consent(const ServerContext& context, const Peer& peer,
                                            const v1::ConsentRequest& request);

// The digest goes out to the device, past which there is no way back; and what the device answered
// comes in.
absl::StatusOr<v1::SignResponse> Sign(const ServerContext& context, const Peer& peer,
                                      const v1::SignRequest& request);

// The signer takes the signed document.
absl::StatusOr<v1::SignerExportResponse> Export(const ServerContext& context, const Peer& peer,
                                                const v1::SignerExportRequest& request);

// The caller takes the signed document, or learns how the session ended.
absl::StatusOr<v1::FinalizeResponse> Finalize(const ServerContext& context, const Peer& peer,
                                              const v1::FinalizeRequest& request);

// The caller or the signer ends the session, and everything of it is rolled back (SES-2).
absl::StatusOr<v1::CallerAbortResponse> AbortByCaller(const ServerContext& context,
                                                      const Peer& peer,
                                                      const v1::CallerAbortRequest& request);
absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(const ServerContext& context,
                                                      const Peer& peer,
                                                      const v1::SignerAbortRequest& request);

// Signers who have an account sign in by name and password, and find the sessions that name them (CHN-4).
absl::StatusOr<v1::LoginResponse> Login(const ServerContext& context, const Peer& peer,
                                        const v1::LoginRequest& request);
absl::StatusOr<v1::LogoutResponse> Logout(const ServerContext& context, const Peer& peer,
                                          const v1::LogoutRequest& request);
absl::StatusOr<v1::ChangePasswordResponse> ChangePassword(const ServerContext& context,
                                                          const Peer& peer,
                                                          const v1::ChangePasswordRequest& request);
absl::StatusOr<v1::ListSessionsResponse> ListSessions(const ServerContext& context,
                                                      const Peer& peer,
                                                      const v1::ListSessionsRequest& request);

// The session that Present is to open, and the account of the login.
// Errors:
//   LOGIN_REFUSED  the login token is none, or its password must be changed first
absl::StatusOr<WaitingRef> OpenedByLogin(const ServerContext& context, const Peer& peer,
                                         const v1::PresentRequest::Waiting& waiting);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_CALLS_H_
