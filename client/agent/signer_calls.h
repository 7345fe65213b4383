// The calls of one session to the server: its token, what every answer must repeat, and which calls
// may be repeated.
#ifndef PARAPHE_CLIENT_AGENT_SIGNER_CALLS_H_
#define PARAPHE_CLIENT_AGENT_SIGNER_CALLS_H_

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "client/agent/signer_server.h"
#include "paraphe/v1/error_detail.pb.h"

namespace paraphe::agent {

// Waits so long. absl::SleepFor in the program.
using Pause = std::function<void(absl::Duration)>;

// What Present is asked for.
struct PresentQuery {
  std::vector<std::string> certificates;  // DER
  std::string chosen_sha256;              // raw; empty: none is chosen
  bool omit_document = false;
};

struct OpenedSession;

// The calls of a session whose ticket was redeemed. Every answer must be about the session of the
// first one, name a state that the call leads to, and a version not below the one before.
//
// A call whose answer does not come (NOT_REACHABLE, DEADLINE), or that the server could not carry
// out now, is repeated, as the protocol lets all calls but the first be: for two seconds while the
// signer waits, and for a quarter of an hour once there is a signature to deliver. `pause` is called
// before each repetition.
//
// Movable. Not thread-safe. Beside the errors of signer_service.proto each function has these.
//
// Errors:
//   SERVER_ANSWER_MISMATCH  the answer is about another session, state or version
//
// REQ: SES-5, PRES-8
class SignerCalls {
 public:
  // Redeems `ticket`; never repeated, as the ticket works once. `server` must outlive the session.
  // After an error there is no session to give up.
  //
  // Errors:
  //   SERVER_ANSWER_MISMATCH  the answer holds no session token
  static absl::StatusOr<OpenedSession> Open(SignerServer& server, absl::string_view ticket,
                                            const PresentQuery& query, bool unattended,
                                            Pause pause);

  absl::StatusOr<v1::PresentResponse> Present(const PresentQuery& query);

  // `request` needs no session_token and no unattended: they are filled in here.
  absl::Status Consent(v1::ConsentRequest request);

  absl::StatusOr<v1::SignResponse> Release();
  absl::StatusOr<v1::SignResponse> DeliverSignature(absl::string_view signature);
  absl::StatusOr<v1::SignResponse> DeliverFailure(v1::ErrorReason reason, uint64_t device_code);
  absl::StatusOr<v1::SignerAbortResponse> Abort(absl::string_view reason);

 private:
  SignerCalls(SignerServer& server, std::string session_token, bool unattended, Pause pause)
      : server_(&server),
        session_token_(std::move(session_token)),
        unattended_(unattended),
        pause_(std::move(pause)) {}

  template <typename Response>
  absl::Status CheckEcho(const Response& response, std::initializer_list<v1::SessionState> states);
  template <typename Call>
  auto Repeat(int attempts, Call call);

  SignerServer* server_;
  std::string session_token_;
  std::string session_id_;  // of the first answer
  uint64_t version_ = 0;    // of the last answer
  bool unattended_;
  Pause pause_;
};

// A session of which the agent holds the token.
struct OpenedSession {
  SignerCalls calls;
  // The answer to the ticket, or what is wrong with it: that session must be given up too.
  absl::StatusOr<v1::PresentResponse> answer;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNER_CALLS_H_
