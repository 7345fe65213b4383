#include "tests/client/testing/truthful_server.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "common/errors.h"
#include "common/hash.h"
#include "common/session_code.h"
#include "common/status_macros.h"
#include "document/intake.h"
#include "pki/certificate.h"
#include "policy/attribute_text.h"
#include "render/html.h"
#include "render/table.h"

namespace paraphe::test {
namespace {

template <typename T>
T OrDie(absl::StatusOr<T> value) {
  if (!value.ok()) {
    std::fprintf(stderr, "TruthfulServer: %s\n", value.status().ToString().c_str());
    std::abort();
  }
  return *std::move(value);
}

using Failures = std::vector<TruthfulServer::Failure>;

std::optional<TruthfulServer::Failure> Next(Failures& failures) {
  if (failures.empty()) return std::nullopt;
  TruthfulServer::Failure failure = failures.front();
  failures.erase(failures.begin());
  return failure;
}

v1::AttributeValues ValuesOf(const v1::SignedAttributes& attributes) {
  v1::AttributeValues values;
  values.set_claimed_role(attributes.claimed_role());
  values.set_commitment_type(attributes.commitment_type());
  *values.mutable_place() = attributes.place();
  return values;
}

xades::SignaturePlan Plan(const std::string& document, const v1::SignedAttributes& attributes) {
  return OrDie(xades::SignaturePlan::Create(document, OrDie(xml::CheckDocument(document, {})),
                                            attributes,
                                            OrDie(Certificate::Parse(attributes.certificate()))));
}

v1::CertificateJudgement JudgeOne(const std::string& der,
                                  const std::vector<v1::CertificateFault>& faults) {
  const Certificate certificate = OrDie(Certificate::Parse(der));
  v1::CertificateJudgement judgement;
  judgement.set_sha256(certificate.sha256());
  judgement.set_subject_cn(certificate.subject_cn());
  judgement.set_issuer_cn(certificate.issuer_cn());
  judgement.set_acceptable(faults.empty());
  for (const v1::CertificateFault fault : faults) judgement.add_refusals()->set_fault(fault);
  return judgement;
}

bool Holds(const google::protobuf::RepeatedPtrField<std::string>& certificates,
           const std::string& der) {
  return std::find(certificates.begin(), certificates.end(), der) != certificates.end();
}

}  // namespace

std::string TestDocument() {
  return "<acte xmlns=\"urn:paraphe:test\"><objet>Réfection de l'école</objet>"
         "<montant devise=\"EUR\">1200.00</montant></acte>";
}

std::string TestTable() {
  return R"(name: "test-acte"
title { fr: "Acte d'essai" en: "Test act" }
root: "t:acte"
prefixes { prefix: "t" uri: "urn:paraphe:test" }
elements { name: "t:acte" show_as: SECTION label { fr: "Acte" en: "Act" } }
elements { name: "t:objet" show_as: FIELD label { fr: "Objet" en: "Subject" } }
elements {
  name: "t:montant" show_as: FIELD label { fr: "Montant" en: "Amount" }
  attributes { name: "devise" label { fr: "Devise" en: "Currency" } }
}
)";
}

v1::SignedAttributes TestAttributes() {
  v1::SignedAttributes attributes;
  attributes.set_form(v1::XADES_BASELINE_B);
  attributes.set_hash_algorithm(v1::SHA256);
  attributes.mutable_policy()->set_identifier("urn:oid:1.2.3.4");
  attributes.mutable_policy()->set_description("Politique d'essai");
  attributes.mutable_policy()->set_url("https://example.org/politique");
  attributes.mutable_policy()->mutable_digest()->set_sha256(Sha256("politique"));
  attributes.mutable_place()->set_city("Saint-Étienne");
  attributes.mutable_place()->set_country_name("FR");
  attributes.set_claimed_role("maire");
  attributes.set_commitment_type("http://uri.etsi.org/01903/v1.2.2#ProofOfApproval");
  attributes.set_mime_type("application/xml");
  return attributes;
}

std::vector<v1::AttributeLine> LinesOf(const v1::SignedAttributes& attributes,
                                       absl::string_view policy_description) {
  const absl::StatusOr<Certificate> certificate = Certificate::Parse(attributes.certificate());
  return DescribeAttributes(attributes, certificate.ok() ? &*certificate : nullptr,
                            policy_description);
}

TruthfulServer::TruthfulServer() = default;

