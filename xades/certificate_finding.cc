#include "xades/certificate_finding.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "pki/distinguished_name.h"
#include "pki/signer_faults.h"

namespace paraphe::xades {
namespace {

std::string Written(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone());
}

std::string Quoted(absl::string_view name) { return absl::StrCat("\"", name, "\""); }

// One reason among others.
struct Remark {
  Verdict verdict;
  const char* reason;
  std::string words;
};

// What is known of a certificate that is not valid at the time of the judgement.
Remark OfValidity(const Certificate& certificate, absl::string_view whose, absl::Time now,
                  const std::optional<absl::Time>& claimed) {
  const bool expired = now > certificate.not_after();
  const std::string when =
      expired ? absl::StrCat("expired on ", Written(certificate.not_after()))
              : absl::StrCat("is valid only from ", Written(certificate.not_before()));
  if (!claimed.has_value()) {
    return {Verdict::kIndeterminate, kOutOfTime,
            absl::StrCat(whose, " ", when, ", and no signing time is claimed.")};
  }
  // The signer's own claim is that the certificate was not valid.
  const bool contradicts =
      expired ? *claimed > certificate.not_after() : *claimed < certificate.not_before();
  const char* order = contradicts == expired ? "before" : "after";
  return {contradicts ? Verdict::kInvalid : Verdict::kIndeterminate,
          contradicts ? kPathConstraints : kOutOfTime,
          absl::StrCat(whose, " ", when, ", ", order, " the claimed signing time (",
                       Written(*claimed), ").")};
}

std::vector<Remark> OfIssuerValidity(const PathJudgement& judgement, absl::Time now,
                                     const std::optional<absl::Time>& claimed) {
  std::vector<Remark> remarks;
  for (auto issuer = judgement.path.begin() + 1; issuer != judgement.path.end(); ++issuer) {
    if (issuer->IsValidAt(now)) continue;
    const std::string name = ShowDistinguishedName(issuer->subject_name());
    remarks.push_back(OfValidity(*issuer, absl::StrCat("The certificate of the CA ", Quoted(name)),
                                 now, claimed));
  }
  return remarks;
}

// Whether OpenSSL knows by what a certificate is signed.
bool HasKnownSignature(const Certificate& certificate) {
  const int known = X509_get_signature_info(certificate.x509(), nullptr, nullptr, nullptr, nullptr);
  ClearOpensslErrors();
  return known == 1;
}

Remark OfMissingIssuer(const PathJudgement& judgement) {
  const Certificate& signer = judgement.path.front();
  if (!HasKnownSignature(signer)) {
    return {Verdict::kIndeterminate, kNoPath,
            "No path to a trusted CA was found: the certificate is signed by an algorithm that is "
            "not known here."};
  }
  const bool self_issued = X509_NAME_cmp(signer.subject_name(), signer.issuer_name()) == 0;
  return {Verdict::kIndeterminate, kNoPath,
          self_issued ? "The certificate is self-signed, and no CA vouches for it."
                      : absl::StrCat("No path to a trusted CA was found: the certificate of ",
                                     Quoted(judgement.missing_issuer), " is missing.")};
}

bool IsSignedBy(const Certificate& subject, const Certificate& issuer) {
  return issuer.key() != nullptr && X509_verify(subject.x509(), issuer.key()) == 1;
}

// Whether a certificate with a wrong signature says whose key should have made it.
Remark OfSignature(const PathJudgement& judgement) {
  const std::vector<Certificate>& path = judgement.path;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    const bool names_key = X509_get0_authority_key_id(path[i].x509()) != nullptr;
    if (names_key || IsSignedBy(path[i], path[i + 1])) continue;
    ClearOpensslErrors();
    const std::string name = ShowDistinguishedName(path[i].issuer_name());
    return {Verdict::kIndeterminate, kNoPath,
            absl::StrCat("No given CA of the name ", Quoted(name), " signed the certificate",
                         i == 0 ? "" : " below it",
                         ": another one of that name did, or it is forged.")};
  }
  ClearOpensslErrors();
  return {Verdict::kInvalid, kPathFailure,
          std::string(SentenceOf(v1::FAULT_BAD_PATH_SIGNATURE)->en)};
}

std::vector<Remark> RemarksOn(v1::CertificateFault fault, const PathJudgement& judgement,
                              absl::Time now, const std::optional<absl::Time>& claimed) {
  switch (fault) {
    case v1::FAULT_EXPIRED:
    case v1::FAULT_NOT_YET_VALID:
      return {OfValidity(judgement.path.front(), "The certificate", now, claimed)};
    case v1::FAULT_ISSUER_EXPIRED:
      return OfIssuerValidity(judgement, now, claimed);
    case v1::FAULT_UNTRUSTED_ISSUER:
      return {OfMissingIssuer(judgement)};
    case v1::FAULT_BAD_PATH_SIGNATURE:
      return {OfSignature(judgement)};
    case v1::FAULT_UNKNOWN_CRITICAL_EXTENSION:
      return {{Verdict::kIndeterminate, kPathFailure, std::string(SentenceOf(fault)->en)}};
    default:
      return {{Verdict::kInvalid, kPathConstraints,
               std::string(SentenceOf(fault).value_or(BilingualView()).en)}};
  }
}

}  // namespace

Finding FindingOf(const PathJudgement& judgement, absl::Time now,
                  const std::optional<absl::Time>& claimed) {
  Finding finding{Verdict::kValid, "", ""};
  for (const v1::CertificateFault fault : judgement.faults) {
    for (const Remark& remark : RemarksOn(fault, judgement, now, claimed)) {
      absl::StrAppend(&finding.words, finding.words.empty() ? "" : " ", remark.words);
      if (finding.reason.empty() || (remark.verdict == Verdict::kInvalid && !finding.invalid())) {
        finding.reason = remark.reason;
      }
      if (!finding.invalid()) finding.verdict = remark.verdict;
    }
  }
  if (finding.valid()) finding.words = "issued under a trusted CA";
  return finding;
}

}  // namespace paraphe::xades
