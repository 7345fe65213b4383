#include "client/agent/signer_calls.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/log.h"
#include "common/openssl.h"
#include "common/random.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

// Attempts in all; the pauses between them double up to the longest.
constexpr int kBrief = 4;     // about 2 s
constexpr int kPatient = 35;  // about 15 min
constexpr absl::Duration kFirstPause = absl::Milliseconds(250);
constexpr absl::Duration kLongestPause = absl::Seconds(30);
constexpr int kSlowerLine = 4;  // so much longer is waited for the next answer with a document

absl::Status Mismatch(absl::string_view what) {
  return MakeError(v1::SERVER_ANSWER_MISMATCH,
                   absl::StrCat("the server's answer ", what, "; tell your administrator"));
}

// What only the card and its signer can cause is not the server's to say: it would stand as theirs.
// REQ: PRES-9, EXP-5
absl::Status Believed(const absl::Status& refusal) {
  const v1::ErrorReason reason = ReasonOf(refusal);
  const bool of_device = reason >= v1::DEVICE_MODULE_UNUSABLE &&
                         reason <= v1::DEVICE_CARD_SERVICE_ABSENT &&
                         reason != v1::DEVICE_SIGNATURE_INVALID;
  if (!of_device && reason != v1::ABORTED_BY_SIGNER) return refusal;
  return Mismatch("names a fault of the card or the signer");
}

bool HoldsToken(const Host& host) {
  return host.kept != nullptr && !host.kept->state().session_token().empty();
}

absl::Status EndOf(v1::SessionState state) {
  switch (state) {
    case v1::ABORTED:
      return MakeError(v1::SESSION_ABORTED, "the application withdrew the request");
    case v1::EXPIRED:
      return MakeError(v1::SESSION_EXPIRED, "nobody finished the request in time");
    case v1::FAILED:
      return MakeError(v1::SESSION_FAILED, "the server ended the request");
    default:
      return absl::OkStatus();
  }
}

}  // namespace

bool MayPass(const absl::Status& error) {
  constexpr v1::ErrorReason kPassing[] = {v1::NOT_REACHABLE,     v1::PROXY_FAILED,
                                          v1::DEADLINE,          v1::OVERLOADED,
                                          v1::STORE_UNAVAILABLE, v1::SESSION_CONFLICT};
  return std::find(std::begin(kPassing), std::end(kPassing), ReasonOf(error)) != std::end(kPassing);
}

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
    if (host_.stop.Hurries()) break;
    host_.pause(pause);
    if (host_.stop.EndsCall()) break;
    pause = std::min(2 * pause, kLongestPause);
    answer = call();
  }
  if (!answer.ok()) answer = Believed(answer.status());
  return answer;
}

absl::StatusOr<OpenedSession> SignerCalls::Open(SignerServer& server, absl::string_view ticket,
                                                const DeskRules& rules, Host host) {
  if (HoldsToken(host)) return OfKept(server, rules, std::move(host)).Reopen();
  SignerCalls calls(server, "", rules, std::move(host));
  v1::PresentRequest request = calls.MakeRequest({{}, "", /*omit_document=*/true});
  request.set_ticket(std::string(ticket));
  // Before the ticket is spent: what repeats the call is there whatever becomes of its answer, and of this agent.
  ASSIGN_OR_RETURN(*request.mutable_agent_secret(), calls.SecretOfTicket());
  const absl::StatusOr<v1::PresentResponse> response =
      calls.Repeat(kBrief, [&] { return server.Present(request, 1); });
  OPENSSL_cleanse(request.mutable_agent_secret()->data(), kSecretBytes);
  return Opened(std::move(calls), response);
}

absl::StatusOr<std::string> SignerCalls::SecretOfTicket() {
  if (host_.kept != nullptr && host_.kept->state().agent_secret().size() == kSecretBytes) {
    return host_.kept->state().agent_secret();
  }
  ASSIGN_OR_RETURN(std::string secret, RandomBytes(kSecretBytes));
  if (host_.kept == nullptr) return secret;
  v1::KeptSession change;
  change.set_stage(v1::KeptSession::OPENING);
  change.set_agent_secret(secret);
  Write(change);
  OPENSSL_cleanse(change.mutable_agent_secret()->data(), kSecretBytes);
  return secret;
}

absl::StatusOr<OpenedSession> SignerCalls::OpenWaiting(SignerServer& server,
                                                       const v1::PresentRequest::Waiting& waiting,
                                                       const DeskRules& rules, Host host) {
  SignerCalls calls(server, "", rules, std::move(host));
  v1::PresentRequest request = calls.MakeRequest({{}, "", /*omit_document=*/true});
  *request.mutable_waiting() = waiting;
  calls.session_id_ = waiting.session_id();
  const absl::StatusOr<v1::PresentResponse> response =
      calls.Repeat(kBrief, [&] { return server.Present(request, 1); });
  return Opened(std::move(calls), response);
}

