#include "server/rpc/preparation.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "document/intake.h"
#include "pki/certificate.h"
#include "policy/attributes.h"
#include "policy/policy_rules.h"
#include "policy/policy_set.h"
#include "render/html.h"
#include "render/html_output.h"
#include "server/rpc/stored_facts.h"

namespace paraphe::server {
namespace {

constexpr size_t kSha256Bytes = 32;

absl::Status Fault(absl::string_view field, absl::string_view words) {
  return MakeError(v1::MALFORMED_REQUEST, absl::StrCat(field, ": ", words));
}

// `words` is empty where the field is fine.
absl::Status FaultIf(absl::string_view field, const std::string& words) {
  return words.empty() ? absl::OkStatus() : Fault(field, words);
}

absl::Status CheckNewSession(const v1::PrepareRequest& request) {
  if (request.document().empty()) return MakeError(v1::DOCUMENT_EMPTY, "document: it has no bytes");
  if (request.application().empty()) return Fault("application", "needed; it names the caller");
  if (request.signer_role().empty()) return Fault("signer_role", "needed; it chooses the policy");
  if (!request.caller_token().empty()) return Fault("caller_token", "only with session_id");
  return absl::OkStatus();
}

// The bounds of what stands in the call in place of a file of the server's.
// REQ: PRES-10, POL-3
absl::Status CheckInlineSizes(const v1::PrepareRequest& request) {
  if (request.inline_policy().ByteSizeLong() > kMaxConfigBytes) {
    return MakeError(v1::TOO_LARGE,
                     absl::StrCat("inline_policy: at most ", kMaxConfigBytes, " bytes"));
  }
  if (request.inline_table().size() > kMaxInlineTableBytes) {
    return MakeError(v1::TOO_LARGE,
                     absl::StrCat("inline_table: at most ", kMaxInlineTableBytes, " bytes"));
  }
  return absl::OkStatus();
}

// REQ: CERT-7
absl::Status CheckFilter(const v1::CertificateFilter& filter) {
  const size_t size = filter.public_key_sha256().size();
  if (size != 0 && size != kSha256Bytes) {
    return Fault("certificate_filter.public_key_sha256", "32 bytes are needed");
  }
  using google::protobuf::util::TimeUtil;
  const auto within = [](int64_t value, int64_t least, int64_t most) {
    return least <= value && value <= most;
  };
  const google::protobuf::Timestamp& date = filter.valid_at();
  if (within(date.seconds(), TimeUtil::kTimestampMinSeconds, TimeUtil::kTimestampMaxSeconds) &&
      within(date.nanos(), 0, 999'999'999)) {
    return absl::OkStatus();
  }
  return Fault("certificate_filter.valid_at", "no moment of the years 1 to 9999");
}

// REQ: CERT-4
absl::Status JudgeImposedCertificate(const std::string& der) {
  if (der.empty()) return absl::OkStatus();
  const absl::Status parsed = Certificate::Parse(der).status();
  return Annotate(parsed, "imposed_certificate");
}

// REQ: POL-3
absl::StatusOr<v1::Policy> TakeInline(const v1::ApplicationConfig& application,
                                      const v1::Policy& policy) {
  if (!application.inline_policies_allowed()) {
    return MakeError(
        v1::POLICY_INLINE_NOT_GRANTED,
        "inline_policy: the server's configuration does not grant it to this application "
        "(inline_policies_allowed); name a policy instead");
  }
  RETURN_IF_ERROR(CheckInlinePolicy(policy));
  return Normalize(policy);
}

// An application's list of names, where it has one, is both a grant and a bound.
absl::StatusOr<PolicySet::PolicyPtr> TakeNamed(const PolicySet& policies,
                                               const v1::ApplicationConfig& application,
                                               const v1::PrepareRequest& request) {
  const auto& names = application.policy_names();
  if (names.empty()) {
    return policies.SelectNamed(request.policy_name(), application.name(), request.signer_role());
  }
  if (std::find(names.begin(), names.end(), request.policy_name()) == names.end()) {
    return MakeError(
        v1::NOT_ALLOWED,
        "policy_name: the server's configuration does not let this application name it "
        "(policy_names)");
  }
  return policies.by_name().at(request.policy_name());
}

// REQ: POL-2
absl::StatusOr<v1::Policy> Take(const Catalogue& catalogue,
                                const v1::ApplicationConfig& application,
                                const v1::PrepareRequest& request) {
  if (request.has_inline_policy()) return TakeInline(application, request.inline_policy());
  const PolicySet& policies = catalogue.policies();
  ASSIGN_OR_RETURN(const PolicySet::PolicyPtr policy,
                   request.policy_name().empty()
                       ? policies.Select(application.name(), request.signer_role())
                       : TakeNamed(policies, application, request));
  return *policy;
}

}  // namespace

absl::Status CheckPrepareRequest(const v1::PrepareRequest& request) {
  if (request.session_id().empty()) RETURN_IF_ERROR(CheckNewSession(request));
  RETURN_IF_ERROR(FaultIf("application", FaultOfApplicationName(request.application())));
  RETURN_IF_ERROR(FaultIf("signer_role", FaultOfText(request.signer_role(), kMaxRoleCharacters)));
  RETURN_IF_ERROR(FaultIf("policy_name", FaultOfName(request.policy_name())));
  RETURN_IF_ERROR(FaultIf("table_name", FaultOfName(request.table_name())));
  RETURN_IF_ERROR(FaultIf("success_url", FaultOfHttpUrl(request.success_url())));
  RETURN_IF_ERROR(FaultIf("failure_url", FaultOfHttpUrl(request.failure_url())));
  RETURN_IF_ERROR(CheckInlineSizes(request));
  RETURN_IF_ERROR(CheckFilter(request.certificate_filter()));
  return FaultIf("idempotency_key", FaultOfIdempotencyKey(request.idempotency_key()));
}

std::string FingerprintOf(const v1::PrepareRequest& request, absl::string_view document_sha256) {
  v1::PrepareRequest essence = request;
  essence.clear_caller_token();
  essence.set_document(std::string(document_sha256));
  return Sha256(essence.SerializeAsString());
}

absl::StatusOr<v1::Policy> ChoosePolicy(const Catalogue& catalogue,
                                        const v1::PrepareRequest& request) {
  const v1::ApplicationConfig* application = catalogue.FindApplication(request.application());
  if (application == nullptr) {
    return MakeError(v1::NOT_ALLOWED,
                     "application: the server's configuration does not list it (applications)");
  }
  return Take(catalogue, *application, request);
}

// The policy stands in the session as it was chosen: a request fills in none of it.
// REQ: POL-9
absl::StatusOr<Preparation> JudgeRequest(const ServerSettings& settings, const v1::Policy& policy,
                                         const v1::PrepareRequest& request) {
  ASSIGN_OR_RETURN(
      const v1::SignedAttributes attributes,
      ResolveAttributes(policy, request.attributes(), {.sha1_enabled = settings.sha1_enabled},
                        request.hash_algorithm()));
  RETURN_IF_ERROR(JudgeImposedCertificate(request.imposed_certificate()));
  Preparation preparation;
  v1::SessionRecord::Prepared& prepared = preparation.prepared;
  prepared.set_signer_role(request.signer_role());
  *prepared.mutable_policy() = policy;
  prepared.mutable_policy()->clear_text_file();  // it says which file this server has
  *prepared.mutable_attributes() = FillDefaults(policy, request.attributes());
  prepared.set_hash_algorithm(attributes.hash_algorithm());
  prepared.set_imposed_certificate(request.imposed_certificate());
  if (request.has_certificate_filter()) {
    *prepared.mutable_certificate_filter() = request.certificate_filter();
  }
  preparation.success_url = request.success_url();
  preparation.failure_url = request.failure_url();
  return preparation;
}

// REQ: PRES-10
absl::StatusOr<TableFile> ChooseTable(const Catalogue& catalogue, const v1::PrepareRequest& request,
                                      const xml::DocumentFacts& facts) {
  if (!request.has_inline_table()) {
    ASSIGN_OR_RETURN(const TableFile* file, catalogue.FindTable(request.table_name(), facts));
    return *file;
  }
  const v1::ApplicationConfig* application = catalogue.FindApplication(request.application());
  if (application == nullptr || !application->inline_tables_allowed()) {
    return MakeError(v1::TABLE_INLINE_NOT_GRANTED,
                     "inline_table: the server's configuration does not grant it to this "
                     "application (inline_tables_allowed); name a table instead");
  }
  ASSIGN_OR_RETURN(std::shared_ptr<const Table> table,
                   Table::Create(request.inline_table(), "inline_table"));
  return TableFile{std::move(table), request.inline_table()};
}

void SetTable(TableFile file, std::string html_sha256, v1::SessionRecord::Prepared& prepared) {
  prepared.set_html_sha256(std::move(html_sha256));
  prepared.set_table_name(file.table->name());
  prepared.set_table(std::move(file.text));
}

// The document element chooses the table, so that one pass both checks the document and makes its page. What is wrong
// with the document is said before what is wrong with the table.
// REQ: PRES-3, PRES-4
absl::Status JudgeDocument(const ServerSettings& settings, const Catalogue& catalogue,
                           const v1::PrepareRequest& request, GivenDocument given,
                           Preparation& preparation) {
  v1::SessionRecord::Prepared& prepared = preparation.prepared;
  const std::string& document = *given.bytes;
  const absl::StatusOr<xml::DocumentFacts> root = xml::FindRoot(document, settings.bounds);
  absl::StatusOr<TableFile> file =
      root.ok() ? ChooseTable(catalogue, request, *root) : root.status();
  if (!file.ok()) {
    RETURN_IF_ERROR(xml::CheckDocument(document, settings.bounds).status());
    return file.status();
  }
  HtmlDigest page;
  ASSIGN_OR_RETURN(
      const xml::DocumentFacts facts,
      CheckAndWriteHtml(document, *file->table, Language::kFrench, settings.bounds, page));
  ASSIGN_OR_RETURN(*prepared.mutable_facts(),
                   StoreFacts(facts, document, given.sha256, prepared.hash_algorithm()));
  SetTable(*std::move(file), page.Finish(), prepared);
  preparation.document = std::move(given.bytes);
  preparation.document_sha256 = std::move(given.sha256);
  return absl::OkStatus();
}

}  // namespace paraphe::server
