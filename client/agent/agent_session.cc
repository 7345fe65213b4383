#include "client/agent/agent_session.h"

#include <utility>

#include "client/agent/give_up.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {

AgentSession::AgentSession(SignerServer& server, device::SignatureDevice& device, SignerDesk& desk,
                           const DeskRules& rules, Pause pause)
    : server_(server), device_(device), desk_(desk), rules_(rules), pause_(std::move(pause)) {}

absl::Status AgentSession::Run(absl::string_view ticket) {
  const absl::Status status = Sign(ticket);
  // REQ: DEV-1
  if (const absl::Status closed = device_.Close(); !closed.ok()) {
    desk_.Tell(Phrase::kDeviceNotClosed, closed.message());
  }
  return status;
}

absl::Status AgentSession::Sign(absl::string_view ticket) {
  absl::StatusOr<OpenedSession> session = Open(ticket);
  if (!session.ok()) return GiveUp(session.status(), desk_);

  const absl::StatusOr<Released> released = ReachRelease(*session);
  if (!released.ok()) return GiveUp(*session, released.status(), desk_);

  const absl::StatusOr<Signed> signature = Signed::Sign(*released, device_, desk_);
  if (!signature.ok()) return GiveUp(*session, *released, signature.status(), desk_);

  const absl::Status delivered = Deliver(*signature, session->calls);
  if (!delivered.ok()) return GiveUp(*signature, delivered, desk_);
  return absl::OkStatus();
}

absl::StatusOr<OpenedSession> AgentSession::Open(absl::string_view ticket) {
  ASSIGN_OR_RETURN(std::vector<device::DeviceCertificate> certificates, device_.ListCertificates());
  on_device_ = MakeChoices(std::move(certificates));
  return SignerCalls::Open(server_, ticket, QueryForDocument(), rules_.unattended,
                           [this](absl::Duration pause) {
                             desk_.Tell(Phrase::kWaitingForServer, "");
                             pause_(pause);
                           });
}

absl::StatusOr<Released> AgentSession::ReachRelease(OpenedSession& session) {
  absl::StatusOr<v1::PresentResponse> response = std::move(session.answer);
  while (true) {
    RETURN_IF_ERROR(response.status());
    ASSIGN_OR_RETURN(Chosen chosen, ShowAndChoose(*std::move(response)));
    std::variant<Released, Setback> round = AgreeAndRelease(std::move(chosen), session.calls);
    if (auto* released = std::get_if<Released>(&round)) return std::move(*released);
    const Setback& setback = std::get<Setback>(round);
    if (!setback.look_again.has_value() || !rounds_.AllowsAnother()) return setback.status;
    desk_.Tell(*setback.look_again, "");
    if (ReasonOf(setback.status) == v1::CERTIFICATE_REFUSED) memory_.chosen_position.reset();
    RETURN_IF_ERROR(device_.Deactivate());
    response = session.calls.Present(QueryForDocument());
  }
}

absl::StatusOr<Chosen> AgentSession::ShowAndChoose(v1::PresentResponse response) {
  ASSIGN_OR_RETURN(Presented presented, Presented::Check(std::move(response), on_device_, rules_));
  ASSIGN_OR_RETURN(Shown shown, Shown::Show(std::move(presented), desk_, memory_));
  return Chosen::Ask(std::move(shown), desk_, memory_);
}

std::variant<Released, Setback> AgentSession::AgreeAndRelease(Chosen chosen, SignerCalls& calls) {
  ASSIGN_OR_RETURN(const v1::PresentResponse response,
                   calls.Present({OfferedBy(on_device_), chosen.certificate().sha256(), true}));
  // REQ: PRES-8
  if (!chosen.document().MatchesDigestsOf(response)) {
    return Setback(MakeError(v1::PRESENTATION_MISMATCH,
                             "the server speaks of another document than it sent; tell your "
                             "administrator"),
                   Phrase::kPresentationChanged);
  }
  ASSIGN_OR_RETURN(Agreed agreed, Agreed::Check(std::move(chosen), response, on_device_, rules_));
  if (!rules_.unattended) rounds_.PersonIsAsked();
  ASSIGN_OR_RETURN(Consented consented, Consented::Ask(std::move(agreed), desk_, calls));
  // The PIN is the last thing that can go wrong while everything can still be taken back.
  ASSIGN_OR_RETURN(Activated activated, Activated::Activate(std::move(consented), device_, desk_));
  absl::StatusOr<Released> released = Released::Ask(std::move(activated), calls);
  if (!released.ok()) return Setback::OfRelease(released.status());
  return *std::move(released);
}

absl::Status AgentSession::Deliver(const Signed& signature, SignerCalls& calls) {
  desk_.Tell(Phrase::kDelivering, "");
  ASSIGN_OR_RETURN(const v1::SignResponse response, calls.DeliverSignature(signature.signature()));
  desk_.Tell(Phrase::kSigned, "");
  TellReturnUrl(response.return_url(), desk_);
  return absl::OkStatus();
}

}  // namespace paraphe::agent