absl::StatusOr<OpenedSession> SignerCalls::Opened(
    SignerCalls calls, const absl::StatusOr<v1::PresentResponse>& response) {
  RETURN_IF_ERROR(response.status());
  if (response->session_token().size() != kSecretCharacters)
    return Mismatch("holds no session token");
  calls.session_token_ = response->session_token();
  calls.KeepOpened(*response);
  const absl::Status echo = calls.CheckEcho(*response, {v1::PRESENTED});
  return OpenedSession{std::move(calls), echo};
}

SignerCalls SignerCalls::OfKept(SignerServer& server, const DeskRules& rules, Host host) {
  const v1::KeptSession& kept = host.kept->state();
  SignerCalls calls(server, kept.session_token(), rules, host);
  calls.session_id_ = kept.session_id();
  return calls;
}

// There is a session to give up whatever the answer is.
absl::StatusOr<OpenedSession> SignerCalls::Reopen() {
  const absl::Status answer = Present({{}, "", /*omit_document=*/true}).status();
  return OpenedSession{std::move(*this), answer};
}

void SignerCalls::KeepOpened(const v1::PresentResponse& response) {
  v1::KeptSession change;
  change.set_stage(v1::KeptSession::OPEN);
  change.set_session_token(response.session_token());
  change.set_session_id(response.session_id());
  change.set_session_code(response.session_code());
  Write(change);
  OPENSSL_cleanse(change.mutable_session_token()->data(), change.session_token().size());
}

void SignerCalls::Keep(v1::KeptSession::Stage stage) {
  if (host_.kept != nullptr && host_.kept->state().stage() == stage) return;
  v1::KeptSession change;
  change.set_stage(stage);
  Write(change);
}

void SignerCalls::KeepSignature(absl::string_view signature) {
  v1::KeptSession change;
  change.set_stage(v1::KeptSession::SIGNED);
  change.set_signature(std::string(signature));
  Write(change);
}

void SignerCalls::Write(const v1::KeptSession& change) {
  if (host_.kept == nullptr) return;
  const absl::Status kept = host_.kept->Keep(change);
  if (!kept.ok())
    Log(LogLevel::kWarning, "session-not-kept", {{"reason", v1::ErrorReason_Name(ReasonOf(kept))}});
}

void SignerCalls::Forget() {
  if (host_.kept != nullptr) host_.kept->Forget();
}

v1::PresentRequest SignerCalls::MakeRequest(const PresentQuery& query) const {
  v1::PresentRequest request;
  *request.mutable_certificates() = {query.certificates.begin(), query.certificates.end()};
  request.set_chosen_certificate_sha256(query.chosen_sha256);
  request.set_omit_document(query.omit_document);
  request.set_unattended(unattended_);
  request.set_language(language_);
  return request;
}

absl::StatusOr<v1::PresentResponse> SignerCalls::Present(const PresentQuery& query) {
  v1::PresentRequest request = MakeRequest(query);
  request.set_session_token(session_token_);
  int patience = 1;
  ASSIGN_OR_RETURN(v1::PresentResponse response, Repeat(kBrief, [&] {
                     auto answer = server_->Present(request, patience);
                     if (!query.omit_document) patience *= kSlowerLine;
                     return answer;
                   }));
  RETURN_IF_ERROR(CheckEcho(response, {v1::PRESENTED}));
  return response;
}

absl::Status SignerCalls::Consent(v1::ConsentRequest request) {
  request.set_session_token(session_token_);
  request.set_unattended(unattended_);
  request.set_language(language_);
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

absl::StatusOr<v1::SignResponse> SignerCalls::DeliverSignature(absl::string_view signature,
                                                               bool briefly) {
  v1::SignRequest request;
  request.set_session_token(session_token_);
  request.set_signature(std::string(signature));
  // A caller that was quicker than a repeated delivery has finalized the session.
  ASSIGN_OR_RETURN(v1::SignResponse response,
                   Repeat(briefly ? kBrief : kPatient, [&] { return server_->Sign(request); }));
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

absl::StatusOr<v1::SignerExportResponse> SignerCalls::Export() {
  v1::SignerExportRequest request;
  request.set_session_token(session_token_);
  int patience = 1;
  ASSIGN_OR_RETURN(v1::SignerExportResponse response, Repeat(kBrief, [&] {
                     auto answer = server_->Export(request, patience);
                     patience *= kSlowerLine;
                     return answer;
                   }));
  RETURN_IF_ERROR(CheckEcho(response, {v1::SIGNED, v1::FINALIZED}));
  return response;
}

std::unique_ptr<SignerServer::Watch> SignerCalls::StopWithSession() const {
  v1::SignerWatchRequest request;
  request.set_session_token(session_token_);
  return server_->Follow(request, [id = session_id_, &stop = host_.stop](const auto& event) {
    const absl::Status end = EndOf(event.state());
    if (event.session_id() == id && !end.ok() && stop.why().ok()) stop.Ask(end);
  });
}

}  // namespace paraphe::agent
