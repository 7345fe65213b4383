// REQ: EXP-2, ATT-1
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

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

// RFC 3339, as --json and other commands write times; or a day, which means its first moment.
absl::StatusOr<absl::Time> ReadTime(const std::string& text) {
  absl::Time time;
  std::string unused;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, &unused) ||
      absl::ParseTime("%Y-%m-%d", text, &time, &unused)) {
    return time;
  }
  return MakeError(v1::USAGE, "--at: not a time; write it as 2026-11-22T09:30:00Z or 2026-11-22");
}

absl::Status TakeTime(const std::string& at, VerifyRequest& request) {
  request.time = absl::Now();
  if (at.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(request.time, ReadTime(at));
  request.time_given = true;
  return absl::OkStatus();
}

// The exit code and the line on standard error.
absl::Status StatusOf(const VerifyRequest& request, const FileVerdict& verdict) {
  if (verdict.verdict == xades::Verdict::kValid) return absl::OkStatus();
  const bool invalid = verdict.verdict == xades::Verdict::kInvalid;
  return MakeError(invalid ? v1::SIGNATURE_INVALID : v1::SIGNATURE_INDETERMINATE,
                   absl::StrCat(request.file, ": ", verdict.words));
}

// What is said to those who write a document is no advice for one that is signed: whoever takes its
// declaration out, or names a namespace otherwise, takes the signature with it.
absl::Status WithoutAdvice(const absl::Status& error) {
  switch (const v1::ErrorReason reason = ReasonOf(error)) {
    case v1::DOCUMENT_HAS_DTD:
      return MakeError(reason, "a document with a document type declaration is not read");
    case v1::DOCUMENT_RELATIVE_NAMESPACE:
      return MakeError(reason, "a document with a namespace that is no absolute URI is not read");
    default:
      return error;
  }
}

// A file that is no signature at all is refused as any other input is.
absl::Status ReportUnjudged(const VerifyRequest& request, const absl::Status& error,
                            Outcome* outcome) {
  const absl::Status placed = AtFile(request.file, error);
  const std::optional<FileVerdict> verdict = VerdictOn(error);
  if (!verdict.has_value()) return placed;
  RETURN_IF_ERROR(outcome->json ? PrintJson(UnjudgedJson(request, *verdict, placed))
                                : Print(UnjudgedText(*verdict)));
  outcome->reported = true;
  return verdict->verdict == xades::Verdict::kInvalid ? placed : StatusOf(request, *verdict);
}

absl::Status Verify(const VerifyRequest& request, Outcome* outcome) {
  ASSIGN_OR_RETURN(const TrustAnchors anchors, ReadCas(request.ca_files));
  xades::VerifyOptions options;
  options.bounds.document_bytes = kMaxDocumentBytes;
  options.allow_sha1 = request.allow_sha1;
  options.validation_time = request.time;
  if (!request.ca_files.empty()) options.trust_anchors = &anchors;
  ASSIGN_OR_RETURN(const std::string bytes, ReadInput(request.file));
  const absl::StatusOr<xades::VerifiedDocument> verified = xades::VerifyAnyForm(bytes, options);
  if (!verified.ok()) return ReportUnjudged(request, WithoutAdvice(verified.status()), outcome);
  RETURN_IF_ERROR(outcome->json ? PrintJson(VerifyJson(request, *verified))
                                : Print(VerifyText(request, *verified)));
  outcome->reported = true;
  return StatusOf(request, VerdictOn(request, verified->report));
}

}  // namespace

void AddVerifyCommand(CLI::App& app, Outcome* outcome) {
  const auto request = std::make_shared<VerifyRequest>();
  const auto at = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(
      "verify",
      "Say what was signed, by whom, under which policy, and whether the signature holds");
  command->footer(
      "Exit code 0: VALID; 3: INVALID, or no signature; 7: INDETERMINATE: nothing contradicts the\n"
      "signature, and not all of it could be judged, for the reason that is said. Without --ca "
      "the\n"
      "certificate path is not checked, and the signature is INDETERMINATE unless --without-path\n"
      "asks for its integrity alone. Certificates that come with the signature may serve the "
      "path,\n"
      "but only those given with --ca are trusted.\n\n"
      "  paraphe verify --ca build/demo/pki/ca.pem act.signed.xml\n"
      "  paraphe verify --ca build/demo/pki/ca.pem --at 2026-11-22T09:30:00Z act.signed.xml\n"
      "  paraphe verify --without-path --json act.signed.xml");
  command->add_option("FILE", request->file,
                      "the signed XML document; - or nothing: standard input");
  command
      ->add_option("--ca", request->ca_files,
                   "CA certificates to trust, PEM or DER; may be repeated")
      ->allow_extra_args(false);
  command
      ->add_flag("--without-path", request->without_path,
                 "ask for the signature's integrity alone, not for whose certificate it is")
      ->excludes("--ca");
  command->add_option("--at", *at,
                      "judge the certificate and its path at this time, at which the signature is "
                      "known to have existed (2026-11-22T09:30:00Z, or a day), instead of now");
  command->add_flag("--allow-sha1", request->allow_sha1,
                    "do not call a signature invalid for its use of SHA-1");
  command->add_flag("--json", outcome->json, "the report as JSON");
  command->callback([=] {
    outcome->status = TakeTime(*at, *request);
    if (outcome->status.ok()) outcome->status = Verify(*request, outcome);
  });
}

}  // namespace paraphe::cli
