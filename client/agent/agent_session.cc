#include "client/agent/agent_session.h"

#include <memory>
#include <utility>

#include "client/agent/give_up.h"
#include "client/agent/hidden_certificates.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {

AgentSession::AgentSession(SignerServer& server, device::SignatureDevice& device, SignerDesk& desk,
                           const DeskRules& rules, Host host)
    : server_(server), device_(device), desk_(desk), rules_(rules), host_(std::move(host)) {
  // Whoever waits for the server is told so.
  const Pause pause = host_.pause;
  host_.pause = [this, pause](absl::Duration duration) {
    desk_.Tell(Phrase::kWaitingForServer, "");
    pause(duration);
  };
}

absl::Status AgentSession::Run(absl::string_view ticket) {
  return RunWith([&] { return SignerCalls::Open(server_, ticket, rules_, host_); });
}

absl::Status AgentSession::Run(const v1::PresentRequest::Waiting& waiting) {
  return RunWith([&] { return SignerCalls::OpenWaiting(server_, waiting, rules_, host_); });
}

absl::Status AgentSession::RunWith(const Opener& opener) {
  const absl::Status status = Sign(opener);
  // REQ: DEV-1
  if (const absl::Status closed = device_.Close(); !closed.ok()) {
    desk_.Tell(Phrase::kDeviceNotClosed, "");
    desk_.TellError(closed);
  }
  return status;
}

absl::Status AgentSession::Sign(const Opener& opener) {
  absl::StatusOr<OpenedSession> session = Open(opener);
  if (!session.ok()) {
    // Where there was no answer, the ticket may be spent: what was kept opens the session once more.
    if (host_.kept != nullptr && !MayPass(session.status())) host_.kept->Forget();
    return GiveUp(CauseOf(session.status()), desk_);
  }

  std::unique_ptr<SignerServer::Watch> watch = session->calls.StopWithSession();
  const absl::StatusOr<Released> released = ReachRelease(*session);
  watch.reset();
  host_.stop.Enter(released.ok() ? Stage::kReleased : Stage::kGivingUp);
  if (!released.ok()) return GiveUp(*session, CauseOf(released.status()), desk_);

  session->calls.Keep(v1::KeptSession::DEVICE_ASKED);
  const absl::StatusOr<Signed> signature = Signed::Sign(*released, device_, desk_);
  if (!signature.ok()) host_.stop.Enter(Stage::kGivingUp);
  if (!signature.ok()) return GiveUp(*session, *released, signature.status(), desk_);

  session->calls.KeepSignature(signature->signature());
  const absl::Status delivered = Deliver(*signature, session->calls);
  if (!delivered.ok()) return GiveUp(*session, *signature, delivered, desk_);
  session->calls.Forget();
  if (!host_.stop.why().ok()) desk_.Tell(Phrase::kTooLateToStop, "");
  const absl::Status kept = OfferResult(*released, *signature, session->calls);
  if (!kept.ok()) {
    desk_.Tell(Phrase::kNothingToKeep, "");
    desk_.TellError(kept);
  }
  return absl::OkStatus();
}

absl::Status AgentSession::CauseOf(const absl::Status& error) const {
  const absl::Status stopped = host_.stop.why();
  const v1::ErrorReason reason = ReasonOf(error);
  const bool follows = reason == v1::ABORTED_BY_SIGNER || reason == v1::DEADLINE ||
                       reason == v1::NOT_REACHABLE || reason == v1::PROXY_FAILED;
  return stopped.ok() || !follows ? error : stopped;
}

absl::StatusOr<OpenedSession> AgentSession::Open(const Opener& opener) {
  if (host_.kept != nullptr && host_.kept->state().stage() >= v1::KeptSession::OPEN) {
    desk_.Tell(Phrase::kResumed, "");
  }
  ASSIGN_OR_RETURN(on_device_, ListChoices(device_, desk_));
  RETURN_IF_ERROR(host_.stop.why());
  return opener();
}

absl::StatusOr<Released> AgentSession::ReachRelease(OpenedSession& session) {
  RETURN_IF_ERROR(session.answer);
  while (true) {
    ASSIGN_OR_RETURN(v1::PresentResponse response, FetchDocument(session.calls));
    RoundEnd end = Try(std::move(response), session.calls);
    if (auto* released = std::get_if<Released>(&end)) return std::move(*released);
    const Change* change = std::get_if<Change>(&end);
    RETURN_IF_ERROR(change != nullptr ? Make(*change, session.calls)
                                      : LookAgain(std::get<Setback>(end)));
    // The server did not release: it says so.
    session.calls.Keep(v1::KeptSession::OPEN);
  }
}

absl::StatusOr<v1::PresentResponse> AgentSession::FetchDocument(SignerCalls& calls) {
  RETURN_IF_ERROR(host_.stop.why());
  absl::StatusOr<v1::PresentResponse> response = calls.Present({OfferedBy(on_device_), "", false});
  // The document can be read meanwhile, and another card be put in. REQ: CERT-4
  if (ReasonOf(response.status()) == v1::CERTIFICATE_IMPOSED_MISSING && !rules_.unattended) {
    RefuseAsNotImposed(on_device_);
    response = calls.Present({{}, "", false});
  }
  if (ReasonOf(response.status()) != v1::TOO_LARGE) return response;
  return MakeError(v1::DOCUMENT_BEYOND_BOUND,
                   "the document is larger than this desk accepts (limits.document_bytes in the "
                   "agent's configuration); nothing was signed; ask your administrator");
}

