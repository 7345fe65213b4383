// The calls of one session to the server: its token, what every answer must repeat, and which calls
// may be repeated.
#ifndef PARAPHE_CLIENT_AGENT_SIGNER_CALLS_H_
#define PARAPHE_CLIENT_AGENT_SIGNER_CALLS_H_

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "client/agent/desk_rules.h"
#include "client/agent/kept_session.h"
#include "client/agent/signer_server.h"
#include "client/agent/stop.h"
#include "common/clock.h"
#include "paraphe/v1/error_detail.pb.h"

namespace paraphe::agent {

// Waits so long. absl::SleepFor in the program.
using Pause = std::function<void(absl::Duration)>;

// What a session takes from the machine that it runs on. What it refers to must outlive it.
struct Host {
  const Clock& clock;
  Stop& stop;
  Pause pause;
  KeptSession* kept = nullptr;  // null: nothing outlives this agent
};

// What Present is asked for.
struct PresentQuery {
  std::vector<std::string> certificates;  // DER
  std::string chosen_sha256;              // raw; empty: none is chosen
  bool omit_document = false;
};

struct OpenedSession;

// Whether the same request may be answered later: there was no answer, or the server could not act now.
bool MayPass(const absl::Status& error);

// The calls of a session whose ticket was redeemed. Every answer must be about the session of the
// first one, name a state that the call leads to, and a version not below the one before.
//
// A call whose answer does not come (NOT_REACHABLE, DEADLINE), or that the server could not carry
// out now, is repeated, as the protocol lets all calls be: for two seconds while the signer waits, and for a quarter of an hour once there is a signature to deliver. Each repetition
// for a document waits four times as long as the one before. The host pauses before each, and none
// begins once its stop ends calls.
//
// Movable. Not thread-safe. Beside the errors of signer_service.proto each function has these.
//
// Errors:
//   SERVER_ANSWER_MISMATCH  the answer is about another session, state or version, or an error that
//                           only the card or the signer can cause
//
// REQ: SES-5, PRES-8, PRES-9
class SignerCalls {
 public:
  // Redeems `ticket`, and asks for nothing else: the smallest answer is the likeliest to arrive.
  // The ticket works once, but for the agent that redeemed it: a secret of this agent's own goes with
  // it, which is wiped once there is an answer. `server` must outlive the session. After an error there
  // is no session to give up. Where the host kept a token of this session, that is used instead, and
  // where it kept a secret, that one.
  //
  // Errors:
  //   SERVER_ANSWER_MISMATCH  the answer holds no session token
  //   INTERNAL                the random generator fails
  static absl::StatusOr<OpenedSession> Open(SignerServer& server, absl::string_view ticket,
                                            const DeskRules& rules, Host host);

  // The same for a session in the inbox of a signer who is logged in. Where its answer is lost, a repeated one takes the
  // session over: there is another token then, and no secret.
  //
  // REQ: CHN-4
  static absl::StatusOr<OpenedSession> OpenWaiting(SignerServer& server,
                                                   const v1::PresentRequest::Waiting& waiting,
                                                   const DeskRules& rules, Host host);

  // The session of a token that the host kept, whatever its state: nothing is asked for.
  static SignerCalls OfKept(SignerServer& server, const DeskRules& rules, Host host);

  // Writes `stage` to what the host keeps, before what it names is done. A session whose stage cannot
  // be written goes on: one that was released is never presented again, so that nothing is signed twice.
  void Keep(v1::KeptSession::Stage stage);
  // The same for a signature that the device made.
  void KeepSignature(absl::string_view signature);
  // Nothing of this session is left to be done.
  void Forget();
  // Whether another agent could go on.
  bool IsKept() const { return host_.kept != nullptr; }

  // The language of the pages that are asked for from now on, and of what follows.
  void Speak(Language language) { language_ = std::string(LanguageTag(language)); }

  absl::StatusOr<v1::PresentResponse> Present(const PresentQuery& query);

  // `request` needs no session_token, language or unattended: they are filled in here.
  absl::Status Consent(v1::ConsentRequest request);

  absl::StatusOr<v1::SignResponse> Release();
  // As often as there is time: a signature that is lost was made for nothing. `briefly`: as the other calls.
  absl::StatusOr<v1::SignResponse> DeliverSignature(absl::string_view signature,
                                                    bool briefly = false);
  absl::StatusOr<v1::SignResponse> DeliverFailure(v1::ErrorReason reason, uint64_t device_code);
  absl::StatusOr<v1::SignerAbortResponse> Abort(absl::string_view reason);
  // The signed document as the server has it. Not repeated for long: the signature is there.
  absl::StatusOr<v1::SignerExportResponse> Export();

  // Asks the host's stop where the server says that the session has ended without a signature, as
  // long as the result lives: the caller withdrew it (SESSION_ABORTED), nobody finished it in time
  // (SESSION_EXPIRED), or it failed (SESSION_FAILED).
  //
  // REQ: CONS-4
  std::unique_ptr<SignerServer::Watch> StopWithSession() const;

 private:
  SignerCalls(SignerServer& server, std::string session_token, const DeskRules& rules, Host host)
      : server_(&server),
        session_token_(std::move(session_token)),
        unattended_(rules.unattended),
        language_(LanguageTag(rules.language)),
        host_(std::move(host)) {}

  v1::PresentRequest MakeRequest(const PresentQuery& query) const;
  void Write(const v1::KeptSession& change);
  absl::StatusOr<std::string> SecretOfTicket();
  void KeepOpened(const v1::PresentResponse& response);
  absl::StatusOr<OpenedSession> Reopen();
  // The session of the answer to its first call.
  static absl::StatusOr<OpenedSession> Opened(SignerCalls calls,
                                              const absl::StatusOr<v1::PresentResponse>& response);

  template <typename Response>
  absl::Status CheckEcho(const Response& response, std::initializer_list<v1::SessionState> states);
  template <typename Call>
  auto Repeat(int attempts, Call call);

  SignerServer* server_;
  std::string session_token_;
  std::string session_id_;  // of the first answer
  uint64_t version_ = 0;    // of the last answer
  bool unattended_;
  std::string language_;  // of the page
  Host host_;
};

// A session of which the agent holds the token.
struct OpenedSession {
  SignerCalls calls;
  // What is wrong with the answer to the ticket: that session must be given up too.
  absl::Status answer;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNER_CALLS_H_
