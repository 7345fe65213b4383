#include "client/cli/verify_report.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

#include "common/errors.h"
#include "common/hash.h"
#include "pki/distinguished_name.h"
#include "policy/commitments.h"

namespace paraphe::cli {
namespace {

using xades::Verdict;

struct VerdictRow {
  Verdict verdict;
  const char* name;   // of a check, for programs
  const char* words;  // of a check, for people
  const char* whole;  // of the file
};

constexpr VerdictRow kVerdicts[] = {
    {Verdict::kNotChecked, "not_checked", "not checked", ""},
    {Verdict::kValid, "valid", "holds", "VALID"},
    {Verdict::kInvalid, "invalid", "DOES NOT HOLD", "INVALID"},
    {Verdict::kIndeterminate, "indeterminate", "not certain", "INDETERMINATE"},
};

constexpr char kNotSupported[] = "NOT_SUPPORTED";

const VerdictRow& RowOf(Verdict verdict) { return kVerdicts[static_cast<size_t>(verdict)]; }

struct FindingRow {
  absl::string_view name;
  const char* words;
};

// The names of xades::FindingsOf in words; a finding that is not listed is shown by its name.
constexpr FindingRow kFindingWords[] = {
    {"document_reference", "document"},
    {"signed_properties_reference", "signed properties"},
    {"key_info_reference", "key info"},
    {"signature_value", "signature value"},
    {"signing_certificate_reference", "signing certificate"},
    {"algorithms", "algorithms"},
    {"certificate_path", "certificate path"},
};

std::string WordsOf(absl::string_view name) {
  for (const FindingRow& row : kFindingWords) {
    if (row.name == name) return row.words;
  }
  return std::string(name);
}

// Findings that compare with what only a server or an agent knows, and one about a part that the
// signature does not cover.
bool IsLeftOut(const xades::NamedFinding& named) {
  const absl::string_view name = named.name;
  return absl::StartsWith(name, "expected_") ||
         (name == "key_info_reference" && named.finding->verdict == Verdict::kNotChecked);
}

std::string Written(absl::Time time) {
  return absl::FormatTime("%E4Y-%m-%dT%H:%M:%E*SZ", time, absl::UTCTimeZone());
}

std::string TimeOf(const xades::SignedClaims& claims) {
  return claims.signing_time.has_value() ? Written(*claims.signing_time) : "";
}

std::vector<std::pair<const char*, std::string>> PartsOf(const v1::Place& place) {
  return {{"street_address", place.street_address()},
          {"postal_code", place.postal_code()},
          {"city", place.city()},
          {"state_or_province", place.state_or_province()},
          {"country_name", place.country_name()}};
}

std::string PlaceText(const xades::SignedClaims& claims) {
  std::vector<std::string> parts;
  if (!claims.place.has_value()) return "";
  for (const auto& [name, value] : PartsOf(*claims.place)) {
    if (!value.empty()) parts.push_back(value);
  }
  return absl::StrJoin(parts, ", ");
}

std::string CommitmentText(const xades::SignedCommitment& commitment) {
  const CommitmentInfo* known = FindCommitment(commitment.identifier);
  const std::string said = commitment.description.empty()
                               ? ""
                               : absl::StrCat(", in their words: ", commitment.description);
  return known == nullptr ? absl::StrCat(commitment.identifier, said)
                          : absl::StrCat(absl::StripSuffix(known->words.en, "."), " (",
                                         commitment.identifier, ")", said);
}

std::string CommitmentsText(const xades::SignedClaims& claims) {
  std::vector<std::string> texts;
  for (const xades::SignedCommitment& commitment : claims.commitments) {
    texts.push_back(CommitmentText(commitment));
  }
  return absl::StrJoin(texts, "; ");
}

std::string PolicyText(const xades::SignedClaims& claims) {
  if (claims.policy_implied) return "implied by the document, not named";
  if (!claims.policy.has_value()) return "";
  const v1::PolicyReference& policy = *claims.policy;
  return absl::StrCat(policy.description(), policy.description().empty() ? "" : ", ",
                      policy.identifier());
}

std::string DigestText(const v1::Digest& digest) {
  const absl::StatusOr<RawDigest> raw = FromDigest(digest);
  if (!raw.ok()) return "";
  return absl::StrCat(v1::HashAlgorithm_Name(raw->algorithm), " ",
                      absl::BytesToHexString(raw->bytes));
}

// Lines "label   value"; what was not said is said to be so.
class Lines {
 public:
  void Add(absl::string_view label, const std::string& value) {
    absl::StrAppendFormat(&text_, "%-23s%s\n", std::string(label),
                          value.empty() ? "(not said)" : ForTerminal(value));
  }
  void AddIfSaid(absl::string_view label, const std::string& value) {
    if (!value.empty()) Add(label, value);
  }
  void AddPlain(absl::string_view line) { absl::StrAppend(&text_, line, "\n"); }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

constexpr char kGiveCas[] = "give the CA certificates that you trust with --ca FILE";

void AddClaims(const VerifyRequest& request, const xades::VerifiedDocument& verified,
               Lines* lines) {
  const xades::VerificationReport& report = verified.report;
  const xades::SignedClaims& claims = report.claims;
  if (!verified.was_canonical) {
    lines->AddPlain(
        "The file is not canonical; its canonical form is judged, as any verifier does.");
  }
  lines->Add("file", request.file);
  lines->Add("document",
             absl::StrCat(verified.original_bytes, " bytes without the signature, SHA-256 ",
                          absl::BytesToHexString(verified.original_sha256)));
  const Certificate& signer = *report.signer;
  const std::string subject = ShowDistinguishedName(signer.subject_name());
  const bool proven = report.valid() && report.certificate_path.valid();
  lines->Add(proven ? "signed by" : "signer (not proven)",
             signer.subject_cn().empty() ? subject : signer.subject_cn());
  lines->Add("  subject", subject);
  lines->Add("  issuer", ShowDistinguishedName(signer.issuer_name()));
  lines->Add("  serial number", signer.serial_decimal());
  lines->Add("when (claimed)", TimeOf(claims));
  lines->Add("where (claimed)", PlaceText(claims));
  lines->Add("role (claimed)", absl::StrJoin(claims.roles, "; "));
  lines->Add("commitment", CommitmentsText(claims));
  lines->Add("policy", PolicyText(claims));
  if (claims.policy.has_value()) {
    lines->AddIfSaid("  full text", claims.policy->url());
    lines->AddIfSaid("  its digest", DigestText(claims.policy->digest()));
  }
  lines->AddIfSaid("document type", claims.mime_type);
  lines->AddIfSaid("  described as", claims.data_description);
  lines->AddIfSaid("  encoding", claims.data_encoding);
  lines->Add("form", absl::StrCat(v1::SignatureForm_Name(report.form), ", ",
                                  v1::HashAlgorithm_Name(report.hash_algorithm)));
}

void AddFindings(const VerifyRequest& request, const xades::VerifiedDocument& verified,
                 Lines* lines) {
  for (const xades::NamedFinding& named : xades::FindingsOf(verified.report)) {
    if (IsLeftOut(named)) continue;
    std::string words = named.finding->words;
    if (named.finding == &verified.report.certificate_path && request.ca_files.empty()) {
      words = request.without_path ? "left out by --without-path" : kGiveCas;
    }
    lines->Add(absl::StrCat("  ", WordsOf(named.name)),
               absl::StrCat(RowOf(named.finding->verdict).words, words.empty() ? "" : ": ", words));
  }
  if (verified.report.has_unsigned_properties) {
    lines->Add("  unsigned properties", "present (timestamps and the like), not checked");
  }
}

// What a verdict of VALID is about.
std::string ScopeOf(const VerifyRequest& request) {
  if (request.without_path) {
    return "; the certificate path was left out: whether the signer is who they say was not asked";
  }
  return request.time_given ? absl::StrCat(" at ", Written(request.time), ", as --at says") : "";
}

std::string VerdictLine(const VerifyRequest& request, const FileVerdict& verdict) {
  const char* whole = RowOf(verdict.verdict).whole;
  if (verdict.verdict == Verdict::kValid) return absl::StrCat(whole, ScopeOf(request));
  return absl::StrCat(whole, ": ", verdict.words);
}

// What can be done about a certificate that was valid once.
std::string AdviceOn(const VerifyRequest& request, const xades::Finding& finding) {
  if (finding.reason != xades::kOutOfTime || request.time_given) return "";
  return " If it is known that the signature existed earlier, judge it then with --at TIME.";
}

Json PolicyJson(const xades::SignedClaims& claims) {
  if (!claims.policy.has_value()) return nullptr;
  const v1::PolicyReference& policy = *claims.policy;
  return {{"identifier", policy.identifier()},
          {"description", policy.description()},
          {"url", policy.url()},
          {"digest", DigestText(policy.digest())}};
}

Json CommitmentsJson(const xades::SignedClaims& claims,
                     std::string xades::SignedCommitment::*part) {
  Json json = Json::array();
  for (const xades::SignedCommitment& commitment : claims.commitments) {
    json.push_back(commitment.*part);
  }
  return json;
}

Json PlaceJson(const xades::SignedClaims& claims) {
  if (!claims.place.has_value()) return nullptr;
  Json json = Json::object();
  for (const auto& [name, value] : PartsOf(*claims.place)) {
    if (!value.empty()) json[name] = value;
  }
  return json;
}

Json ChecksJson(const xades::VerificationReport& report) {
  Json checks = Json::object();
  for (const xades::NamedFinding& named : xades::FindingsOf(report)) {
    if (IsLeftOut(named)) continue;
    checks[named.name] = {{"verdict", RowOf(named.finding->verdict).name},
                          {"words", named.finding->words}};
  }
  return checks;
}

}  // namespace

FileVerdict VerdictOn(const VerifyRequest& request, const xades::VerificationReport& report) {
  if (const xades::Finding* finding = report.decisive()) {
    return {report.verdict(), finding->reason,
            absl::StrCat(finding->words, AdviceOn(request, *finding))};
  }
  const bool path_missing = report.certificate_path.verdict == Verdict::kNotChecked;
  if (!path_missing || request.without_path) return {Verdict::kValid, "", ""};
  return {Verdict::kIndeterminate, xades::kNoPath,
          absl::StrCat("the certificate path was not checked: whether the signer is who they say "
                       "was not asked; ",
                       kGiveCas, ", or ask for integrity alone with --without-path")};
}

std::optional<FileVerdict> VerdictOn(const absl::Status& error) {
  const std::string words(error.message());
  switch (ReasonOf(error)) {
    case v1::SIGNATURE_MALFORMED:
    case v1::DOCUMENT_DUPLICATE_ID:
      return FileVerdict{Verdict::kInvalid, xades::kFormatFailure, words};
    case v1::SIGNATURE_UNSUPPORTED:
    case v1::SIGNATURE_AMBIGUOUS:
    case v1::CERTIFICATE_MALFORMED:
    case v1::CERTIFICATE_REFUSED:
    case v1::DOCUMENT_HAS_DTD:
    case v1::DOCUMENT_RELATIVE_NAMESPACE:
    case v1::DOCUMENT_BEYOND_BOUND:
      return FileVerdict{Verdict::kIndeterminate, kNotSupported,
                         absl::StrCat("not judged: ", words)};
    default:
      return std::nullopt;
  }
}

std::string VerifyText(const VerifyRequest& request, const xades::VerifiedDocument& verified) {
  Lines lines;
  AddClaims(request, verified, &lines);
  lines.AddPlain("checks");
  AddFindings(request, verified, &lines);
  lines.AddPlain(ForTerminal(VerdictLine(request, VerdictOn(request, verified.report))));
  return lines.Take();
}

std::string UnjudgedText(const FileVerdict& verdict) {
  return absl::StrCat(ForTerminal(VerdictLine({}, verdict)), "\n");
}

Json UnjudgedJson(const VerifyRequest& request, const FileVerdict& verdict,
                  const absl::Status& error) {
  return {{"file", request.file},     {"verdict", RowOf(verdict.verdict).whole},
          {"reason", verdict.reason}, {"valid", false},
          {"fault", verdict.words},   {"error", ErrorToJson(error)}};
}

Json VerifyJson(const VerifyRequest& request, const xades::VerifiedDocument& verified) {
  const xades::VerificationReport& report = verified.report;
  const xades::SignedClaims& claims = report.claims;
  const std::string time = TimeOf(claims);
  const FileVerdict verdict = VerdictOn(request, report);
  return {
      {"file", request.file},
      {"verdict", RowOf(verdict.verdict).whole},
      {"reason", verdict.reason.empty() ? Json(nullptr) : Json(verdict.reason)},
      {"valid", verdict.verdict == Verdict::kValid},
      {"certificate_path_checked", report.certificate_path.verdict != Verdict::kNotChecked},
      {"judged_at", Written(request.time)},
      {"canonical", verified.was_canonical},
      {"document",
       {{"bytes", verified.original_bytes},
        {"sha256", absl::BytesToHexString(verified.original_sha256)}}},
      {"signer",
       {{"common_name", report.signer->subject_cn()},
        {"subject", report.signer->subject()},
        {"issuer", report.signer->issuer()},
        {"serial_number", report.signer->serial_decimal()},
        {"certificate_sha256", absl::BytesToHexString(report.signer->sha256())}}},
      {"signing_time", time.empty() ? Json(nullptr) : Json(time)},
      {"place", PlaceJson(claims)},
      {"roles", claims.roles},
      {"commitments", CommitmentsJson(claims, &xades::SignedCommitment::identifier)},
      {"commitment_descriptions", CommitmentsJson(claims, &xades::SignedCommitment::description)},
      {"policy", PolicyJson(claims)},
      {"policy_implied", claims.policy_implied},
      {"mime_type", claims.mime_type},
      {"data_description", claims.data_description},
      {"data_encoding", claims.data_encoding},
      {"form", v1::SignatureForm_Name(report.form)},
      {"hash_algorithm", v1::HashAlgorithm_Name(report.hash_algorithm)},
      {"unsigned_properties", report.has_unsigned_properties},
      {"checks", ChecksJson(report)},
      {"fault", verdict.words}};
}

}  // namespace paraphe::cli
