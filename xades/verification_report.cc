#include "xades/verification_report.h"

#include "absl/strings/str_join.h"

#include "common/errors.h"

namespace paraphe::xades {
namespace {

// Which findings must be valid, and which only must not be invalid.
bool MayBeLeftOut(const VerificationReport& report, const Finding* finding) {
  return finding == &report.certificate_path || finding == &report.expected_certificate ||
         finding == &report.expected_original;
}

}  // namespace

std::vector<NamedFinding> FindingsOf(const VerificationReport& report) {
  return {
      {"signature_value", &report.signature_value},
      {"document_reference", &report.document_reference},
      {"signed_properties_reference", &report.signed_properties_reference},
      {"signing_certificate_reference", &report.signing_certificate_reference},
      {"algorithms", &report.algorithms},
      {"certificate_path", &report.certificate_path},
      {"expected_certificate", &report.expected_certificate},
      {"expected_original", &report.expected_original},
  };
}

bool VerificationReport::valid() const {
  for (const NamedFinding& named : FindingsOf(*this)) {
    if (named.finding->valid()) continue;
    if (named.finding->invalid() || !MayBeLeftOut(*this, named.finding)) return false;
  }
  return true;
}

std::string VerificationReport::fault() const {
  for (const NamedFinding& named : FindingsOf(*this)) {
    if (named.finding->invalid()) return named.finding->words;
  }
  return {};
}

absl::Status RequireValid(const VerificationReport& report) {
  if (report.valid()) return absl::OkStatus();
  std::vector<std::string> words;
  for (const NamedFinding& named : FindingsOf(report)) {
    if (named.finding->invalid()) words.push_back(named.finding->words);
  }
  return MakeError(v1::SIGNATURE_INVALID, absl::StrJoin(words, "; "));
}

}  // namespace paraphe::xades
