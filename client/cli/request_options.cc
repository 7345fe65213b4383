#include "client/cli/request_options.h"

#include <optional>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "client/cli/input.h"
#include "client/cli/place.h"
#include "common/bounds.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "pki/pem.h"
#include "pki/public_key.h"
#include "policy/commitments.h"
#include "policy/policy_file.h"
#include "render/table_file.h"
#include "xades/xml_time.h"

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
// say (whom the policy is for, where CA files and its text are) is left out; the certificates of
// those CA files and the text's digest go along.
absl::StatusOr<v1::Policy> ReadInlinePolicy(const std::string& file) {
  ASSIGN_OR_RETURN(v1::Policy policy, ReadPolicy(file));
  policy.clear_applies_to();
  policy.clear_trusted_ca_files();
  policy.clear_text_file();
  return policy;
}

// PRES-10: checked here as well, so that the faults name the file.
absl::StatusOr<std::string> ReadInlineTable(const std::string& file) {
  ASSIGN_OR_RETURN(std::string text, ReadFile(file, kMaxInlineTableBytes));
  RETURN_IF_ERROR(ParseTable(text, file).status());
  return text;
}

// ATT-6
absl::StatusOr<v1::HashAlgorithm> ParseHash(const std::string& name) {
  v1::HashAlgorithm algorithm = v1::HASH_ALGORITHM_UNSPECIFIED;
  if (v1::HashAlgorithm_Parse(absl::AsciiStrToUpper(name), &algorithm) &&
      algorithm != v1::HASH_ALGORITHM_UNSPECIFIED) {
    return algorithm;
  }
  return MakeError(v1::USAGE, "--hash-algorithm: SHA256, SHA384, SHA512 or SHA1 is needed");
}

// CERT-7
absl::Status SetFilter(const RequestOptions& options, v1::PrepareRequest* request) {
  if (!options.public_key.empty()) {
    ASSIGN_OR_RETURN(const std::string bytes, ReadFile(options.public_key, kMaxPemBytes));
    const absl::StatusOr<std::string> digest = ReadPublicKeySha256(bytes);
    if (!digest.ok()) return AtFile(options.public_key, digest.status());
    request->mutable_certificate_filter()->set_public_key_sha256(*digest);
  }
  if (options.valid_at.empty()) return absl::OkStatus();
  const std::optional<absl::Time> time = xades::ParseXmlDateTime(options.valid_at);
  if (!time.has_value()) {
    return MakeError(v1::USAGE,
                     "--valid-at: a time with its zone is needed, such as 2027-12-31T23:59:59Z");
  }
  request->mutable_certificate_filter()->mutable_valid_at()->set_seconds(
      absl::ToUnixSeconds(*time));
  return absl::OkStatus();
}

absl::Status SetTable(const RequestOptions& options, v1::PrepareRequest* request) {
  if (!options.table.empty()) request->set_table_name(options.table);
  if (options.table_file.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(*request->mutable_inline_table(), ReadInlineTable(options.table_file));
  return absl::OkStatus();
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
  CLI::Option* table =
      command.add_option("--table", options->table, "name of the presentation table to use");
  command
      .add_option("--table-file", options->table_file, "a presentation table for this session only")
      ->excludes(table);
  command.add_option("--hash-algorithm", options->hash_algorithm,
                     "SHA256, SHA384, SHA512 or SHA1: one that the policy allows, where it is not "
                     "to be the policy's own");
  command.add_option("--certificate", options->certificate,
                     "the one certificate that may sign, PEM or DER");
  command.add_option("--public-key", options->public_key,
                     "only a certificate of this public key may sign: PEM or DER, or a "
                     "certificate of it");
  command.add_option("--valid-at", options->valid_at,
                     "only a certificate that is valid at this time too may sign, such as "
                     "2027-12-31T23:59:59Z");
  command.add_option("--success-url", options->success_url, "where the signer goes after signing");
  command.add_option("--failure-url", options->failure_url, "where the signer goes otherwise");
  command.add_option(
      "--signer", options->signer,
      "user name of the one who is to sign: there is no link then, it waits in their "
      "inbox (paraphe-agent --inbox)");
}

std::vector<std::string> FilesReadFor(const RequestOptions& options) {
  return {options.document, options.policy_file, options.table_file, options.certificate,
          options.public_key};
}

absl::StatusOr<v1::PrepareRequest> BuildRequest(const RequestOptions& options,
                                                const std::string& default_country) {
  v1::PrepareRequest request;
  request.set_application(options.application);
  request.set_signer_role(options.role);
  request.set_success_url(options.success_url);
  request.set_failure_url(options.failure_url);
  request.set_signer(options.signer);
  RETURN_IF_ERROR(SetAttributes(options, default_country, request.mutable_attributes()));
  RETURN_IF_ERROR(SetPolicy(options, &request));
  RETURN_IF_ERROR(SetTable(options, &request));
  RETURN_IF_ERROR(SetFilter(options, &request));
  if (!options.hash_algorithm.empty()) {
    ASSIGN_OR_RETURN(const v1::HashAlgorithm algorithm, ParseHash(options.hash_algorithm));
    request.set_hash_algorithm(algorithm);
  }
  if (!options.certificate.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_imposed_certificate(), ReadCertificate(options.certificate));
  }
  if (!options.document.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_document(), ReadInput(options.document));
  }
  return request;
}

}  // namespace paraphe::cli
