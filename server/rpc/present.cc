// Present: what is to be shown goes out, and what will be signed is fixed.
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"

#include "common/bilingual.h"
#include "common/bounds.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "document/bounds.h"
#include "policy/attribute_text.h"
#include "render/html.h"
#include "render/table.h"
#include "server/identity/auth_failures.h"
#include "server/rpc/calls.h"
#include "server/rpc/presentation.h"
#include "server/rpc/session_status.h"

namespace paraphe::server {
namespace {

constexpr size_t kSha256Bytes = 32;

absl::Status CheckRequest(const v1::PresentRequest& request) {
  if (request.credential_case() == v1::PresentRequest::CREDENTIAL_NOT_SET) {
    return MakeError(v1::MALFORMED_REQUEST, "ticket, session_token or waiting is needed");
  }
  if (request.certificates().size() > static_cast<int>(kMaxCertificates)) {
    return MakeError(v1::TOO_LARGE, absl::StrCat("certificates: at most ", kMaxCertificates));
  }
  for (const std::string& certificate : request.certificates()) {
    if (certificate.size() > kMaxCertificateBytes) {
      return MakeError(v1::TOO_LARGE,
                       absl::StrCat("certificates: at most ", kMaxCertificateBytes, " bytes each"));
    }
  }
  if (const std::string& secret = request.agent_secret(); !secret.empty()) {
    if (secret.size() != kSecretBytes || !request.has_ticket()) {
      return MakeError(v1::MALFORMED_REQUEST, "agent_secret: 32 bytes are needed, with a ticket");
    }
  }
  const size_t chosen = request.chosen_certificate_sha256().size();
  if (chosen != 0 && chosen != kSha256Bytes) {
    return MakeError(v1::MALFORMED_REQUEST, "chosen_certificate_sha256: 32 bytes are needed");
  }
  if (const std::string fault = FaultOfLanguage(request.language()); !fault.empty()) {
    return MakeError(v1::MALFORMED_REQUEST, absl::StrCat("language: ", fault));
  }
  return absl::OkStatus();
}

absl::StatusOr<SessionRef> RefOf(const ServerContext& context, const Peer& peer,
                                 const v1::PresentRequest& request) {
  if (request.has_ticket()) return TicketRef{request.ticket(), request.agent_secret()};
  if (request.has_waiting()) return OpenedByLogin(context, peer, request.waiting());
  return SignerRef{request.session_token()};
}

// Who is logged in and asks for a session that names another signer, or none, is told what a stranger is; the log
// says who tried. REQ: CHN-3
absl::StatusOr<Step> BeginAs(const ServerContext& context, const Peer& peer,
                             const SessionRef& ref) {
  absl::StatusOr<Step> step = context.machine.Begin(ref, SessionEvent::kPresent);
  const auto* const waiting = std::get_if<WaitingRef>(&ref);
  if (waiting != nullptr && ReasonOf(step.status()) == v1::SESSION_UNKNOWN) {
    LogAuthFailure({peer.address, waiting->signer, "not_the_signer", "Present"});
  }
  return step;
}

// The digest of the page where it is known: Prepare rendered the French one, and an earlier Present
// the one that it was asked for. Else empty.
std::string KnownPage(const v1::SessionRecord& record, Language language) {
  if (language == Language::kFrench) return record.prepared().html_sha256();
  const v1::SessionRecord::Presented& presented = record.presented();
  return presented.language() == LanguageTag(language) ? presented.html_sha256() : "";
}

absl::Status AddPage(const v1::SessionRecord::Prepared& prepared, absl::string_view document,
                     Language language, const xml::Bounds& bounds, bool include_html,
                     v1::PresentResponse& response) {
  ASSIGN_OR_RETURN(const auto table, Table::Create(prepared.table(), prepared.table_name()));
  if (!include_html) {
    ASSIGN_OR_RETURN(*response.mutable_html_sha256(), HashHtml(document, *table, language, bounds));
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(RenderedPage page, RenderPage(document, *table, language, bounds));
  response.set_html_sha256(std::move(page.sha256));
  response.set_html(std::move(page.html));
  return absl::OkStatus();
}

// The document and the table, for agents that do not have them yet; the page in the language asked
// for, for those that want it. Its digest is what the signer will consent to. REQ: PRES-9
absl::Status AddDocument(const ServerContext& context, const v1::PresentRequest& request,
                         const Step& step, v1::PresentResponse& response) {
  const Language language = LanguageOf(request.language());
  response.set_html_language(std::string(LanguageTag(language)));
  response.set_html_sha256(KnownPage(step.record(), language));
  const bool render = request.include_html() || response.html_sha256().empty();
  if (request.omit_document() && !render) return absl::OkStatus();
  const v1::SessionRecord::Prepared& prepared = step.record().prepared();
  ASSIGN_OR_RETURN(std::string document, context.machine.LoadDocument(step));
  if (render) {
    RETURN_IF_ERROR(AddPage(prepared, document, language, context.settings.bounds,
                            request.include_html(), response));
  }
  if (request.omit_document()) return absl::OkStatus();
  response.set_document(std::move(document));
  response.set_table(prepared.table());
  return absl::OkStatus();
}

void AddPresentation(const v1::PresentRequest& request, Presentation& presentation,
                     v1::PresentResponse& response) {
  presentation.presented.set_html_sha256(response.html_sha256());
  presentation.presented.set_language(response.html_language());
  for (const v1::CertificateJudgement& judgement : presentation.judgements) {
    *response.add_judgements() = judgement;
  }
  const Certificate* chosen = presentation.chosen.has_value() ? &*presentation.chosen : nullptr;
  for (v1::AttributeLine& line :
       DescribeAttributes(presentation.attributes, chosen, response.policy_description())) {
    *response.add_attribute_lines() = std::move(line);
  }
  *response.mutable_attributes() = presentation.attributes;
  if (presentation.presented.has_choice()) {
    *response.mutable_signed_properties_digest() =
        presentation.presented.choice().signed_properties();
  }
  if (request.include_signed_properties()) {
    response.set_signed_properties(std::move(presentation.signed_properties));
  }
}

void AddSession(const PresentResult& result, v1::PresentResponse& response) {
  const v1::SessionRecord& record = result.record;
  const v1::SessionRecord::Prepared& prepared = record.prepared();
  SetSession(record, response);
  response.set_session_token(result.session_token);
  if (record.has_deadline()) *response.mutable_expires_at() = record.deadline();
  response.set_table_name(prepared.table_name());
  response.set_document_sha256(record.document_sha256());
  response.set_table_sha256(prepared.table_sha256());
  response.set_application(record.application());
  response.set_signer_role(prepared.signer_role());
  response.set_session_code(prepared.session_code());
  response.set_imposed_certificate(prepared.imposed_certificate());
  response.set_refused_openings(record.refused_openings());
}

// REQ: ATT-7
void AddDescriptions(const ServerContext& context, const v1::SessionRecord& record,
                     v1::PresentResponse& response) {
  response.set_policy_description(record.prepared().policy().description());
  const std::shared_ptr<const Catalogue> catalogue = context.catalogue.Get();
  const v1::ApplicationConfig* application = catalogue->FindApplication(record.application());
  if (application != nullptr) response.set_application_description(application->description());
}

}  // namespace

absl::StatusOr<v1::PresentResponse> Present(const ServerContext& context, const Peer& peer,
                                            const v1::PresentRequest& request) {
  RETURN_IF_ERROR(CheckRequest(request));
  ASSIGN_OR_RETURN(const SessionRef ref, RefOf(context, peer, request));
  ASSIGN_OR_RETURN(Step step, BeginAs(context, peer, ref));
  ASSIGN_OR_RETURN(Presentation presentation, MakePresentation(context, step.record(), request));
  v1::PresentResponse response;
  RETURN_IF_ERROR(AddDocument(context, request, step, response));
  AddDescriptions(context, step.record(), response);
  AddPresentation(request, presentation, response);
  ASSIGN_OR_RETURN(
      const PresentResult result,
      context.machine.RecordPresentation(std::move(step), std::move(presentation.presented)));
  AddSession(result, response);
  return response;
}

}  // namespace paraphe::server
