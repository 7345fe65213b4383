#include "server/rpc/preparation.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "document/intake.h"
#include "pki/certificate.h"
#include "policy/attributes.h"
#include "render/html.h"

namespace paraphe::server {
namespace {

// REQ: PRES-3, PRES-4
absl::Status JudgePresentation(const ServerSettings& settings, const Catalogue& catalogue,
                               const std::string& table_name, const std::string& document,
                               v1::SessionRecord::Prepared& prepared) {
  ASSIGN_OR_RETURN(const xml::DocumentFacts facts, CheckDocument(document, settings.bounds));
  ASSIGN_OR_RETURN(const TableFile* file, catalogue.FindTable(table_name, facts));
  ASSIGN_OR_RETURN(const std::string html,
                   RenderHtml(document, *file->table, Language::kFrench, settings.bounds));
  prepared.set_table_name(file->table->name());
  prepared.set_table(file->text);
  prepared.set_html_sha256(Sha256(html));
  return absl::OkStatus();
}

// REQ: CERT-4
absl::Status JudgeImposedCertificate(const std::string& der) {
  if (der.empty()) return absl::OkStatus();
  const absl::Status parsed = Certificate::Parse(der).status();
  return Annotate(parsed, "imposed_certificate");
}

}  // namespace

absl::StatusOr<Preparation> JudgePreparation(const ServerSettings& settings,
                                             const Catalogue& catalogue, const v1::Policy& policy,
                                             const v1::PrepareRequest& request,
                                             const std::string& document) {
  Preparation preparation;
  v1::SessionRecord::Prepared& prepared = preparation.prepared;
  RETURN_IF_ERROR(
      ResolveAttributes(policy, request.attributes(), {.sha1_enabled = settings.sha1_enabled})
          .status());
  RETURN_IF_ERROR(JudgeImposedCertificate(request.imposed_certificate()));
  RETURN_IF_ERROR(JudgePresentation(settings, catalogue, request.table_name(), document, prepared));
  prepared.set_signer_role(request.signer_role());
  *prepared.mutable_policy() = policy;
  *prepared.mutable_attributes() = FillDefaults(policy, request.attributes());
  prepared.set_imposed_certificate(request.imposed_certificate());
  preparation.success_url = request.success_url();
  preparation.failure_url = request.failure_url();
  return preparation;
}

}  // namespace paraphe::server
