#include "client/agent/agent_session.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"

#include "client/agent/release_check.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/log.h"
#include "common/status_macros.h"
#include "xades/pkcs1.h"

namespace paraphe::agent {
namespace {

// A session that keeps changing without anybody being asked must end.
constexpr int kMaxFruitlessRounds = 3;
constexpr size_t kMaxReasonBytes = 256;  // of an abort, signer_service.proto

bool IsOneOf(const absl::Status& status, std::initializer_list<v1::ErrorReason> reasons) {
  return std::find(reasons.begin(), reasons.end(), ReasonOf(status)) != reasons.end();
}

bool IsLie(const absl::Status& status) {
  return IsOneOf(status, {v1::PRESENTATION_MISMATCH, v1::SERVER_ANSWER_MISMATCH});
}

// Errors after which the signer may enter the PIN again.
bool MayTryAgain(const absl::Status& status) {
  return IsOneOf(status, {v1::DEVICE_PIN_WRONG, v1::DEVICE_PIN_UNUSABLE});
}

// What a failure after the release is reported as (signer_service.proto, Failure.reason).
v1::ErrorReason ReportedAs(const absl::Status& status) {
  const v1::ErrorReason reason = ReasonOf(status);
  const bool device = reason >= v1::DEVICE_MODULE_UNUSABLE && reason <= v1::DEVICE_TOKEN_AMBIGUOUS;
  return device || reason == v1::SERVER_ANSWER_MISMATCH ? reason : v1::DEVICE_ERROR;
}

uint64_t DeviceCodeOf(const absl::Status& status) {
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  return detail.has_value() ? detail->device_code() : 0;
}

// Return addresses come from the caller through the server: only what a browser opens is passed on.
bool IsWebAddress(absl::string_view url) {
  return absl::StartsWith(url, "https://") || absl::StartsWith(url, "http://");
}

}  // namespace

AgentSession::AgentSession(SignerServer& server, device::SignatureDevice& device, SignerDesk& desk,
                           const DeskRules& rules, Pause pause)
    : device_(device),
      desk_(desk),
      rules_(rules),
      calls_(server, rules.unattended, std::move(pause)) {
  calls_.OnRetry([this](const absl::Status&) { desk_.Tell(Phrase::kWaitingForServer, ""); });
}

absl::Status AgentSession::Run(absl::string_view ticket) {
  const absl::Status status = Sign(ticket);
  if (!status.ok()) GiveUp(status);
  // REQ: DEV-1
  if (const absl::Status closed = device_.Close(); !closed.ok()) {
    desk_.Tell(Phrase::kDeviceNotClosed, closed.message());
  }
  return status;
}

absl::Status AgentSession::Sign(absl::string_view ticket) {
  RETURN_IF_ERROR(Open(ticket));
  int fruitless = 0;
  while (true) {
    const absl::Status status = AgreeAndRelease();
    if (status.ok()) return SignAndDeliver();
    fruitless = std::exchange(asked_, false) && !rules_.unattended ? 0 : fruitless + 1;
    if (!MustLookAgain(status) || fruitless == kMaxFruitlessRounds) return status;
    RETURN_IF_ERROR(device_.Deactivate());
    RETURN_IF_ERROR(Refresh());
  }
}

absl::Status AgentSession::Open(absl::string_view ticket) {
  ASSIGN_OR_RETURN(std::vector<device::DeviceCertificate> certificates, device_.ListCertificates());
  on_device_ = MakeChoices(std::move(certificates));
  absl::StatusOr<v1::PresentResponse> response =
      calls_.Open(ticket, {OfferedBy(on_device_), "", false});
  if (calls_.is_open()) phase_ = Phase::kRevocable;
  RETURN_IF_ERROR(response.status());
  return TakePresentation(*std::move(response));
}

absl::Status AgentSession::AgreeAndRelease() {
  RETURN_IF_ERROR(Agree());
  RETURN_IF_ERROR(GiveConsent());
  // The PIN is the last thing that can go wrong while everything can still be taken back.
  RETURN_IF_ERROR(ActivateKey());
  return Release();
}

absl::Status AgentSession::Agree() {
  RETURN_IF_ERROR(Show());
  RETURN_IF_ERROR(Choose());
  return FixTerms();
}

absl::Status AgentSession::Show() {
  if (shown_) return absl::OkStatus();
  RETURN_IF_ERROR(desk_.ShowDocument(exhibit_));
  shown_ = true;
  return absl::OkStatus();
}

// REQ: CERT-3, CERT-4
absl::Status AgentSession::Choose() {
  if (choice_.has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const size_t choice, desk_.ChooseCertificate(exhibit_, choices_));
  if (choice >= choices_.size() || !choices_[choice].acceptable()) {
    return MakeError(v1::INTERNAL, "the desk chose a certificate that is not acceptable");
  }
  choice_ = choice;
  return absl::OkStatus();
}

absl::Status AgentSession::FixTerms() {
  const Certificate certificate = *chosen().parsed;  // choices_ is replaced below
  ASSIGN_OR_RETURN(const v1::PresentResponse response,
                   calls_.Present({OfferedBy(on_device_), certificate.sha256(), true}));
  if (!material_->IsWhatIsMeantBy(response)) {
    contradicted_ = true;
    return MakeError(v1::PRESENTATION_MISMATCH,
                     "the server speaks of another document than it sent; tell your administrator");
  }
  ASSIGN_OR_RETURN(choices_, Judge(on_device_, response));
  ASSIGN_OR_RETURN(terms_, CheckTerms(response, *material_, certificate, rules_));
  exhibit_.attributes = terms_->lines;
  exhibit_.certificate = certificate;
  exhibit_.session_code = response.session_code();
  return absl::OkStatus();
}

absl::Status AgentSession::Refresh() {
  ASSIGN_OR_RETURN(v1::PresentResponse response,
                   calls_.Present({OfferedBy(on_device_), "", false}));
  return TakePresentation(std::move(response));
}

// REQ: PRES-8
absl::Status AgentSession::TakePresentation(v1::PresentResponse response) {
  if (material_ == nullptr || !material_->IsWhatIsMeantBy(response)) shown_ = false;
  ASSIGN_OR_RETURN(material_, Material::Check(response, rules_));
  ASSIGN_OR_RETURN(std::vector<v1::AttributeLine> lines, CheckDraft(response, *material_, rules_));
  ASSIGN_OR_RETURN(choices_, Judge(on_device_, response));
  if (choice_.has_value() && !chosen().acceptable()) choice_.reset();
  terms_.reset();
  exhibit_ = Exhibit{response.application(),  response.signer_role(),
                     response.session_code(), material_,
                     std::move(lines),        std::nullopt};
  return absl::OkStatus();
}

// REQ: CONS-1, CONS-3
absl::Status AgentSession::GiveConsent() {
  asked_ = true;
  ASSIGN_OR_RETURN(const ConsentActs acts, desk_.AskConsent(exhibit_));
  v1::ConsentRequest request;
  request.set_document_sha256(material_->document_sha256());
  request.set_html_sha256(material_->html_sha256());
  ASSIGN_OR_RETURN(
      *request.mutable_signed_properties_digest(),
      ToDigest(terms_->plan.hash_algorithm(), terms_->plan.signed_properties_digest()));
  request.set_document_presented(acts.document_presented);
  request.set_box_ticked(acts.box_ticked);
  request.set_signature_requested(acts.signature_requested);
  return calls_.Consent(std::move(request));
}

// REQ: DEV-3
absl::Status AgentSession::ActivateKey() {
  for (int attempt = 1;; ++attempt) {
    ASSIGN_OR_RETURN(const device::DeviceState state, device_.Describe());
    if (state.tries_left == 0u) {
      return MakeError(
          v1::DEVICE_PIN_LOCKED,
          "device: the PIN is locked; have it unlocked by the issuer, or use another card");
    }
    SecretBuffer pin(0);
    if (state.pin_entry != device::PinEntry::kNotNeeded) {
      ASSIGN_OR_RETURN(pin, desk_.AskPin({state, attempt}));
    }
    const absl::Status status = device_.Activate(chosen().certificate, pin);
    if (status.ok() || !MayTryAgain(status)) return status;
    desk_.TellError(status);
  }
}

// REQ: PRES-8
absl::Status AgentSession::Release() {
  phase_ = Phase::kReleaseAsked;
  absl::StatusOr<v1::SignResponse> response = calls_.Release();
  RETURN_IF_ERROR(response.status());
  phase_ = Phase::kReleased;
  return CheckRelease(*response, terms_->plan, chosen().parsed->sha256());
}

absl::Status AgentSession::SignAndDeliver() {
  desk_.Tell(Phrase::kSigning, "");
  // What we derived, not what we were sent: they are equal.
  ASSIGN_OR_RETURN(const std::string signature, device_.Sign(terms_->plan.digest_info()));
  RETURN_IF_ERROR(xades::CheckDeviceSignature(*chosen().parsed, terms_->plan.hash_algorithm(),
                                              terms_->plan.signed_info_digest(), signature));
  phase_ = Phase::kSignatureMade;
  desk_.Tell(Phrase::kDelivering, "");
  ASSIGN_OR_RETURN(const v1::SignResponse response, calls_.DeliverSignature(signature));
  phase_ = Phase::kDone;
  desk_.Tell(Phrase::kSigned, "");
  TellEnd(response.return_url());
  return absl::OkStatus();
}

bool AgentSession::MustLookAgain(const absl::Status& status) {
  if (ReasonOf(status) == v1::CONSENT_TOO_OLD) {
    phase_ = Phase::kRevocable;
    desk_.Tell(Phrase::kConsentTooOld, "");
    return true;
  }
  if (phase_ != Phase::kRevocable) return false;
  // The caller may have amended the session under our hands (ATT-3).
  if (std::exchange(contradicted_, false) ||
      IsOneOf(status, {v1::SESSION_CONFLICT, v1::SESSION_WRONG_STATE, v1::CONSENT_MISMATCH})) {
    desk_.Tell(Phrase::kPresentationChanged, "");
    return true;
  }
  if (ReasonOf(status) == v1::CERTIFICATE_REFUSED && choice_.has_value()) {
    desk_.Tell(Phrase::kCertificateNoLonger, "");
    choice_.reset();
    return true;
  }
  return false;
}

void AgentSession::GiveUp(const absl::Status& status) {
  if (IsLie(status)) {
    Log(LogLevel::kError, "server-lies", {{"reason", v1::ErrorReason_Name(ReasonOf(status))}});
  }
  desk_.TellError(status);
  desk_.Tell(phase_ == Phase::kSignatureMade ? Phrase::kNotDelivered : Phrase::kNothingSigned, "");
  if (phase_ == Phase::kRevocable || phase_ == Phase::kReleaseAsked) Withdraw(status);
  if (phase_ == Phase::kReleased) ReportFailure(status);
}

// Where it is not known whether the digest was released, the server knows (SES-3).
// REQ: CONS-2
void AgentSession::Withdraw(const absl::Status& status) {
  const std::string reason = v1::ErrorReason_Name(ReasonOf(status)).substr(0, kMaxReasonBytes);
  const absl::StatusOr<v1::SignerAbortResponse> aborted = calls_.Abort(reason);
  if (aborted.ok()) {
    TellEnd(aborted->return_url());
  } else if (ReasonOf(aborted.status()) == v1::DIGEST_RELEASED) {
    ReportFailure(status);
  } else {
    TellEnd(aborted.status());
  }
}

void AgentSession::ReportFailure(const absl::Status& status) {
  const absl::StatusOr<v1::SignResponse> reported =
      calls_.DeliverFailure(ReportedAs(status), DeviceCodeOf(status));
  TellEnd(reported.ok() ? absl::StatusOr<std::string>(reported->return_url()) : reported.status());
}

void AgentSession::TellEnd(const absl::StatusOr<std::string>& return_url) {
  // A session that is over already needs nobody to be told.
  if (!return_url.ok()) {
    const bool over = IsOneOf(return_url.status(), {v1::SESSION_ABORTED, v1::SESSION_EXPIRED,
                                                    v1::SESSION_FAILED, v1::SESSION_UNKNOWN});
    if (!over) desk_.Tell(Phrase::kAbortNotDelivered, "");
  } else if (IsWebAddress(*return_url)) {
    desk_.Tell(Phrase::kReturnUrl, *return_url);
  }
}

}  // namespace paraphe::agent