template <typename Response>
Response& TruthfulServer::Echo(Response& response) {
  response.set_session_id(session_id);
  response.set_version(++version_);
  response.set_state(state);
  return response;
}

v1::PresentResponse TruthfulServer::MakePresentation(const v1::PresentRequest& request) {
  v1::PresentResponse response;
  if (request.has_ticket() || request.has_waiting()) response.set_session_token(kTestToken);
  const auto read_table = OrDie(Table::Create(table, "test"));
  if (!request.omit_document()) {
    response.set_document(document);
    response.set_table(table);
  }
  response.set_table_name(read_table->name());
  response.set_document_sha256(Sha256(document));
  response.set_table_sha256(Sha256(table));
  response.set_html_sha256(
      Sha256(OrDie(RenderHtml(document, *read_table, LanguageOf(request.language()), {}))));
  response.set_html_language(request.language());
  response.set_application(application);
  response.set_signer_role("maire");
  response.set_imposed_certificate(imposed);
  response.set_session_code(SessionCode(Sha256(document), ValuesOf(attributes)));
  for (const std::string& der : request.certificates()) {
    std::vector<v1::CertificateFault> faults;
    if (std::find(refused.begin(), refused.end(), der) != refused.end()) {
      faults.push_back(v1::FAULT_EXPIRED);
    }
    if (!imposed.empty() && imposed != der) faults.push_back(v1::FAULT_NOT_IMPOSED);
    *response.add_judgements() = JudgeOne(der, faults);
    if (Sha256(der) != request.chosen_certificate_sha256()) continue;
    attributes_to_sign_ = attributes;
    attributes_to_sign_.set_certificate(certificate_instead.empty() ? der : certificate_instead);
    attributes_to_sign_.mutable_signing_time()->set_seconds(absl::ToUnixSeconds(clock.Now()));
  }
  *response.mutable_attributes() =
      request.chosen_certificate_sha256().empty() ? attributes : attributes_to_sign_;
  response.set_policy_description(policy_description);
  for (v1::AttributeLine& line : LinesOf(response.attributes(), policy_description)) {
    *response.add_attribute_lines() = std::move(line);
  }
  if (!request.chosen_certificate_sha256().empty()) {
    *response.mutable_signed_properties_digest() =
        OrDie(ToDigest(attributes_to_sign_.hash_algorithm(),
                       Plan(document, attributes_to_sign_).signed_properties_digest()));
  }
  return response;
}

absl::StatusOr<v1::PresentResponse> TruthfulServer::Present(const v1::PresentRequest& request,
                                                            int times) {
  ++presents;
  patience.push_back(times);
  present_requests.push_back(request);
  const auto failure = Next(present_failures);
  if (failure.has_value() && !failure->after) return failure->status;
  if (ticket_works_once && request.has_ticket() && redeemed_by_.has_value() &&
      (redeemed_by_->empty() || request.agent_secret() != *redeemed_by_)) {
    return MakeError(v1::TICKET_USED, "another agent has it");
  }
  if (state != v1::PREPARED && state != v1::PRESENTED) {
    return MakeError(v1::SESSION_WRONG_STATE, "Present is not for this state");
  }
  const auto& offered = request.certificates();
  if (!imposed.empty() && !offered.empty() && !Holds(offered, imposed)) {
    return MakeError(v1::CERTIFICATE_IMPOSED_MISSING, "another card");
  }
  for (const std::string& der : refused) {
    if (Sha256(der) == request.chosen_certificate_sha256()) {
      return MakeError(v1::CERTIFICATE_REFUSED, "not acceptable");
    }
  }
  v1::PresentResponse response = MakePresentation(request);
  state = v1::PRESENTED;
  if (request.has_ticket()) redeemed_by_ = request.agent_secret();
  Echo(response);
  if (failure.has_value()) return failure->status;
  if (edit_present) edit_present(presents, response);
  return response;
}

