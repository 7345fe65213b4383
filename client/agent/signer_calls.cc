#include "client/agent/signer_calls.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

// Attempts in all; the pauses between them double up to the longest.
constexpr int kBrief = 4;     // about 2 s
constexpr int kPatient = 35;  // about 15 min
constexpr absl::Duration kFirstPause = absl::Milliseconds(250);
constexpr absl::Duration kLongestPause = absl::Seconds(30);

absl::Status Mismatch(absl::string_view what) {
  return MakeError(v1::SERVER_ANSWER_MISMATCH,
                   absl::StrCat("the server's answer ", what, "; tell your administrator"));
}

// Errors after which the same request may be answered.
bool MayPass(const absl::Status& status) {
  constexpr v1::ErrorReason kPassing[] = {v1::NOT_REACHABLE, v1::DEADLINE, v1::OVERLOADED,
                                          v1::STORE_UNAVAILABLE, v1::SESSION_CONFLICT};
  return std::find(std::begin(kPassing), std::end(kPassing), ReasonOf(status)) !=
         std::end(kPassing);
}

v1::PresentRequest MakeRequest(const PresentQuery& query, bool unattended) {
  v1::PresentRequest request;
  *request.mutable_certificates() = {query.certificates.begin(), query.certificates.end()};
  request.set_chosen_certificate_sha256(query.chosen_sha256);
  request.set_omit_document(query.omit_document);
  request.set_unattended(unattended);
  return request;
}

}  // namespace

template <typename Response>
absl::Status SignerCalls::CheckEcho(const Response& response,
                                    std::initializer_list<v1::SessionState> states) {
  if (session_id_.empty()) session_id_ = response.session_id();
  if (session_id_.empty()) return Mismatch("names no session");
  if (response.session_id() != session_id_) return Mismatch("is about another session");
  if (std::find(states.begin(), states.end(), response.state()) == states.end()) {
    return Mismatch("names a state that this step does not lead to");
  }
  if (response.version() < version_) return Mismatch("is older than the one before");
  version_ = response.version();
  return absl::OkStatus();
}

template <typename Call>
auto SignerCalls::Repeat(int attempts, Call call) {
  absl::Duration pause = kFirstPause;
  auto answer = call();
  for (int attempt = 1; attempt < attempts; ++attempt) {
    if (answer.ok() || !MayPass(answer.status())) break;
    pause_(pause);
    pause = std::min(2 * pause, kLongestPause);
    answer = call();
  }
  return answer;
}

absl::StatusOr<OpenedSession> SignerCalls::Open(SignerServer& server, absl::string_view ticket,
                                                const PresentQuery& query, bool unattended,
                                                Pause pause) {
  v1::PresentRequest request = MakeRequest(query, unattended);
  request.set_ticket(std::string(ticket));
  ASSIGN_OR_RETURN(v1::PresentResponse response, server.Present(request));
  if (response.session_token().size() != kSecretCharacters)
    return Mismatch("holds no session token");
  SignerCalls calls(server, response.session_token(), unattended, std::move(pause));
  const absl::Status echo = calls.CheckEcho(response, {v1::PRESENTED});
  if (!echo.ok()) return OpenedSession{std::move(calls), echo};
  return OpenedSession{std::move(calls), std::move(response)};
}

absl::StatusOr<v1::PresentResponse> SignerCalls::Present(const PresentQuery& query) {
  v1::PresentRequest request = MakeRequest(query, unattended_);
  request.set_session_token(session_token_);
  ASSIGN_OR_RETURN(v1::PresentResponse response,
                   Repeat(kBrief, [&] { return server_->Present(request); }));
  RETURN_IF_ERROR(CheckEcho(response, {v1::PRESENTED}));
  return response;
}

absl::Status SignerCalls::Consent(v1::ConsentRequest request) {
  request.set_session_token(session_token_);
  request.set_unattended(unattended_);
  ASSIGN_OR_RETURN(const v1::ConsentResponse response,
                   Repeat(kBrief, [&] { return server_->Consent(request); }));
  return CheckEcho(response, {v1::CONSENTED});
}

absl::StatusOr<v1::SignResponse> SignerCalls::Release() {
  v1::SignRequest request;
  request.set_session_token(session_token_);
  request.mutable_release();
  ASSIGN_OR_RETURN(v1::SignResponse response,
                   Repeat(kBrief, [&] { return server_->Sign(request); }));
  RETURN_IF_ERROR(CheckEcho(response, {v1::SIGNING}));
  return response;
}

absl::StatusOr<v1::SignResponse> SignerCalls::DeliverSignature(absl::string_view signature) {
  v1::SignRequest request;
  request.set_session_token(session_token_);
  request.set_signature(std::string(signature));
  // A caller that was quicker than a repeated delivery has finalized the session.
  ASSIGN_OR_RETURN(v1::SignResponse response,
                   Repeat(kPatient, [&] { return server_->Sign(request); }));
  RETURN_IF_ERROR(CheckEcho(response, {v1::SIGNED, v1::FINALIZED}));
  if (response.status() != v1::ST_OK) {
    return Mismatch("does not say that the signature was accepted");
  }
  return response;
}

absl::StatusOr<v1::SignResponse> SignerCalls::DeliverFailure(v1::ErrorReason reason,
                                                             uint64_t device_code) {
  v1::SignRequest request;
  request.set_session_token(session_token_);
  request.mutable_failure()->set_reason(static_cast<uint32_t>(reason));
  request.mutable_failure()->set_device_code(device_code);
  ASSIGN_OR_RETURN(v1::SignResponse response,
                   Repeat(kBrief, [&] { return server_->Sign(request); }));
  RETURN_IF_ERROR(CheckEcho(response, {v1::FAILED}));
  return response;
}

absl::StatusOr<v1::SignerAbortResponse> SignerCalls::Abort(absl::string_view reason) {
  v1::SignerAbortRequest request;
  request.set_session_token(session_token_);
  request.set_reason(std::string(reason));
  ASSIGN_OR_RETURN(v1::SignerAbortResponse response,
                   Repeat(kBrief, [&] { return server_->Abort(request); }));
  RETURN_IF_ERROR(CheckEcho(response, {v1::ABORTED}));
  return response;
}

}  // namespace paraphe::agent
