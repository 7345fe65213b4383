#include "xades/verification_report.h"

#include "absl/strings/str_join.h"

#include "common/errors.h"

namespace paraphe::xades {
namespace {

// Which findings must be valid, and which only must not be anything else.
bool MayBeLeftOut(const VerificationReport& report, const Finding* finding) {
  return finding == &report.key_info_reference || finding == &report.certificate_path ||
         finding == &report.expected_certificate || finding == &report.expected_original;
}

bool IsMissing(const VerificationReport& report, const Finding* finding) {
  return finding->verdict == Verdict::kNotChecked && !MayBeLeftOut(report, finding);
}

}  // namespace

Finding Judge(bool holds, absl::string_view words, absl::string_view fault,
              absl::string_view reason) {
  if (holds) return {Verdict::kValid, std::string(words), ""};
  return {Verdict::kInvalid, std::string(fault), std::string(reason)};
}

std::vector<NamedFinding> FindingsOf(const VerificationReport& report) {
  return {
      {"document_reference", &report.document_reference},
      {"signed_properties_reference", &report.signed_properties_reference},
      {"key_info_reference", &report.key_info_reference},
      {"signature_value", &report.signature_value},
      {"signing_certificate_reference", &report.signing_certificate_reference},
      {"algorithms", &report.algorithms},
      {"certificate_path", &report.certificate_path},
      {"expected_certificate", &report.expected_certificate},
      {"expected_original", &report.expected_original},
  };
}

const Finding* VerificationReport::decisive() const {
  const Finding* open = nullptr;
  for (const NamedFinding& named : FindingsOf(*this)) {
    if (named.finding->invalid()) return named.finding;
    const bool is_open = named.finding->indeterminate() || IsMissing(*this, named.finding);
    if (is_open && open == nullptr) open = named.finding;
  }
  return open;
}

bool VerificationReport::valid() const { return decisive() == nullptr; }

Verdict VerificationReport::verdict() const {
  const Finding* finding = decisive();
  if (finding == nullptr) return Verdict::kValid;
  return finding->invalid() ? Verdict::kInvalid : Verdict::kIndeterminate;
}

std::string VerificationReport::fault() const { return valid() ? "" : decisive()->words; }

absl::Status RequireValid(const VerificationReport& report) {
  if (report.valid()) return absl::OkStatus();
  std::vector<std::string> words;
  for (const NamedFinding& named : FindingsOf(report)) {
    const Finding& finding = *named.finding;
    if (finding.invalid() || finding.indeterminate()) words.push_back(finding.words);
  }
  return MakeError(
      report.decisive()->invalid() ? v1::SIGNATURE_INVALID : v1::SIGNATURE_INDETERMINATE,
      absl::StrJoin(words, "; "));
}

}  // namespace paraphe::xades