absl::StatusOr<v1::ConsentResponse> TruthfulServer::Consent(const v1::ConsentRequest& request) {
  ++consents;
  consent_requests.push_back(request);
  const auto failure = Next(consent_failures);
  if (failure.has_value() && !failure->after) return failure->status;
  if (state != v1::PRESENTED && state != v1::CONSENTED) {
    return MakeError(v1::SESSION_WRONG_STATE, "Consent is not for this state");
  }
  const bool all =
      request.document_presented() && request.box_ticked() && request.signature_requested();
  if (!all && !request.unattended()) {
    return MakeError(v1::CONSENT_INCOMPLETE, "an act is missing");
  }
  if (request.document_sha256() != Sha256(document)) {
    return MakeError(v1::CONSENT_MISMATCH, "another document");
  }
  state = v1::CONSENTED;
  if (failure.has_value()) return failure->status;
  v1::ConsentResponse response;
  Echo(response);
  if (edit_consent) edit_consent(response);
  return response;
}

v1::SignResponse TruthfulServer::MakeRelease() {
  v1::SignedAttributes to_sign = attributes_to_sign_;
  if (edit_attributes_to_sign) edit_attributes_to_sign(to_sign);
  const xades::SignaturePlan plan = Plan(document, to_sign);
  v1::SignResponse response;
  response.set_signed_info(plan.signed_info());
  response.set_digest_info(plan.digest_info());
  response.set_certificate_sha256(Sha256(attributes_to_sign_.certificate()));
  return response;
}

absl::StatusOr<v1::SignResponse> TruthfulServer::TakeResult(const v1::SignRequest& request) {
  if (state != v1::SIGNING && state != v1::SIGNED && state != v1::FAILED) {
    return MakeError(v1::SESSION_WRONG_STATE, "a result is not for this state");
  }
  v1::SignResponse response;
  if (request.has_signature()) {
    signatures.push_back(request.signature());
    state = v1::SIGNED;
    response.set_status(v1::ST_OK);
    response.set_return_url("https://example.org/success");
  } else {
    failures.push_back(request.failure());
    state = v1::FAILED;
    response.set_status(v1::ST_DEVICE_FAILED);
    response.set_return_url("https://example.org/failure");
  }
  return response;
}

absl::StatusOr<v1::SignResponse> TruthfulServer::Sign(const v1::SignRequest& request) {
  const bool release = request.has_release();
  const auto failure = Next(release ? release_failures : result_failures);
  if (failure.has_value() && !failure->after) {
    // A consent that is too old goes back to the presentation.
    if (ReasonOf(failure->status) == v1::CONSENT_TOO_OLD) state = v1::PRESENTED;
    return failure->status;
  }
  v1::SignResponse response;
  if (release) {
    ++releases;
    if (state != v1::CONSENTED && state != v1::SIGNING) {
      return MakeError(v1::SESSION_WRONG_STATE, "Release is not for this state");
    }
    response = MakeRelease();
    state = v1::SIGNING;
  } else {
    ASSIGN_OR_RETURN(response, TakeResult(request));
  }
  if (failure.has_value()) return failure->status;
  Echo(response);
  if (release && edit_release) edit_release(response);
  if (!release && edit_result) edit_result(response);
  return response;
}

absl::StatusOr<v1::SignerExportResponse> TruthfulServer::Export(const v1::SignerExportRequest&,
                                                                int) {
  if (const auto failure = Next(export_failures)) return failure->status;
  if (state != v1::SIGNED) return MakeError(v1::SESSION_WRONG_STATE, "there is no signature");
  v1::SignerExportResponse response;
  Echo(response);
  response.set_status(v1::ST_OK);
  response.set_signed_document(
      OrDie(Plan(document, attributes_to_sign_).Assemble(document, signatures.back())));
  if (edit_export) edit_export(response);
  return response;
}

std::unique_ptr<TruthfulServer::Watch> TruthfulServer::Follow(
    const v1::SignerWatchRequest&, std::function<void(const v1::SessionEvent&)> follower) {
  class Following final : public Watch {
   public:
    explicit Following(TruthfulServer& server) : server_(server) {}
    ~Following() override { server_.on_event = nullptr; }

   private:
    TruthfulServer& server_;
  };
  on_event = std::move(follower);
  return std::make_unique<Following>(*this);
}

absl::StatusOr<v1::SignerAbortResponse> TruthfulServer::Abort(
    const v1::SignerAbortRequest& request) {
  if (state == v1::SIGNING || state == v1::SIGNED) {
    return MakeError(v1::DIGEST_RELEASED, "the digest is on its way");
  }
  abort_reasons.push_back(request.reason());
  state = v1::ABORTED;
  v1::SignerAbortResponse response;
  response.set_return_url("https://example.org/failure");
  return Echo(response);
}

}  // namespace paraphe::test
