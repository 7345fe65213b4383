// REQ: EXP-2, ATT-1
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/input.h"
#include "client/cli/output.h"
#include "client/cli/verify_report.h"
#include "common/bounds.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "pki/pem.h"
#include "xades/verify_any_form.h"

namespace paraphe::cli {
namespace {

absl::StatusOr<TrustAnchors> ReadCas(const std::vector<std::string>& files) {
  std::vector<Certificate> cas;
  for (const std::string& file : files) {
    ASSIGN_OR_RETURN(const std::string bytes, ReadInput(file));
    absl::StatusOr<std::vector<Certificate>> read = ParseCertificates(bytes);
    if (!read.ok()) return AtFile(file, read.status());
    cas.insert(cas.end(), read->begin(), read->end());
  }
  return TrustAnchors(std::move(cas));
}

absl::StatusOr<xades::VerifiedDocument> VerifyFile(const VerifyRequest& request) {
  ASSIGN_OR_RETURN(const TrustAnchors anchors, ReadCas(request.ca_files));
  xades::VerifyOptions options;
  options.bounds.document_bytes = kMaxDocumentBytes;
  options.allow_sha1 = request.allow_sha1;
  if (!request.ca_files.empty()) options.trust_anchors = &anchors;
  ASSIGN_OR_RETURN(const std::string bytes, ReadInput(request.file));
  absl::StatusOr<xades::VerifiedDocument> verified = xades::VerifyAnyForm(bytes, options);
  if (!verified.ok()) return AtFile(request.file, verified.status());
  return verified;
}

absl::Status Verify(const VerifyRequest& request, Outcome* outcome) {
  ASSIGN_OR_RETURN(const xades::VerifiedDocument verified, VerifyFile(request));
  RETURN_IF_ERROR(outcome->json ? PrintJson(VerifyJson(request, verified))
                                : Print(VerifyText(request, verified)));
  outcome->reported = true;
  if (verified.report.valid()) return absl::OkStatus();
  return MakeError(v1::SIGNATURE_INVALID,
                   absl::StrCat(request.file, ": ", verified.report.fault()));
}

}  // namespace

void AddVerifyCommand(CLI::App& app, Outcome* outcome) {
  const auto request = std::make_shared<VerifyRequest>();
  CLI::App* command = app.add_subcommand(
      "verify",
      "Say what was signed, by whom, under which policy, and whether the signature holds");
  command->footer(
      "Exit code 0: valid; 3: not valid, or not a signature that this program can judge.\n"
      "Without --ca the certificate path is not checked.\n\n"
      "  paraphe verify --ca root.pem --ca intermediate.pem act.signed.xml\n"
      "  paraphe verify --json act.signed.xml");
  command->add_option("FILE", request->file,
                      "the signed XML document; - or nothing: standard input");
  command
      ->add_option("--ca", request->ca_files,
                   "CA certificates to trust, PEM or DER; may be repeated")
      ->allow_extra_args(false);
  command->add_flag("--allow-sha1", request->allow_sha1,
                    "do not call a signature invalid for its use of SHA-1");
  command->add_flag("--json", outcome->json, "the report as JSON");
  command->callback([=] { outcome->status = Verify(*request, outcome); });
}

}  // namespace paraphe::cli