absl::Status AgentSession::LookAgain(const Setback& setback) {
  if (!setback.look_again.has_value() || !rounds_.AllowsAnother()) return setback.status;
  desk_.Tell(*setback.look_again, "");
  const v1::ErrorReason reason = ReasonOf(setback.status);
  if (reason == v1::CERTIFICATE_REFUSED) memory_.chosen_position.reset();
  // A signer who was away has not seen it now. REQ: CONS-4
  if (reason == v1::CONSENT_TOO_OLD) memory_.seen_document.reset();
  // The document may be the same, and what is shown above it another.
  if (reason == v1::PRESENTATION_MISMATCH) memory_.seen_document.reset();
  return device_.Deactivate();
}

absl::Status AgentSession::Make(Change change, SignerCalls& calls) {
  rounds_.PersonIsAsked();
  if (change == Change::kLanguage) {
    rules_.language = OtherThan(rules_.language);
    calls.Speak(rules_.language);
    // The page in the other language has not been seen. REQ: PRES-9
    memory_.seen_document.reset();
    return absl::OkStatus();
  }
  memory_.chosen_position.reset();
  if (change == Change::kCertificate) return absl::OkStatus();
  absl::StatusOr<std::vector<CertificateChoice>> choices = ListChoices(device_, desk_);
  if (ReasonOf(choices.status()) == v1::ABORTED_BY_SIGNER) return choices.status();
  // The signer may put yet another card in.
  if (!choices.ok()) desk_.TellError(choices.status());
  on_device_ = choices.ok() ? *std::move(choices) : std::vector<CertificateChoice>();
  return absl::OkStatus();
}

AgentSession::RoundEnd AgentSession::Try(v1::PresentResponse response, SignerCalls& calls) {
  absl::StatusOr<std::variant<Chosen, Change>> chosen = ShowAndChoose(std::move(response));
  if (!chosen.ok()) return Setback(chosen.status(), std::nullopt);
  if (const Change* change = std::get_if<Change>(&*chosen)) return *change;
  return AgreeAndRelease(std::get<Chosen>(*std::move(chosen)), calls);
}

absl::StatusOr<std::variant<Chosen, Change>> AgentSession::ShowAndChoose(
    v1::PresentResponse response) {
  ASSIGN_OR_RETURN(Presented presented, Presented::Check(std::move(response), on_device_, rules_));
  ASSIGN_OR_RETURN(Shown shown, Shown::Show(std::move(presented), desk_, memory_));
  return Chosen::Ask(std::move(shown), desk_, memory_);
}

AgentSession::RoundEnd AgentSession::AgreeAndRelease(Chosen chosen, SignerCalls& calls) {
  RETURN_IF_ERROR(host_.stop.why());
  ASSIGN_OR_RETURN(const v1::PresentResponse response,
                   calls.Present({OfferedBy(on_device_), chosen.certificate().sha256(), true}));
  // REQ: PRES-8
  if (!chosen.IsAbout(response)) {
    return Setback(MakeError(v1::PRESENTATION_MISMATCH,
                             "the server speaks of another document, application or role than "
                             "it sent; tell your administrator"),
                   Phrase::kPresentationChanged);
  }
  ASSIGN_OR_RETURN(Agreed agreed, Agreed::Check(std::move(chosen), response, on_device_, rules_,
                                                host_.clock.Now()));
  if (!rules_.unattended) rounds_.PersonIsAsked();
  absl::StatusOr<std::variant<Consented, Change>> answer =
      Consented::Ask(std::move(agreed), desk_, calls);
  RETURN_IF_ERROR(answer.status());
  if (const Change* change = std::get_if<Change>(&*answer)) return *change;
  RETURN_IF_ERROR(host_.stop.why());
  // The PIN is the last thing that can go wrong while everything can still be taken back.
  ASSIGN_OR_RETURN(Activated activated,
                   Activated::Activate(std::get<Consented>(*std::move(answer)), device_, desk_));
  // REQ: CONS-4
  RETURN_IF_ERROR(host_.stop.why());
  calls.Keep(v1::KeptSession::RELEASE_ASKED);
  absl::StatusOr<Released> released = Released::Ask(std::move(activated), calls);
  if (!released.ok()) return Setback::OfRelease(released.status());
  return *std::move(released);
}

absl::Status AgentSession::OfferResult(const Released& released, const Signed& signature,
                                       SignerCalls& calls) {
  ASSIGN_OR_RETURN(std::string document, signature.Assemble(released, rules_));
  const absl::StatusOr<v1::SignerExportResponse> exported = calls.Export();
  if (!exported.ok()) {
    desk_.Tell(Phrase::kNotCompared, "");
    desk_.TellError(exported.status());
  } else if (exported->signed_document() != document) {
    return MakeError(v1::SERVER_ANSWER_MISMATCH,
                     "the signed document of the server is not the one that was shown with the "
                     "signature that was made; tell your administrator");
  }
  ASSIGN_OR_RETURN(const SignedResult result, MakeResult(released.view(), std::move(document),
                                                         host_.clock.Now(), rules_.language));
  desk_.OfferResult(result);
  return absl::OkStatus();
}

absl::Status AgentSession::Deliver(const Signed& signature, SignerCalls& calls) {
  desk_.Tell(Phrase::kDelivering, "");
  ASSIGN_OR_RETURN(const v1::SignResponse response, calls.DeliverSignature(signature.signature()));
  desk_.Tell(Phrase::kSigned, "");
  TellReturnUrl(response.return_url(), desk_);
  return absl::OkStatus();
}

}  // namespace paraphe::agent
