#include "client/cli/request_options.h"

#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/input.h"
#include "client/cli/place.h"
#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "pki/pem.h"
#include "policy/commitments.h"
#include "policy/policy_file.h"

namespace paraphe::cli {
namespace {

std::string CommitmentHelp() {
  std::string aliases;
  for (const CommitmentInfo& row : KnownCommitments()) {
    absl::StrAppend(&aliases, aliases.empty() ? "" : ", ", std::string(row.alias));
  }
  return absl::StrCat("commitment type: ", aliases, ", or a URI or urn:oid: OID");
}

// CERT-4: the signer's certificate in PEM or DER; a file with more than one does not say which is
// meant.
absl::StatusOr<std::string> ReadCertificate(const std::string& file) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(file, kMaxPemBytes));
  const absl::StatusOr<std::vector<Certificate>> certificates = ParseCertificates(bytes);
  if (!certificates.ok()) return AtFile(file, certificates.status());
  if (certificates->size() == 1) return certificates->front().der();
  return MakeError(v1::CERTIFICATE_MALFORMED,
                   absl::StrCat(file, ": holds several certificates; keep the signer's only"));
}

// POL-3: an ordinary policy file, given in the call itself. What only the server's own files may
// say (whom the policy is for, where CA files are) is left out; the certificates of those CA files
// go along.
absl::StatusOr<v1::Policy> ReadInlinePolicy(const std::string& file) {
  ASSIGN_OR_RETURN(v1::Policy policy, ReadPolicy(file));
  policy.clear_applies_to();
  policy.clear_trusted_ca_files();
  return policy;
}

absl::Status SetAttributes(const RequestOptions& options, const std::string& default_country,
                           v1::AttributeValues* values) {
  values->set_claimed_role(options.claimed_role);
  ASSIGN_OR_RETURN(*values->mutable_commitment_type(), ResolveCommitmentAlias(options.commitment));
  if (options.place.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(*values->mutable_place(), ParsePlace(options.place, default_country));
  return absl::OkStatus();
}

absl::Status SetPolicy(const RequestOptions& options, v1::PrepareRequest* request) {
  if (!options.policy.empty()) request->set_policy_name(options.policy);
  if (options.policy_file.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(*request->mutable_inline_policy(), ReadInlinePolicy(options.policy_file));
  return absl::OkStatus();
}

}  // namespace

void AddRequestOptions(CLI::App& command, bool document_required, RequestOptions* options) {
  command.add_option("--application", options->application, "name of the calling application")
      ->required();
  command.add_option("--role", options->role, "the signer's role; it chooses the policy")
      ->required();
  command
      .add_option("--document", options->document,
                  "the canonical XML document; - for standard input")
      ->required(document_required);
  command.add_option("--claimed-role", options->claimed_role,
                     "the role that is signed, where it is not the policy's default");
  command.add_option("--place", options->place,
                     "where it is signed: a city, or \"city=…,street-address=…,postal-code=…,"
                     "state-or-province=…,country=…\"");
  command.add_option("--commitment", options->commitment, CommitmentHelp());
  CLI::Option* policy =
      command.add_option("--policy", options->policy, "name of the policy to use");
  command.add_option("--policy-file", options->policy_file, "a policy for this session only")
      ->excludes(policy);
  command.add_option("--table", options->table, "name of the presentation table to use");
  command.add_option("--certificate", options->certificate,
                     "the one certificate that may sign, PEM or DER");
  command.add_option("--success-url", options->success_url, "where the signer goes after signing");
  command.add_option("--failure-url", options->failure_url, "where the signer goes otherwise");
}

absl::StatusOr<v1::PrepareRequest> BuildRequest(const RequestOptions& options,
                                                const std::string& default_country) {
  v1::PrepareRequest request;
  request.set_application(options.application);
  request.set_signer_role(options.role);
  request.set_table_name(options.table);
  request.set_success_url(options.success_url);
  request.set_failure_url(options.failure_url);
  RETURN_IF_ERROR(SetAttributes(options, default_country, request.mutable_attributes()));
  RETURN_IF_ERROR(SetPolicy(options, &request));
  if (!options.certificate.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_imposed_certificate(), ReadCertificate(options.certificate));
  }
  if (!options.document.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_document(), ReadInput(options.document));
  }
  return request;
}

}  // namespace paraphe::cli
