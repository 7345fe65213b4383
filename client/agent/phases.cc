#include "client/agent/phases.h"

#include "client/agent/phrases.h"
#include "client/agent/pin_rounds.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "xades/pkcs1.h"
#include "xades/signature_finder.h"
#include "xades/verifier.h"

namespace paraphe::agent {
namespace {

bool IsSame(const PresentedDocument& a, const PresentedDocument& b) {
  return a.document_sha256() == b.document_sha256() && a.table_sha256() == b.table_sha256() &&
         a.html_sha256() == b.html_sha256();
}

// The files inside the document are named with the attributes.
void AddAttachments(SigningView& view) {
  const std::vector<v1::AttributeLine>& lines = view.document->attachment_lines();
  view.attributes.insert(view.attributes.end(), lines.begin(), lines.end());
}

}  // namespace

absl::StatusOr<Presented> Presented::Check(v1::PresentResponse response,
                                           const std::vector<CertificateChoice>& on_device,
                                           const DeskRules& rules) {
  SigningView view;
  ASSIGN_OR_RETURN(view.document, PresentedDocument::Check(response, rules));
  ASSIGN_OR_RETURN(view.attributes, CheckAttributesBeforeChoice(response, *view.document, rules));
  AddAttachments(view);
  ASSIGN_OR_RETURN(view.imposed, ImposedBy(response));
  ASSIGN_OR_RETURN(std::vector<CertificateChoice> choices, Judge(on_device, response));
  view.application = response.application();
  view.application_description = response.application_description();
  view.signer_role = response.signer_role();
  view.session_code = response.session_code();
  view.refused_openings = response.refused_openings();
  return Presented(std::move(view), std::move(choices));
}

absl::StatusOr<Shown> Shown::Show(Presented presented, SignerDesk& desk, SignerMemory& memory) {
  const std::shared_ptr<const PresentedDocument>& document = presented.view_.document;
  if (memory.seen_document == nullptr || !IsSame(*memory.seen_document, *document)) {
    RETURN_IF_ERROR(desk.ShowDocument(presented.view_));
    memory.seen_document = document;
  }
  return Shown(std::move(presented));
}

absl::StatusOr<std::variant<Chosen, Change>> Chosen::Ask(Shown shown, SignerDesk& desk,
                                                         SignerMemory& memory) {
  std::vector<CertificateChoice>& choices = shown.choices_;
  std::optional<size_t>& position = memory.chosen_position;
  if (!position.has_value() || !choices[*position].acceptable()) {
    ASSIGN_OR_RETURN(const auto answer, desk.ChooseCertificate(shown.view_, choices));
    if (const Change* change = std::get_if<Change>(&answer)) return *change;
    position = std::get<size_t>(answer);
  }
  if (*position >= choices.size() || !choices[*position].acceptable()) {
    return MakeError(v1::INTERNAL, "the desk chose a certificate that is not acceptable");
  }
  return Chosen(std::move(shown.view_), std::move(choices[*position]));
}

bool Chosen::IsAbout(const v1::PresentResponse& response) const {
  return document().MatchesDigestsOf(response) && view_.application == response.application() &&
         view_.application_description == response.application_description() &&
         view_.signer_role == response.signer_role();
}

absl::StatusOr<Agreed> Agreed::Check(Chosen chosen, const v1::PresentResponse& response,
                                     const std::vector<CertificateChoice>& on_device,
                                     const DeskRules& rules, absl::Time now) {
  RETURN_IF_ERROR(Judge(on_device, response).status());
  ASSIGN_OR_RETURN(
      AttributesToSign to_sign,
      CheckAttributesToSign(response, chosen.document(), chosen.certificate(), rules, now));
  return Agreed(std::move(chosen), std::move(to_sign), response);
}

Agreed::Agreed(Chosen chosen, AttributesToSign to_sign, const v1::PresentResponse& response)
    : view_(std::move(chosen.view_)),
      on_device_(std::move(chosen.on_device_)),
      to_sign_(std::move(to_sign)) {
  view_.attributes = to_sign_.lines;
  AddAttachments(view_);
  view_.session_code = response.session_code();
  view_.refused_openings = response.refused_openings();
}

absl::StatusOr<std::variant<Consented, Change>> Consented::Ask(Agreed agreed, SignerDesk& desk,
                                                               SignerCalls& calls) {
  ASSIGN_OR_RETURN(const auto answer, desk.AskConsent(agreed.view_));
  if (const Change* change = std::get_if<Change>(&answer)) return *change;
  const ConsentActs& acts = std::get<ConsentActs>(answer);
  const xades::SignaturePlan& plan = agreed.to_sign_.plan;
  v1::ConsentRequest request;
  request.set_document_sha256(agreed.view_.document->document_sha256());
  request.set_html_sha256(agreed.view_.document->html_sha256());
  ASSIGN_OR_RETURN(*request.mutable_signed_properties_digest(),
                   ToDigest(plan.hash_algorithm(), plan.signed_properties_digest()));
  request.set_document_presented(acts.document_presented);
  request.set_box_ticked(acts.box_ticked);
  request.set_signature_requested(acts.signature_requested);
  RETURN_IF_ERROR(calls.Consent(std::move(request)));
  return Consented(std::move(agreed));
}

absl::StatusOr<Activated> Activated::Activate(Consented consented, device::SignatureDevice& device,
                                              SignerDesk& desk) {
  RETURN_IF_ERROR(TryPins(device, desk, [&device, &consented](const SecretBuffer& pin) {
    return device.Activate(consented.on_device_, pin);
  }));
  return Activated(std::move(consented));
}

absl::StatusOr<Released> Released::Ask(Activated activated, SignerCalls& calls) {
  ASSIGN_OR_RETURN(v1::SignResponse response, calls.Release());
  return Released(std::move(activated), std::move(response));
}

absl::StatusOr<Signed> Signed::Sign(const Released& released, device::SignatureDevice& device,
                                    SignerDesk& desk) {
  const xades::SignaturePlan& plan = released.plan_;
  RETURN_IF_ERROR(CheckRelease(released.response_, plan, released.certificate()));
  desk.Tell(Phrase::kSigning, "");
  // What the agent derived, not what it was sent: they are equal.
  ASSIGN_OR_RETURN(std::string signature, device.Sign(plan.digest_info()));
  RETURN_IF_ERROR(xades::CheckDeviceSignature(released.certificate(), plan.hash_algorithm(),
                                              plan.signed_info_digest(), signature));
  return Signed(std::move(signature));
}

absl::StatusOr<std::string> Signed::Assemble(const Released& released,
                                             const DeskRules& rules) const {
  const std::string& original = released.view_.document->document();
  ASSIGN_OR_RETURN(std::string document, released.plan_.Assemble(original, signature_));
  xades::VerifyOptions options;
  options.bounds = rules.bounds;
  options.allow_sha1 = rules.sha1_allowed;
  options.expected_certificate = &released.certificate();
  options.expected_original = original;
  ASSIGN_OR_RETURN(const xades::FoundSignature found,
                   xades::FindInsertedSignature(document, released.view_.document->facts(),
                                                options.bounds, options.signature_bytes));
  ASSIGN_OR_RETURN(const xades::VerificationReport report,
                   xades::VerifyFound(document, found, options));
  if (report.verdict() != xades::Verdict::kInvalid) return document;
  return MakeError(v1::INTERNAL, "the signed document does not verify; report this defect");
}

}  // namespace paraphe::agent
