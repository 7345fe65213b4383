// Present: what is to be shown goes out, and what will be signed is fixed.
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "policy/attribute_text.h"
#include "render/html.h"
#include "render/table.h"
#include "server/rpc/calls.h"
#include "server/rpc/presentation.h"
#include "server/rpc/session_status.h"

namespace paraphe::server {
namespace {

constexpr size_t kSha256Bytes = 32;

absl::Status CheckRequest(const v1::PresentRequest& request) {
  if (request.credential_case() == v1::PresentRequest::CREDENTIAL_NOT_SET) {
    return MakeError(v1::MALFORMED_REQUEST, "ticket or session_token is needed");
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
  const size_t chosen = request.chosen_certificate_sha256().size();
  if (chosen != 0 && chosen != kSha256Bytes) {
    return MakeError(v1::MALFORMED_REQUEST, "chosen_certificate_sha256: 32 bytes are needed");
  }
  return absl::OkStatus();
}

SessionRef RefOf(const v1::PresentRequest& request) {
  if (request.has_ticket()) return TicketRef{request.ticket()};
  return SignerRef{request.session_token()};
}

// The document and the table, for agents that do not have them yet; the HTML for those that ask.
absl::Status AddDocument(const ServerContext& context, const v1::PresentRequest& request,
                         const Step& step, v1::PresentResponse& response) {
  if (request.omit_document() && !request.include_html()) return absl::OkStatus();
  const v1::SessionRecord::Prepared& prepared = step.record().prepared();
  ASSIGN_OR_RETURN(const DocumentPtr document, context.machine.LoadDocument(step));
  if (!request.omit_document()) {
    response.set_document(*document);
    response.set_table(prepared.table());
  }
  if (!request.include_html()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto table, Table::Create(prepared.table(), prepared.table_name()));
  ASSIGN_OR_RETURN(*response.mutable_html(),
                   RenderHtml(*document, *table, Language::kFrench, context.settings.bounds));
  return absl::OkStatus();
}

void AddPresentation(const Presentation& presentation, v1::PresentResponse& response) {
  for (const v1::CertificateJudgement& judgement : presentation.judgements) {
    *response.add_judgements() = judgement;
  }
  const Certificate* chosen = presentation.chosen.has_value() ? &*presentation.chosen : nullptr;
  for (v1::AttributeLine& line : DescribeAttributes(presentation.attributes, chosen)) {
    *response.add_attribute_lines() = std::move(line);
  }
  *response.mutable_attributes() = presentation.attributes;
  if (presentation.presented.has_choice()) {
    *response.mutable_signed_properties_digest() =
        presentation.presented.choice().signed_properties();
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
  response.set_html_sha256(prepared.html_sha256());
  response.set_application(record.application());
  response.set_signer_role(prepared.signer_role());
  response.set_session_code(prepared.session_code());
}

}  // namespace

absl::StatusOr<v1::PresentResponse> Present(const ServerContext& context,
                                            const v1::PresentRequest& request) {
  RETURN_IF_ERROR(CheckRequest(request));
  ASSIGN_OR_RETURN(Step step, context.machine.Begin(RefOf(request), SessionEvent::kPresent));
  ASSIGN_OR_RETURN(Presentation presentation, MakePresentation(context, step.record(), request));
  v1::PresentResponse response;
  RETURN_IF_ERROR(AddDocument(context, request, step, response));
  AddPresentation(presentation, response);
  ASSIGN_OR_RETURN(
      const PresentResult result,
      context.machine.RecordPresentation(std::move(step), std::move(presentation.presented)));
  AddSession(result, response);
  return response;
}

}  // namespace paraphe::server
