#include "server/rpc/presentation.h"

#include <algorithm>

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "pki/certificate.h"
#include "pki/certificate_memory.h"
#include "policy/attributes.h"
#include "server/rpc/session_judge.h"
#include "server/rpc/signing_plan.h"

namespace paraphe::server {
namespace {

using Judgements = std::vector<v1::CertificateJudgement>;

// REQ: CERT-4. Asked only once the agent shows what is on the device.
absl::Status CheckImposed(const std::string& imposed, const v1::PresentRequest& request) {
  const auto& offered = request.certificates();
  if (imposed.empty() || offered.empty()) return absl::OkStatus();
  if (std::find(offered.begin(), offered.end(), imposed) != offered.end()) return absl::OkStatus();
  return MakeError(
      v1::CERTIFICATE_IMPOSED_MISSING,
      "the application asks for a certificate that is not on this device; insert the card "
      "that holds it");
}

// What the device offers, each read once: an error where it is no certificate.
std::vector<absl::StatusOr<Certificate>> ReadOffered(CertificateMemory& memory,
                                                     const v1::PresentRequest& request) {
  std::vector<absl::StatusOr<Certificate>> certificates;
  certificates.reserve(static_cast<size_t>(request.certificates().size()));
  for (const std::string& der : request.certificates()) {
    certificates.push_back(memory.Read(der));
  }
  return certificates;
}

// REQ: CERT-2, CERT-3
Judgements JudgeOffered(const std::vector<absl::StatusOr<Certificate>>& certificates,
                        const v1::PresentRequest& request, SessionJudge judge) {
  Judgements judgements;
  for (size_t i = 0; i < certificates.size(); ++i) {
    judgements.push_back(certificates[i].ok()
                             ? judge.Judge(*certificates[i])
                             : judge.Judge(request.certificates(static_cast<int>(i))));
  }
  return judgements;
}

// Position of the chosen certificate in the request.
absl::StatusOr<size_t> FindChosen(const Judgements& judgements, const v1::PresentRequest& request) {
  const auto chosen =
      std::find_if(judgements.begin(), judgements.end(), [&](const auto& judgement) {
        return judgement.sha256() == request.chosen_certificate_sha256();
      });
  if (chosen == judgements.end()) {
    return MakeError(v1::CERTIFICATE_NOT_OFFERED,
                     "chosen_certificate_sha256: none of the certificates in this request has it");
  }
  if (!chosen->acceptable()) {
    return MakeError(v1::CERTIFICATE_REFUSED,
                     "the chosen certificate does not satisfy the policy; the judgements say why");
  }
  return static_cast<size_t>(chosen - judgements.begin());
}

// REQ: ATT-2, PRES-8
absl::Status FixChoice(const Certificate& certificate, const v1::SessionRecord::Prepared& prepared,
                       absl::Time now, Presentation& presentation) {
  SetCertificateAndTime(certificate.der(), prepared.policy(), now, presentation.attributes);
  ASSIGN_OR_RETURN(const xades::SignaturePlan plan,
                   PlanSignature(prepared, presentation.attributes, certificate));
  v1::SessionRecord::Presented::Choice& choice = *presentation.presented.mutable_choice();
  *choice.mutable_attributes() = presentation.attributes;
  choice.set_certificate_sha256(certificate.sha256());
  ASSIGN_OR_RETURN(*choice.mutable_signed_properties(),
                   ToDigest(plan.hash_algorithm(), plan.signed_properties_digest()));
  presentation.signed_properties = plan.signed_properties();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Presentation> MakePresentation(const ServerContext& context,
                                              const v1::SessionRecord& record,
                                              const v1::PresentRequest& request) {
  const v1::SessionRecord::Prepared& prepared = record.prepared();
  const v1::Policy& policy = prepared.policy();
  if (request.unattended() && !policy.allow_unattended()) {
    return MakeError(v1::UNATTENDED_NOT_ALLOWED,
                     "the policy of this session wants a person (allow_unattended is not set)");
  }
  RETURN_IF_ERROR(CheckImposed(prepared.imposed_certificate(), request));

  Presentation presentation;
  const std::vector<absl::StatusOr<Certificate>> certificates =
      ReadOffered(context.certificates, request);
  presentation.judgements = JudgeOffered(certificates, request, SessionJudge(context, prepared));
  ASSIGN_OR_RETURN(presentation.attributes,
                   ResolveAttributes(policy, prepared.attributes(),
                                     {.sha1_enabled = context.settings.sha1_enabled},
                                     prepared.hash_algorithm()));
  for (const v1::CertificateJudgement& judgement : presentation.judgements) {
    v1::SessionRecord::OfferedCertificate& offered = *presentation.presented.add_offered();
    offered.set_sha256(judgement.sha256());
    offered.set_acceptable(judgement.acceptable());
  }
  if (!request.chosen_certificate_sha256().empty()) {
    ASSIGN_OR_RETURN(const size_t chosen, FindChosen(presentation.judgements, request));
    RETURN_IF_ERROR(FixChoice(*certificates[chosen], prepared, context.clock.Now(), presentation));
    presentation.chosen = *certificates[chosen];
  }
  return presentation;
}

}  // namespace paraphe::server
