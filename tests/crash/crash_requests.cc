// The requests of a session: each is made once, and its answer written down.
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "tests/crash/crash_documents.h"
#include "tests/crash/crash_session.h"

namespace paraphe::test {
namespace {

std::string Hex(absl::string_view bytes) { return absl::BytesToHexString(Sha256(bytes)); }

v1::SessionState StateIn(const absl::Status& refusal) {
  v1::SessionState state = v1::SESSION_STATE_UNSPECIFIED;
  const auto detail = GetErrorDetail(refusal);
  if (detail.has_value())
    static_cast<void>(v1::SessionState_Parse(detail->session_state(), &state));
  return state;
}

Word WordOf(const absl::Status& status) {
  if (status.ok()) return Word::kAck;
  const v1::ErrorReason reason = ReasonOf(status);
  return reason == v1::NOT_REACHABLE || reason == v1::DEADLINE ? Word::kLost : Word::kRefused;
}

}  // namespace

template <typename Response>
absl::Status CrashSession::Note(Act act, const absl::StatusOr<Response>& answer,
                                const std::string& sha256, bool verified) {
  JournalLine line;
  line.word = WordOf(answer.status());
  line.act = act;
  line.start = start_;
  if (answer.ok()) {
    line.session_id = answer->session_id();
    line.state = answer->state();
    line.version = answer->version();
    line.sha256 = sha256;
    line.verified = verified;
  } else if (line.word == Word::kRefused) {
    line.reason = ReasonOf(answer.status());
    line.state = StateIn(answer.status());
  }
  journal_.Write(line);
  if (line.word != Word::kLost) server_.Answered(start_);
  return answer.status();
}

absl::Status CrashSession::Attempt(const ServerCalls& calls, Act act) {
  JournalLine intent;
  intent.act = act;
  intent.start = start_;
  journal_.Write(intent);
  switch (act) {
    case Act::kPrepare:
      return Prepare(calls);
    case Act::kAmend:
      return Amend(calls);
    case Act::kRedeem:
    case Act::kChoose:
      return Present(calls, act);
    case Act::kConsent:
      return Consent(calls);
    case Act::kRelease:
      return Release(calls);
    case Act::kDeliver:
    case Act::kDeliverWrong:
      return Deliver(calls, act);
    case Act::kFail:
      return Fail(calls);
    case Act::kFinalize:
      return Finalize(calls);
    case Act::kExport:
      return Export(calls);
    case Act::kAbort:
      return Abort(calls);
    case Act::kLook:
    case Act::kTime:
      break;
  }
  return Look(calls);
}

absl::Status CrashSession::Prepare(const ServerCalls& calls) {
  v1::PrepareRequest request;
  request.set_document(CrashDocument(number_, 1, document_bytes_));
  request.set_application(kCrashApplication);
  request.set_signer_role("Maire");
  request.set_table_name(kCrashTable);
  request.set_idempotency_key(absl::StrCat("session-", number_));
  const auto answer = calls.Prepare(request);
  if (answer.ok()) {
    session_id_ = answer->session_id();
    caller_token_ = answer->caller_token();
    if (!answer->ticket().empty()) ticket_ = answer->ticket();
  }
  return Note(Act::kPrepare, answer);
}

absl::Status CrashSession::Amend(const ServerCalls& calls) {
  v1::PrepareRequest request;
  request.set_session_id(session_id_);
  request.set_caller_token(caller_token_);
  request.set_application(kCrashApplication);
  request.set_signer_role("Maire");
  request.set_table_name(kCrashTable);
  request.set_document(Original());
  request.mutable_attributes()->set_claimed_role(absl::StrCat("Maire ", edition_));
  const auto answer = calls.Prepare(request);
  if (answer.ok() && !answer->ticket().empty()) ticket_ = answer->ticket();
  return Note(Act::kAmend, answer);
}

absl::Status CrashSession::Present(const ServerCalls& calls, Act act) {
  v1::PresentRequest request;
  request.add_certificates(card_.der);
  if (act == Act::kRedeem) {
    request.set_ticket(ticket_);
    request.set_agent_secret(agent_secret_);
  } else {
    request.set_session_token(session_token_);
    request.set_chosen_certificate_sha256(card_.Sha256());
    request.set_omit_document(true);
  }
  const auto answer = calls.Present(request);
  if (answer.ok()) {
    if (act == Act::kChoose) shown_ = *answer;
    if (!answer->session_token().empty()) session_token_ = answer->session_token();
  }
  return Note(act, answer);
}

absl::Status CrashSession::Consent(const ServerCalls& calls) {
  v1::ConsentRequest request;
  request.set_session_token(session_token_);
  request.set_document_sha256(shown_.document_sha256());
  request.set_html_sha256(shown_.html_sha256());
  request.set_language(shown_.html_language());
  *request.mutable_signed_properties_digest() = shown_.signed_properties_digest();
  request.set_document_presented(true);
  request.set_box_ticked(true);
  request.set_signature_requested(true);
  return Note(Act::kConsent, calls.Consent(request));
}

absl::Status CrashSession::Release(const ServerCalls& calls) {
  v1::SignRequest request;
  request.set_session_token(session_token_);
  request.mutable_release();
  const auto answer = calls.Sign(request);
  if (!answer.ok()) return Note(Act::kRelease, answer);
  digest_info_ = answer->digest_info();
  return Note(Act::kRelease, answer, Hex(absl::StrCat(answer->signed_info(), digest_info_)));
}

absl::Status CrashSession::Deliver(const ServerCalls& calls, Act act) {
  v1::SignRequest request;
  request.set_session_token(session_token_);
  std::string signature = card_.key->SignDigestInfo(digest_info_);
  if (act == Act::kDeliverWrong) signature.back() = static_cast<char>(signature.back() ^ 1);
  request.set_signature(signature);
  return Note(act, calls.Sign(request));
}

absl::Status CrashSession::Fail(const ServerCalls& calls) {
  v1::SignRequest request;
  request.set_session_token(session_token_);
  request.mutable_failure()->set_reason(v1::DEVICE_CANCELLED);
  return Note(Act::kFail, calls.Sign(request));
}

absl::Status CrashSession::Finalize(const ServerCalls& calls) {
  v1::FinalizeRequest request;
  request.set_session_id(session_id_);
  request.set_caller_token(caller_token_);
  const auto answer = calls.Finalize(request);
  if (!answer.ok() || answer->signed_document().empty()) return Note(Act::kFinalize, answer);
  const std::string& document = answer->signed_document();
  if (!exported_) signed_document_ = document;
  exported_ = true;
  return Note(Act::kFinalize, answer, Hex(document), IsSigned(document, Original()));
}

absl::Status CrashSession::Export(const ServerCalls& calls) {
  v1::SignerExportRequest request;
  request.set_session_token(session_token_);
  const auto answer = calls.Export(request);
  if (!answer.ok()) return Note(Act::kExport, answer);
  const std::string& document = answer->signed_document();
  return Note(Act::kExport, answer, Hex(document), IsSigned(document, Original()));
}

absl::Status CrashSession::Abort(const ServerCalls& calls) {
  if (signer_aborts_ && !session_token_.empty()) {
    v1::SignerAbortRequest request;
    request.set_session_token(session_token_);
    return Note(Act::kAbort, calls.AbortBySigner(request));
  }
  v1::CallerAbortRequest request;
  request.set_session_id(session_id_);
  request.set_caller_token(caller_token_);
  return Note(Act::kAbort, calls.Abort(request));
}

absl::Status CrashSession::Look(const ServerCalls& calls) {
  v1::CallerWatchRequest request;
  request.set_session_id(session_id_);
  request.set_caller_token(caller_token_);
  return Note(Act::kLook, calls.Look(request));
}

}  // namespace paraphe::test
